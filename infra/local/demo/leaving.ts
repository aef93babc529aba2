import { toBase64url } from '../../../shared/crypto/encoding.ts';
import { recipientOf } from '../../../shared/crypto/readerKey.ts';
import { sealEnvelope } from '../../../shared/escalation/envelope.ts';
import { newReceipt, threadOf } from '../../../shared/escalation/receipt.ts';
import { batchGraceMs, dayOf } from '../../../shared/escalation/schedule.ts';
import { beginningOf, monthOf } from '../../../shared/escalation/speakToken.ts';
import { type Reason, reasons, themes } from '../../../shared/escalation/themes.ts';
import { encodeWriterEntry } from '../../../shared/escalation/thread.ts';
import { keys as identityKeys, type Person } from '../../../functions/identity/people.ts';
import { granted, type Stores } from '../../../functions/store/granted.ts';
import { toldOfLeaving } from '../../../functions/store/record.ts';
import { endpoints, jobFunctions } from '../../registry.ts';
import { mayTry, people } from './people.ts';
import { keysOfMonth, ours, sendFirst } from './writing.ts';

/**
 * A month, long over, in which more people at Northmoor handed in their notice and said why than in others. Their messages were ended by themselves and are deleted
 * by now; what was counted stands. Killed before that and run again, those who have not written yet write.
 */
const dayMs = 86_400_000;
const monthsAgo = 5;
const why: readonly Reason[] = [
  ...Array.from({ length: 6 }, () => 'time-for-people' as const), ...Array.from({ length: 5 }, () => 'against-values' as const),
  'support', 'support', 'not-heard', 'not-said',
];
/** As many wrote about something else. */
const others = 5;

export async function seedLeaving(stores: Stores, now: number, recipients: readonly string[]): Promise<void> {
  if ((await toldOfLeaving(stores.published)).length > 0) return;
  const month = monthOf(now) - monthsAgo;
  const noonOn = (day: number): number => Date.parse(beginningOf(month)) + (day - 1) * dayMs + dayMs / 2;
  await keysOfMonth(stores, noonOn(1));
  const writers = people.filter(({ id }) => !mayTry.has(id)).slice(0, why.length + others);
  for (const [week, day] of [4, 11, 18].entries()) {
    const receipts: string[] = [];
    for (const [i, caller] of writers.entries()) if (i % 3 === week && !(await hasWritten(caller, month, stores))) receipts.push(await write(caller, why[i], recipients, stores, noonOn(day)));
    await release(stores, noonOn(day));
    for (const receipt of receipts) await end(receipt, recipients, stores, noonOn(day + 1));
    await release(stores, noonOn(day + 1));
  }
  const { closeRound } = jobFunctions;
  await closeRound.run({ round: month }, { stores: granted(stores, closeRound.row.grants), now: Date.parse(beginningOf(month + 1)) + batchGraceMs });
}

const hasWritten = async ({ id }: Person, month: number, { identity }: Stores): Promise<boolean> => (await identity.get(identityKeys.speakIssued(month, id))) !== null;

async function write(caller: Person, reason: Reason | undefined, recipients: readonly string[], stores: Stores, now: number): Promise<string> {
  const receipt = newReceipt();
  const says = reason === undefined ? { theme: 'workload' as const, text: themes.workload } : { theme: 'leaving' as const, reason, text: reasons[reason] };
  await sendFirst({ receipt, ...says, caller }, recipients, stores, now);
  return receipt;
}

async function end(receipt: string, recipients: readonly string[], stores: Stores, now: number): Promise<void> {
  const { thread, threadId, identity } = await threadOf(receipt);
  const replyTo = await recipientOf(identity);
  const sealed = await sealEnvelope({ thread, from: 'writer', number: 2 }, [...recipients, replyTo], encodeWriterEntry({ v: 1, kind: 'closed', replyTo }));
  await endpoints.appendToThread.handle({ caller: null, params: {}, body: { threadId, number: 2, sealed: toBase64url(sealed), closes: true }, ...ours(endpoints.appendToThread.row.grants, stores, now) });
}

async function release(stores: Stores, now: number): Promise<void> {
  const { releaseMessages } = jobFunctions;
  await releaseMessages.run({ round: dayOf(now) }, { stores: granted(stores, releaseMessages.row.grants), now: (dayOf(now) + 1) * dayMs + batchGraceMs });
}
