import { dayInWords } from '../time/catalogue.ts';
import { daysBetween, type LocalDate } from '../time/date.ts';
import type { Entitlement } from '../time/stricter.ts';

/** That something in somebody’s own record is still open and when its time is up; which thing it is, is read in the record alone. */
export interface Reminder {
  what: 'reminder';
  dueOn: LocalDate;
  /** Which of the reminders before that day it is. */
  daysBefore: number;
}

/** So many days before, one reminder each: eight weeks is time for a course, a week for a form, and a day for whoever forgot. */
export const remindedBefore = [56, 28, 7, 1] as const;

/**
 * The reminders that somebody is owed on a day, one for each day on which something ends: the nearest of those whose time has come. So one
 * that a sleeping house missed comes late and not never, and nobody gets two at once for the same day.
 */
export function remindersOn(owed: readonly Entitlement[], today: LocalDate): Reminder[] {
  const open = owed.flatMap(({ counts, also }) => [counts, ...also]).filter(({ state, why }) => state === 'open' && why.kind !== 'newcomer');
  const days = new Set(open.filter(({ rule: { owes } }) => restsOnRecord.includes(owes.kind)).flatMap(({ dueOn }) => dueOn ?? []));
  return [...days].sort().flatMap((dueOn): Reminder[] => {
    const left = daysBetween(today, dueOn);
    const daysBefore = left < 0 ? undefined : remindedBefore.findLast((before) => left <= before);
    return daysBefore === undefined ? [] : [{ what: 'reminder', dueOn, daysBefore }];
  });
}

/** Rules that only somebody’s own record can keep. */
export const restsOnRecord: readonly Entitlement['counts']['rule']['owes']['kind'][] = ['pieces', 'hours', 'record', 'declaration', 'checklist', 'recent'];

/** Nothing of what is open, since mail is read on shared screens. */
export const reminderWords = ({ dueOn }: Reminder): { subject: string; text: string } => ({
  subject: `Something in your record is due by ${dayInWords(dueOn)}`,
  text: `Something that you keep in your own record in Headroom is due by ${dayInWords(dueOn)}, and as far as it says there, is still open.\n\nYou find it under My time, in your CPD record. Only you see what it is. Nobody reads answers to this message.\n`,
});
