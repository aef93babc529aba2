import { idOfReaderKey } from '../../../shared/crypto/recipient.ts';
import { recipientOf } from '../../../shared/crypto/readerKey.ts';
import { fromBase64url, toBase64url } from '../../../shared/crypto/encoding.ts';
import { keysOf, openEnvelope, sealEnvelope, Unsealable } from '../../../shared/escalation/envelope.ts';
import { threadOf } from '../../../shared/escalation/receipt.ts';
import type { Reader } from '../../../shared/escalation/reader.ts';
import { monthOf, yearOf } from '../../../shared/escalation/speakToken.ts';
import { encodeWriterEntry, type WriterEntry } from '../../../shared/escalation/thread.ts';
import { reasons } from '../../../shared/escalation/themes.ts';
import { sealWhy, type Why } from '../../../shared/escalation/whyLeaving.ts';
import { clockAheadBy } from '../wallet/clock.ts';
import { type ForWriting, readersNow } from '../wallet/forWriting.ts';
import { publicRecord, Unreachable } from '../wallet/publicRecord.ts';
import { announceQueueChange } from '../wallet/queueChanged.ts';
import type { ReadersOfMessages } from '../wallet/readersOfMessages.ts';
import { speakingKept } from '../wallet/speakingKept.ts';
import { queueUnderToken } from '../wallet/speakingOutbox.ts';
import { tokensKept } from '../wallet/speakTokens.ts';
import type { Draft } from './draft.ts';
import { leavesAfter } from './pause.ts';
import type { wordsOfWriting } from './wordsOfWriting.ts';

export type WhyNot = keyof typeof wordsOfWriting.retype.why;

/**
 * Seals a message to those it is for, to the recovery key and to its own receipt, and queues it with one of this device’s tokens. Null once that
 * is kept; else why nothing was sealed or sent. There is no weaker way.
 *
 *     readers, checked anew where there is a connection ─▶ receipt ─▶ thread, keys ─▶ sealed, opened again here ─▶ queue with a token
 *     and why they leave, or that they do not, sealed for the count alone ──────────────────────────────────────────┘
 */
export async function sealAndQueue(draft: Draft, owner: string, anonymousHost: string): Promise<WhyNot | null> {
  try {
    const chosen = chosenFrom(await readersFor(anonymousHost), draft);
    if (typeof chosen === 'string') return chosen;
    const keys = await threadOf(draft.receipt ?? '');
    const replyTo = await recipientOf(keys.identity);
    const place = { thread: keys.thread, from: 'writer', number: 1 } as const;
    const recipients = [...(await keysOf(chosen.readers.map((reader) => ({ name: reader.name, key: reader })), chosen.recovery)), replyTo];
    const sealed = await sealEnvelope(place, recipients, encodeWriterEntry(entryOf(draft, replyTo)));
    // What the receipt does not open would be lost to its writer.
    if ('refused' in (await openEnvelope(place, [keys.identity], [await idOfReaderKey(replyTo)], sealed))) return 'cannot-encrypt';
    const now = Date.now() + (await clockAheadBy());
    const month = monthOf(now);
    // Whatever it is about: what leaves here is of one size and shape.
    const why = await sealWhy(await leaving(draft, owner, yearOf(now)), [month, month + 1], (await speakingKept()).forWriting?.whyKeys ?? {});
    const queued = await queueUnderToken({ thread: keys.thread, sealed: toBase64url(sealed), why, sendAfter: Date.now() + leavesAfter() }, owner, month);
    if (queued === null) return 'no-token';
    announceQueueChange();
    return null;
  } catch (error) {
    return whyOf(error);
  }
}

/** As the record has them now; without a connection as the last sign-in kept them. */
export async function readersFor(anonymousHost: string): Promise<Pick<ForWriting, 'readers' | 'problem'>> {
  try {
    return await readersNow(publicRecord(anonymousHost));
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return (await speakingKept()).forWriting ?? { readers: null, problem: null };
  }
}

/** Everyone who was chosen, or why not: one whose key is gone, or whom it is about, is not left out silently. */
export function chosenFrom({ readers, problem }: Pick<ForWriting, 'readers' | 'problem'>, { readers: ids, about }: Pick<Draft, 'readers' | 'about'>): { readers: Reader[]; recovery: ReadersOfMessages['recovery'] } | WhyNot {
  if (problem !== null) return 'readers-differ';
  if (ids.some((id) => about.includes(id))) return 'about-reader';
  const chosen = readers?.readers.filter((reader) => ids.includes(reader.id)) ?? [];
  return readers === null || chosen.length === 0 || chosen.length < ids.length ? 'reader-gone' : { readers: chosen, recovery: readers.recovery };
}

/** What is counted; null where nobody is leaving, or this device has no token of the year to be counted by. */
async function leaving({ theme, reason }: Draft, owner: string, year: number): Promise<Why | null> {
  const kept = await tokensKept(owner, year);
  const [slip] = kept?.state === 'held' ? kept.tokens : [];
  return theme !== 'leaving' || reason === null || slip === undefined ? null : { reason, token: { prepared: fromBase64url(slip.prepared), signature: fromBase64url(slip.signature) } };
}

/** Who leaves need not write a word: then the reason is the message. */
function entryOf({ theme, reason, about, text }: Draft, replyTo: string): WriterEntry {
  const said = theme === 'leaving' && reason !== null ? { text: text.trim() === '' ? reasons[reason] : text, reason } : { text };
  return { v: 1, kind: 'message', replyTo, theme, ...(about.length > 0 ? { about: [...about] } : {}), ...said };
}

export function whyOf(error: unknown): WhyNot {
  if (error instanceof Unsealable) return error.why === 'too-long' ? 'too-long' : error.why === 'too-many-keys' ? 'too-many' : 'reader-gone';
  return error instanceof DOMException && error.name !== 'NotSupportedError' && error.name !== 'OperationError' ? 'not-kept' : 'cannot-encrypt';
}
