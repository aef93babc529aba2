import { identityJobs } from '../../shared/contract/identity.ts';
import { due, type Due } from '../../shared/pulse/schedule.ts';
import { job } from '../http/endpoint.ts';
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
  const { items } = await published.query('rounds', { reverse: true, limit: 1 });
  const erased = new Set<number>();
  for await (const item of every(published, 'erased')) erased.add(Number(item.sk));
  const prepared = Number(items[0]?.sk ?? 0);
  return due(programme, { prepared, erased }, now).flatMap(({ job: name, round }) => (jobs.includes(name) ? [{ job: name, round }] : []));
});
