import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SessionShape } from '../../shared/contract/identity/time.ts';
import { localDateOf, mondayOf } from '../../shared/time/date.ts';
import { diaryOf } from '../../functions/identity/diary.ts';
import { personItem } from '../../functions/identity/people.ts';
import { keys as counted, serviceMonthsOf } from '../../functions/identity/protectedTime.ts';
import { call, run, type TestHouse } from '../round/house.ts';
import { amina, booking, callum, diaryHouse, held, manager, myTime, principal, week } from './house.ts';

/** A working day within three weeks of the beginning, at a quarter past an hour or so. */
const time = fc.record({ day: fc.constantFrom('2026-09-02', '2026-09-03', '2026-09-08', '2026-09-15', '2026-09-22'), hour: fc.integer({ min: 9, max: 15 }), quarter: fc.constantFrom('00', '15', '45') }).map(({ day, hour, quarter }) => `${day}T${String(hour).padStart(2, '0')}:${quarter}`);
const minutes = fc.constantFrom(45, 60, 90);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('book' as const), start: time, minutes, people: fc.constantFrom<string[][]>(['amina'], ['callum'], ['amina', 'callum']), of: fc.constantFrom('supervision' as const, 'group-reflection' as const, 'cpd' as const) }) },
  fc.record({ do: fc.constant('taken' as const), pick: fc.nat(20) }),
  fc.record({ do: fc.constant('moved' as const), pick: fc.nat(20), start: time, minutes }),
  fc.record({ do: fc.constant('rebooked' as const), pick: fc.nat(20), start: time, minutes }),
  fc.record({ do: fc.constant('confirm' as const), pick: fc.nat(20), as: fc.constantFrom(amina, callum, manager), minutes: fc.integer({ min: 0, max: 90 }) }),
  fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 120 }) }),
);

test('no sequence of operations loses an owed minute, an entry, or books somebody twice unknowingly', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      const h = await diaryHouse();
      const promised = new Map([['amina', 0], ['callum', 0]]);
      const entries = new Map<string, number>();
      try {
        for (const one of steps) {
          const known = await sessions(h);
          const at = <T>(all: readonly T[], pick: number): T | undefined => all[pick % Math.max(1, all.length)];
          if (one.do === 'wait') h.now += one.hours * 3_600_000;
          else if (one.do === 'book') {
            const { status, body } = await call(h, 'bookSessions', { as: manager, body: booking({ start: one.start, minutes: one.minutes, people: one.people, of: one.of }) });
            if (status === 200) for (const id of (body['sessions'] as SessionShape[])[0]?.people ?? []) promised.set(id, (promised.get(id) ?? 0) + one.minutes);
          } else {
            const session = at(known, one.pick);
            if (session === undefined) continue;
            const owner = session.people[0];
            if (one.do === 'taken') await call(h, 'changeSession', { as: manager, params: { id: session.id }, body: { kind: 'taken', owner, reason: 'court' } });
            else if (one.do === 'confirm') await call(h, 'confirmSession', { as: one.as, params: { id: session.id }, body: { account: held(session, one.minutes) } });
            else await call(h, 'changeSession', { as: manager, params: { id: session.id }, body: { kind: one.do, owner, start: one.start, minutes: one.minutes, despite: false, ...(one.do === 'moved' ? { reason: 'staffing' } : {}) } });
          }
          for (const person of [amina, callum]) {
            const mine = await myTime(h, person);
            expect(mine.minutes.promised).toBe(promised.get(person.id));
            expect(mine.minutes.kept + mine.minutes.open).toBe(mine.minutes.promised);
            expect(mine.minutes.kept).toBeGreaterThanOrEqual(0);
            const { items } = await h.stores.identity.query(diaryOf(person.id));
            expect(items.length).toBeGreaterThanOrEqual(entries.get(person.id) ?? 0);
            entries.set(person.id, items.length);
            expect(overlapping(mine.sessions)).toEqual([]);
          }
        }
        await weeksAgree(h);
      } finally {
        h.close();
      }
    }),
    { numRuns: 60, seed: Date.now() % 1_000_000, interruptAfterTimeLimit: 25_000 },
  );
});

test('nor is a minute lost, or counted in two services, whoever moves to whichever team in between, found out that night or later', async () => {
  const person = fc.constantFrom(amina, callum, manager);
  const moving = fc.oneof(
    { weight: 3, arbitrary: step },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('moves' as const), person, team: fc.constantFrom('northside', 'harbour', 'riverside') }) },
    fc.record({ do: fc.constant('night' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(moving, { minLength: 6, maxLength: 16 }), async (steps) => {
      const h = await diaryHouse();
      const count = async () => {
        await h.stores.identity.delete(counted.counted());
        await run(h, 'countProtectedTime', 0);
      };
      try {
        for (const one of steps) {
          const known = await sessions(h);
          if (one.do === 'wait') h.now += one.hours * 3_600_000;
          else if (one.do === 'night') await count();
          else if (one.do === 'moves') await h.stores.identity.put(personItem({ ...one.person, team: one.team }));
          else if (one.do === 'book') await call(h, 'bookSessions', { as: principal, body: booking({ start: one.start, minutes: one.minutes, people: one.people, of: one.of }) });
          else {
            const session = known[one.pick % Math.max(1, known.length)];
            if (session === undefined) continue;
            const body = { owner: session.people[0], reason: 'court' };
            if (one.do === 'confirm') await call(h, 'confirmSession', { as: one.as, params: { id: session.id }, body: { account: held(session, one.minutes) } });
            else if (one.do === 'taken') await call(h, 'changeSession', { as: principal, params: { id: session.id }, body: { ...body, kind: one.do } });
            else await call(h, 'changeSession', { as: principal, params: { id: session.id }, body: { owner: body.owner, ...(one.do === 'moved' ? { reason: body.reason } : {}), kind: one.do, start: one.start, minutes: one.minutes, despite: false } });
          }
        }
        await count();
        const inServices = (await serviceMonthsOf(h.stores.identity, '2026-01')).reduce((sum, { kept, late, unknown, owed, ahead }) => ({ kept: sum.kept + kept + late, open: sum.open + unknown + owed + ahead }), { kept: 0, open: 0 });
        const theirs = (await Promise.all([amina, callum].map(async (one) => (await myTime(h, one)).minutes))).reduce((sum, { kept, open }) => ({ kept: sum.kept + kept, open: sum.open + open }), { kept: 0, open: 0 });
        expect(inServices).toEqual(theirs);
      } finally {
        h.close();
      }
    }),
    { numRuns: 60, seed: Date.now() % 1_000_000, interruptAfterTimeLimit: 25_000 },
  );
});

const sessions = async (h: TestHouse): Promise<SessionShape[]> => (await myTime(h, manager)).sessions;

/** Those that stand and meet; what is over and was told stays where it was. */
function overlapping(all: readonly SessionShape[]): string[] {
  const stand = all.filter((s) => s.gone === null);
  return stand.flatMap((a, i) => stand.slice(i + 1).filter((b) => a.start < b.end && b.start < a.end).map((b) => `${a.id} and ${b.id}`));
}

/** The team's weeks say of every session what its diary says, once. */
async function weeksAgree(h: TestHouse): Promise<void> {
  for (const session of await sessions(h)) {
    const there = (await week(h, manager, mondayOf(localDateOf(session.start)))).sessions.filter((s) => s.id === session.id && s.start === session.start);
    expect(there).toEqual([session]);
  }
}
