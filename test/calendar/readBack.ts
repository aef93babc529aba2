import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { findPython } from '../../bin/python.mjs';

/** A feed read back by two libraries that are not ours. */
export interface Event {
  uid: string;
  sequence: number;
  status: string;
  title: string;
  start: string;
  end: string;
  stamp: string;
}

/** What Debian’s python3-icalendar makes of it. Where there is none the test fails: `npm test` brings it. */
export function byPython(text: string): { errors: unknown[]; zones: string[]; events: Event[] } {
  const python = findPython();
  if (python === null) throw new Error('no Python with icalendar is here: on Debian, apt-get install python3-icalendar; or set HEADROOM_PYTHON');
  const done = spawnSync(python, [join(import.meta.dirname, 'readBack.py')], { input: text, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr);
  return JSON.parse(done.stdout) as { errors: unknown[]; zones: string[]; events: Event[] };
}

/** What ical.js makes of it, by the zone that the calendar itself describes. */
export function byIcalJs(text: string): Event[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  const zones = new Map(calendar.getAllSubcomponents('vtimezone').map((zone) => [String(zone.getFirstPropertyValue('tzid')), new ICAL.Timezone(zone)]));
  return calendar.getAllSubcomponents('vevent').map((event) => {
    const time = (name: string): string => {
      const property = event.getFirstProperty(name);
      const value = property?.getFirstValue() as ICAL.Time;
      const zone = zones.get(String(property?.getFirstParameter('tzid')));
      if (zone !== undefined) value.zone = zone;
      return new Date(value.toUnixTime() * 1000).toISOString();
    };
    const text = (name: string) => String(event.getFirstPropertyValue(name));
    return { uid: text('uid'), sequence: Number(text('sequence')), status: text('status'), title: text('summary'), start: time('dtstart'), end: time('dtend'), stamp: time('dtstamp') };
  });
}
