import * as z from 'zod';
import { isBase64url } from '../crypto/encoding.ts';
import { maxEnvelopeBytes } from '../escalation/envelopeShape.ts';

/** Bytes on the wire: base64url without padding (RFC 4648 §5), of an exact length, or of least letters and most bytes. */
export const bytes = (length: number) => z.string().regex(/^[A-Za-z0-9_-]*$/, 'must be base64url').length(Math.ceil((length * 4) / 3), `must hold ${length} bytes`);
export const bytesUpTo = (most: number, leastLetters = 2) => z.string().min(leastLetters).max(Math.ceil((most * 4) / 3)).refine(isBase64url, 'must be base64url');
export const hash = bytes(32);

/** Rounds are numbered from 1, per organisation, without gaps. */
export const roundNumber = z.coerce.number().int().min(1).max(99_999);
export const instant = z.iso.datetime({ offset: false });
/** What somebody wrote: without what no font draws or no store keeps (half a surrogate pair, control characters but the line's end). */
export const written = (least: number, most: number, tooShort: string) =>
  z.string().trim().min(least, tooShort).max(most).refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text.replaceAll(/[\n\r\t]/g, '')), 'must be plain text');
export const groupId = z.string().regex(/^[a-z0-9][a-z0-9+-]{0,199}$/, 'must be a group’s id');

/** Months as `monthOf` in shared/escalation numbers them. */
export const monthNumber = z.coerce.number().int().min(24_000).max(36_000);
/** For what staff tokens are: a month, or a year. */
export const periodNumber = z.union([z.coerce.number().int().min(2000).max(2999), monthNumber]);
/** A sealed message, base64url: one of few exact sizes, which its function checks with the rest of what can be seen of it. */
export const envelope = bytesUpTo(maxEnvelopeBytes);
