import { beforeEach, describe, expect, test } from 'vitest';
import { signAs } from '../../shared/crypto/signing.ts';
import { hashOfReader, type Reader, recoveryBytes, type RecoveryKey, voucherBytes } from '../../shared/escalation/reader.ts';
import type { LogLine } from '../../shared/pulse/log.ts';
import { type Key, newKey } from '../escalation/keys.ts';
import { newDevice } from './browserStandIn.ts';
import { lineAfter } from './organisation.ts';

/** Two executives who signed each other, as the record has them; each test has it lie in one way. */
let keys: [Key, Key, Key];
let list: { readers: Reader[]; former: Reader[]; recovery: RecoveryKey | null };
let lines: LogLine[];

const read = async () => (await import('../../web/src/wallet/readersOfMessages.ts')).readersOfMessages({ log: async (after) => lines.filter((l) => l.seq > after), readers: async () => list });
const refusal = () => read().then(() => null, (error: unknown) => (error as { why?: string }).why);

async function readerOf(key: Key, by: Key, name: string, replaces: string | null = null): Promise<Reader> {
  const said = { id: key.id, recipient: key.recipient, signs: key.signs, name, role: 'executive' as const, replaces };
  return { ...said, by: by.id, signature: await signAs(by.identity, voucherBytes(said)) };
}
const recoveryOf = async ({ id, recipient }: Key, by: Key): Promise<RecoveryKey> => ({ id, recipient, by: by.id, signature: await signAs(by.identity, recoveryBytes(id)) });
const logged = async (kind: 'speak-reader' | 'speak-reader-gone' | 'recovery-key', body: string) => void lines.push(await lineAfter(lines.at(-1) ?? null, { kind, round: 24_312, body }));
async function join(reader: Reader): Promise<void> {
  await logged('speak-reader', await hashOfReader(reader));
  list.former.push(...list.readers.filter((r) => r.id === reader.replaces));
  list.readers = [...list.readers.filter((r) => r.id !== reader.replaces), reader];
}

beforeEach(async () => {
  newDevice();
  keys = [await newKey(), await newKey(), await newKey()];
  const [one, two, recovery] = keys;
  list = { readers: [await readerOf(one, two, 'Jo Reed'), await readerOf(two, one, 'Al Moss')], former: [], recovery: await recoveryOf(recovery, one) };
  lines = [];
  for (const reader of list.readers) await logged('speak-reader', await hashOfReader(reader));
  await logged('recovery-key', recovery.id);
});

test('readers whose keys stand in the log and are signed by each other are shown', async () => {
  expect(await read()).toEqual(list);
});

test('a third who was signed by one of them is shown, and so is who takes the place of one that signed', async () => {
  const [third, newer] = [await newKey(), await newKey()];
  await join(await readerOf(third, keys[0], 'Gwen Rees'));
  await join(await readerOf(newer, third, 'Jo Reed', keys[0].id));
  expect(await read()).toEqual(list);
});

test('with one reader alone, or no recovery key, there is nobody to write to yet', async () => {
  list = { ...list, recovery: null };
  expect(await read()).toBeNull();
  list = { readers: list.readers.slice(1), former: [], recovery: await recoveryOf(keys[2], keys[1]) };
  expect(await read()).toBeNull();
});

const lies: Record<string, () => Promise<void> | void> = {
  'a key that is not in the log': async () => void list.readers.push(await readerOf(await newKey(), keys[0], 'Somebody new')),
  'another name for a key that is': () => void (list.readers[0] = { ...list.readers[0]!, name: 'Al Moss' }),
  'another key under an id that is': async () => void (list.readers[0] = { ...list.readers[0]!, recipient: (await newKey()).recipient }),
  'another signing key': async () => void (list.readers[0] = { ...list.readers[0]!, signs: (await newKey()).signs }),
  'a signature that is none': () => void (list.readers[0] = { ...list.readers[0]!, signature: list.readers[1]!.signature }),
  'a key signed by itself': async () => {
    const own = await readerOf(keys[0], keys[0], 'Jo Reed');
    list.readers[0] = own;
  },
  'one reader shown twice': () => void (list.readers[1] = list.readers[0]!),
  'a former key that is not in the log': async () => void list.former.push(await readerOf(await newKey(), keys[0], 'Somebody before')),
  'a key of somebody who has left': async () => logged('speak-reader-gone', await hashOfReader(list.readers[1]!)),
  'a recovery key that is not in the log': async () => void (list.recovery = await recoveryOf(await newKey(), keys[0])),
  'a recovery key that was replaced': async () => logged('recovery-key', (await newKey()).id),
};
test.each(Object.entries(lies))('%s is refused, and nothing is sealed to anybody', async (_what, lie) => {
  await lie();
  expect(await refusal()).toBe('readers-differ');
});

/** They write what they like into the table and after the log, and hold none of the readers’ keys. */
const forgeries: Record<string, (evil: Key, friend: Key) => Promise<void>> = {
  'a key of theirs, signed by nobody who is listed': async (evil, friend) => join(await readerOf(evil, friend, 'Gwen Rees')),
  'a key of theirs in a reader’s place, signed by nobody who is listed': async (evil, friend) => join(await readerOf(evil, friend, 'Jo Reed', keys[0].id)),
  'two keys of theirs that sign each other': async (evil, friend) => {
    await join(await readerOf(evil, friend, 'Gwen Rees'));
    await join(await readerOf(friend, evil, 'Sam Hill'));
  },
  'a key of theirs, signed by one that is shown as a former reader': async (evil, friend) => {
    const former = await readerOf(friend, evil, 'Somebody before');
    await logged('speak-reader', await hashOfReader(former));
    list.former.push(former);
    await join(await readerOf(evil, friend, 'Gwen Rees'));
  },
  'one reader’s key in the place of another’s, which nobody signed': async () => {
    list = { ...list, readers: [{ ...list.readers[0]!, replaces: keys[1].id }], former: [list.readers[1]!] };
  },
  'the same, and that nobody who is listed has signed it': async () => {
    list = { ...list, readers: [{ ...list.readers[0]!, replaces: keys[1].id, by: 'n'.repeat(43) }], former: [list.readers[1]!] };
  },
  'a reader’s key that another has taken the place of': async () => {
    const older = list.readers[0]!;
    await join(await readerOf(await newKey(), keys[1], 'Jo Reed', older.id));
    list = { ...list, readers: [older, ...list.readers], former: [] };
  },
  'a recovery key of theirs that nobody signed': async (evil, friend) => {
    await logged('recovery-key', evil.id);
    list.recovery = { ...(await recoveryOf(evil, friend)), by: keys[0].id };
  },
  'a recovery key of theirs that somebody signed who is not listed': async (evil, friend) => {
    await logged('recovery-key', evil.id);
    list.recovery = await recoveryOf(evil, friend);
  },
  'a recovery key that was replaced, brought back': async (newer) => {
    await logged('recovery-key', newer.id);
    await logged('recovery-key', keys[2].id);
  },
};
describe('who can write the record and holds nobody’s key puts in', () => {
  test.each(Object.entries(forgeries))('%s, and it is refused', async (_what, forge) => {
    await forge(await newKey(), await newKey());
    expect(await refusal()).toBe('readers-differ');
  });
});
