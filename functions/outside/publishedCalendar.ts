import { lookup as systemLookup } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { calendarAddress, FeedRefused } from '../../shared/time/published.ts';
import { isPublic } from './publicAddress.ts';

/**
 * Fetches a calendar that somebody publishes. The address is theirs, so it may be anybody’s: it must not lead inside.
 *
 *     address ─▶ https? ─▶ resolve ─▶ every address public? ─▶ connect to that very one ─▶ 200, text/calendar, ≤ 2 MB, ≤ 5 s in all
 *        ▲────────────────────── at most three redirects, each from the beginning ──────────┘
 *
 * A name is resolved once and the connection pinned to what was looked at: a name that answers otherwise the second time is not asked a
 * second time. Every failure is a `FeedRefused` by name; nothing of it is logged.
 */
export type Calendars = (address: string) => Promise<string>;

/** How names become addresses, and which of them may be asked. Tests bring their own; the guard itself is the same. */
export interface Resolver {
  addressesOf(host: string): Promise<readonly string[]>;
  mayAsk(address: string): boolean;
  /** Certificates that are trusted beside the system’s own. */
  alsoTrusts?: string;
}

export const internet: Resolver = {
  addressesOf: async (host) => (await systemLookup(host, { all: true, verbatim: true })).map(({ address }) => address),
  mayAsk: isPublic,
};

const limits = { bytes: 2 * 1024 * 1024, ms: 5_000, redirects: 3 } as const;

export const publishedCalendar =
  (resolver: Resolver = internet, { bytes, ms, redirects }: { bytes: number; ms: number; redirects: number } = limits): Calendars =>
  async (address) => {
    const late = AbortSignal.timeout(ms);
    let next = address;
    for (let hop = 0; hop <= redirects; hop++) {
      const url = calendarAddress(next);
      if ('refused' in url) throw new FeedRefused(url.refused === 'malformed' ? 'not-a-calendar' : url.refused);
      const answer = await asked(url, await pinnedTo(url, resolver, late), resolver, late);
      const status = answer.statusCode ?? 0;
      if ([301, 302, 303, 307, 308].includes(status)) {
        answer.destroy();
        next = against(url, answer.headers.location ?? '');
        continue;
      }
      if (status !== 200) answer.destroy();
      if (status !== 200) throw new FeedRefused('refused');
      return await textOf(answer, bytes, late);
    }
    throw new FeedRefused('redirects');
  };

/** Where it sends on to; nothing that can be read is no address, and refused as such. */
const against = ({ href }: URL, location: string): string => (URL.canParse(location, href) ? new URL(location, href).href : '');

/** The one address that will be connected to: every address of the name has to be public, or it is not asked at all. */
async function pinnedTo({ hostname }: URL, resolver: Resolver, late: AbortSignal): Promise<string> {
  const bare = hostname.replace(/^\[|\]$/g, '');
  const found = isIP(bare) !== 0 ? [bare] : await until(resolver.addressesOf(bare), late).catch(refusedAs('no-such-host', late));
  const [first] = found;
  if (first === undefined) throw new FeedRefused('no-such-host');
  if (!found.every((one) => resolver.mayAsk(one))) throw new FeedRefused('points-inside');
  return first;
}

function asked(url: URL, address: string, { alsoTrusts }: Resolver, late: AbortSignal): Promise<IncomingMessage> {
  const pinned: LookupFunction = (_host, options, done) => (options.all === true ? done(null, [{ address, family: isIP(address) }]) : done(null, address, isIP(address)));
  return new Promise<IncomingMessage>((done, failed) => {
    const sent = request(url, {
      agent: false,
      lookup: pinned,
      signal: late,
      maxHeaderSize: 16_384,
      headers: { accept: 'text/calendar', 'accept-encoding': 'identity', 'user-agent': 'Headroom' },
      ...(alsoTrusts === undefined ? {} : { ca: alsoTrusts }),
    });
    sent.once('response', done);
    sent.on('error', failed);
    sent.end();
  }).catch(refusedAs('unreachable', late));
}

async function textOf(answer: IncomingMessage, mostBytes: number, late: AbortSignal): Promise<string> {
  const { 'content-type': type = '', 'content-encoding': coding = 'identity', 'content-length': announced = '0' } = answer.headers;
  try {
    if (!/^text\/calendar\s*(;|$)/i.test(type) || coding !== 'identity') throw new FeedRefused('not-a-calendar');
    if (Number(announced) > mostBytes) throw new FeedRefused('too-large');
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > mostBytes) throw new FeedRefused('too-large');
      chunks.push(chunk);
    }
    return decoded(Buffer.concat(chunks));
  } catch (error) {
    if (error instanceof FeedRefused) throw error;
    return refusedAs('unreachable', late)();
  } finally {
    answer.destroy();
  }
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FeedRefused('not-a-calendar');
  }
}

/** Whatever broke once the time was up broke because it was. */
const refusedAs = (problem: 'no-such-host' | 'unreachable', late: AbortSignal) => (): never => {
  throw new FeedRefused(late.aborted ? 'too-slow' : problem);
};

const until = <T>(work: Promise<T>, late: AbortSignal): Promise<T> =>
  Promise.race([work, new Promise<never>((_, failed) => late.addEventListener('abort', () => failed(new Error('late')), { once: true }))]);
