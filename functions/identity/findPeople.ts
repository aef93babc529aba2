import { timeRoutes } from '../../shared/contract/identity/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { allPeople, allTeams } from './people.ts';

const most = 8;

/** The team stands beside the name, so that of two with one name the right one is booked. */
export const findPeople = endpoint(timeRoutes, 'findPeople', async ({ query: { name }, stores: { identity } }) => {
  const wanted = plain(name);
  const [people, teams] = await Promise.all([allPeople(identity), allTeams(identity)]);
  const found = people.filter((one) => one.team !== null && plain(one.name).includes(wanted)).sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
  return { people: found.slice(0, most).map((one) => ({ id: one.id, name: one.name, team: teams.find(({ id }) => id === one.team)?.name ?? null })) };
});

/** As somebody types it: without accents, in small letters. */
const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
