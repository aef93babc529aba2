import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { amina, at, diaryHouse, employ, fullTime, manager, refused, week } from '../diary/house.ts';
import { call, type TestHouse } from '../round/house.ts';

/** A nurse in the second of the three years their register counts. */
let h: TestHouse;
beforeEach(async () => {
  h = await diaryHouse();
  h.now = at('2026-11-23T09:00:00Z');
  await employ(h, amina, { nation: 'England', employedFrom: '2020-01-01', employedTo: null, absences: [], pattern: fullTime, roles: [{ as: 'nurse', from: '2019-04-01', to: null, periodsFrom: '2025-04-01' }] });
});
afterEach(() => h.close());

interface Read {
  also: { rule: string; counted: string[]; isMet: boolean; isPractice: boolean; dueOn: string }[];
  practice: { id: string; on: string; minutes: number }[];
}
const read = async (): Promise<Read> => (await call(h, 'readCpd', { as: amina, params: { person: 'amina' } })).body as unknown as Read;
const save = async (id: string, on: string, hours: number): Promise<void> => expect((await call(h, 'savePractice', { as: amina, params: { entry: id.padEnd(8, '0') }, body: { on, minutes: hours * 60 } })).status).toBe(200);
const counted = async (rule: string) => (await read()).also.find((one) => one.rule === rule);
const piece = (about: string, minutes: number, participatoryMinutes: number) => ({ kind: 'course', about, on: '2026-05-04', learning: 'To look at the shoes.', impact: 'Two ulcers fewer.', peer: null, evidence: [], minutes, participatoryMinutes, agreedFor: [], isSubmitted: true });

describe('a nurse’s three years', () => {
  test('count hours of practice up to the day the register ends, the same entry once, and none of before', async () => {
    expect(await counted('nmc.practice')).toMatchObject({ isPractice: true, isMet: false, dueOn: '2028-03-31', counted: ['0 minutes of 450 hours'] });
    await save('a', '2026-03-31', 300);
    await save('a', '2026-03-31', 280);
    await save('b', '2026-10-31', 150.5);
    await save('c', '2025-03-31', 400);
    expect(await counted('nmc.practice')).toMatchObject({ isMet: false, counted: ['430 hours 30 minutes of 450 hours'] });
    await save('d', '2026-11-20', 19.5);
    expect((await counted('nmc.practice'))?.isMet).toBe(true);
    await save('a', '2026-03-31', 0);
    expect((await counted('nmc.practice'))?.counted).toEqual(['170 hours of 450 hours']);
    expect((await read()).practice.map(({ on }) => on)).toEqual(['2026-11-20', '2026-10-31', '2025-03-31']);
  });

  test('count 35 hours of learning and of them 20 with other people, apart from each other', async () => {
    await call(h, 'saveCpdEntry', { as: amina, params: { entry: 'piece001' }, body: { version: 1, entry: piece('Wounds that do not heal', 36 * 60, 5 * 60) } });
    expect(await counted('nmc.cpd')).toMatchObject({ isMet: false, isPractice: false, counted: ['36 hours of 35 hours', '5 hours of 20 hours with other people'] });
    await call(h, 'saveCpdEntry', { as: amina, params: { entry: 'piece002' }, body: { version: 1, entry: piece('Talking about feet', 16 * 60, 15 * 60) } });
    expect((await counted('nmc.cpd'))?.isMet).toBe(true);
  });

  test('are the owner’s: a manager’s week says nothing of them, and no hour is still to come', async () => {
    await save('a', '2026-03-31', 300);
    expect(JSON.stringify(await week(h, manager, '2026-11-23'))).not.toMatch(/practice|300/);
    expect((await refused(h, 'savePractice', { as: amina, params: { entry: 'b'.repeat(8) }, body: { on: '2026-11-24', minutes: 60 } })).type).toBe('not-begun');
  });
});
