import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { zone as ours } from './date.ts';

/** A time as the clock on a wall shows it, and whose wall that is: a zone everybody knows, or one that a calendar describes itself. */
export type Wall = Temporal.PlainDateTime;
export type Zone = { iana: string } | { described: ICAL.Timezone };

export const wallOf = ({ year, month, day, hour, minute, second }: ICAL.Time): Wall => Temporal.PlainDateTime.from({ year, month, day, hour, minute, second });

export const instantOf = (wall: Wall, zone: Zone): number =>
  'iana' in zone ? wall.toZonedDateTime(zone.iana).epochMilliseconds : timeOf(wall, zone.described).toUnixTime() * 1000;

/** What the clock shows there at an instant. */
export function wallAt(instant: number, zone: Zone): Wall {
  if ('iana' in zone) return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone.iana).toPlainDateTime();
  return wallOf(ICAL.Time.fromJSDate(new Date(instant), true).convertToZone(zone.described));
}

const timeOf = ({ year, month, day, hour, minute, second }: Wall, described: ICAL.Timezone): ICAL.Time => new ICAL.Time({ year, month, day, hour, minute, second, isDate: false }, described);

/**
 * The zone of a property of this calendar. Outlook names zones as Windows does and Thunderbird as Mozilla did; else the calendar’s own
 * description counts. A time of no zone is the reader’s: London.
 */
export function zonesOf(calendar: ICAL.Component): (property: ICAL.Property) => Zone {
  const described = new Map(calendar.getAllSubcomponents('vtimezone').map((c): [string, ICAL.Timezone] => [String(c.getFirstPropertyValue('tzid')), new ICAL.Timezone(c)]));
  const known = new Map<string, Zone>();
  return (property) => {
    const value = property.getFirstValue();
    const tzid = property.getFirstParameter('tzid');
    if (typeof tzid !== 'string') return { iana: value instanceof ICAL.Time && value.zone === ICAL.Timezone.utcTimezone ? 'UTC' : ours };
    const zone = known.get(tzid) ?? named(tzid, described.get(tzid));
    known.set(tzid, zone);
    return zone;
  };
}

const windows: Readonly<Record<string, string>> = { 'GMT Standard Time': ours, 'Greenwich Standard Time': 'Atlantic/Reykjavik', 'UTC': 'UTC', 'W. Europe Standard Time': 'Europe/Berlin', 'Romance Standard Time': 'Europe/Paris', 'Central Europe Standard Time': 'Europe/Budapest', 'Central European Standard Time': 'Europe/Warsaw' };

function named(tzid: string, described: ICAL.Timezone | undefined): Zone {
  const name = windows[tzid] ?? /[A-Za-z_]+\/[A-Za-z_]+$/.exec(tzid)?.[0] ?? tzid;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return { iana: name };
  } catch {
    return described === undefined ? { iana: ours } : { described };
  }
}
