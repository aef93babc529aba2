import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { isPublic } from '../../functions/outside/publicAddress.ts';
import type { Resolver } from '../../functions/outside/publishedCalendar.ts';
import { certificateFor } from './certificate.ts';

/** A host that publishes calendars, on this machine, under names that only the test’s own resolver knows. */
export interface Publisher {
  at(path: string, host?: string): string;
  /** Who was asked for, by host and path. */
  asked: string[];
  /** The real guard, but for this one host’s own address, and only under the names given here. */
  resolver: Resolver & { names: Map<string, readonly string[]>; lookups: string[] };
  answer: (request: IncomingMessage, response: ServerResponse, path: string) => void;
  close(): void;
}

export async function publisher(): Promise<Publisher> {
  const hosts = ['calendars.example', 'elsewhere.example'];
  const { key, cert } = certificateFor(hosts);
  const asked: string[] = [];
  const server = createServer({ key, cert }, (request, response) => {
    asked.push(`${request.headers.host?.split(':')[0]}${request.url}`);
    made.answer(request, response, request.url ?? '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const names = new Map<string, readonly string[]>(hosts.map((host) => [host, ['127.0.0.1']]));
  const lookups: string[] = [];
  const allowed = new Set<string>();
  const made: Publisher = {
    at: (path, host = 'calendars.example') => `https://${host}:${port}${path}`,
    asked,
    resolver: {
      names,
      lookups,
      alsoTrusts: cert,
      async addressesOf(host) {
        lookups.push(host);
        allowed.clear();
        if (hosts.includes(host)) allowed.add('127.0.0.1');
        const found = names.get(host);
        if (found === undefined) throw new Error('ENOTFOUND');
        return found;
      },
      mayAsk: (address) => isPublic(address) || allowed.delete(address),
    },
    answer: (_request, response) => calendar(response, ics([])),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return made;
}

export const calendar = (response: ServerResponse, text: string): void => void response.writeHead(200, { 'content-type': 'text/calendar; charset=utf-8' }).end(text);
export const to = (response: ServerResponse, location: string): void => void response.writeHead(302, { location }).end();

/** A calendar of these events, each its lines. */
export const ics = (events: readonly (readonly string[])[], more: readonly string[] = []): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...more, ...events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']), 'END:VCALENDAR', ''].join('\r\n');
