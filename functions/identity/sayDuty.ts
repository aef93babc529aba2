import { Temporal } from 'temporal-polyfill';
import { dutyRoutes } from '../../shared/contract/identity/duty.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { dayAt, daysBetween, localDateOf, zone } from '../../shared/time/date.ts';
import { type Duty, isQualified, type Shift } from '../../shared/time/duty.ts';
import { byStart } from '../../shared/time/rota.ts';
import { endpoint } from '../http/endpoint.ts';
import { standingOfPerson } from './diary.ts';
import { dutyChange, dutyOf } from './duty.ts';
import { personOf } from './people.ts';
import { untilWritten } from './untilWritten.ts';
import { sayAway, sayHours } from './workingTime.ts';

/** A tap can be made, and taken back, for so many days; so long ago days away may have begun, since what is over is not taken back. */
const daysToSay = 7;
/** A working day of duty, where nobody imports a rota. */
const [begins, ends] = ['09:00', '17:00'] as const;

/** Duty, the hours in which one works, and the days away. Under one’s own name and of oneself alone. Said twice it is as said once. */
export const sayDuty = endpoint(dutyRoutes, 'sayDuty', async ({ caller, body, stores: { identity }, now }) => {
  if (body.kind === 'hours') return sayHours(identity, caller.id, body.hours, now);
  if (body.kind === 'away') {
    if (body.is && daysBetween(body.away.from, dayAt(now)) > daysToSay) throw new Problem('away-too-long-ago');
    return sayAway(identity, caller.id, body, now);
  }
  const { kind, on, is } = body;
  const [today, team] = [dayAt(now), caller.team];
  if (team === null) throw new Problem('not-yours', 'whoever is in no team is on no duty');
  if (on > today) throw new Problem('not-begun');
  if (daysBetween(on, today) > daysToSay) throw new Problem('malformed', 'a tap can be made for seven days');
  const [person, standing] = await Promise.all([personOf(identity, caller.id), standingOfPerson(identity, caller)]);
  if (person === null) throw new Problem('unknown-person');
  // Where nobody has entered their roles they count as no cover: a tap alone must not take a flag away from somebody else.
  const qualified = standing === null || standing.employed === null ? false : isQualified(standing.employed, on);
  return untilWritten(async () => {
    const { duty, version } = await dutyOf(identity, team, caller.id);
    const next = kind === 'alone' ? { ...duty, alone: withDay(duty.alone, on, is) } : withShift(duty, { ...slotOn(on), kind: 'duty', isQualified: qualified, from: 'tap' }, is);
    if (JSON.stringify(next) === JSON.stringify(duty)) return {};
    return (await identity.transact([dutyChange(team, next, version)])) ? {} : null;
  });
});

const withDay = (days: readonly string[], on: string, is: boolean): string[] => [...new Set([...days.filter((day) => day !== on), ...(is ? [on] : [])])].sort();

/** Whoever is on the rota that day is on duty already, and a rota is not taken back by a tap. */
function withShift(duty: Duty, shift: Shift, is: boolean): Duty {
  const isThere = (s: Shift): boolean => localDateOf(s.start) === localDateOf(shift.start);
  if (!is) return { ...duty, shifts: duty.shifts.filter((s) => !(s.from === 'tap' && isThere(s))) };
  return duty.shifts.some(isThere) ? duty : { ...duty, shifts: [...duty.shifts, shift].sort(byStart) };
}

function slotOn(day: string): { start: string; end: string } {
  const at = (time: string): string => new Date(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds).toISOString();
  return { start: at(begins), end: at(ends) };
}
