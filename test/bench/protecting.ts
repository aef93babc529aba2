import { join } from 'node:path';
import { inForce } from '../../shared/time/rules/pack.ts';
import { calendarOf } from '../../shared/time/calendar.ts';
import { entitlement } from '../../shared/time/entitlement.ts';
import { nextFree } from '../../shared/time/freeTime.ts';
import type { Availability } from '../../shared/time/availability.ts';
import { totalsOf, keptOf } from '../../shared/time/loss.ts';
import type { Person } from '../../shared/time/person.ts';
import { type Entry, sessionsOf } from '../../shared/time/session.ts';
import { mkdirSync } from 'node:fs';
import { readWeek } from '../../functions/identity/readWeek.ts';
import { standingsOf, weekOf } from '../../functions/identity/diary.ts';
import { houseItem, personItem, teamItem } from '../../functions/identity/people.ts';
import { granted } from '../../functions/store/granted.ts';
import { sqliteStore } from '../../functions/store/sqlite.ts';
import { every } from '../../functions/store/store.ts';
import { demoHouse, people as demoPeople, teams } from '../../infra/local/demo/people.ts';
import { dice } from '../../infra/local/demo/answers.ts';
import { seedTime } from '../../infra/local/demo/time.ts';
import { type Line, lineOf } from './line.ts';

/**
 * Protected time: what everybody is owed and what became of their hours, over a year of diaries; the next hour that eight are free; a team’s
 * week; a feed. Each against one bare pass over the very things it has to look at.
 */
const [people, portion, turns] = [10_000, 250, 3] as const;
const day = 86_400_000;
const begins = Date.parse('2025-12-01T09:00:00Z');
const now = begins + 360 * day;
const iso = (at: number): string => new Date(at).toISOString();

export async function protecting(folder: string): Promise<Line[]> {
  return [everybody(), common(), await week(folder), feed()];
}

/** Twenty-six sessions: a fortnightly hour and a half, booked by the quarter, some taken and booked again, each confirmed by both. */
function diaryOf(who: string, roll: () => number): Entry[] {
  const entries: Entry[] = [];
  const about = { of: 'supervision', people: [who], givenBy: 'boss', supervisor: 'registered social worker' } as const;
  const slot = (at: number) => ({ start: iso(at), end: iso(at + 5_400_000) });
  for (let i = 0; i < 26; i++) {
    const [at, session] = [begins + (7 + 13 * i) * day, `${who}-${i}`];
    entries.push({ v: 1, at: iso(at - 7 * day), by: 'boss', kind: 'booked', series: who, ...about, sessions: [{ session, ...slot(at) }] });
    const isTaken = roll() < 0.1;
    if (isTaken) entries.push({ v: 1, at: iso(at - day), by: 'boss', kind: 'taken', session, reason: 'court' }, { v: 1, at: iso(at), by: 'boss', kind: 'rebooked', session, ...slot(at + 3 * day) });
    const held = slot(isTaken ? at + 3 * day : at);
    for (const by of ['boss', who]) entries.push({ v: 1, at: iso(Date.parse(held.end) + 60_000), by, kind: 'confirmed', session, account: { happened: 'held', ...held, minutesUninterrupted: roll() < 0.9 ? 90 : 50, interruptedBy: null } });
  }
  return entries;
}

function everybody(): Line {
  const rules = inForce({ ids: [], own: [] });
  const person: Person = { nation: 'England', employedFrom: '2020-01-06', employedTo: null, roles: [{ as: 'social-worker', from: '2020-01-06', to: null }, { as: 'registered-swe', from: '2020-01-06', to: null }], pattern: { minutes: [450, 450, 450, 450, 450, 0, 0], share: 1 }, absences: [{ from: '2026-06-01', to: '2026-06-14' }] };
  const [ours, theirs] = [zeros(), zeros()];
  for (let from = 0; from < people; from += portion) {
    const diaries = Array.from({ length: portion }, (_, i) => [`p${from + i}`, diaryOf(`p${from + i}`, dice(from + i))] as const);
    for (let turn = 0; turn < turns; turn++) {
      theirs[turn]! += timed(() => diaries.reduce((n, [, entries]) => n + barePass(entries, rules.length), 0));
      ours[turn]! += timed(() =>
        diaries.reduce((n, [who, entries]) => {
          const lines = [...sessionsOf(entries).values()].flatMap((s) => s.lines);
          const owed = entitlement(person, rules, { recordedFrom: '2025-11-01', kept: keptOf(lines, who), learning: [], practice: [], ticks: [] }, iso(now).slice(0, 10));
          return n + totalsOf(lines, iso(now)).promised + owed.length;
        }, 0),
      );
    }
  }
  return lineOf({ name: `entitlement and ledger of ${people.toLocaleString('en-GB')} people over a year`, unit: 'ms', against: 'a bare pass over their entries and the rules', ours, theirs, bound: { of: 'ratio', atMost: 60 } });
}

/** Every time of every entry read as a number once, and every rule touched once. */
function barePass(entries: readonly Entry[], rules: number): number {
  let n = 0;
  for (const entry of entries) {
    n += Date.parse(entry.at) > 0 ? 1 : 0;
    if (entry.kind === 'booked') for (const { start, end } of entry.sessions) n += Date.parse(end) - Date.parse(start);
    else if (entry.kind === 'confirmed' && entry.account.happened === 'held') n += Date.parse(entry.account.end) - Date.parse(entry.account.start);
    else if ('start' in entry) n += Date.parse(entry.end) - Date.parse(entry.start);
  }
  for (let i = 0; i < rules; i++) n += i;
  return n;
}

/** Eight people, each taken in a fifth of the year’s hours; the first ten months are full for somebody at every hour. */
function common(): Line {
  const roll = dice(8);
  const slots = (n: number) => Array.from({ length: n }, () => begins + Math.floor(roll() * 365) * day + Math.floor(roll() * 8) * 3_600_000).map((at) => ({ start: iso(at), end: iso(at + 3_600_000) }));
  const all = Array.from({ length: 8 }, (_, i): Availability => ({
    person: `p${i}`, pattern: { minutes: [450, 450, 450, 450, 450, 0, 0], share: 1 }, absences: [], employedFrom: '2020-01-01', employedTo: null,
    sessions: slots(52).map((s, n) => ({ session: String(n), ...s })), duty: i === 0 ? Array.from({ length: 300 }, (_, d) => ({ start: iso(begins + d * day - 3 * 3_600_000), end: iso(begins + d * day + 12 * 3_600_000) })) : slots(40), busy: slots(500),
  }));
  const [ours, theirs] = [zeros(), zeros()];
  for (let turn = 0; turn < turns; turn++)
    for (let again = 0; again < 20; again++) {
      theirs[turn]! += timed(() => all.reduce((n, { sessions, duty, busy }) => n + [...sessions, ...duty, ...busy].reduce((m, { start, end }) => m + Date.parse(end) - Date.parse(start), 0), 0)) / 20;
      ours[turn]! += timed(() => nextFree(all, { minutes: 60, after: iso(begins), days: 365, most: 1 }).length) / 20;
    }
  return lineOf({ name: 'next common free hour of 8 people in 12 months', unit: 'ms', against: 'every time of theirs read once', ours, theirs, bound: { of: 'ratio', atMost: 10 } });
}

/** The demo’s largest team with its whole year, as its manager opens the week, against reading the same items and nothing more. */
async function week(folder: string): Promise<Line> {
  mkdirSync(folder, { recursive: true });
  const identity = sqliteStore(join(folder, 'week.sqlite'), () => now);
  try {
    await identity.put(houseItem(demoHouse('2025-10-06')));
    for (const team of teams) await identity.put(teamItem(team));
    for (const person of demoPeople) await identity.put(personItem(person));
    await seedTime(identity, demoPeople, teams, now);
    const caller = demoPeople.find((p) => p.manages.includes('northside'));
    if (caller === undefined) throw new Error('the team has a manager');
    const monday = iso(now - ((new Date(now).getUTCDay() + 6) % 7) * day).slice(0, 10);
    const [ours, theirs] = [zeros(), zeros()];
    for (let turn = 0; turn < turns; turn++) {
      let from = performance.now();
      for await (const item of every(identity, weekOf('northside'), { after: iso(now - 91 * day).slice(0, 10) })) if (item.sk >= iso(now + 36 * day)) break;
      for await (const item of every(identity, standingsOf('northside'))) if (item.v !== 1) throw new Error('of another shape');
      theirs[turn] = performance.now() - from;
      from = performance.now();
      const told = await readWeek.handle({ caller, query: {}, params: { team: 'northside', monday }, body: undefined, stores: granted({ identity }, readWeek.row.grants), now });
      ours[turn] = performance.now() - from;
      if ((told as { people: unknown[] }).people.length < 20) throw new Error('the team was not there');
    }
    return lineOf({ name: 'a team’s week: 21 people, their quarter and what they are owed', unit: 'ms', against: 'reading the same items', ours, theirs, bound: { of: 'ratio', atMost: 4 } });
  } finally {
    identity.close();
  }
}

/** A weekly session for a year, each moved once. */
function feed(): Line {
  const about = { of: 'supervision', people: ['ada'], givenBy: 'boss', supervisor: 'other' } as const;
  const slot = (at: number) => ({ start: iso(at), end: iso(at + 5_400_000) });
  const sessions = Array.from({ length: 52 }, (_, i) => ({ session: `${'a'.repeat(16)}-${String(i).padStart(2, '0')}`, ...slot(begins + 7 * i * day) }));
  const entries: Entry[] = [{ v: 1, at: iso(begins - day), by: 'boss', kind: 'booked', series: 'a', ...about, sessions }, ...sessions.map(({ session, start }): Entry => ({ v: 1, at: iso(begins - 3_600_000), by: 'boss', kind: 'moved', session, reason: 'meeting', ...slot(Date.parse(start) + day) }))];
  const text = calendarOf(entries, now - 400 * day);
  const [ours, theirs] = [zeros(), zeros()];
  for (let turn = 0; turn < turns; turn++)
    for (let again = 0; again < 20; again++) {
      theirs[turn]! += timed(() => Buffer.from(text.split('\r\n').join('\r\n')).length) / 20;
      ours[turn]! += timed(() => calendarOf(entries, now - 400 * day).length) / 20;
    }
  return lineOf({ name: 'a feed of a year: 52 sessions, each moved once', unit: 'ms', against: 'its text taken apart and put together', ours, theirs, bound: { of: 'ours', atMost: 50 } });
}

const zeros = (): number[] => Array.from({ length: turns }, () => 0);

function timed(work: () => number): number {
  const from = performance.now();
  if (!(work() > 0)) throw new Error('there was nothing to do');
  return performance.now() - from;
}
