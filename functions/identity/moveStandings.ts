import { partiesOf, sessionsOf } from '../../shared/time/session.ts';
import { bounds } from '../store/bounds.ts';
import { attribute, stored } from '../store/record.ts';
import { type Change, every, type Item, type Store } from '../store/store.ts';
import { entriesOf, keys, noTeam, type Standing, standingsOf, teamOf } from './diary.ts';

/**
 * Takes every standing to the team its person is in by now, and with it the times to come, since a team’s are read together; whoever has left
 * stays where they were. Of two the one that knows of more entries stands.
 */
export async function moveStandings(identity: Pick<Store, 'query' | 'transact'>, teams: Iterable<string>, teamNow: ReadonlyMap<string, string | null>, now: number): Promise<void> {
  const found: Item[] = [];
  for (const team of [...teams, noTeam]) for await (const item of every(identity, standingsOf(team))) found.push(item);
  for (const [person, items] of Map.groupBy(found, ({ sk }) => sk)) {
    const to = keys.standing(teamOf({ team: teamNow.get(person) ?? null }), person);
    const own = items.find(({ pk }) => pk === to.pk);
    const left = items.filter((item) => item !== own);
    if (left.length === 0 || !teamNow.has(person)) continue;
    const all = [...(own === undefined ? [] : [own]), ...left].map((item) => attribute<Standing>(item, 'standing')).sort((a, b) => b.entries - a.entries);
    const [newest, known] = [all[0], all.find(({ employed }) => employed !== null)];
    if (newest === undefined) continue;
    const standing = { ...newest, ...(known === undefined || newest.employed !== null ? {} : { employed: known.employed, recordedFrom: known.recordedFrom }) };
    const times = await timesToCome(identity, person, teamNow, now);
    const room = bounds.changes - 1 - left.length;
    // Where there are many, in several steps, each of the standing as the one before left it; where it was before is taken away with the last. Changed in between, the rest is moved the next day.
    for (let at = 0, version = own === undefined ? 0 : attribute<number>(own, 'version'); ; at += room, version += 1) {
      const isLast = at + room >= times.length;
      const when = version === 0 ? ({ absent: true } as const) : ({ has: { version } } as const);
      const moved = await identity.transact([{ put: { ...to, v: 1, version: version + 1, standing: stored(standing) }, when }, ...times.slice(at, at + room), ...(isLast ? left.map(({ pk, sk }): Change => ({ delete: { pk, sk } })) : [])]);
      if (!moved || isLast) break;
    }
  }
}

/** What stands in somebody’s diary and is to come, as the team has it that they are in by now. */
async function timesToCome(identity: Pick<Store, 'query'>, person: string, teamNow: ReadonlyMap<string, string | null>, now: number): Promise<Change[]> {
  const team = teamNow.get(person) ?? null;
  const coming = [...sessionsOf(await entriesOf(identity, person)).values()].filter((s) => partiesOf(s).includes(person) && s.stands.gone === null && Date.parse(s.stands.start) > now).sort((a, b) => (a.stands.start < b.stands.start ? -1 : 1));
  return coming.map((session) => {
    const members = partiesOf(session).filter((id) => teamNow.get(id) === team);
    return { put: { ...keys.time(teamOf({ team }), session.stands, session.id), v: 1, time: stored({ session, at: session.stands }), members } };
  });
}
