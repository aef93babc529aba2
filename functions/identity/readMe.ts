import { roundRoutes } from '../../shared/contract/identity/rounds.ts';
import { roundState } from '../../shared/pulse/manifest.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, knownRound, padded } from '../store/record.ts';
import { houseOf } from './people.ts';

/** The rounds one can still do something about, and the one before them. */
const newestRounds = 3;

export const readMe = endpoint(roundRoutes, 'readMe', async ({ caller, stores: { identity, published }, now }) => {
  const [house, { items }] = await Promise.all([houseOf(identity), published.query('rounds', { reverse: true, limit: newestRounds })]);
  const oldest = items.at(-1);
  const asked = await identity.query(`member#${caller.id}`, oldest === undefined ? {} : { after: padded(Number(oldest.sk) - 1) });
  const groups = new Map(asked.items.map((i) => [Number(i.sk), attribute<string>(i, 'group')]));
  const rounds = await Promise.all(
    items.map(async (item) => {
      const round = Number(item.sk);
      const { opensAt, closesAt } = attribute<{ opensAt: string; closesAt: string }>(item, 'times');
      const { cohorts } = await knownRound(published, round);
      return { round, state: roundState({ opensAt, closesAt }, now), opensAt, closesAt, cohort: cohorts.find((c) => c.group === groups.get(round))?.hash ?? null };
    }),
  );
  const { id, name, roles, team, manages } = caller;
  return { id, name, roles: [...roles], team, manages: [...manages], organisation: house.organisation, now: new Date(now).toISOString(), rounds };
});
