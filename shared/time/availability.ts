import type { Absence } from './absence.ts';
import { isAway } from './absence.ts';
import { instantAt, type LocalDate, localDateOf, weekday } from './date.ts';
import type { Slot } from './line.ts';
import type { Hours, Pattern } from './person.ts';

/** When somebody is taken, as far as it is known here. Of an absence there are days and never a reason, of a busy time no title. */
export interface Availability {
  person: string;
  pattern: Pattern;
  absences: readonly Absence[];
  employedFrom: LocalDate;
  employedTo: LocalDate | null;
  /** Sessions that stand. */
  sessions: readonly ({ session: string } & Slot)[];
  /** The duty rota’s shifts, and what a calendar of their own says they are busy with. */
  duty: readonly Slot[];
  busy: readonly Slot[];
}

export interface Clash extends Slot {
  person: string;
  with: 'session' | 'duty' | 'busy' | 'away' | 'day-off' | 'off-hours';
  /** Which one, where it is one. */
  session: string | null;
}

const meets = (a: Slot, b: Slot): boolean => Date.parse(a.start) < Date.parse(b.end) && Date.parse(b.start) < Date.parse(a.end);

/** Whatever stands in the way of a time, for everyone it is for. `but`: the session that is being moved. */
export function clashesOf(slot: Slot, people: readonly Availability[], but: string | null = null): Clash[] {
  return people.flatMap((one): Clash[] => {
    const { person } = one;
    const day = localDateOf(slot.start);
    const found: Clash[] = [
      ...one.sessions.filter((s) => s.session !== but && meets(s, slot)).map((s): Clash => ({ person, with: 'session', session: s.session, start: s.start, end: s.end })),
      ...one.duty.filter((s) => meets(s, slot)).map((s): Clash => ({ person, with: 'duty', session: null, ...s })),
      ...one.busy.filter((s) => meets(s, slot)).map((s): Clash => ({ person, with: 'busy', session: null, ...s })),
    ];
    if (isAway(one.absences, day)) found.push({ person, with: 'away', session: null, ...slot });
    else if (!worksOn(one, day)) found.push({ person, with: 'day-off', session: null, ...slot });
    else if (isOutside(slot, hoursOn(one, day), day)) found.push({ person, with: 'off-hours', session: null, ...slot });
    return found;
  });
}

export const worksOn = ({ pattern }: Pick<Availability, 'pattern'>, day: LocalDate): boolean => (pattern.minutes[weekday(day) - 1] ?? 0) > 0;
/** The hours of a day, where they are known. */
export const hoursOn = ({ pattern }: Pick<Availability, 'pattern'>, day: LocalDate): Hours | null => pattern.hours?.[weekday(day) - 1] ?? null;
const isOutside = ({ start, end }: Slot, hours: Hours | null, day: LocalDate): boolean => hours !== null && (Date.parse(start) < instantAt(day, hours.from) || Date.parse(end) > instantAt(day, hours.to));
/** Not employed here on a day: no session can be booked for them at all. */
export const isHere = ({ employedFrom, employedTo }: Pick<Availability, 'employedFrom' | 'employedTo'>, day: LocalDate): boolean => employedFrom <= day && (employedTo === null || day <= employedTo);

/** A group does not wait for somebody who is away with no end in sight; of one or two nobody is left out. */
export function attending(all: readonly Availability[], day: LocalDate): readonly Availability[] {
  const here = all.filter(({ absences }) => !absences.some(({ from, to }) => to === null && from <= day));
  return here.length > 1 ? here : all;
}
