import { contactRoutes } from '../../shared/contract/identity/contact.ts';
import { endpoint } from '../http/endpoint.ts';
import { every } from '../store/store.ts';
import { contactOf, contactPartition } from './contact.ts';
import { allTeams, personOf } from './people.ts';

export const listContactRequests = endpoint(contactRoutes, 'listContactRequests', async ({ stores: { identity } }) => {
  const teams = new Map((await allTeams(identity)).map(({ id, name }) => [id, name]));
  const requests = [];
  for await (const item of every(identity, contactPartition)) {
    const person = await personOf(identity, item.sk);
    if (person !== null) requests.push({ person: person.id, name: person.name, team: teams.get(person.team ?? '') ?? null, request: contactOf(item) });
  }
  const waits = ({ request }: { request: { doneOn: string | null } }): number => (request.doneOn === null ? 0 : 1);
  return { requests: requests.sort((a, b) => waits(a) - waits(b) || a.name.localeCompare(b.name, 'en-GB')) };
});
