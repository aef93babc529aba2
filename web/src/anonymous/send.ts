import { database } from '../wallet/database.ts';
import type { Queued, Refused } from '../wallet/kept.ts';
import { announceQueueChange, onQueueChange } from '../wallet/queueChanged.ts';
import { anotherPause, retryAfterMilliseconds } from './pause.ts';

/**
 * Sends what is due in the queue, to the anonymous host and without saying who. An answer that was taken leaves nothing here; its
 * own token’s place keeps the mark. The identical answer may be sent twice (a reply that was lost): the other side takes it once.
 *
 *     201 200 ─▶ sent        409 spent · 410 · 401 … ─▶ refused, by name        no connection · 5xx · not open yet ─▶ later
 */
const longestWaitMilliseconds = 60_000;
const keepOutcomesMilliseconds = 60 * 86_400_000;
const final = ['token-spent', 'round-closed', 'forged-token', 'not-found', 'malformed', 'too-large', 'not-json'] as const satisfies readonly Refused[];

/** Sends what falls due once a page is open, when the connection is back, when something was queued, and whenever something is due; returns what ends it. */
export function keepSending(anonymousHost: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = (retryNow: boolean): void => {
    clearTimeout(timer);
    const again = (next: number | null): void => {
      clearTimeout(timer);
      if (next !== null) timer = setTimeout(() => run(false), Math.min(Math.max(next - Date.now(), 250), longestWaitMilliseconds));
    };
    // Where the browser will not open what it keeps just now, it is asked again later.
    sendDue(anonymousHost, { retryNow }).then(again, () => again(Date.now() + longestWaitMilliseconds));
  };
  const online = () => run(true);
  const shown = () => document.visibilityState === 'visible' && run(false);
  addEventListener('online', online);
  document.addEventListener('visibilitychange', shown);
  const ended = onQueueChange(() => run(false));
  const begin = () => run(false);
  // What could not be put off is sent as ever: it must not be lost.
  putOffOverdue().then(begin, begin);
  return () => {
    ended();
    clearTimeout(timer);
    removeEventListener('online', online);
    document.removeEventListener('visibilitychange', shown);
  };
}

/** What should have left while no page was open does not leave in the moment one is opened. */
export async function putOffOverdue(now: () => number = Date.now): Promise<void> {
  const change = (await database()).transaction('queue', 'readwrite');
  for (const queued of await change.store.getAll()) {
    const pause = queued.outcome === null && queued.sendAfter <= now() ? anotherPause(queued) : null;
    const left = (Date.parse(queued.closesAt) - now()) / 2;
    if (pause !== null) await change.store.put({ ...queued, putOff: queued.putOff + 1, sendAfter: Math.round(now() + Math.max(0, Math.min(pause, left))) });
  }
  await change.done;
}

/** One tab sends at a time. Returns when something is due next, in epoch milliseconds; null where nothing waits. */
export async function sendDue(anonymousHost: string, { retryNow = false, now = Date.now }: { retryNow?: boolean; now?: () => number } = {}): Promise<number | null> {
  const send = async (): Promise<number | null> => {
    const db = await database();
    for (const queued of await db.getAll('queue')) {
      if (queued.outcome !== null) {
        if (queued.outcome === 'sent' || Date.parse(queued.closesAt) + keepOutcomesMilliseconds < now()) await db.delete('queue', queued.mark);
      } else if (queued.sendAfter <= now() || (retryNow && queued.tries > 0)) {
        const after = await sendOne(queued, anonymousHost, now);
        // A shared device would else keep when somebody answered here, beside the mark of that answer.
        await (after.outcome === 'sent' ? db.delete('queue', queued.mark) : db.put('queue', after));
        if (after.outcome !== null) announceQueueChange();
      }
    }
    const waiting = (await db.getAll('queue')).filter((q) => q.outcome === null);
    return waiting.length === 0 ? null : Math.min(...waiting.map((q) => q.sendAfter));
  };
  if (!('locks' in navigator)) return send();
  return navigator.locks.request('headroom/queue', { ifAvailable: true }, (lock) => (lock === null ? now() + 5000 : send()));
}

async function sendOne(queued: Queued, anonymousHost: string, now: () => number): Promise<Queued> {
  const outcome = await post(queued.submission, anonymousHost);
  if (outcome !== null) return { ...queued, submission: null, sendAfter: 0, outcome };
  const tries = queued.tries + 1;
  return { ...queued, tries, sendAfter: now() + retryAfterMilliseconds(tries) };
}

/** What became of it; null where it has to be tried again. */
async function post(submission: Queued['submission'], anonymousHost: string): Promise<Queued['outcome']> {
  try {
    const response = await fetch(`${anonymousHost}/answers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(submission),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      // The tab may be closed meanwhile.
      keepalive: true,
      signal: AbortSignal.timeout(20_000),
    });
    if (response.ok) return 'sent';
    const problem: unknown = await response.json();
    return final.find((name) => name === (problem as { type?: unknown } | null)?.type) ?? null;
  } catch {
    return null;
  }
}
