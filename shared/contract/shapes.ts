import * as z from 'zod';

/** Bytes on the wire: base64url without padding (RFC 4648 §5), of an exact or greatest length. */
const base64url = /^[A-Za-z0-9_-]*$/;
export const bytes = (length: number) => z.string().regex(base64url, 'must be base64url').length(Math.ceil((length * 4) / 3), `must hold ${length} bytes`);
export const hash = bytes(32);

/** Rounds are numbered from 1, per organisation, without gaps. */
export const roundNumber = z.coerce.number().int().min(1).max(99_999);
export const instant = z.iso.datetime({ offset: false });
export const groupId = z.string().regex(/^[a-z0-9][a-z0-9+-]{0,199}$/, 'must be a group’s id');
