import { dayInWords } from '../time/catalogue.ts';
import type { LocalDate } from '../time/date.ts';
import type { Learning } from '../time/person.ts';
import type { CpdEntry } from './entry.ts';
import { isWithPeer } from './field.ts';

export type Piece = CpdEntry & { id: string };

/** Where a piece stands in a registration year, and if it does not count, why. */
export type EntryStanding = { kind: 'counts' } | { kind: 'draft' } | { kind: 'other-year'; from: LocalDate; to: LocalDate } | { kind: 'to-come' } | { kind: 'used-before'; on: LocalDate };

export function standingOf(piece: Piece, all: readonly Piece[], { from, to }: { from: LocalDate; to: LocalDate }, today: LocalDate): EntryStanding {
  if (!piece.isSubmitted) return { kind: 'draft' };
  const before = usedBefore(piece, all);
  if (before !== null) return { kind: 'used-before', on: before.on };
  if (piece.on < from || piece.on > to) return { kind: 'other-year', from, to };
  return piece.on > today ? { kind: 'to-come' } : { kind: 'counts' };
}

export function tellStanding(standing: EntryStanding): string {
  switch (standing.kind) {
    case 'counts':
      return 'It counts for this year.';
    case 'draft':
      return 'While it is a draft it counts for nothing.';
    case 'other-year':
      return `It does not count for this year: that runs from ${dayInWords(standing.from)} to ${dayInWords(standing.to)}.`;
    case 'to-come':
      return 'Its day is still to come.';
    case 'used-before':
      return `It does not count: it says the same as your piece of ${dayInWords(standing.on)}, and a piece counts once.`;
    default:
      return standing satisfies never;
  }
}

/** The same words in an earlier piece that was submitted: a piece is used once, in one year. */
export function usedBefore(piece: Piece, all: readonly Piece[]): Piece | null {
  const words = wordsOf(piece);
  return all.find((other) => other.id !== piece.id && other.isSubmitted && isEarlier(other, piece) && wordsOf(other) === words) ?? null;
}
const isEarlier = (a: Piece, b: Piece): boolean => (a.on === b.on ? a.id < b.id : a.on < b.on);
const wordsOf = ({ about, learning }: Piece): string => `${about} ${learning}`.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();

/** What of a record rules can count. */
export const learningOf = (all: readonly Piece[]): Learning[] =>
  all
    .filter((piece) => usedBefore(piece, all) === null)
    .map((piece) => ({ id: piece.id, on: piece.on, isSubmitted: piece.isSubmitted, minutes: piece.minutes, participatoryMinutes: piece.participatoryMinutes, withPeerReflection: isWithPeer(piece), agreedFor: piece.agreedFor }));
