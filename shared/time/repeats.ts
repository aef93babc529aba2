import ICAL from 'ical.js';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { FeedRefused } from './published.ts';
import { instantOf, type Wall, wallAt, wallOf, type Zone } from './zones.ts';

/**
 * The beginnings of an event that comes again, by the clock on its wall. Expanded by `rrule-temporal` and not by `ical.js`, which never comes
 * back from `FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30` (2.2.1, November 2026): a rule is a stranger’s, so it must end whatever it says.
 */
export function repeats(event: ICAL.Component, first: Wall, zone: Zone, zoneOf: (property: ICAL.Property) => Zone, { from, to }: { from: number; to: number }): Wall[] {
  const [begin, end] = [wallAt(from, zone).subtract({ days: 1 }), wallAt(to, zone).add({ days: 1 })];
  const found = new Map<string, Wall>();
  const add = (wall: Wall): void => void found.set(wall.toString(), wall);
  add(first);
  for (const property of event.getAllProperties('rrule')) for (const wall of byRule(String(property.getFirstValue()), first, zone, begin, end)) add(wall);
  for (const property of event.getAllProperties('rdate')) for (const wall of wallsIn(property, first.toPlainTime(), zone, zoneOf)) add(wall);
  for (const property of event.getAllProperties('exdate')) for (const wall of wallsIn(property, first.toPlainTime(), zone, zoneOf)) found.delete(wall.toString());
  return [...found.values()];
}

function byRule(rule: string, first: Wall, zone: Zone, begin: Wall, end: Wall): Wall[] {
  if (/FREQ=(SECONDLY|MINUTELY|HOURLY)/i.test(rule) || /BYHOUR|BYMINUTE|BYSECOND/i.test(rule)) throw new FeedRefused('too-many-times');
  // Expanded as if the wall’s clock were universal; then UNTIL, which is universal, has to be the wall’s too.
  const local = rule.replace(/UNTIL=(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)Z/i, (_, ...d: string[]) => `UNTIL=${basic(wallAt(Date.UTC(Number(d[0]), Number(d[1]) - 1, Number(d[2]), Number(d[3]), Number(d[4]), Number(d[5])), zone))}Z`);
  try {
    const expanded = new RRuleTemporal({ rruleString: local, dtstart: first.toZonedDateTime('UTC'), temporal: Temporal, maxIterations: 20_000 });
    return expanded.between(begin.toZonedDateTime('UTC'), end.toZonedDateTime('UTC'), true).map((at) => at.toPlainDateTime());
  } catch {
    return [];
  }
}

const basic = (wall: Wall): string => wall.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');

/** The times of a list, by the event’s own wall. A day alone means the time the event has on it. */
function wallsIn(property: ICAL.Property, at: Temporal.PlainTime, zone: Zone, zoneOf: (property: ICAL.Property) => Zone): Wall[] {
  return property.getValues().flatMap((value: unknown) => {
    const time = value instanceof ICAL.Period ? value.start : value;
    if (!(time instanceof ICAL.Time)) return [];
    return [time.isDate ? wallOf(time).withPlainTime(at) : wallAt(instantOf(wallOf(time), zoneOf(property)), zone)];
  });
}
