import { beforeEach, expect, test } from 'vitest';
import { signAs } from '../../shared/crypto/signing.ts';
import { hashOfReader, type Reader, voucherBytes } from '../../shared/escalation/reader.ts';
import type { LogLine } from '../../shared/pulse/log.ts';
import { type Key, newKey } from '../escalation/keys.ts';
import { newDevice } from './browserStandIn.ts';
import { lineAfter } from './organisation.ts';

/** Two executives who signed each other, as the record has them; each test has it lie in one way. */
let keys: Key[];
let list: { readers: Reader[]; former: Reader[]; recovery: { id: string; recipient: string } | null };
let lines: LogLine[];

const read = async () => (await import('../../web/src/wallet/readersOfMessages.ts')).readersOfMessages({ log: async (after) => lines.filter((l) => l.seq > after), readers: async () => list });
const refusal = () => read().then(() => null, (error: unknown) => (error as { why?: string }).why);

async function readerOf(key: Key, by: Key, name: string): Promise<Reader> {
  const said = { id: key.id, recipient: key.recipient, signs: key.signs, name, role: 'executive' as const };
  return { ...said, from: '2026-01-12', by: by.id, signature: await signAs(by.identity, voucherBytes(said)), replaces: null };
}
const logged = async (kind: 'speak-reader' | 'speak-reader-gone' | 'recovery-key', body: string) => void lines.push(await lineAfter(lines.at(-1) ?? null, { kind, round: 24_312, body }));

beforeEach(async () => {
  newDevice();
  keys = [await newKey(), await newKey(), await newKey()];
  const [one, two, recovery] = keys as [Key, Key, Key];
  list = { readers: [await readerOf(one, two, 'Jo Reed'), await readerOf(two, one, 'Al Moss')], former: [], recovery: { id: recovery.id, recipient: recovery.recipient } };
  lines = [];
  for (const reader of list.readers) await logged('speak-reader', await hashOfReader(reader));
  await logged('recovery-key', recovery.id);
});

test('readers whose keys stand in the log and are signed by each other are shown', async () => {
  expect(await read()).toEqual(list);
});

test('with one reader alone, or no recovery key, there is nobody to write to yet', async () => {
  list = { ...list, recovery: null };
  expect(await read()).toBeNull();
  list = { readers: list.readers.slice(1), former: [], recovery: { id: keys[2]!.id, recipient: keys[2]!.recipient } };
  expect(await read()).toBeNull();
});

const lies: Record<string, () => Promise<void> | void> = {
  'a key that is not in the log': async () => void list.readers.push(await readerOf(await newKey(), keys[0]!, 'Somebody new')),
  'another name for a key that is': () => void (list.readers[0] = { ...list.readers[0]!, name: 'Al Moss' }),
  'another key under an id that is': async () => void (list.readers[0] = { ...list.readers[0]!, recipient: (await newKey()).recipient }),
  'another signing key': async () => void (list.readers[0] = { ...list.readers[0]!, signs: (await newKey()).signs }),
  'a signature that is none': () => void (list.readers[0] = { ...list.readers[0]!, signature: list.readers[1]!.signature }),
  'a key signed by itself': async () => {
    const own = await readerOf(keys[0]!, keys[0]!, 'Jo Reed');
    list.readers[0] = own;
  },
  'one reader shown twice': () => void (list.readers[1] = list.readers[0]!),
  'a former key that is not in the log': async () => void list.former.push(await readerOf(await newKey(), keys[0]!, 'Somebody before')),
  'a key of somebody who has left': async () => logged('speak-reader-gone', await hashOfReader(list.readers[1]!)),
  'a recovery key that is not in the log': async () => void (list.recovery = await newKey().then(({ id, recipient }) => ({ id, recipient }))),
  'a recovery key that was replaced': async () => logged('recovery-key', (await newKey()).id),
};
test.each(Object.entries(lies))('%s is refused, and nothing is sealed to anybody', async (_what, lie) => {
  await lie();
  expect(await refusal()).toBe('readers-differ');
});
