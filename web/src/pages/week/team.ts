import type { AnswerOf } from '../../identity/client.ts';
import { isToRebook, notYetSaid, type Session } from '../time/mine.ts';

/** What one reading of a team's week comes to. By name: no other order is anybody's. */
export type Week = AnswerOf<'readWeek'>;
export type Member = Week['people'][number];

/** A session that was lost for several is to be booked again once. */
export const toRebook = (people: readonly Member[]): Session[] => once(people.flatMap((p) => p.toRebook)).filter((s) => s.lines.some(isToRebook));
export const unknown = (people: readonly Member[]): Session[] => once(people.flatMap((p) => p.unknown)).sort((a, b) => (a.start < b.start ? 1 : -1));
const once = (sessions: readonly Session[]): Session[] => [...new Map(sessions.map((s) => [s.id, s])).values()];

export type Owed = Member['owed'][number];
export const supervisionOf = ({ owed }: Pick<Member, 'owed'>): Owed | null => owed.find(({ counts }) => counts.about === 'supervision' || counts.about === 'clinical-supervision') ?? null;

const daysAhead = 14;

/** The next one that is booked of what is owed. */
export const bookedOf = (one: Pick<Member, 'owed' | 'planned'>): Member['planned'][number] | null => {
  const owed = supervisionOf(one);
  return owed === null ? null : (one.planned.find(({ of }) => of === owed.counts.about) ?? null);
};

/** Owed within two weeks, or since before, and not booked in time: by name. Of whom one was lost, that one is booked again instead. */
export function dueSoon(people: readonly Member[], today: string): { member: Member; owed: Owed; booked: Member['planned'][number] | null }[] {
  const until = new Date(Date.parse(`${today}T00:00:00Z`) + daysAhead * 86_400_000).toISOString().slice(0, 10);
  return people.flatMap((member) => {
    const [owed, booked] = [supervisionOf(member), bookedOf(member)];
    const dueOn = owed?.counts.dueOn ?? null;
    if (owed === null || dueOn === null || owed.counts.state !== 'open' || dueOn > until) return [];
    if (member.toRebook.some((s) => s.of === owed.counts.about && s.lines.some((line) => line.person === member.id && isToRebook(line)))) return [];
    return booked !== null && booked.start.slice(0, 10) <= (owed.counts.overdue ? until : dueOn) ? [] : [{ member, owed, booked }];
  });
}

/** How a block stands, of all its lines: what is to do shows before what is done. */
const order = ['taken', 'differs', 'not-held', 'cut-short', 'unknown', 'planned', 'kept'] as const;
export function stateOf(session: Session): (typeof order)[number] | 'moved' {
  if (session.gone?.kind === 'moved') return 'moved';
  if (session.gone !== null) return 'taken';
  return order.find((state) => session.lines.some((line) => line.state === state)) ?? 'planned';
}

/** Kept as one has said it, and the other not yet. */
export const isKeptByOne = (session: Session): boolean => stateOf(session) === 'kept' && session.people.length === 1 && session.lines.some((line) => notYetSaid(session, line).length > 0);

/** One session at two times of a week, the one it left and the one it went to: the first is history, and has a name of its own on the page. */
export function apart<T extends { id: string; start: string; gone: object | null }>(sessions: readonly T[]): T[] {
  const times = Map.groupBy(sessions, ({ id }) => id);
  return sessions.map((one) => (one.gone !== null && (times.get(one.id)?.length ?? 0) > 1 ? { ...one, id: `${one.id}@${one.start}` } : one));
}
export const isHistory = ({ id }: Pick<Session, 'id'>): boolean => id.includes('@');
