import type { Agreement } from '../../shared/supervision/agreement.ts';
import { standInOn } from '../../shared/supervision/standIn.ts';
import { isAway } from '../../shared/time/absence.ts';
import { localDateOf } from '../../shared/time/date.ts';
import { partiesOf, type Session, sessionsOf } from '../../shared/time/session.ts';
import { every, type Item, type Store } from '../store/store.ts';
import { entriesOf, standingOfPerson } from './diary.ts';
import { personOf } from './people.ts';
import { supervisionOfPerson } from './supervision.ts';

/**
 * That somebody was named as a stand-in, by whom they would stand in for: `standsInFor#standIn / supervisee`. Whether they do on a day
 * is asked of the agreement and of the supervisor’s days away, each time.
 */
const namedOf = (standIn: string): string => `standsInFor#${standIn}`;
export const namedItem = (standIn: string, supervisee: string): Item => ({ pk: namedOf(standIn), sk: supervisee, v: 1 });

export async function namedBy(identity: Pick<Store, 'query'>, standIn: string): Promise<string[]> {
  const found: string[] = [];
  for await (const item of every(identity, namedOf(standIn))) found.push(item.sk);
  return found;
}

/** Who stands in for a session of this person; of the supervisors’ days away it is read once. */
export async function standInsFor(identity: Pick<Store, 'get' | 'query'>, supervisee: string, agreements: readonly Agreement[]): Promise<(session: Pick<Session, 'givenBy' | 'stands'>) => string | null> {
  const supervisors = [...new Set(agreements.flatMap(({ supervisor, standIn }) => (standIn === null ? [] : [supervisor])))];
  const away = new Map(
    await Promise.all(
      supervisors.map(async (id) => {
        const person = await personOf(identity, id);
        const standing = person === null ? null : await standingOfPerson(identity, person);
        return [id, standing?.employed?.absences ?? []] as const;
      }),
    ),
  );
  return ({ givenBy, stands }) => standInOn(supervisee, agreements, { on: localDateOf(stands.start), givenBy }, (person, day) => isAway(away.get(person) ?? [], day));
}

/** What a supervisor gives and somebody gives in their place: in no diary of theirs, and their time all the same. */
export async function sessionsInPlace(identity: Pick<Store, 'get' | 'query'>, standIn: string): Promise<Session[]> {
  const found = await Promise.all(
    (await namedBy(identity, standIn)).map(async (supervisee) => {
      const [entries, { agreements }] = await Promise.all([entriesOf(identity, supervisee), supervisionOfPerson(identity, supervisee)]);
      const whose = await standInsFor(identity, supervisee, agreements);
      return [...sessionsOf(entries).values()].filter((s) => s.stands.gone === null && whose(s) === standIn && !partiesOf(s).includes(standIn));
    }),
  );
  return [...new Map(found.flat().map((session) => [session.id, session])).values()];
}
