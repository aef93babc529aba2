import { expect, test } from 'vitest';
import { localDate, person } from '../../shared/time/personShape.ts';
import { role, someone } from './someone.ts';

const away = someone([role('amhp', '2024-02-29')], { absences: [{ from: '2026-02-02', to: null }] });

test('an absence is two dates and has no room for a reason', () => {
  expect(person.parse(away)).toEqual(away);
  expect(person.safeParse({ ...away, absences: [{ from: '2026-02-02', to: null, reason: 'sick' }] }).success).toBe(false);
});

test('nothing ends before it begins, and a share of a week is more than none and no more than all', () => {
  const wrong = [{ absences: [{ from: '2026-02-02', to: '2026-02-01' }] }, { roles: [role('amhp', '2024-02-29', { to: '2024-02-28' })] }, { employedTo: '2024-02-28' }, { pattern: { ...away.pattern, share: 0 } }, { pattern: { ...away.pattern, share: 1.2 } }, { roles: [{ ...role('amhp', '2024-02-29'), as: 'astronaut' }] }];
  expect(wrong.map((one) => person.safeParse({ ...away, ...one }).success)).toEqual(wrong.map(() => false));
});

test('hours are those of seven days or are left out, and none ends before it begins', () => {
  const working = (hours: unknown) => ({ ...away, pattern: { ...away.pattern, hours } });
  const mornings = [{ from: '08:00', to: '12:30' }, null, null, null, null, null, null];
  expect(person.parse(working(mornings))).toEqual(working(mornings));
  for (const wrong of [mornings.slice(1), [{ from: '12:30', to: '08:00' }, ...mornings.slice(1)], [{ from: '8:00', to: '12:30' }, ...mornings.slice(1)], [{ from: '08:00', to: '24:00' }, ...mornings.slice(1)]]) expect(person.safeParse(working(wrong)).success).toBe(false);
});

test('a day that is in no calendar is refused, and 29 February is one in leap years only', () => {
  expect(['2024-02-29', '2026-11-30'].map((day) => localDate.safeParse(day).success)).toEqual([true, true]);
  expect(['2026-02-29', '2026-02-30', '2026-13-01', '30/11/2026', '0001-01-01', ''].map((day) => localDate.safeParse(day).success)).toEqual([false, false, false, false, false, false]);
});
