import { hashOf, toBase64url } from '../crypto/encoding.ts';

/**
 * A staff token says that somebody works here, and nothing else: one key signs the tokens of the whole organisation for a period. Everyone’s
 * browser collects them, used or not.
 *
 *     a month   two of them, each of which opens a thread                     collected a month ahead
 *     a year    one, by which why somebody leaves is counted once (see `whyLeaving.ts`)
 *
 * Months are numbered from the year 0, in UTC, so that they can be counted: 2026-11 is 24322. Years are numbered as ever, so that none is a month.
 */
export const tokensOf = (period: number): number => (isYear(period) ? 1 : 2);

export const speakDomain = { message: 'headroom/speak-token', spent: 'headroom/speak-spent', opened: 'headroom/speak-opened', key: 'headroom/speak-key' } as const;

export const monthOf = (now: number): number => {
  const date = new Date(now);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};
export const yearOf = (now: number): number => new Date(now).getUTCFullYear();
export const yearOfMonth = (month: number): number => Math.floor(month / 12);
const isYear = (period: number): boolean => !isMonth(period);
/** Neither a year nor a round is ever numbered as high as a month. */
export const isMonth = (number: number): boolean => number >= 12_000;

/** The first instant of a period. */
export const beginningOf = (period: number): string => new Date(isYear(period) ? Date.UTC(period, 0, 1) : Date.UTC(yearOfMonth(period), period % 12, 1)).toISOString().replace('.000Z', 'Z');

export const isOver = (period: number, now: number): boolean => period < (isYear(period) ? yearOf(now) : monthOf(now));

/** What one collects for: this month, for who has nothing of it yet, the next, long before it is used, and this year. What a year’s token vouches for is seen at the month’s end alone. */
export const periodsToCollect = (now: number): number[] => [monthOf(now), monthOf(now) + 1, yearOf(now)];

/** What every token of a period says. */
export const speakMessage = (period: number): Promise<Uint8Array<ArrayBuffer>> => hashOf(speakDomain.message, String(period));

/** What a period’s line of the public log stands for: the one key (SPKI, base64url) that signs for everyone. */
export const hashOfSpeakKey = async (period: number, spki: string): Promise<string> => toBase64url(await hashOf(speakDomain.key, String(period), spki));
