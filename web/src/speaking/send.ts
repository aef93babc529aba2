import { whyIn } from '../../../shared/escalation/sealedWhy.ts';
import { monthOf } from '../../../shared/escalation/speakToken.ts';
import { clockAheadBy } from '../wallet/clock.ts';
import { inOneTab, post, retryAfterMilliseconds, sendWhileOpen } from '../wallet/outbox.ts';
import { announceQueueChange } from '../wallet/queueChanged.ts';
import { type Addition, arrived, keepOutgoing, leaves, onlyOwner, type Opening, outgoing, queueUnderToken, type Stuck } from '../wallet/speakingOutbox.ts';
import { leavesAfter } from './pause.ts';

/**
 * Sends sealed messages that are due, to the anonymous host and without saying who. What has arrived leaves nothing here. The identical message may be
 * sent twice (a reply that was lost): the other side takes it once. What is added to a thread leaves in its order.
 *
 *     200 ─▶ gone      its slip is of no use ─▶ another slip, else kept until there is one      refused ─▶ nothing but that      else ─▶ later
 */
const another = ['month-over', 'token-spent', 'forged-token'] as const;
const forGood = ['malformed', 'not-an-envelope', 'number-taken', 'too-large', 'not-json'] as const;

/** Sends while a page is open; returns what ends it. */
export const keepSending = (anonymousHost: string): (() => void) =>
  sendWhileOpen(async (retryNow) => {
    if (retryNow) await tryAgainNow();
    return sendDue(anonymousHost);
  }, putOffOverdue);

/** What should have left while no page was open does not leave in the moment one is opened, which may be that of a sign-in. Not for ever. */
export async function putOffOverdue(now: () => number = Date.now): Promise<void> {
  for (const row of await outgoing()) if (leaves(row) && row.sendAfter <= now() && row.putOff < mostPutOff) await keepOutgoing({ ...row, putOff: row.putOff + 1, sendAfter: now() + leavesAfter() });
}
const mostPutOff = 4;

async function tryAgainNow(): Promise<void> {
  for (const row of await outgoing()) if (leaves(row) && row.tries > 0) await keepOutgoing({ ...row, sendAfter: Date.now() });
}

/** When something is due next, in epoch milliseconds; null where nothing waits. One tab sends at a time. */
export async function sendDue(anonymousHost: string, now: () => number = Date.now): Promise<number | null> {
  const send = async (): Promise<number | null> => {
    for (const row of await outgoing()) if (row.kind === 'stuck') await underAnother(row, now());
    // Whatever stands first of its thread: what is behind it waits for it.
    for (let due = first(await outgoing(), now()); due !== null; due = first(await outgoing(), now())) {
      await (due.kind === 'opens' ? open(due, anonymousHost, now) : add(due, anonymousHost, now));
      announceQueueChange();
    }
    const waiting = heads(await outgoing());
    return waiting.length === 0 ? null : Math.min(...waiting.map((row) => row.sendAfter));
  };
  return inOneTab('headroom/outbox', now, send);
}

type Waiting = Opening | Addition;
type Rows = Awaited<ReturnType<typeof outgoing>>;
const first = (rows: Rows, now: number): Waiting | null => heads(rows).find((row) => row.sendAfter <= now) ?? null;
const heads = (rows: Rows): Waiting[] => {
  const waiting = rows.filter(leaves);
  return waiting.filter((row, i) => row.kind === 'opens' || waiting.findIndex((one) => one.kind === 'adds' && one.threadId === row.threadId) === i);
};

/** One that could not go with its slip, with the next there is, and after a pause: the next one came with a sign-in. */
async function underAnother({ thread, sealed, why }: Stuck, now: number): Promise<void> {
  const month = monthOf(now + (await clockAheadBy()));
  const owner = await onlyOwner(month);
  if (owner !== null) await queueUnderToken({ thread, sealed, why, sendAfter: now + leavesAfter() }, owner, month);
}

async function open(message: Opening, anonymousHost: string, now: () => number): Promise<void> {
  const { month, prepared, signature, thread, sealed, why } = message;
  const came = await post(`${anonymousHost}/threads`, { month, prepared, signature, thread, sealed, why: whyIn(why, month) }, [...another, ...forGood]);
  if (came === 'arrived') return arrived(thread);
  if (came === null) return later(message, now());
  await keepOutgoing(another.some((name) => name === came) ? { v: 1, kind: 'stuck', thread, sealed, why } : { v: 1, kind: 'failed', thread });
}

async function add(message: Addition, anonymousHost: string, now: () => number): Promise<void> {
  const { threadId, closes, thread, under } = message;
  const [place, ...rest] = under;
  const came = await post(`${anonymousHost}/threads/entries`, { threadId, ...place, closes }, [...forGood, 'not-found']);
  if (came === 'arrived') return arrived(thread);
  if (came === null) return later(message, now());
  await keepOutgoing(came === 'number-taken' && rest.length > 0 ? { ...message, under: rest } : { v: 1, kind: 'failed', thread });
}

const later = (message: Waiting, now: number): Promise<void> => keepOutgoing({ ...message, tries: message.tries + 1, sendAfter: now + retryAfterMilliseconds(message.tries + 1) });
