import { identityJobs } from '../../shared/contract/identity.ts';
import { due, type Due } from '../../shared/pulse/schedule.ts';
import { job } from '../http/endpoint.ts';
import { attribute } from '../store/record.ts';
import { every } from '../store/store.ts';
import { houseOf, keys } from './people.ts';

/** Which of the jobs due now are wanted: each chain of the scheduler asks for its own. */
export interface Wanted {
  jobs: readonly Due['job'][];
}

/** What is due, in order. Whoever runs it asks again, since what is done is not named any more. None before the organisation is set up. */
export const listDue = job(identityJobs, 'listDue', async ({ jobs }: Wanted, { stores: { identity, published }, now }): Promise<Pick<Due, 'job' | 'round'>[]> => {
  if ((await identity.get(keys.house())) === null) return [];
  const { programme } = await houseOf(identity);
  const closesAt = new Map<number, string>();
  for await (const item of every(published, 'rounds')) closesAt.set(Number(item.sk), attribute<{ closesAt: string }>(item, 'times').closesAt);
  const erased = new Set<number>();
  for await (const item of every(published, 'erased')) erased.add(Number(item.sk));
  const prepared = Math.max(0, ...closesAt.keys());
  return due(programme, { prepared, erased, closesAt }, now).flatMap(({ job: name, round }) => (jobs.includes(name) ? [{ job: name, round }] : []));
});
