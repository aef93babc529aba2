import { roundJobs } from '../../shared/contract/identity/rounds.ts';
import { type SpeakingDue, speakingDue } from '../../shared/escalation/schedule.ts';
import { due, type Due } from '../../shared/pulse/schedule.ts';
import { job } from '../http/endpoint.ts';
import { attribute } from '../store/record.ts';
import { every, type Store } from '../store/store.ts';
import { houseOf, keys } from './people.ts';

/** A job that has to run: for a round, or for a month or up to a day where it has to do with speaking up. */
export interface DueJob {
  job: Due['job'] | SpeakingDue['job'];
  round: number;
}

/** Which of the jobs due now are wanted: each chain of the scheduler asks for its own. */
export interface Wanted {
  jobs: readonly DueJob['job'][];
}

/** What is due, in order. Whoever runs it asks again, since what is done is not named any more. None before the organisation is set up. */
export const listDue = job(roundJobs, 'listDue', async ({ jobs }: Wanted, { stores: { identity, published }, now }): Promise<DueJob[]> => {
  if ((await identity.get(keys.house())) === null) return [];
  const { programme } = await houseOf(identity);
  const closesAt = new Map<number, string>();
  for await (const item of every(published, 'rounds')) closesAt.set(Number(item.sk), attribute<{ closesAt: string }>(item, 'times').closesAt);
  const erased = new Set<number>();
  for await (const item of every(published, 'erased')) erased.add(Number(item.sk));
  const prepared = Math.max(0, ...closesAt.keys());
  const [periods, whyMonths] = [await numbersIn('speakKeys', published), await numbersIn('whyKeys', published)];
  const [released] = (await published.query('released')).items;
  const [counted] = (await published.query('leavingCounted')).items;
  const speaking = speakingDue({ periods, whyMonths, released: released === undefined ? null : attribute<number>(released, 'day'), counted: counted === undefined ? null : attribute<number>(counted, 'month') }, now);
  const ofRounds = due(programme, { prepared, erased, closesAt }, now);
  return [...ofRounds, ...speaking].flatMap(({ job: name, round }) => (jobs.includes(name) ? [{ job: name, round }] : []));
});

async function numbersIn(partition: string, published: Pick<Store, 'query'>): Promise<Set<number>> {
  const found = new Set<number>();
  for await (const { sk } of every(published, partition)) found.add(Number(sk));
  return found;
}
