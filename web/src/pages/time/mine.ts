import type { Reason } from '../../../../shared/time/line.ts';
import type { AnswerOf } from '../../identity/client.ts';
import { words } from './words.ts';
import { daysToReport, reasonWords } from '../../../../shared/time/catalogue.ts';
import { time } from '../../ui/dates.ts';
import { clock, plusDays, wallOf } from '../../ui/wallClock.ts';

/** What one reading of one's time comes to, as the page shows it. No clock of its own: `now` is passed in. */
export type MyTime = AnswerOf<'readMyTime'>;
export type Session = MyTime['sessions'][number];
export type Line = Session['lines'][number];
export type Account = Line['accounts'][string];
export type Slot = Pick<Session, 'start' | 'end'>;
export type Owed = MyTime['owed'][number];

export const minutesOf = ({ start, end }: Slot): number => Math.round((Date.parse(end) - Date.parse(start)) / 60_000);
export const partiesOf = ({ people, givenBy }: Pick<Session, 'people' | 'givenBy'>): string[] => [...new Set([...people, ...(givenBy === null ? [] : [givenBy])])];
export const isOver = ({ end }: Slot, now: number): boolean => Date.parse(end) <= now;

/** The lines somebody says something of: their own, and where they gave it everybody’s. */
const linesOf = ({ lines, givenBy }: Session, me: string): Line[] => lines.filter((line) => line.person === me || givenBy === me);

const daysAsked = 56;

/** Over, and this person has not said what happened. A group is told for by whoever gave it: its people are not asked again. */
export function toConfirm(sessions: readonly Session[], me: string, now: number): Session[] {
  return sessions.filter((session) => {
    if (session.gone !== null || !isOver(session, now) || Date.parse(session.end) < now - daysAsked * 86_400_000) return false;
    const lines = linesOf(session, me);
    if (lines.every((line) => line.accounts[me] !== undefined)) return false;
    return session.people.length === 1 || lines.some((line) => line.state === 'unknown');
  });
}

/** Whether others tell what this person has told differently. */
export const differsFor = (session: Session, me: string): boolean => session.gone === null && linesOf(session, me).some((line) => line.state === 'differs' && line.accounts[me] !== undefined);

/** Of whom nothing is heard yet, where somebody has said what happened. Who stood in has said it for whoever was to give it. */
export function notYetSaid({ givenBy }: Pick<Session, 'givenBy'>, { person, accounts }: Pick<Line, 'person' | 'accounts'>): string[] {
  const told = Object.keys(accounts);
  if (told.length === 0) return [];
  const isToldByGiver = givenBy === null || givenBy === person || told.some((by) => by !== person);
  return [...(told.includes(person) ? [] : [person]), ...(isToldByGiver ? [] : [givenBy])];
}

const lostStates: readonly Line['state'][] = ['taken', 'cut-short', 'not-held', 'differs'];
export const isToRebook = (line: Line): boolean => line.minutesOwed > 0 && lostStates.includes(line.state);

/** Lost, and still owed to this person. */
export const toRebook = (sessions: readonly Session[], me: string): Session[] => sessions.filter((s) => s.lines.some((line) => line.person === me && isToRebook(line)));

/** What stands and is not over. */
export const toCome = (sessions: readonly Session[], now: number): Session[] => sessions.filter((s) => s.gone === null && !isOver(s, now) && s.lines.some((line) => line.state === 'planned'));

/** What sessions can keep; everything else that is owed is a form, a fee or a record. */
const bySession = ['supervision', 'clinical-supervision', 'protected-week'];
export const owedInTime = (owed: readonly Owed[]): Owed[] => owed.filter(({ counts }) => bySession.includes(counts.about));
export const owedOtherwise = (owed: readonly Owed[]): Owed[] => owed.filter(({ counts }) => !bySession.includes(counts.about) && counts.dueOn !== null && counts.state === 'open');

/** What holds all the time and has no day: a rule without a number, or less work in a first year. What a record has to say is owed to nobody. */
export const owedAlways = (owed: readonly Owed[]): Owed[] => owed.filter(({ counts }) => counts.state === 'always' && counts.about !== 'cpd-record');

/** The next booked time that would count for what is owed. */
export const bookedFor = ({ counts }: Owed, sessions: readonly Session[], me: string, now: number): Session | null =>
  toCome(sessions, now).find((s) => s.of === counts.about && s.people.includes(me) && minutesOf(s) >= (counts.minutesToBook ?? 0)) ?? null;

export interface Row {
  session: Session;
  line: Line;
  /** The day it was booked for first. */
  day: string;
  keptMinutes: number;
  losses: MyTime['losses'];
}

/** The ledger: one row a session that was for this person and is over or gone, newest first. */
export function ledgerOf({ sessions, losses }: Pick<MyTime, 'sessions' | 'losses'>, me: string, now: number): Row[] {
  return sessions
    .flatMap((session): Row[] => {
      const line = session.lines.find(({ person }) => person === me);
      const lost = losses.filter((loss) => loss.session === session.id);
      if (line === undefined || (!isOver(session, now) && lost.length === 0)) return [];
      return [{ session, line, day: lost[0]?.on ?? session.start, keptMinutes: keptIn(line), losses: lost }];
    })
    .sort((a, b) => (a.day < b.day ? 1 : -1));
}

export type Loss = MyTime['losses'][number];
export const keyOf = ({ session, start }: Pick<Loss, 'session' | 'start'>): string => `${session} ${Date.parse(start)}`;

/** The losses that can still be reported and have not been, newest first. */
export function toReport({ losses, reports, today }: Pick<MyTime, 'losses' | 'reports' | 'today'>): Loss[] {
  const done = new Set(reports.flatMap(({ lost }) => (lost.kind === 'session' ? [keyOf(lost)] : [])));
  return losses.filter((loss) => loss.on >= plusDays(today, -daysToReport) && !done.has(keyOf(loss))).sort((a, b) => (a.start < b.start ? 1 : -1));
}

/** What nobody who was there disputes. */
function keptIn(line: Line): number {
  if (line.minutesOwed === 0) return line.minutesPromised;
  const told = Object.values(line.accounts).map((a) => (a.happened === 'held' ? a.minutesUninterrupted : 0));
  return told.length === 0 ? 0 : Math.min(...told);
}

export interface Totals {
  promised: number;
  kept: number;
  /** Of what was kept, what one has said and the other not yet. */
  keptByOne: number;
  toRebook: number;
  unknown: number;
  coming: number;
  moved: number;
  lost: number;
  reasons: Reason[];
}

/** Of what came up: promised is kept, to be booked again, or unknown. What is booked and to come is counted by itself. */
export function totalsOf({ sessions, losses }: Pick<MyTime, 'sessions' | 'losses'>, me: string): Totals {
  const byOne = sessions.flatMap((s) => s.lines.filter((line) => line.person === me && notYetSaid(s, line).length > 0));
  const lines = sessions.flatMap((s) => s.lines).filter(({ person }) => person === me);
  const sum = (of: readonly Line[], what: 'minutesOwed' | 'minutesPromised'): number => of.reduce((n, line) => n + line[what], 0);
  const past = lines.filter(({ state }) => state !== 'planned');
  const owed = sum(past, 'minutesOwed');
  const moved = losses.filter(({ kind }) => kind === 'moved');
  return {
    promised: sum(past, 'minutesPromised'),
    kept: sum(past, 'minutesPromised') - owed,
    keptByOne: sum(byOne, 'minutesPromised') - sum(byOne, 'minutesOwed'),
    toRebook: sum(past.filter(isToRebook), 'minutesOwed'),
    unknown: sum(past.filter(({ state }) => state === 'unknown'), 'minutesOwed'),
    coming: sum(lines.filter(({ state }) => state === 'planned'), 'minutesOwed'),
    moved: moved.length,
    lost: losses.length - moved.length,
    reasons: [...new Set(losses.map(({ reason }) => reason))],
  };
}

/** “it was cut short to 45 minutes, by duty cover, from 10:30 to 11:30”: the hours where they are not those it was booked for. */
export function tellAccount(account: Account, promised: number, planned: Slot): string {
  if (account.happened === 'not-held') return words.saidNot(reasonWords[account.reason]);
  const said = account.minutesUninterrupted >= promised ? words.saidHeld : words.saidCut(account.minutesUninterrupted, account.interruptedBy === null ? null : reasonWords[account.interruptedBy]);
  const isAsPlanned = Date.parse(account.start) === Date.parse(planned.start) && Date.parse(account.end) === Date.parse(planned.end);
  return isAsPlanned ? said : `${said}, ${words.saidHours(time(account.start), time(account.end))}`;
}

/** When it begins and ends by the clock on the wall, as a form has it. */
export const hoursOf = ({ start, end }: Slot): { from: string; to: string } => ({ from: clock(wallOf(start).minutes), to: clock(wallOf(end).minutes) });

const minutesOfDay = 24 * 60;
const longest = 600;

/** The time between two hours of the day that it was booked for, past midnight where it ends before it begins. Null: these are no hours of a session. */
export function heldBetween(planned: Slot, { from, to }: { from: string; to: string }): Slot | null {
  const booked = hoursOf(planned);
  // Where the clocks change one hour can be there twice: what was left as it was booked is what was booked.
  if (from === booked.from && to === booked.to) return { start: planned.start, end: planned.end };
  const [begins, ends] = [from, to].map((hour) => (/^\d\d:\d\d$/.test(hour) ? Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3)) : NaN)) as [number, number];
  const length = (ends - begins + minutesOfDay) % minutesOfDay;
  if (!(length > 0 && length <= longest)) return null;
  const start = Date.parse(planned.start) + (begins - wallOf(planned.start).minutes) * 60_000;
  return { start: new Date(start).toISOString(), end: new Date(start + length * 60_000).toISOString() };
}
