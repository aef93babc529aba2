import { monthOf } from '../../../shared/escalation/speakToken.ts';
import { clockAheadBy } from '../wallet/clock.ts';
import { inOneTab, post, sendWhileOpen } from '../wallet/outbox.ts';
import { announceQueueChange } from '../wallet/queueChanged.ts';
import { arrived, keepOutgoing, type Outgoing, outgoing, queueUnderToken } from '../wallet/speakTokens.ts';
import { leavesAfter, retryAfter } from './pause.ts';

/**
 * Sends sealed messages that are due, to the anonymous host and without saying who. What has arrived leaves nothing here. The identical message may be
 * sent twice (a reply that was lost): the other side takes it once.
 *
 *     200 ─▶ gone      its token is of no use ─▶ another token, else kept until there is one      refused ─▶ kept, by name      else ─▶ later
 */
const another = ['month-over', 'token-spent', 'forged-token'];
const final = [...another, 'malformed', 'not-an-envelope', 'number-taken', 'too-large', 'not-json'];

/** Sends while a page is open; returns what ends it. */
export const keepSending = (anonymousHost: string): (() => void) =>
  sendWhileOpen(async (retryNow) => {
    if (retryNow) await tryAgainNow();
    return sendDue(anonymousHost);
  }, putOffOverdue);

/** What should have left while no page was open does not leave in the moment one is opened, which may be that of a sign-in. Not for ever. */
export async function putOffOverdue(now: () => number = Date.now): Promise<void> {
  for (const message of await outgoing())
    if (message.problem === null && message.sendAfter <= now() && message.putOff < mostPutOff) await keepOutgoing({ ...message, putOff: message.putOff + 1, sendAfter: now() + leavesAfter() });
}
const mostPutOff = 4;

async function tryAgainNow(): Promise<void> {
  for (const message of await outgoing()) if (message.tries > 0 && message.problem === null) await keepOutgoing({ ...message, sendAfter: Date.now() });
}

/** When something is due next, in epoch milliseconds; null where nothing waits. One tab sends at a time. */
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
  return inOneTab('headroom/outbox', now, send);
}

/** One that could not go with its token, with the next there is; null where there is none yet, or where no token would help. */
const underAnother = async (message: Outgoing, now: number): Promise<Outgoing | null> =>
  another.includes(message.problem ?? '') ? queueUnderToken({ ...message, sendAfter: now }, monthOf(now + (await clockAheadBy()))) : null;

async function sendOne(message: Outgoing, anonymousHost: string, now: () => number): Promise<void> {
  const { month, prepared, signature, thread, sealed } = message;
  const came = await post(`${anonymousHost}/threads`, { month, prepared, signature, thread, sealed }, final);
  if (came === 'arrived') return arrived(message.thread);
  const tries = message.tries + 1;
  await keepOutgoing(came === null ? { ...message, tries, sendAfter: now() + retryAfter(tries) } : { ...message, tries, problem: came });
}
