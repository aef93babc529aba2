import { roundJobs } from '../../shared/contract/identity/rounds.ts';
import { job } from '../http/endpoint.ts';
import { attribute, keys, preparedRound } from '../store/record.ts';
import { every } from '../store/store.ts';
import { type CohortMembers, keys as identityKeys } from './people.ts';
import { dropSigningKey } from './signingKeys.ts';

/**
 * When a round has closed: publishes how many tokens each cohort collected, then deletes the keys that signed them, who collected
 * and who was asked. Only the counts cross the street. A run that finds the counts only deletes.
 */
export const endIssuing = job(roundJobs, 'endIssuing', async ({ round }: { round: number }, { stores: { identity, published }, now }): Promise<'done' | 'not-due'> => {
  const prepared = await preparedRound(published, round);
  if (prepared === null || now < Date.parse(prepared.manifest.closesAt)) return 'not-due';
  if ((await published.get(keys.issued(round))) === null) {
    const counts: Record<string, number> = Object.fromEntries(prepared.cohorts.map((c) => [c.hash, 0]));
    for await (const item of every(identity, `issued#${round}`)) {
      const cohort = attribute<string>(item, 'cohort');
      counts[cohort] = (counts[cohort] ?? 0) + 1;
    }
    await published.put({ ...keys.issued(round), v: 1, counts }, { absent: true });
  }
  for await (const item of every(identity, `cohort#${round}`)) {
    const { members } = attribute<CohortMembers>(item, 'cohort');
    await Promise.all(members.map((m) => identity.delete(identityKeys.member(m.id, round))));
    await identity.delete(item);
  }
  for (const partition of [`signingKey#${round}`, `issued#${round}`]) await identity.clear(partition);
  for (const cohort of prepared.cohorts) dropSigningKey(cohort.hash);
  await identity.forget();
  return 'done';
});
