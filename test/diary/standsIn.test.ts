import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SessionShape } from '../../shared/contract/identity/time.ts';
import { keys, type Standing } from '../../functions/identity/diary.ts';
import { attribute, stored } from '../../functions/store/record.ts';
import { call, type TestHouse } from '../round/house.ts';
import { amina, book, booking, callum, change, diaryHouse, employ, first, fullTime, manager, principal, refused, supervisor } from './house.ts';

const working = (absences: { from: string; to: string | null }[]) => ({ nation: 'England', employedFrom: '2020-01-01', employedTo: null, roles: [], pattern: fullTime, absences } as const);
const terms = { supervisor: 'maya', from: '2026-09-01', everyWeeks: 4, minutes: 90, where: 'Room 2', confidential: 'What is said here stays here.', standIn: 'una', sharesEarlier: false };

let h: TestHouse;
let away: SessionShape;
/** Maya supervises Amina and is away on 8 September; Una stands in. */
beforeEach(async () => {
  h = await diaryHouse();
  await employ(h, manager, working([]));
  await call(h, 'proposeAgreement', { as: manager, params: { person: 'amina' }, body: { number: 1, terms } });
  await call(h, 'signAgreement', { as: amina, params: { person: 'amina', number: '1' } });
  away = first((await book(h, manager)).sessions);
  await absent([{ from: '2026-09-08', to: '2026-09-08' }]);
});
afterEach(() => h.close());

async function absent(absences: { from: string; to: string | null }[]): Promise<void> {
  const item = await h.stores.identity.get(keys.standing('northside', 'maya'));
  if (item === null) throw new Error('she has a standing');
  await h.stores.identity.put({ ...item, standing: stored({ ...attribute<Standing>(item, 'standing'), employed: working(absences) }) });
}
const callumWithUna = { people: ['callum'], givenBy: 'una', start: '2026-09-08T11:00' };
const free = async () => ((await call(h, 'findFreeTime', { as: callum, body: { people: ['una'], minutes: 60, after: '2026-09-08' } })).body['free'] as { start: string }[])[0]?.start;

test('who stands in is not booked twice unknowingly, nor offered the hour, while the supervisor is away', async () => {
  expect(await refused(h, 'bookSessions', { as: principal, body: booking(callumWithUna) })).toMatchObject({ type: 'clashes', detail: 'Una Quinn has another session on 8 September 2026' });
  expect(await refused(h, 'bookSessions', { as: supervisor, body: booking({ of: 'cpd', people: ['una'], givenBy: null }) })).toMatchObject({ type: 'clashes' });
  const elsewhere = first((await book(h, principal, { ...callumWithUna, start: '2026-09-09T11:00' })).sessions);
  const move = (start: string) => ({ owner: 'callum', kind: 'moved', reason: 'court', start, minutes: 90, despite: false });
  expect((await refused(h, 'changeSession', { as: callum, params: { id: elsewhere.id }, body: move('2026-09-08T11:00') })).type).toBe('clashes');
  await change(h, callum, elsewhere.id, move('2026-09-08T12:00'));
  expect((await book(h, principal, { ...callumWithUna, despite: true })).sessions).toHaveLength(1);
});

test('is offered no hour in which they stand in, and has it back when the supervisor is there or the session is gone', async () => {
  expect(await free()).toBe('2026-09-08T08:00:00.000Z');
  await change(h, manager, away.id, { kind: 'moved', reason: 'court', start: '2026-09-08T09:00', minutes: 90, despite: true });
  expect(await free()).toBe('2026-09-08T09:30:00.000Z');
  await absent([]);
  expect(await free()).toBe('2026-09-08T08:00:00.000Z');
  await absent([{ from: '2026-09-08', to: '2026-09-08' }]);
  await change(h, manager, away.id, { kind: 'taken', reason: 'someone-away' });
  expect(await free()).toBe('2026-09-08T08:00:00.000Z');
});

test('has it in their calendar as long as they stand in, a group of two who named them once', async () => {
  await absent([]);
  await call(h, 'proposeAgreement', { as: manager, params: { person: 'callum' }, body: { number: 1, terms } });
  await call(h, 'signAgreement', { as: callum, params: { person: 'callum', number: '1' } });
  const group = first((await book(h, manager, { of: 'group-reflection', people: ['amina', 'callum'], start: '2026-09-08T14:00' })).sessions);
  const withUna = first((await book(h, manager, { of: 'group-reflection', people: ['amina', 'una'], start: '2026-09-08T16:00', minutes: 60 })).sessions);
  await absent([{ from: '2026-09-08', to: '2026-09-08' }]);
  const secret = String((await call(h, 'makeFeed', { as: supervisor })).body['path']).slice('/calendars/'.length);
  const feed = async () => (await call(h, 'readFeed', { params: { secret } })).body as unknown as string;
  expect([...(await feed()).matchAll(/UID:(.+)@headroom/g)].map((found) => found[1] ?? '').sort()).toEqual([away.id, group.id, withUna.id].sort());
  expect(await feed()).toContain('DTSTART;TZID=Europe/London:20260908T100000');
  await change(h, manager, away.id, { kind: 'taken', reason: 'someone-away' });
  expect(await feed()).not.toContain(away.id);
  await absent([]);
  expect(await feed()).not.toContain(group.id);
  expect(await feed()).toContain(withUna.id);
});
