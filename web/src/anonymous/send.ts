import { database } from '../wallet/database.ts';
import type { Queued, Refused } from '../wallet/kept.ts';
import { inOneTab, post, retryAfterMilliseconds, sendWhileOpen } from '../wallet/outbox.ts';
import { announceQueueChange } from '../wallet/queueChanged.ts';
import { anotherPause } from './pause.ts';

/**
 * Sends what is due in the queue, to the anonymous host and without saying who. An answer that was taken leaves nothing here; its
 * own token’s place keeps the mark. The identical answer may be sent twice (a reply that was lost): the other side takes it once.
 *
 *     201 200 ─▶ sent        409 spent · 410 · 401 … ─▶ refused, by name        no connection · 5xx · not open yet ─▶ later
 */
const keepOutcomesMilliseconds = 60 * 86_400_000;
const final = ['token-spent', 'round-closed', 'forged-token', 'not-found', 'malformed', 'too-large', 'not-json'] as const satisfies readonly Refused[];

/** Sends while a page is open; returns what ends it. */
export const keepSending = (anonymousHost: string): (() => void) => sendWhileOpen((retryNow) => sendDue(anonymousHost, { retryNow }), putOffOverdue);

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

/** When something is due next, in epoch milliseconds; null where nothing waits. One tab sends at a time. */
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
  return inOneTab('headroom/queue', now, send);
}

async function sendOne(queued: Queued, anonymousHost: string, now: () => number): Promise<Queued> {
  const came = await post(`${anonymousHost}/answers`, queued.submission, final);
  if (came !== null) return { ...queued, submission: null, sendAfter: 0, outcome: came === 'arrived' ? 'sent' : came };
  const tries = queued.tries + 1;
  return { ...queued, tries, sendAfter: now() + retryAfterMilliseconds(tries) };
}
