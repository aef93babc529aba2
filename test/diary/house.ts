import { expect } from 'vitest';
import type { ProblemBody, ProblemName } from '../../shared/contract/problem.ts';
import type { OwedShape, SessionShape } from '../../shared/contract/identity/time.ts';
import type { Person } from '../../functions/identity/people.ts';
import { keys, type Standing } from '../../functions/identity/diary.ts';
import { stored } from '../../functions/store/record.ts';
import { call, testHouse, type TestHouse } from '../round/house.ts';

/** A team and its manager, two practitioners newly and long in work, a supervisor from another team, and the principal. */
const someone = (id: string, name: string, team: string, role?: 'manager' | 'principal'): Person => ({
  id, name, roles: role === undefined ? ['practitioner'] : ['practitioner', role], team, manages: role === 'manager' ? [team] : [],
});
export const manager = someone('maya', 'Maya Eze', 'northside', 'manager');
export const amina = someone('amina', 'Amina Patel', 'northside');
export const callum = someone('callum', 'Callum Roberts', 'northside');
export const supervisor = someone('una', 'Una Quinn', 'harbour');
export const principal = someone('sian', 'Sian Powell', 'riverside', 'principal');
export const stranger = someone('gareth', 'Gareth Lewis', 'harbour', 'manager');

/** Tuesday 1 September 2026, half past eight in London. */
export const begins = Date.parse('2026-09-01T07:30:00Z');
export const at = (local: string): number => Date.parse(local);

export async function diaryHouse(): Promise<TestHouse> {
  const h = await testHouse([manager, amina, callum, supervisor, principal, stranger]);
  h.now = begins;
  return h;
}

/** What a steward has entered of somebody’s work. */
export async function employ(h: TestHouse, person: Person, employed: Standing['employed'], recordedFrom = '2026-01-01'): Promise<void> {
  const standing: Standing = { person: person.id, name: person.name, employed, recordedFrom, kept: [], toRebook: [], entries: 0 };
  await h.stores.identity.put({ ...keys.standing(person.team ?? '-', person.id), v: 1, version: 1, standing: stored(standing) });
}

export const fullTime = { minutes: [450, 450, 450, 450, 450, 0, 0], share: 1 } as const;

let series = 0;
export const newSeries = (): string => `series${String(++series).padStart(12, '0')}`;

export interface Booking {
  series?: string;
  of?: SessionShape['of'];
  people?: string[];
  givenBy?: string | null;
  start?: string;
  minutes?: number;
  rule?: string | null;
  despite?: boolean;
}

export const booking = (more: Booking = {}) => ({
  series: newSeries(), of: 'supervision', people: ['amina'], givenBy: 'maya', supervisor: 'registered social worker', start: '2026-09-08T10:00', minutes: 90, rule: null, despite: false, ...more,
});

async function asked<T>(h: TestHouse, name: Parameters<typeof call>[1], request: Parameters<typeof call>[2]): Promise<T> {
  const { status, body } = await call(h, name, request);
  expect(body).not.toHaveProperty('remedy');
  expect(status).toBe(200);
  return body as T;
}
export async function refused(h: TestHouse, name: Parameters<typeof call>[1], request: Parameters<typeof call>[2]): Promise<{ type: ProblemName; detail: string | null }> {
  const { status, body } = await call(h, name, request);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  return body as unknown as ProblemBody;
}

export const book = (h: TestHouse, as: Person, more: Booking = {}) => asked<{ sessions: SessionShape[] }>(h, 'bookSessions', { as, body: booking(more) });
export const change = (h: TestHouse, as: Person, id: string, body: Record<string, unknown>) => asked<{ session: SessionShape; free: { start: string; end: string }[] }>(h, 'changeSession', { as, params: { id }, body: { owner: 'amina', ...body } });
export const confirm = (h: TestHouse, as: Person, id: string, account: Record<string, unknown>) => asked<{ session: SessionShape }>(h, 'confirmSession', { as, params: { id }, body: { account } });

export interface MyTime {
  known: boolean;
  owed: OwedShape[];
  rules: Record<string, string>;
  sessions: SessionShape[];
  losses: { session: string; kind: string; reason: string; by: string; minutes: number; daysUntilRebooked: number | null }[];
  minutes: { promised: number; kept: number; open: number };
}
export const myTime = (h: TestHouse, as: Person) => asked<MyTime>(h, 'readMyTime', { as });
export interface Week {
  sessions: SessionShape[];
  rules: Record<string, string>;
  people: { id: string; name: string; owed: OwedShape[]; toRebook: SessionShape[]; unknown: SessionShape[]; planned: { of: string; start: string; end: string }[]; away: { from: string; to: string | null }[] }[];
  quarter: { kept: number; lost: number; toRebook: number; reasons: { reason: string; moved: number; lost: number; minutesLost: number }[] };
}
export const week = (h: TestHouse, as: Person, monday: string, team = 'northside') => asked<Week>(h, 'readWeek', { as, params: { team, monday } });

export const held = (session: Pick<SessionShape, 'start' | 'end'>, minutesUninterrupted = (Date.parse(session.end) - Date.parse(session.start)) / 60_000) => ({ happened: 'held', start: session.start, end: session.end, minutesUninterrupted, interruptedBy: null });
export const first = <T>(all: readonly T[]): T => {
  const [one] = all;
  if (one === undefined) throw new Error('there is none');
  return one;
};
