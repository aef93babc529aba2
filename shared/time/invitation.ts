import { zone } from './date.ts';
import type { Slot } from './line.ts';
import type { Entry, Session } from './session.ts';

/** What of an entry is told by mail: everything but what happened, which only the two need to say; a session that is taken over is told as rebooked. */
export type ToldByMail = Exclude<Entry['kind'], 'confirmed' | 'taken-over'>;

/** One change of one session, for one person: what a mail is made of, kept until it is sent. */
export interface Invitation {
  what: ToldByMail;
  session: Pick<Session, 'id' | 'changes' | 'stands'>;
  /** When it was moved: where it stood before. */
  before: Slot | null;
  at: string;
  by: string;
}

/** What an entry tells of a session that it changed. */
export const invitationOf = (entry: Entry, { id, changes, stands, lines }: Session): Invitation | null => {
  if (entry.kind === 'confirmed' || entry.kind === 'taken-over') return null;
  const left = entry.kind === 'moved' ? lines[0]?.bookings.at(-2) : undefined;
  return { what: entry.kind, session: { id, changes, stands }, before: left === undefined ? null : { start: left.start, end: left.end }, at: entry.at, by: entry.by };
};

/**
 * The mail in plain words: what changed, when, and who did it. Neither what kind of time it is nor a reason, since mail is read on shared
 * screens and by assistants; no link, since a link with an id in it is a key.
 */
export function wordsOf({ what, session: { stands }, before }: Invitation, by: string): { subject: string; text: string } {
  const [day, now] = [dayOf(stands), timeOf(stands)];
  const said = {
    booked: { subject: `Protected time on ${day}`, lines: [`${by} booked protected time with you.`, now] },
    moved: { subject: `Protected time moved to ${day}`, lines: [`${by} moved protected time with you.`, ...(before === null ? [] : [`It was:  ${timeOf(before)}`]), `It is:   ${now}`] },
    taken: { subject: `Protected time on ${day} is off`, lines: [`${by} took back protected time with you. It stays owed until it has been kept.`, `It was:  ${now}`] },
    rebooked: { subject: `Protected time again, on ${day}`, lines: [`${by} booked again protected time that was owed.`, now] },
  }[what];
  return { subject: said.subject, text: `${[...said.lines, 'You find it in Headroom under My time. Nobody reads answers to this message.'].join('\n\n')}\n` };
}

/** Made when a mail is written: to make one takes longer than many a function takes to start. */
const formats = () => {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options });
  return { year: format({ year: 'numeric' }), short: format({ weekday: 'long', day: 'numeric', month: 'long' }), clock: format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }) };
};
let made: ReturnType<typeof formats> | null = null;
const inWords = () => (made ??= formats());
const dayOf = ({ start }: Slot): string => inWords().short.format(new Date(start));
const timeOf = ({ start, end }: Slot): string => {
  const { year, short, clock } = inWords();
  return `${short.format(new Date(start))} ${year.format(new Date(start))}, ${clock.format(new Date(start))} to ${clock.format(new Date(end))}`;
};
