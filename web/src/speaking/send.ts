import { monthOf } from '../../../shared/escalation/speakToken.ts';
import { clockAheadBy } from '../wallet/clock.ts';
import { announceQueueChange, onQueueChange } from '../wallet/queueChanged.ts';
import { arrived, keepOutgoing, type Outgoing, outgoing, queueUnderToken } from '../wallet/speakTokens.ts';
import { leavesAfter, retryAfter } from './pause.ts';

/**
 * Sends sealed messages that are due, to the anonymous host and without saying who. What has arrived leaves nothing here. The identical message may be
 * sent twice (a reply that was lost): the other side takes it once.
 *
 *     200 ─▶ gone      its token is of no use ─▶ another token, else kept until there is one      refused ─▶ kept, by name      else ─▶ later
 */
const longestWait = 60_000;
const another = ['month-over', 'token-spent', 'forged-token'];
const final = [...another, 'malformed', 'not-an-envelope', 'number-taken', 'too-large', 'not-json'];

/** Sends what falls due while a page is open, and when the connection is back; returns what ends it. */
export function keepSending(anonymousHost: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = (): void => {
    clearTimeout(timer);
    const again = (next: number | null): void => {
      clearTimeout(timer);
      if (next !== null) timer = setTimeout(run, Math.min(Math.max(next - Date.now(), 250), longestWait));
    };
    sendDue(anonymousHost).then(again, () => again(Date.now() + longestWait));
  };
  const online = () => void tryAgainNow().then(run, run);
  const shown = () => document.visibilityState === 'visible' && run();
  addEventListener('online', online);
  document.addEventListener('visibilitychange', shown);
  const ended = onQueueChange(run);
  // What could not be put off is sent as ever: it must not be lost.
  putOffOverdue().then(run, run);
  return () => {
    ended();
    clearTimeout(timer);
    removeEventListener('online', online);
    document.removeEventListener('visibilitychange', shown);
  };
}

/** What should have left while no page was open does not leave in the moment one is opened, which may be that of a sign-in. Not for ever. */
export async function putOffOverdue(now: () => number = Date.now): Promise<void> {
  for (const message of await outgoing())
    if (message.problem === null && message.sendAfter <= now() && message.putOff < mostPutOff) await keepOutgoing({ ...message, putOff: message.putOff + 1, sendAfter: now() + leavesAfter() });
}
const mostPutOff = 4;

async function tryAgainNow(): Promise<void> {
  for (const message of await outgoing()) if (message.tries > 0 && message.problem === null) await keepOutgoing({ ...message, sendAfter: Date.now() });
}

/** One tab sends at a time. When something is due next, in epoch milliseconds; null where nothing waits. */
export async function sendDue(anonymousHost: string, now: () => number = Date.now): Promise<number | null> {
  const send = async (): Promise<number | null> => {
    for (const message of await outgoing()) {
      const renewed = message.problem === null ? message : await underAnother(message, now());
      if (renewed === null || renewed.sendAfter > now()) continue;
      await sendOne(renewed, anonymousHost, now);
      announceQueueChange();
    }
    const waiting = (await outgoing()).filter((message) => message.problem === null);
    return waiting.length === 0 ? null : Math.min(...waiting.map((message) => message.sendAfter));
  };
  if (!('locks' in navigator)) return send();
  return navigator.locks.request('headroom/outbox', { ifAvailable: true }, (lock) => (lock === null ? now() + 5000 : send()));
}

/** One that could not go with its token, with the next there is; null where there is none yet, or where no token would help. */
const underAnother = async (message: Outgoing, now: number): Promise<Outgoing | null> =>
  another.includes(message.problem ?? '') ? queueUnderToken({ ...message, sendAfter: now }, monthOf(now + (await clockAheadBy()))) : null;

async function sendOne(message: Outgoing, anonymousHost: string, now: () => number): Promise<void> {
  const came = await post(message, anonymousHost);
  if (came === 'arrived') return arrived(message.thread);
  const tries = message.tries + 1;
  await keepOutgoing(came === null ? { ...message, tries, sendAfter: now() + retryAfter(tries) } : { ...message, tries, problem: came });
}

/** What became of it; null where it has to be tried again. */
async function post({ month, prepared, signature, thread, sealed }: Outgoing, anonymousHost: string): Promise<string | null> {
  try {
    const response = await fetch(`${anonymousHost}/threads`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ month, prepared, signature, thread, sealed }),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      // The tab may be closed meanwhile.
      keepalive: true,
      signal: AbortSignal.timeout(20_000),
    });
    if (response.ok) return 'arrived';
    const problem: unknown = await response.json();
    return final.find((name) => name === (problem as { type?: unknown } | null)?.type) ?? null;
  } catch {
    return null;
  }
}
