import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { peopleIn, teamsIn } from '../../infra/local/demo/roster.ts';
import { seedDuty } from '../../infra/local/demo/duty.ts';
import { seedLostTime } from '../../infra/local/demo/lostTime.ts';
import { seedSupervision } from '../../infra/local/demo/supervision.ts';
import { demoHouse } from '../../infra/local/demo/people.ts';
import { managerAway } from '../../infra/local/demo/employment.ts';
import { seedTime } from '../../infra/local/demo/time.ts';
import type { LostTimeReport } from '../../shared/contract/identity/lostTime.ts';
import { houseItem, type Person } from '../../functions/identity/people.ts';
import { partyOf } from '../../functions/identity/diary.ts';
import { isBankHoliday } from '../../shared/review/workingDays.ts';
import { lossesOf } from '../../shared/time/loss.ts';
import { localDateOf, mondayOf, plusDays } from '../../shared/time/date.ts';
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

/** A demo is begun on any day: a Sunday, the night when the clocks change and a leap day among them. */
const days = ['2026-11-24T09:00:00Z', '2026-11-29T01:10:00Z', '2026-10-24T23:40:00Z', '2028-02-29T18:30:00Z'];

describe.each(days)('the demo’s protected time, begun at %s', (begun) => {
  beforeAll(async () => {
    h = await testHouse(people, undefined, [...teamsIn(round)]);
    h.now = Date.parse(begun);
    await h.stores.identity.put(houseItem(demoHouse(plusDays(mondayOf(localDateOf(begun)), -14 * round + 14))));
    await seedTime(h.stores.identity, people, teamsIn(round), h.now);
    await seedDuty(h.stores, people, h.now);
    await seedSupervision(h.stores, people, h.now);
    await seedLostTime(h.stores, people, h.now);
  }, 120_000);
  afterAll(() => h.close());

  test('is there for everybody: what is owed to them and why, and times to come', async () => {
    for (const person of [...inTeam('northside'), ...inTeam('harbour'), named('Sian Powell'), named('Helen Marsh')]) {
      const mine = await myTime(h, person);
      expect(mine.known, person.name).toBe(true);
      expect(mine.owed.some((o) => o.counts.about === 'supervision'), person.name).toBe(true);
      expect(mine.minutes.kept, person.name).toBeGreaterThan(0);
    }
  });

  test('books nobody twice, and nobody on a bank holiday: of all that stands, no two times of one person meet', async () => {
    for (const person of people) {
      const party = await partyOf(h.stores.identity, person.id, h.now);
      const times = [...(party?.sessions.values() ?? [])].filter((s) => s.stands.gone === null).map(({ stands }) => stands).sort((a, b) => (a.start < b.start ? -1 : 1));
      for (const [i, time] of times.entries()) expect((times[i - 1]?.end ?? '') <= time.start && !isBankHoliday(localDateOf(time.start)), `${person.name} ${time.start}`).toBe(true);
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

  test('has reports of lost time: some that wait for the principal or the guardian, most answered, and enough of the last quarters to be counted', async () => {
    const owing = async (as: Person) => ((await call(h, 'readLostTime', { as })).body as { reports: LostTimeReport[] }).reports;
    const [mine, guardians] = [await owing(named('Sian Powell')), await owing(named('Ruth Calder'))];
    expect(mine.filter(({ answer }) => answer === null).length).toBeGreaterThan(0);
    expect(mine.filter(({ answer }) => answer !== null).length).toBeGreaterThan(10);
    expect(guardians.length).toBeGreaterThan(0);
    expect(await owing(named('Helen Marsh'))).toEqual([]);
    for (const report of [...mine, ...guardians]) if (report.answer !== null) expect(report.answer.at > report.at && Date.parse(report.answer.at) < h.now).toBe(true);
    const { quarters } = (await call(h, 'readLostTimeFigures', { as: named('Callum Okafor') })).body as { quarters: { counts: { reports: number; inTime: number } | null }[] };
    const counted = quarters.flatMap(({ counts }) => counts ?? []);
    expect(counted.length).toBeGreaterThan(1);
    expect(counted.some(({ reports, inTime }) => inTime < reports)).toBe(true);
    for (const { counts } of quarters) if (counts !== null) expect(counts.reports).toBeGreaterThanOrEqual(8);
    const before = JSON.stringify([mine, guardians]);
    await seedLostTime(h.stores, people, h.now);
    expect(JSON.stringify([await owing(named('Sian Powell')), await owing(named('Ruth Calder'))])).toBe(before);
  }, 60_000);

  test('has a manager who is away, and somebody who stands in for what they would have given', async () => {
    const team = inTeam(managerAway);
    const read = async (as: Person, person: Person) => (await call(h, 'readSupervision', { as, params: { person: person.id } })).body as { standsInFor: { id: string }[]; standsIn: unknown[]; agreements: { holds: boolean }[] };
    const { standsInFor } = await read(team[6]!, team[6]!);
    expect(standsInFor.map(({ id }) => id).sort()).toEqual([team[3]!, team[4]!, team[7]!].map(({ id }) => id).sort());
    expect((await read(team[6]!, team[3]!)).standsIn.length).toBeGreaterThan(0);
    expect((await read(team[3]!, team[3]!)).agreements).toMatchObject([{ holds: true }]);
  });

  test('is the same when it is made again, and nothing is left of a run that was killed', async () => {
    const manager = inTeam('northside')[0]!;
    const before = await week(h, manager, mondayOf(localDateOf(begun)), 'northside');
    await seedTime(h.stores.identity, people, teamsIn(round), h.now);
    expect(await week(h, manager, mondayOf(localDateOf(begun)), 'northside')).toEqual(before);
  }, 60_000);
});
