import type { Token } from '../../shared/crypto/token.ts';
import { fromBase64url, toBase64url, utf8 } from '../../shared/crypto/encoding.ts';
import { newReaderKey, openAsReader } from '../../shared/crypto/readerKey.ts';
import { signAs } from '../../shared/crypto/signing.ts';
import { sealEnvelope } from '../../shared/escalation/envelope.ts';
import { type ReaderKey, recoveryBytes, voucherBytes } from '../../shared/escalation/reader.ts';
import { type ThreadKeys, threadOf } from '../../shared/escalation/receipt.ts';
import { batchGraceMs, dayOf } from '../../shared/escalation/schedule.ts';
import { type Found, slotOf } from '../../shared/escalation/slot.ts';
import { whyIn } from '../../shared/escalation/sealedWhy.ts';
import { hashOfSpeakKey, monthOf, speakMessage, tokensOf, yearOf } from '../../shared/escalation/speakToken.ts';
import { encodeReaderEntry, encodeWriterEntry, type ReaderEntry, type WriterEntry } from '../../shared/escalation/thread.ts';
import { sealWhy, type Why } from '../../shared/escalation/whyLeaving.ts';
import type { Mark } from '../../shared/escalation/mark.ts';
import type { Person } from '../../functions/identity/people.ts';
import { type Answered, call, peopleOf, run, type TestHouse, testHouse } from '../round/house.ts';
import { blindQuickly, finalizeQuickly, quickKeyOf } from '../crypto/clients.ts';
import { type Key, keyFrom } from './keys.ts';

/** Two executives and the guardian, and what their browsers do. */
const executive = (n: number): Person => ({ id: `executive-${n}`, name: `Executive ${n}`, roles: ['practitioner', 'executive'], team: null, manages: [] });
export const executives = [executive(1), executive(2)] as const;
export const guardian: Person = { id: 'guardian', name: 'Gwen Rees', roles: ['practitioner', 'guardian'], team: null, manages: [] };
export const staff = peopleOf({ northside: 12 });
export const passphrase = 'a heron stands in the beck';

export interface SpeakingHouse extends TestHouse {
  /** The keys of the two executives and the guardian, in this order, and the recovery key. */
  readers: readonly Key[];
  recovery: Key;
}

/** A key made, offered and opened; it waits for a signature. */
export async function openedKey(h: TestHouse, person: Person): Promise<Key> {
  const made = await newReaderKey(passphrase, 10);
  const key = await keyFrom(made.identity);
  const offered = await call(h, 'offerSpeakKey', { as: person, body: { recipient: key.recipient, signs: key.signs, wrapped: toBase64url(made.wrapped) } });
  const opened = await openAsReader([key.identity], fromBase64url(String(offered.body['canary'])));
  await call(h, 'confirmSpeakKey', { as: person, params: { id: key.id }, body: { opened: toBase64url(opened ?? new Uint8Array()) } });
  return key;
}

export const readerKeyOf = (person: Person, { id, recipient, signs }: Key): ReaderKey => ({ id, recipient, signs, name: person.name, role: person.roles.includes('guardian') ? 'guardian' : 'executive' });

/** One person’s key signed by another, in the place of the one they had before. */
export const voucher = async (person: Person, key: Key, by: Key, replaces: string | null = null) => ({ by: by.id, signature: await signAs(by.identity, voucherBytes({ ...readerKeyOf(person, key), replaces })) });

/** A recovery key signed by a reader. */
export const recoveryOf = async ({ id, recipient }: Pick<Key, 'id' | 'recipient'>, by: Key) => ({ recipient, by: by.id, signature: await signAs(by.identity, recoveryBytes(id)) });

export async function speakingHouse(): Promise<SpeakingHouse> {
  const h = await testHouse([...staff, ...executives, guardian]);
  h.now = Date.parse('2026-01-12T10:00:00Z');
  return speakingIn(h);
}

/** This month’s keys, the next one’s and the year’s. */
export async function keysNow(h: TestHouse): Promise<void> {
  const months = [monthOf(h.now), monthOf(h.now) + 1];
  for (const period of [...months, yearOf(h.now)]) await run(h, 'makeSpeakKey', period);
  for (const month of months) await run(h, 'makeClosingKey', month);
}

/** The month’s keys, the readers’ and the recovery key, in a house that is there. */
export async function speakingIn(h: TestHouse): Promise<SpeakingHouse> {
  await keysNow(h);
  await run(h, 'releaseMessages', dayOf(h.now) - 1);
  const people = [...executives, guardian];
  const readers: Key[] = [];
  for (const person of people) readers.push(await openedKey(h, person));
  const [one, two, three] = readers as [Key, Key, Key];
  for (const [i, key, as, by] of [[0, one, executives[1], two], [1, two, executives[0], one], [2, three, executives[0], one]] as const) {
    const { status } = await call(h, 'vouchForKey', { as, params: { id: key.id }, body: await voucher(people[i]!, key, by) });
    if (status !== 200) throw new Error('a key was not vouched for');
  }
  const recovery = await keyFrom((await newReaderKey(passphrase, 10)).identity);
  await call(h, 'offerRecoveryKey', { as: guardian, body: await recoveryOf(recovery, three) });
  return Object.assign(h, { readers, recovery });
}

/** What everyone’s browser does at sign-in: checks the month’s key, or the year’s, blinds, asks, unblinds. */
export async function collectTokens(h: TestHouse, person: Person, period = monthOf(h.now)): Promise<Token[]> {
  const { body } = await call(h, 'readSpeakKey', { params: { period: String(period) } });
  const spki = String(body['key']);
  const key = quickKeyOf(spki);
  const message = await speakMessage(period);
  const made = Array.from({ length: tokensOf(period) }, () => blindQuickly(key, message));
  const signed = await call(h, 'issueSpeakTokens', { as: person, params: { period: String(period) }, body: { key: await hashOfSpeakKey(period, spki), blinded: made.map((m) => toBase64url(m.blinded)) } });
  if (signed.status !== 200) throw new Error(String(signed.body['type']));
  return (signed.body['signatures'] as string[]).map((s, i) => finalizeQuickly(key, made[i]!, fromBase64url(s)));
}

export const receipt = 'abacus abdomen abdominal abide abiding ability ablaze';
export const message = (replyTo: string, text: string): WriterEntry => ({ v: 1, kind: 'message', replyTo, theme: 'workload', text });

export interface Writing extends ThreadKeys {
  key: Key;
}
export async function writing(words: string = receipt): Promise<Writing> {
  const keys = await threadOf(words);
  return { ...keys, key: await keyFrom(keys.identity) };
}

export async function openingOf(h: SpeakingHouse, w: Writing, token: Token, text: string, to: readonly Key[] = h.readers, why: Why | null = null): Promise<Record<string, unknown>> {
  const sealed = await sealEnvelope({ thread: w.thread, from: 'writer', number: 1 }, [...to, h.recovery].map((k) => k.recipient), encodeWriterEntry(message(w.key.recipient, text)));
  return { month: monthOf(h.now), prepared: toBase64url(token.prepared), signature: toBase64url(token.signature), thread: w.thread, sealed: toBase64url(sealed), why: await whyNow(h, why) };
}

/** Why somebody leaves, or that nobody does, sealed to this month’s key. */
export async function whyNow(h: TestHouse, why: Why | null): Promise<string> {
  const month = monthOf(h.now);
  const { body } = await call(h, 'readSpeakKey', { params: { period: String(month) } });
  return whyIn(await sealWhy(why, [month], { [month]: String(body['why']) }), month);
}

export async function goingOn(h: SpeakingHouse, w: Writing, number: number, entry: WriterEntry): Promise<Record<string, unknown>> {
  const sealed = await sealEnvelope({ thread: w.thread, from: 'writer', number }, [...h.readers, h.recovery].map((k) => k.recipient), encodeWriterEntry(entry));
  return { threadId: w.threadId, number, sealed: toBase64url(sealed), closes: entry.kind === 'closed' };
}

export async function reply(h: SpeakingHouse, w: Writing, number: number, entry: ReaderEntry, mark: Mark, by = 0, opened = 30): Promise<Answered> {
  const place = { thread: w.thread, from: 'reader', number } as const;
  const key = h.readers[by]!;
  const sealed = await sealEnvelope(place, [w.key, ...h.readers, h.recovery].map((k) => k.recipient), await encodeReaderEntry(place, entry, key.identity, key.signs));
  return call(h, 'addToThread', { as: [...executives, guardian][by]!, params: { thread: w.thread }, body: { number, mark, sealed: toBase64url(sealed), opened } });
}

/** The next day, once its batch is due. */
export async function nextBatch(h: TestHouse): Promise<unknown> {
  h.now = (dayOf(h.now) + 1) * 86_400_000 + batchGraceMs;
  return run(h, 'releaseMessages', dayOf(h.now) - 1);
}

/** What a device with this thread’s id is answered. */
export async function lookUp(h: TestHouse, threadId: string, after: number, mark?: string): Promise<Found> {
  const { body } = await call(h, 'readThread', { body: { threadId, after, ...(mark === undefined ? {} : { mark }) } });
  const slot = slotOf(fromBase64url(String(body['slot'])));
  if (slot === null) throw new Error('this is no slot');
  return slot;
}

export const canary = 'the heron lantern 40713 in Quayside Road';
export const bytesOf = (text: string): Uint8Array => utf8(text);
