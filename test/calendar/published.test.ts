import dns from 'node:dns';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isPublic } from '../../functions/outside/publicAddress.ts';
import { internet, publishedCalendar } from '../../functions/outside/publishedCalendar.ts';
import { FeedRefused } from '../../shared/time/published.ts';
import { calendar, ics, type Publisher, publisher, to } from './publishing.ts';

let p: Publisher;
beforeEach(async () => {
  p = await publisher();
});
afterEach(() => p.close());

const read = (address: string, limits?: { bytes: number; ms: number; redirects: number }) => publishedCalendar(p.resolver, limits)(address);
const problem = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'was read',
    (error: unknown) => (error instanceof FeedRefused ? error.problem : `broke: ${String(error)}`),
  );

test('a calendar is read, and the host is told neither who reads it nor for whom', async () => {
  let headers: Record<string, unknown> = {};
  p.answer = (request, response) => {
    ({ headers } = request);
    calendar(response, ics([]));
  };
  expect(await read(p.at('/mine.ics?key=1'))).toBe(ics([]));
  expect(p.asked).toEqual(['calendars.example/mine.ics?key=1']);
  expect(Object.keys(headers).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
});

describe('what points inside is never asked:', () => {
  const inside = [
    '127.0.0.1', '127.9.9.9', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.100.100.200', '0.0.0.0', '224.0.0.1', '255.255.255.255', '192.0.0.192',
    '::1', '::', 'fe80::1', 'fd00:ec2::254', 'fc00::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:169.254.169.254', '64:ff9b::7f00:1', '64:ff9b:1::a00:1', '2002:7f00:1::', '2001::7f00:1', '2001:db8::1', '::127.0.0.1', '100::1', 'not an address', '',
  ];
  test.each(inside)('%s is inside', (address) => expect(isPublic(address)).toBe(false));
  test.each(['1.1.1.1', '172.15.0.1', '172.32.0.1', '192.167.255.255', '100.128.0.1', '2606:4700::1111', '2a00:1450:4009::1'])('%s is out on the internet', (address) => expect(isPublic(address)).toBe(true));

  test.each(['https://127.0.0.1/', 'https://[::1]/', 'https://[::ffff:7f00:1]/', 'https://2130706433/', 'https://0x7f.1/', 'https://0177.0.0.1/', 'https://169.254.169.254/latest/meta-data/', 'https://localhost/', 'https://printer.local/', 'https://metadata.google.internal/', 'https://LOCALHOST./'])('%s, by the guard as it is in use', async (address) => {
    expect(await problem(publishedCalendar(internet)(address))).toBe('points-inside');
  });

  test('a name that resolves inside, or inside among others', async () => {
    p.resolver.names.set('calendar.inside.example', ['10.0.0.7']);
    p.resolver.names.set('both.example', ['93.184.215.14', '10.0.0.7']);
    for (const host of ['calendar.inside.example', 'both.example']) expect(await problem(read(p.at('/', host)))).toBe('points-inside');
    expect(p.asked).toEqual([]);
  });

  test('a redirect that leads inside, by address or by name', async () => {
    p.resolver.names.set('calendar.inside.example', ['192.168.0.9']);
    for (const location of ['https://127.0.0.1/', 'https://169.254.169.254/latest/meta-data/', 'https://calendar.inside.example/', 'https://[fd00:ec2::254]/']) {
      p.answer = (_request, response) => to(response, location);
      expect(await problem(read(p.at('/'))), location).toBe('points-inside');
    }
    expect(new Set(p.asked)).toEqual(new Set(['calendars.example/']));
  });

  test('a name that answers inside the second time is resolved once, and the connection is to what was looked at', async () => {
    // Whoever asked the system again would be led to this machine.
    const system = vi.spyOn(dns, 'lookup').mockImplementation(((_host: string, options: { all?: boolean }, done: (...found: unknown[]) => void) => (options.all === true ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4))) as never);
    let lookups = 0;
    // 192.0.2.1 is for documents and nowhere: let through here alone, as what the name says the first time.
    const rebinding = { ...p.resolver, addressesOf: async () => (++lookups === 1 ? ['192.0.2.1'] : ['127.0.0.1']), mayAsk: (address: string) => address === '192.0.2.1' };
    expect(await problem(publishedCalendar(rebinding, { bytes: 1000, ms: 300, redirects: 3 })(p.at('/')))).toMatch(/^(too-slow|unreachable)$/);
    expect({ lookups, system: system.mock.calls.length, asked: p.asked }).toEqual({ lookups: 1, system: 0, asked: [] });
    system.mockRestore();
  });
});

describe('each kind of bad calendar has its own name:', () => {
  test('http, and a redirect from https to http', async () => {
    expect(await problem(read('http://calendars.example/'))).toBe('not-https');
    p.answer = (_request, response) => to(response, 'http://calendars.example/');
    expect(await problem(read(p.at('/')))).toBe('not-https');
    expect(p.asked).toHaveLength(1);
  });

  test('three redirects are followed, a fourth is not', async () => {
    p.answer = (_request, response, path) => (path === '/3' ? calendar(response, ics([])) : to(response, p.at(`/${Number(path.slice(1)) + 1}`, 'elsewhere.example')));
    expect(await read(p.at('/0'))).toBe(ics([]));
    expect(await problem(read(p.at('/-1')))).toBe('redirects');
  });

  test('slow to answer, slow to send, slow to resolve', async () => {
    const limits = { bytes: 1000, ms: 250, redirects: 3 };
    p.answer = () => undefined;
    expect(await problem(read(p.at('/'), limits))).toBe('too-slow');
    p.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/calendar' }).write('BEGIN:VCALENDAR\r\n');
    };
    expect(await problem(read(p.at('/'), limits))).toBe('too-slow');
    expect(await problem(publishedCalendar({ ...p.resolver, addressesOf: () => new Promise(() => undefined) }, limits)(p.at('/')))).toBe('too-slow');
  });

  test('huge, whether it says so or not', async () => {
    const much = 'X'.repeat(64 * 1024);
    p.answer = (_request, response) => void response.writeHead(200, { 'content-type': 'text/calendar', 'content-length': String(3 * 1024 * 1024) }).write(much);
    expect(await problem(read(p.at('/')))).toBe('too-large');
    let sent = 0;
    p.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/calendar' });
      const more = (): void => {
        if (response.destroyed || sent > 64 * 1024 * 1024) return;
        sent += much.length;
        if (response.write(much)) setImmediate(more);
        else response.once('drain', more);
      };
      more();
    };
    expect(await problem(read(p.at('/')))).toBe('too-large');
    expect(sent).toBeLessThan(16 * 1024 * 1024);
  });

  test('not a calendar by its type, its coding or its bytes', async () => {
    for (const headers of [{ 'content-type': 'text/html' }, {}, { 'content-type': 'text/calendar', 'content-encoding': 'gzip' }, { 'content-type': 'text/calendars' }]) {
      p.answer = (_request, response) => void response.writeHead(200, headers as Record<string, string>).end(ics([]));
      expect(await problem(read(p.at('/')))).toBe('not-a-calendar');
    }
    p.answer = (_request, response) => void response.writeHead(200, { 'content-type': 'text/calendar' }).end(Buffer.from([0xff, 0xfe, 0x00]));
    expect(await problem(read(p.at('/')))).toBe('not-a-calendar');
  });

  test('gone, refused, nowhere, nobody there, or with a certificate of another', async () => {
    for (const status of [401, 403, 404, 410, 500, 204]) {
      p.answer = (_request, response) => void response.writeHead(status).end();
      expect(await problem(read(p.at('/'))), String(status)).toBe('refused');
    }
    expect(await problem(read(p.at('/', 'nowhere.example')))).toBe('no-such-host');
    const untrusted = { addressesOf: p.resolver.addressesOf, mayAsk: p.resolver.mayAsk };
    expect(await problem(publishedCalendar(untrusted)(p.at('/')))).toBe('unreachable');
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port } = free.address() as { port: number };
    await new Promise((done) => free.close(done));
    expect(await problem(read(`https://calendars.example:${port}/`))).toBe('unreachable');
  });

  test('whatever is sent on to, only what is public and https is asked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.webUrl(), fc.ipV4().map((a) => `https://${a}/`), fc.ipV6().map((a) => `https://[${a}]/`)), async (location) => {
        const lookups: string[] = [];
        const only = { ...p.resolver, addressesOf: async (host: string) => (lookups.push(host), host === 'calendars.example' ? p.resolver.addressesOf(host) : ['10.0.0.1']), mayAsk: (a: string) => a === '127.0.0.1' && lookups.at(-1) === 'calendars.example' };
        p.answer = (_request, response, path) => (path === '/' ? to(response, encodeURI(location.toWellFormed().replaceAll(/[^\x20-\x7e]/g, ''))) : void response.writeHead(404).end());
        expect(await problem(publishedCalendar(only)(p.at('/')))).toMatch(/^(points-inside|not-https|not-a-calendar|refused|redirects)$/);
      }),
      { numRuns: 60 },
    );
  });
});

test('the guard in use has no list of its own of who may be let through', () => {
  const code = readFileSync(join(import.meta.dirname, '..', '..', 'functions', 'outside', 'publishedCalendar.ts'), 'utf8');
  expect(internet.mayAsk).toBe(isPublic);
  expect(code).not.toMatch(/process\.env|rejectUnauthorized|NODE_TLS/);
});
