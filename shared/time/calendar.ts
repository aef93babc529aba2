import ical, { ICalCalendarMethod, ICalEventBusyStatus, ICalEventClass, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import { zone } from './date.ts';
import { type Entry, type Session, sessionsOf } from './session.ts';
import { uidOf } from './uid.ts';

/**
 * Sessions as iCalendar (RFC 5545): what stands in somebody’s diary, for the calendar they live in. A title tells nobody what kind of time it
 * is, with whom, or why it went: a calendar is seen by colleagues, by assistants, and on a screen that is shared.
 *
 *     entries ─▶ sessions ─▶ VEVENT   UID one a session, for ever · SEQUENCE its changes · DTSTAMP when it was changed last
 */
export const neutralTitle = 'Protected time';

/** So long a session that was taken is still there, as cancelled, so that a calendar that is read once a week sees it go. */
const cancelledForMs = 30 * 86_400_000;

/** What an event says of a session, and when that came to be so. */
export interface Told {
  session: Pick<Session, 'id' | 'changes' | 'stands'>;
  at: string;
}

/** The sessions of a diary, each once, those long taken left out; and those that are given in somebody’s place. */
export function calendarOf(entries: readonly Entry[], now: number, inPlace: readonly Session[] = [], isTheirs: (session: Session) => boolean = () => true): string {
  const at = new Map<string, string>();
  for (const entry of entries) for (const id of entry.kind === 'booked' ? entry.sessions.map((s) => s.session) : [entry.session]) at.set(id, entry.at);
  const shown = [...sessionsOf(entries).values()].filter((session) => isTheirs(session) && (session.stands.gone === null || Date.parse(session.stands.gone.at) + cancelledForMs > now));
  const calendar = empty();
  calendar.ttl(3600);
  for (const session of [...shown, ...inPlace]) add(calendar, { session, at: at.get(session.id) ?? new Date(now).toISOString() });
  return calendar.toString();
}

/** One session as a message between calendars (RFC 5546): asked for while it stands, called off when it was taken. */
export function messageOf(told: Told, { from, to }: { from: { name: string; mail: string }; to: { name: string; mail: string } }): { method: 'REQUEST' | 'CANCEL'; text: string } {
  const method = told.session.stands.gone === null ? 'REQUEST' : 'CANCEL';
  const calendar = empty();
  calendar.method(ICalCalendarMethod[method]);
  const event = add(calendar, told);
  event.organizer({ name: from.name, email: from.mail });
  event.createAttendee({ name: to.name, email: to.mail, rsvp: false });
  return { method, text: calendar.toString() };
}

function empty() {
  const calendar = ical({ prodId: { company: 'Headroom', product: 'protected time', language: 'EN' }, name: neutralTitle });
  // The zone is each event’s and not the calendar’s: given it, the library writes DTSTAMP by London’s clock (11.1.2, November 2026).
  calendar.timezone({ name: null, generator: () => london });
  return calendar;
}

function add(calendar: ReturnType<typeof ical>, { session: { id, changes, stands }, at }: Told) {
  const start = Temporal.Instant.from(stands.start).toZonedDateTimeISO(zone);
  const end = Temporal.Instant.from(stands.end).toZonedDateTimeISO(zone);
  const event = calendar.createEvent({
    id: uidOf(id),
    sequence: changes,
    stamp: Temporal.Instant.from(at).toZonedDateTimeISO('UTC'),
    start,
    end,
    // The hour that comes twice is told apart by universal time alone: of readers some take its first and some its second.
    timezone: comesTwice(start) || comesTwice(end) ? 'UTC' : zone,
    summary: neutralTitle,
    class: ICalEventClass.PRIVATE,
  });
  event.status(stands.gone === null ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED);
  event.transparency(ICalEventTransparency.OPAQUE);
  event.busystatus(stands.gone === null ? ICalEventBusyStatus.BUSY : ICalEventBusyStatus.FREE);
  return event;
}

function comesTwice(at: Temporal.ZonedDateTime): boolean {
  const wall = at.toPlainDateTime();
  return !wall.toZonedDateTime(zone, { disambiguation: 'earlier' }).equals(wall.toZonedDateTime(zone, { disambiguation: 'later' }));
}

/** London’s clocks as they have changed since 1996 (The Summer Time Order 2002); Temporal says the same, and a test holds the two together. */
const london = [
  'BEGIN:VTIMEZONE',
  `TZID:${zone}`,
  'BEGIN:STANDARD',
  'DTSTART:19961027T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0000',
  'TZNAME:GMT',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:19960331T010000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0100',
  'TZNAME:BST',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
].join('\r\n');
