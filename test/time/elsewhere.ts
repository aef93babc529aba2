import { localDateOf, minutesBetween } from '../../shared/time/date.ts';
import { dueOn, kept, role, someone } from './someone.ts';

/** Run as a process of its own, in a zone of its own: says what is due and in which offset it was said. */
const person = someone([role('social-worker', '2019-03-04'), role('registered-swe', '2014-08-01')]);
const facts = { kept: [kept('2026-10-29')] };
const due = [...['lga.sup', 'swe.cpd'].map((id) => [id, dueOn(id, person, '2026-11-24', facts)]), [localDateOf('2024-11-30T23:30:00Z'), minutesBetween('2026-10-24T23:30:00Z', '2026-10-25T01:30:00Z')]];
process.stdout.write(JSON.stringify({ offset: new Date('2026-11-24T12:00:00Z').getTimezoneOffset(), due }));
