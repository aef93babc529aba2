import { expect, test } from 'vitest';
import { answerKey, keys } from '../../functions/store/record.ts';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import { infoOf, seal } from '../../shared/crypto/sealed.ts';
import { encodeAnswer } from '../../shared/pulse/answer.ts';
import { answerOf, call, closes, collect, opens, peopleOf, prepared, run, submission, testHouse } from './house.ts';

const people = peopleOf({ northside: 18, riverside: 18 });

test('a cohort with more answers than tokens collected is withheld, with an alarm, and no total counts it', async () => {
  const h = await testHouse(people);
  const p = await prepared(h, 1);
  h.now = opens(1);
  for (const person of people.slice(0, 12)) await call(h, 'submitAnswer', { body: await submission(p, await collect(h, person, p), answerOf(3)) });
  // Whoever can change the signing function can stuff a cohort: an answer under a token nobody collected.
  const cohort = p.cohorts.find((c) => c.group === 'northside')!.hash;
  const info = await infoOf({ round: 1, cohort, closingKeyId: p.manifest.closingKey.id, head: p.head });
  await h.stores.anonymous.put({ ...answerKey(1, cohort, toBase64url(new Uint8Array(32))), v: 1, sealed: await seal(p.manifest.closingKey.public, info, encodeAnswer(answerOf(5))) });
  h.now = closes(1) + 60_000;
  await run(h, 'endIssuing', 1);
  await run(h, 'closeRound', 1);
  for (const [group, why] of [['northside', 'withheld'], ['organisation', 'too-few']] as const)
    expect((await h.stores.published.get(keys.group(group, 1)))?.['release']).toMatchObject({ figures: null, hidden: why });
  const chief = { id: 'chief', name: 'Chief', roles: ['executive' as const], team: null, manages: [] };
  expect((await call(h, 'readAlarms', { as: chief })).body['alarms']).toEqual([{ v: 1, round: 1, kind: 'more-answers-than-tokens', group: 'northside' }]);
  h.close();
});

test('a round whose closing key was lost is released with nothing shown, and an alarm', async () => {
  const h = await testHouse(people);
  const p = await prepared(h, 1);
  h.now = opens(1);
  for (const person of people.slice(0, 12)) await call(h, 'submitAnswer', { body: await submission(p, await collect(h, person, p), answerOf(3)) });
  await h.stores.closingKeys.delete(1);
  h.now = closes(1) + 60_000;
  await run(h, 'endIssuing', 1);
  await run(h, 'closeRound', 1);
  expect((await h.stores.published.get(keys.group('northside', 1)))?.['release']).toMatchObject({ figures: null, hidden: 'too-few' });
  expect((await h.stores.published.query('alarms')).items.map((i) => i.sk)).toEqual(['00000001#key-lost#']);
  h.close();
});
