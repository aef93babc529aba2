import { expect, test } from 'vitest';
import { answersOf, attribute, keys } from '../../functions/store/record.ts';
import { opens, closes, prepared, run, testHouse } from './house.ts';

test('what an instance that hung put after its round’s close goes with the close of the next one', async () => {
  const h = await testHouse();
  const first = await prepared(h, 1);
  h.now = opens(1);
  await prepared(h, 2);
  for (const round of [1, 2]) {
    h.now = closes(round) + 60_000;
    if (round === 2) for (const { hash } of first.cohorts) await h.stores.anonymous.put({ pk: answersOf(1, hash), sk: 'late', v: 1, sealed: new Uint8Array(8) });
    await run(h, 'endIssuing', round);
    await run(h, 'closeRound', round);
  }
  for (const { hash } of first.cohorts) expect((await h.stores.anonymous.query(answersOf(1, hash))).items).toEqual([]);
  h.close();
});

test('the hash in the log is of what was released and of a salt that only who may read it has', async () => {
  const h = await testHouse();
  await prepared(h, 1);
  h.now = closes(1) + 60_000;
  await run(h, 'endIssuing', 1);
  await run(h, 'closeRound', 1);
  const frozen = await h.stores.published.get(keys.frozen(1));
  if (frozen === null) throw new Error('the round is closed');
  const [salt, body] = [attribute<string>(frozen, 'salt'), attribute<string>(frozen, 'body')];
  expect(salt).toMatch(/^[\w-]{22}$/);
  const { items } = await h.stores.published.query('log');
  expect(JSON.stringify(items)).toContain(body);
  expect(JSON.stringify(items)).not.toContain(salt);
  h.close();
});
