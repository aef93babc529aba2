import { partiesOf, sessionsOf } from '../../shared/time/session.ts';
import { bounds } from '../store/bounds.ts';
import { attribute, stored } from '../store/record.ts';
import { type Change, every, type Item, type Store } from '../store/store.ts';
import { entriesOf, keys, movedFrom, noTeam, type Standing, standingsOf, teamOf, type Time, timeIn, weekOf } from './diary.ts';

/**
 * Takes every standing to the team its person is in by now, and with it the times to come, since a team’s are read together: those that are over
 * stay where they were, and so does whoever has left. Of two standings the one that knows of more entries stands.
 */
export async function moveStandings(identity: Pick<Store, 'query' | 'transact'>, teams: Iterable<string>, teamNow: ReadonlyMap<string, string | null>, now: number): Promise<void> {
  const found: (Item & { team: string })[] = [];
  for (const team of [...teams, noTeam]) for await (const item of every(identity, standingsOf(team))) found.push({ ...item, team });
  for (const [person, items] of Map.groupBy(found, ({ sk }) => sk)) {
    const team = teamOf({ team: teamNow.get(person) ?? null });
    const own = items.find((item) => item.team === team);
    const left = items.filter((item) => item !== own);
    if (left.length === 0 || !teamNow.has(person)) continue;
    const all = [...(own === undefined ? [] : [own]), ...left].map((item) => ({ from: item.team, standing: attribute<Standing>(item, 'standing') })).sort((a, b) => b.standing.entries - a.standing.entries);
    const [newest, known] = [all[0], all.find(({ standing }) => standing.employed !== null)?.standing];
    if (newest === undefined) continue;
    const along = newest.from === team ? all.slice(1).reduce((one, { from, standing }) => withTeam(one, from, standing, now), newest.standing) : movedFrom(newest.from, newest.standing, now);
    const standing = { ...along, ...(known === undefined || along.employed !== null ? {} : { employed: known.employed, recordedFrom: known.recordedFrom }) };
    const times = await timesToCome(identity, person, { team, left: left.map((item) => item.team) }, now);
    const room = bounds.changes - 1 - left.length;
    // Where there are many, in several steps, each of the standing as the one before left it; where it was before is taken away with the last. Changed in between, the rest is moved the next day.
    for (let at = 0, version = own === undefined ? 0 : attribute<number>(own, 'version'); ; at += room, version += 1) {
      const isLast = at + room >= times.length;
      const when = version === 0 ? ({ absent: true } as const) : ({ has: { version } } as const);
      const moved = await identity.transact([{ put: { ...keys.standing(team, person), v: 1, version: version + 1, standing: stored(standing) }, when }, ...times.slice(at, at + room), ...(isLast ? left.map(({ pk, sk }): Change => ({ delete: { pk, sk } })) : [])]);
      if (!moved || isLast) break;
    }
  }
}

/** With a team it does not know of, in which an older standing was left, and those this one knows of. */
function withTeam(standing: Standing, team: string, older: Standing, now: number): Standing {
  const before = standing.teamsBefore ?? [];
  if (before.some((one) => one.team === team)) return standing;
  const missing = (older.teamsBefore ?? []).filter((one) => !before.some(({ team, until }) => team === one.team && until === one.until));
  return movedFrom(team, { ...standing, teamsBefore: [...before, ...missing].sort((a, b) => (a.until < b.until ? -1 : 1)) }, now);
}

/** What in somebody’s diary is to come, taken or moved or not: in the week of the team they are in by now with them, and in that of the teams they left without. */
async function timesToCome(identity: Pick<Store, 'query'>, person: string, { team, left }: { team: string; left: readonly string[] }, now: number): Promise<Change[]> {
  const coming = [...sessionsOf(await entriesOf(identity, person)).values()].filter((s) => partiesOf(s).includes(person) && Date.parse(s.stands.start) > now).sort((a, b) => (a.stands.start < b.stands.start ? -1 : 1));
  if (coming.length === 0) return [];
  const there = new Map((await timesAfter(identity, team, now)).map((item) => [item.sk, membersOf(item)]));
  const isComing = new Set(coming.map(({ id }) => id));
  const leaving = (await Promise.all(left.map(async (one) => (await timesAfter(identity, one, now)).map((item) => ({ from: one, item, time: attribute<Time>(item, 'time'), members: membersOf(item) }))))).flat().filter(({ time, members }) => isComing.has(time.session.id) && members.includes(person));
  const arriving = new Map([...leaving.map(({ time }) => time), ...coming.map((session): Time => ({ session, at: session.stands }))].map((time) => [keys.time(team, time.at, time.session.id).sk, time]));
  const arrived = [...arriving].map(([sk, time]) => timeIn(team, time, [...new Set([...(there.get(sk) ?? []), person])]));
  const gone = leaving.map(({ from, item: { pk, sk }, time, members }): Change => {
    const others = members.filter((id) => id !== person);
    return others.length === 0 ? { delete: { pk, sk } } : timeIn(from, time, others);
  });
  return [...arrived, ...gone];
}

async function timesAfter(identity: Pick<Store, 'query'>, team: string, now: number): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of every(identity, weekOf(team), { after: new Date(now).toISOString() })) found.push(item);
  return found;
}

const membersOf = (item: Item): readonly string[] => attribute<readonly string[]>(item, 'members');
