import { fromBase64url, toBase64url } from '../../../shared/crypto/encoding.ts';
import { newReaderKey, openAsReader, recipientOf, unwrapReaderKey } from '../../../shared/crypto/readerKey.ts';
import { idOfReaderKey } from '../../../shared/crypto/recipient.ts';
import { signAs, signsAs } from '../../../shared/crypto/signing.ts';
import { sealEnvelope } from '../../../shared/escalation/envelope.ts';
import { recoveryBytes, stillMineBytes, voucherBytes } from '../../../shared/escalation/reader.ts';
import type { Mark } from '../../../shared/escalation/mark.ts';
import { threadOf } from '../../../shared/escalation/receipt.ts';
import { batchGraceMs, dateOf, dayOf } from '../../../shared/escalation/schedule.ts';
import { monthOf } from '../../../shared/escalation/speakToken.ts';
import { encodeReaderEntry, type ReaderEntry, type Theme } from '../../../shared/escalation/thread.ts';
import { keys as identityKeys, type Person } from '../../../functions/identity/people.ts';
import { granted, type Stores } from '../../../functions/store/granted.ts';
import { attribute, recoveryKeys } from '../../../functions/store/record.ts';
import { threadNamed, waitingKey } from '../../../functions/store/threads.ts';
import { endpoints, jobFunctions } from '../../registry.ts';
import { demoPassphrase } from './comments.ts';
import { seedLeaving } from './leaving.ts';
import { people } from './people.ts';
import { keysOfMonth, ours, sendFirst, writerIn } from './writing.ts';

/**
 * Speaking up at Northmoor: two executives and the guardian hold keys under the passphrase that everybody knows, and some messages stand
 * in different states. All of it went through the real functions, day by day. Killed anywhere and run again, it goes on.
 */
export const demoReaders: readonly Person[] = people.filter((p) => p.roles.includes('executive') || p.roles.includes('guardian'));
const workFactor = 10;
const dayMs = 86_400_000;

interface Said {
  receipt: string;
  theme: Theme;
  text: string;
  /** How many days ago it was sent. */
  daysAgo: number;
  /** What readers said to it, and how many days after. */
  answered: readonly { after: number; mark: Mark; says: (on: string, name: string) => ReaderEntry }[];
}

const acknowledged = { after: 2, mark: 'acknowledged', says: (on, name) => ({ v: 1, kind: 'acknowledged', on, name }) } as const satisfies Said['answered'][number];
const answer = (after: number, text: string): Said['answered'][number] => ({ after, mark: 'answered', says: (on, name) => ({ v: 1, kind: 'reply', on, name, text }) });

/** Nobody in these is real. The first can be read again, with its receipt, by whoever tries the demo. */
const said: readonly Said[] = [
  {
    receipt: 'otter copper violin lantern harvest pebble hazelnut',
    theme: 'workload',
    daysAgo: 20,
    text: 'On four of the last six Fridays one person held the duty desk alone until eight. We were told that it is only for now. It has been for now since summer.',
    answered: [
      acknowledged,
      answer(9, 'Thank you for writing. You are right, and I did not know that it was most Fridays. From next week on nobody holds the desk alone after five: two people from the office are on the rota with you. I look at it again in four weeks, and write here what came of it.'),
      { after: 10, mark: 'said', says: (on, name) => ({ v: 1, kind: 'status', on, name, status: 'being-changed', text: null }) },
    ],
  },
  { receipt: 'gravel tulip silver canyon ladder cotton ribbon', theme: 'decision', daysAgo: 12, text: 'We are asked to end support after six weeks, whatever has changed by then. I have been told to write “needs met” where they are not.', answered: [] },
  { receipt: 'walnut ember cradle pebble copper gravel tulip', theme: 'spoke-before', daysAgo: 2, text: 'A colleague said in a meeting that the caseloads are not safe. Since then she is not asked to meetings any more.', answered: [] },
];
export const demoReceipt = said[0]?.receipt ?? '';

interface Key {
  person: Person;
  id: string;
  identity: string;
  recipient: string;
  signs: string;
}

export async function seedSpeaking(stores: Stores, now: number): Promise<void> {
  const at = (daysAgo: number): number => (dayOf(now) - daysAgo) * dayMs + 12 * 3_600_000;
  const before = at(Math.max(...said.map(({ daysAgo }) => daysAgo)) + 1);
  await keysOfMonth(stores, before);
  const readers: Key[] = [];
  for (const person of demoReaders) readers.push(await keyOf(person, stores, before));
  const [first, second] = readers;
  if (first === undefined || second === undefined) throw new Error('the demo has two readers');
  for (const key of readers) await vouch(key, key === first ? second : first, stores, before);
  const recipients = [...readers.map(({ recipient }) => recipient), await recoveryKey(readers, stores, before)];
  await seedLeaving(stores, now, recipients);
  const oldestFirst = said.toSorted((a, b) => b.daysAgo - a.daysAgo);
  for (const one of oldestFirst) await write(one, recipients, stores, at(one.daysAgo));
  for (const { daysAgo } of oldestFirst) {
    const day = dayOf(at(daysAgo));
    await jobFunctions.releaseMessages.run({ round: day }, { stores: granted(stores, jobFunctions.releaseMessages.row.grants), now: (day + 1) * dayMs + batchGraceMs });
  }
  for (const one of said) await reply(one, first, recipients, stores, at);
  // The first has not come to it: a writer sees both.
  for (const key of readers.slice(1)) await stillMine(key, stores, at(6));
}

async function stillMine({ person, id, identity }: Key, stores: Stores, now: number): Promise<void> {
  const on = dateOf(dayOf(now));
  await endpoints.renewSpeakKey.handle({ caller: person, params: { id }, body: { on, signature: await signAs(identity, stillMineBytes(id, on)) }, ...ours(endpoints.renewSpeakKey.row.grants, stores, now) });
}

async function keyOf(person: Person, stores: Stores, now: number): Promise<Key> {
  const { items } = await stores.identity.query('speakReaders');
  for (const item of items) {
    if (attribute<string>(item, 'person') !== person.id || attribute<string>(item, 'state') !== 'opened') continue;
    const identity = await unwrapReaderKey(attribute<Uint8Array>(item, 'wrapped'), demoPassphrase);
    if (identity !== null) return { person, id: item.sk, identity, recipient: attribute<string>(item, 'recipient'), signs: attribute<string>(item, 'signs') };
  }
  const { identity, recipient, wrapped } = await newReaderKey(demoPassphrase, workFactor);
  const signs = await signsAs(identity);
  const { id, canary } = await endpoints.offerSpeakKey.handle({ caller: person, params: {}, body: { recipient, signs, wrapped: toBase64url(wrapped) }, ...ours(endpoints.offerSpeakKey.row.grants, stores, now) });
  const opened = (await openAsReader([identity], fromBase64url(canary))) ?? new Uint8Array();
  await endpoints.confirmSpeakKey.handle({ caller: person, params: { id }, body: { opened: toBase64url(opened) }, ...ours(endpoints.confirmSpeakKey.row.grants, stores, now) });
  return { person, id, identity, recipient, signs };
}

async function vouch({ person, id, recipient, signs }: Key, by: Key, stores: Stores, now: number): Promise<void> {
  if ((await stores.identity.get(identityKeys.currentSpeakReader(person.id))) !== null) return;
  const role = person.roles.includes('guardian') ? 'guardian' : 'executive';
  const signature = await signAs(by.identity, voucherBytes({ id, name: person.name, role, recipient, signs, replaces: null }));
  await endpoints.vouchForKey.handle({ caller: by.person, params: { id }, body: { by: by.id, signature }, ...ours(endpoints.vouchForKey.row.grants, stores, now) });
}

/** Nobody keeps its private half: in the demo nothing is ever recovered. */
async function recoveryKey(readers: readonly Key[], stores: Stores, now: number): Promise<string> {
  const [there] = await recoveryKeys(stores.published);
  if (there !== undefined) return there.recipient;
  const { recipient } = await newReaderKey(demoPassphrase, workFactor);
  const guardian = readers.find(({ person }) => person.roles.includes('guardian'));
  if (guardian === undefined) throw new Error('the demo has a guardian');
  const signature = await signAs(guardian.identity, recoveryBytes(await idOfReaderKey(recipient)));
  await endpoints.offerRecoveryKey.handle({ caller: guardian.person, params: {}, body: { recipient, by: guardian.id, signature }, ...ours(endpoints.offerRecoveryKey.row.grants, stores, now) });
  return recipient;
}

async function write({ receipt, theme, text }: Said, recipients: readonly string[], stores: Stores, now: number): Promise<void> {
  const { thread } = await threadOf(receipt);
  const isThere = (await threadNamed(stores.published, thread)) !== null || (await stores.anonymous.get(waitingKey(dayOf(now), `${thread}.0001`))) !== null;
  if (isThere) return;
  await keysOfMonth(stores, now);
  await sendFirst({ receipt, theme, text, caller: await writerIn(stores, monthOf(now)) }, recipients, stores, now);
}

/** What readers said, signed by the first of them. What stands already is not said again. */
async function reply({ receipt, daysAgo, answered }: Said, by: Key, recipients: readonly string[], stores: Stores, at: (daysAgo: number) => number): Promise<void> {
  const { thread, identity } = await threadOf(receipt);
  const replyTo = await recipientOf(identity);
  for (const [i, { after, mark, says }] of answered.entries()) {
    const there = await threadNamed(stores.published, thread);
    if (there === null || there.fromReaders > i) continue;
    const now = at(daysAgo - after);
    const place = { thread, from: 'reader', number: i + 1 } as const;
    const entry = await encodeReaderEntry(place, says(dateOf(dayOf(now)), by.person.name), by.identity, by.signs);
    const sealed = toBase64url(await sealEnvelope(place, [replyTo, ...recipients], entry));
    await endpoints.addToThread.handle({ caller: by.person, params: { thread }, body: { number: place.number, mark, sealed, opened: there.fromWriter }, ...ours(endpoints.addToThread.row.grants, stores, now) });
  }
}
