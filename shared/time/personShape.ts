import * as z from 'zod';
import type { Person } from './person.ts';
import { audiences } from './rules/rule.ts';

/** A day there is in the calendar: 29 February in leap years only. */
export const localDate = z.iso.date('must be a day, as 2026-11-30').refine((day) => day >= '1970-01-01' && day <= '2199-12-31', 'must be a day of these times');

/** The hours of a week from Monday to Sunday; null on a day: the hours of most. */
export const weekOfHours = z.lazy(() => {
  const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be an hour, as 07:30');
  return z.array(z.strictObject({ from: hour, to: hour }).refine(({ from, to }) => from < to, 'must not end before they begin').nullable()).length(7);
});

/** What is entered of a person's employment, and nothing more: an absence has no room for a reason. Lazy: a function that never looks at one starts without. */
export const person = z.lazy(() => {
  const minutes = z.number().int().min(0).max(24 * 60);
  const stretch = { from: localDate, to: localDate.nullable() };
  const inOrder = ({ from, to }: { from: string; to: string | null }): boolean => to === null || from <= to;
  return z
    .strictObject({
      nation: z.enum(['England', 'Scotland', 'Wales', 'Northern Ireland']),
      employedFrom: localDate,
      employedTo: localDate.nullable(),
      roles: z.array(z.strictObject({ as: z.enum(audiences), ...stretch, periodsFrom: localDate.exactOptional() }).refine(inOrder, 'must not end before it begins')).max(30),
      pattern: z.strictObject({ minutes: z.tuple([minutes, minutes, minutes, minutes, minutes, minutes, minutes]), share: z.number().gt(0).max(1), hours: weekOfHours.exactOptional() }),
      absences: z.array(z.strictObject(stretch).refine(inOrder, 'must not end before it begins')).max(1000),
    })
    .refine(({ employedFrom, employedTo }) => inOrder({ from: employedFrom, to: employedTo }), 'must not end before it begins');
}) satisfies z.ZodType<Person>;
