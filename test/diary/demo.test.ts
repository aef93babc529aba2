import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { peopleIn, teamsIn } from '../../infra/local/demo/roster.ts';
import { seedDuty } from '../../infra/local/demo/duty.ts';
import { demoHouse } from '../../infra/local/demo/people.ts';
import { seedTime } from '../../infra/local/demo/time.ts';
import { houseItem, type Person } from '../../functions/identity/people.ts';
import { partyOf } from '../../functions/identity/diary.ts';
import { lossesOf } from '../../shared/time/loss.ts';
import { stateOf } from '../../shared/time/line.ts';
import type { TestHouse } from '../round/house.ts';
import { call, testHouse } from '../round/house.ts';
import { myTime, week } from './house.ts';

/** The demo organisation’s year of protected time, as the pages read it. */
const round = 31;
const people = peopleIn(round);
const named = (name: string): Person => people.find((p) => p.name === name)!;
const inTeam = (team: string): Person[] => people.filter((p) => p.team === team);
let h: TestHouse;
beforeAll(async () => {
  h = await testHouse(people, undefined, [...teamsIn(round)]);
  h.now = Date.parse('2026-11-24T09:00:00Z');
  await h.stores.identity.put(houseItem(demoHouse('2025-09-29')));
  await seedTime(h.stores.identity, people, teamsIn(round), h.now);
  await seedDuty(h.stores, people, h.now);
}, 60_000);
afterAll(() => h.close());

describe('the demo’s protected time', () => {
  test('is there for everybody: what is owed to them and why, and times to come', async () => {
    for (const person of [...inTeam('northside'), ...inTeam('harbour'), named('Sian Powell'), named('Helen Marsh')]) {
      const mine = await myTime(h, person);
      expect(mine.known, person.name).toBe(true);
      expect(mine.owed.some((o) => o.counts.about === 'supervision'), person.name).toBe(true);
      expect(mine.minutes.kept, person.name).toBeGreaterThan(0);
    }
  });

  test('books nobody twice: of all that stands, no two times of one person meet', async () => {
    for (const person of people) {
      const party = await partyOf(h.stores.identity, person.id, h.now);
      const times = [...(party?.sessions.values() ?? [])].filter((s) => s.stands.gone === null).map(({ stands }) => stands).sort((a, b) => (a.start < b.start ? -1 : 1));
      for (const [i, time] of times.entries()) expect((times[i - 1]?.end ?? '') <= time.start, `${person.name} ${time.start}`).toBe(true);
    }
  });

  test('has every way a time can go, and who is newly qualified is supervised by the week', async () => {
    const lines = new Map<string, string>();
    const lost = new Set<string>();
    for (const person of inTeam('northside')) {
      const party = await partyOf(h.stores.identity, person.id, h.now);
      for (const line of [...(party?.sessions.values() ?? [])].flatMap((s) => s.lines)) {
        lines.set(line.id, stateOf(line, new Date(h.now).toISOString()));
        for (const loss of lossesOf(line)) lost.add(`${loss.kind} ${loss.daysUntilRebooked === null ? 'open' : 'rebooked'}`);
      }
    }
    for (const state of ['planned', 'unknown', 'kept', 'taken']) expect([...lines.values()]).toContain(state);
    for (const how of ['taken rebooked', 'taken open', 'moved rebooked', 'cut-short rebooked']) expect(lost).toContain(how);
    const newcomer = await myTime(h, inTeam('family-help').at(-1)!);
    expect(newcomer.owed.find((o) => o.counts.about === 'supervision')?.counts.why).toContain('every week');
  });

  test('has a duty desk at which one is left alone too often: a flag for them, their manager and the principal', async () => {
    const [manager, , , alone, other] = inTeam('duty');
    const flagsFor = async (as: Person) => ((await call(h, 'readDuty', { as })).body as unknown as { flags: { kind: string; person: string; as: string }[] }).flags.map((flag) => `${flag.kind} ${flag.person} ${flag.as}`);
    expect(await flagsFor(alone!)).toEqual([`sole-cover ${alone!.id} mine`]);
    expect(await flagsFor(manager!)).toEqual([`sole-cover ${alone!.id} supervisor`]);
    expect(await flagsFor(named('Sian Powell'))).toContain(`sole-cover ${alone!.id} principal`);
    expect(await flagsFor(other!)).toEqual([]);
  });

  test('is the same when it is made again, and nothing is left of a run that was killed', async () => {
    const manager = inTeam('northside')[0]!;
    const before = await week(h, manager, '2026-11-23', 'northside');
    await seedTime(h.stores.identity, people, teamsIn(round), h.now);
    expect(await week(h, manager, '2026-11-23', 'northside')).toEqual(before);
  }, 60_000);
});
