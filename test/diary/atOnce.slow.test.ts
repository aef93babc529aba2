import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SessionShape } from '../../shared/contract/identity/time.ts';
import type { Person } from '../../functions/identity/people.ts';
import type { Store } from '../../functions/store/store.ts';
import { call, type TestHouse } from '../round/house.ts';
import { amina, booking, callum, diaryHouse, manager, myTime, principal, stranger, supervisor } from './house.ts';

const everybody = [amina, callum, manager, supervisor, principal, stranger];
const hour = fc.record({ day: fc.constantFrom('2026-09-08', '2026-09-09'), hour: fc.integer({ min: 9, max: 12 }), quarter: fc.constantFrom('00', '30') }).map((t) => `${t.day}T${String(t.hour).padStart(2, '0')}:${t.quarter}`);
const wish = fc.record({
  start: hour, minutes: fc.constantFrom(30, 60, 90), rule: fc.constantFrom(null, null, 'FREQ=WEEKLY;COUNT=2'),
  people: fc.constantFrom<string[]>(['amina'], ['callum'], ['amina', 'callum']), givenBy: fc.constantFrom('maya', 'una', 'sian', 'gareth', null),
});

/** Every reading and writing waits its turn, and whose turn it is the scheduler says. */
function interleaved(h: TestHouse, scheduler: fc.Scheduler): TestHouse {
  const { identity } = h.stores;
  const waits = <A extends unknown[], T>(step: (...args: A) => Promise<T>) => (...args: A): Promise<T> => scheduler.schedule(Promise.resolve()).then(() => step(...args));
  const store: Store = { ...identity, get: waits(identity.get), query: waits(identity.query), transact: waits(identity.transact) };
  return { ...h, stores: { ...h.stores, identity: store } };
}

const meet = (a: SessionShape, b: SessionShape): boolean => a.start < b.end && b.start < a.end;
const partiesOf = ({ people, givenBy }: Pick<SessionShape, 'people' | 'givenBy'>): string[] => [...people, ...(givenBy === null ? [] : [givenBy])];
const idsOf = (sessions: readonly SessionShape[]): string[] => sessions.map(({ id }) => id).sort();

test('of any bookings made at one time, in whatever order their steps come, no two that meet succeed, and none is refused for nothing', async () => {
  let refusedOnes = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(wish, { minLength: 2, maxLength: 4 }), fc.scheduler(), async (wishes, scheduler) => {
      const h = await diaryHouse();
      try {
        const at = interleaved(h, scheduler);
        const bodies = wishes.map((one) => booking({ ...one, of: 'group-reflection' }));
        const answers = await scheduler.waitFor(Promise.all(bodies.map((body, i) => call(at, 'bookSessions', { as: i % 2 === 0 ? manager : principal, body }))));
        const booked = answers.flatMap(({ status, body }) => (status === 200 ? (body['sessions'] as SessionShape[]) : []));
        const heldBy = async (person: Person): Promise<SessionShape[]> => (await myTime(h, person)).sessions;
        for (const person of everybody) {
          const theirs = await heldBy(person);
          expect(idsOf(theirs), person.id).toEqual(idsOf(booked.filter((s) => partiesOf(s).includes(person.id))));
          for (const [i, one] of theirs.entries()) for (const other of theirs.slice(i + 1)) expect(meet(one, other), `${person.id}: ${one.start} and ${other.start}`).toBe(false);
        }
        for (const [i, { status, body }] of answers.entries()) {
          const wanted = bodies[i];
          if (status === 200 || wanted === undefined) continue;
          expect(body['type']).toBe('clashes');
          refusedOnes += 1;
          const times = await timesOf(wanted);
          expect(booked.some((s) => partiesOf(s).some((id) => partiesOf(wanted).includes(id)) && times.some((w) => meet(s, w)))).toBe(true);
        }
      } finally {
        h.close();
      }
    }),
    { numRuns: 40, interruptAfterTimeLimit: 30_000 },
  );
  expect(refusedOnes).toBeGreaterThan(0);
}, 60_000);

/** The times of a booking where it is the only one. */
async function timesOf(body: ReturnType<typeof booking>): Promise<SessionShape[]> {
  const h = await diaryHouse();
  try {
    return (await call(h, 'bookSessions', { as: principal, body })).body['sessions'] as SessionShape[];
  } finally {
    h.close();
  }
}
