import type { Store } from '../store/store.ts';
import { hasLeft, type Party, standingOfPerson } from './diary.ts';
import { personOf } from './people.ts';
import { sessionsInPlace } from './standIn.ts';

type Reads = Pick<Store, 'get' | 'query'>;

/** The same parties, each with what takes time of theirs without being in their diary, and what is in it and takes none. */
export const withTheirTime = (identity: Reads, parties: readonly Party[], now: number): Promise<Party[]> =>
  Promise.all(
    parties.map(async (party) => {
      const [inPlace, forNobody] = await Promise.all([sessionsInPlace(identity, party.person.id), givenToNobody(identity, party, now)]);
      return { ...party, inPlace, forNobody };
    }),
  );

/** What somebody was to give, and everybody it is for has left. */
async function givenToNobody(identity: Reads, { person, sessions }: Party, now: number): Promise<Set<string>> {
  const given = [...sessions.values()].filter((s) => s.givenBy === person.id && s.stands.gone === null && Date.parse(s.stands.end) > now && !s.people.includes(person.id));
  const ids = [...new Set(given.flatMap(({ people }) => people))];
  const left = await Promise.all(ids.map((id) => isGone(identity, id, now)));
  const gone = new Set(ids.filter((_, i) => left[i] === true));
  return new Set(given.filter(({ people }) => people.every((id) => gone.has(id))).map(({ id }) => id));
}

async function isGone(identity: Reads, id: string, now: number): Promise<boolean> {
  const person = await personOf(identity, id);
  return hasLeft(person, person === null ? null : await standingOfPerson(identity, person), now);
}
