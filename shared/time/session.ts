import { append, type LedgerEvent, type LedgerRefusal } from './ledger.ts';
import { type Account, type Booking, type Line, minutesOwed, type Reason, type Slot, standing } from './line.ts';
import type { SessionKind } from './sessionKind.ts';

/**
 * What stands in the diaries. An entry is about one session, or about the sessions of a series when they are booked, and is written into
 * the diary of each of its parties at once or of none. A diary is only ever added to; sessions are what its entries come to.
 *
 *     booked ─▶ moved, taken, rebooked, confirmed …        each of them a line of the ledger for each person it is owed to
 */
export type Entry = { v: 1; at: string; by: string } & (
  | ({ kind: 'booked'; series: string; sessions: readonly ({ session: string } & Slot)[] } & About)
  | ({ kind: 'moved'; session: string; reason: Reason } & Slot)
  | { kind: 'taken'; session: string; reason: Reason }
  | ({ kind: 'rebooked'; session: string; giver?: Giver } & Slot)
  /** In the diary of whoever gives it from now on, where the others’ say that it is rebooked: the session with its past. */
  | { kind: 'taken-over'; session: string; as: Session }
  | { kind: 'confirmed'; session: string; account: Account; for?: string }
);

/** What a session is and for whom. `givenBy` need not be a manager; null where nobody gives it (one’s own CPD). */
export interface About {
  of: SessionKind;
  people: readonly string[];
  givenBy: string | null;
  supervisor: Line['supervisor'];
}

/** Who gives a session in place of somebody who has left. */
export interface Giver extends Pick<About, 'supervisor'> {
  givenBy: string;
}

export interface Session extends About {
  id: string;
  series: string;
  /** Where it stands now; what became of it where it does not. */
  stands: Booking;
  lines: readonly Line[];
  /** How often it was changed: what a calendar calls SEQUENCE. */
  changes: number;
}

export type Sessions = ReadonlyMap<string, Session>;
export type Refusal = LedgerRefusal | 'nobody';

export const partiesOf = ({ people, givenBy }: Pick<About, 'people' | 'givenBy'>): string[] => [...new Set([...people, ...(givenBy === null ? [] : [givenBy])])];

/** The sessions an entry changes, as they are then, or why it cannot be. */
export function changedBy(sessions: Sessions, entry: Entry): Session[] | { refused: Refusal } {
  if (entry.kind === 'taken-over') return [entry.as];
  const changed: Session[] = [];
  for (const [id, events] of eventsOf(sessions, entry)) {
    if (events.length === 0) return { refused: entry.kind === 'booked' ? 'nobody' : entry.kind === 'rebooked' ? 'nothing-owed' : 'no-such-line' };
    const there = sessions.get(id);
    const lines = new Map(there?.lines.map((line) => [line.id, line]));
    for (const event of events) {
      const line = append(lines.get(event.line) ?? null, event);
      if ('refused' in line) return line;
      lines.set(line.id, line);
    }
    const about = entry.kind === 'booked' ? entry : there === undefined ? undefined : { ...there, ...(entry.kind === 'rebooked' ? entry.giver : {}) };
    if (about !== undefined) changed.push(sessionOf(id, [...lines.values()], there === undefined ? 0 : there.changes + 1, about));
  }
  return changed;
}

/** What stored entries come to, oldest first; they were accepted once, so one that does not fit is a fault in what keeps them. */
export function sessionsOf(entries: Iterable<Entry>): Map<string, Session> {
  const sessions = new Map<string, Session>();
  for (const entry of entries) {
    const changed = changedBy(sessions, entry);
    if ('refused' in changed) throw new Error(`a diary holds an entry that was never accepted: ${entry.kind}, ${changed.refused}`);
    for (const session of changed) sessions.set(session.id, session);
  }
  return sessions;
}

/** The ledger’s events of an entry, by session: for each person it is owed to, and for a time booked again only for whom something is still owed. */
function eventsOf(sessions: Sessions, entry: Exclude<Entry, { kind: 'taken-over' }>): [string, LedgerEvent[]][] {
  if (entry.kind === 'booked') {
    const { of, givenBy, supervisor, at, by, people } = entry;
    return entry.sessions.map(({ session, start, end }) => [session, people.map((owedTo) => ({ kind: 'booked', line: lineId(session, owedTo), at, by, of, owedTo, givenBy, supervisor, start, end }))]);
  }
  const there = sessions.get(entry.session);
  const lines = (there?.lines ?? []).filter((line) => concerns(line, entry));
  return [[entry.session, lines.map((line): LedgerEvent => ({ ...entry, line: line.id }))]];
}

/** Who gives a session tells what became of it for all; anyone else for themselves. What was kept stays kept when the rest is booked again. */
function concerns(line: Line, entry: Exclude<Entry, { kind: 'booked' | 'taken-over' }>): boolean {
  if (entry.kind === 'confirmed') return (entry.for ?? entry.by) === line.givenBy || entry.by === line.owedTo;
  return entry.kind !== 'rebooked' || minutesOwed(line) > 0;
}
const lineId = (session: string, person: string): string => `${session}/${person}`;

function sessionOf(id: string, lines: readonly Line[], changes: number, { of, people, givenBy, supervisor, series }: About & { series: string }): Session {
  const newest = lines.map(standing).sort((a, b) => (a.start < b.start ? -1 : 1)).at(-1);
  if (newest === undefined) throw new Error('a session is for somebody');
  return { id, series, of, people, givenBy, supervisor, stands: newest, lines, changes };
}
