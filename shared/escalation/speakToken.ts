import { hashOf, toBase64url } from '../crypto/encoding.ts';

/**
 * A staff token says that somebody works here, and nothing else: one key signs the tokens of the whole organisation for a month. Everyone’s
 * browser collects them a month ahead, used or not.
 */
export const tokensEach = 2;

export const speakDomain = { message: 'headroom/speak-token', spent: 'headroom/speak-spent', opened: 'headroom/speak-opened', key: 'headroom/speak-key' } as const;

/** Months are numbered from the year 0, in UTC, so that they can be counted: 2026-11 is 24322. */
export const monthOf = (now: number): number => {
  const date = new Date(now);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};
/** The first instant of a month. */
export const beginningOf = (month: number): string => new Date(Date.UTC(Math.floor(month / 12), month % 12, 1)).toISOString().replace('.000Z', 'Z');

/** The months one collects for: this one, for who has none yet, and the next, long before it is used. */
export const monthsToCollect = (now: number): number[] => [monthOf(now), monthOf(now) + 1];

/** What every token of a month says. */
export const speakMessage = (month: number): Promise<Uint8Array<ArrayBuffer>> => hashOf(speakDomain.message, String(month));

/** What a month’s line of the public log stands for: the one key (SPKI, base64url) that signs for everyone. */
export const hashOfSpeakKey = async (month: number, spki: string): Promise<string> => toBase64url(await hashOf(speakDomain.key, String(month), spki));
