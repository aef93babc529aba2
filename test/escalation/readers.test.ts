import { afterAll, beforeAll, expect, test } from 'vitest';
import { personItem } from '../../functions/identity/people.ts';
import { signAs } from '../../shared/crypto/signing.ts';
import { confirmedOn, type Reader, stillMineBytes } from '../../shared/escalation/reader.ts';
import { call } from '../round/house.ts';
import { executives, guardian, openedKey, type SpeakingHouse, speakingHouse, voucher } from './house.ts';

/** Those who read: a key that is still theirs, and a key of somebody who has left. */
let h: SpeakingHouse;
beforeAll(async () => {
  h = await speakingHouse();
}, 60_000);
afterAll(() => h.close());

const listed = async () => (await call(h, 'readReaders', {})).body as unknown as { readers: Reader[]; former: Reader[] };
const readerNamed = async (id: string) => (await listed()).readers.find((r) => r.id === id)!;
const renewed = async (on: string, by = 0) => call(h, 'renewSpeakKey', { as: executives[0], params: { id: h.readers[0]!.id }, body: { on, signature: await signAs(h.readers[by]!.identity, stillMineBytes(h.readers[0]!.id, on)) } });

test('a reader confirms a key for today with the key itself, and everyone can check that no server said it', async () => {
  h.now += 20 * 86_400_000;
  expect(await confirmedOn(await readerNamed(h.readers[0]!.id)), 'another reader’s signature is no confirmation').toBeNull();
  expect(await renewed('2026-02-01', 1)).toMatchObject({ body: { type: 'key-not-opened' } });
  expect(await renewed('2026-02-02')).toMatchObject({ body: { type: 'malformed' } });
  expect(await renewed('2026-02-01')).toMatchObject({ status: 200 });
  const reader = await readerNamed(h.readers[0]!.id);
  expect(await confirmedOn(reader)).toBe('2026-02-01');
  expect(await confirmedOn({ ...reader, confirmed: { ...reader.confirmed!, on: '2026-02-20' } })).toBeNull();
  expect(await confirmedOn({ ...reader, id: h.readers[1]!.id })).toBeNull();
  expect(JSON.stringify(reader), 'no day stands there that nobody has signed').not.toContain('2026-01-12');
});

test('nobody takes out the key of somebody who still reads', async () => {
  expect(await call(h, 'withdrawSpeakKey', { as: executives[0], params: { id: h.readers[2]!.id } })).toMatchObject({ body: { type: 'still-reads' } });
  expect((await listed()).readers).toHaveLength(3);
});

test('who leaves is shown to the others, who take the key out: it counts for nothing, the log says so, and what it signed is read on', async () => {
  await h.stores.identity.put(personItem({ ...executives[1], roles: ['practitioner'] }));
  const left = async () => (await call(h, 'readInbox', { as: guardian })).body['left'];
  expect(await left()).toEqual([{ id: h.readers[1]!.id, name: 'Executive 2' }]);
  for (let twice = 0; twice < 2; twice++) expect(await call(h, 'withdrawSpeakKey', { as: guardian, params: { id: h.readers[1]!.id } })).toMatchObject({ status: 200 });
  expect(await left()).toEqual([]);
  const { readers, former } = await listed();
  expect(readers.map((r) => r.id)).not.toContain(h.readers[1]!.id);
  expect(former.map((r) => r.id)).toContain(h.readers[1]!.id);
  const log = (await call(h, 'readLog', { query: { after: '0' } })).body['lines'] as { kind: string }[];
  expect(log.filter((line) => line.kind === 'speak-reader-gone')).toHaveLength(1);
  const key = await openedKey(h, { ...executives[0], id: 'executive-3', name: 'Executive 3' });
  const signed = await voucher({ ...executives[0], name: 'Executive 3' }, key, h.readers[1]!);
  expect(await call(h, 'vouchForKey', { as: executives[1], params: { id: key.id }, body: signed })).toMatchObject({ body: { type: 'not-vouched' } });
});

test('who looks after Headroom as well reads no more', async () => {
  await h.stores.identity.put(personItem({ ...guardian, roles: ['practitioner', 'guardian', 'steward'] }));
  expect((await call(h, 'readInbox', { as: executives[0] })).body['left']).toEqual([{ id: h.readers[2]!.id, name: 'Gwen Rees' }]);
  await h.stores.identity.put(personItem(guardian));
});
