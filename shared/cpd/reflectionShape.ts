import { fromBase64url } from '../crypto/encoding.ts';
import { checkEnvelope } from '../escalation/envelopeShape.ts';

/**
 * What a server can check of a private reflection, which is not what it says nor to whom it is sealed: an age file to one key, of one of three exact
 * sizes. Apart from `reflection.ts`, so that who only checks one does not carry the sealing along.
 */
export const looksSealed = (sealed: string): boolean => base64url.test(sealed) && checkEnvelope(fromBase64url(sealed), 1, 1) !== null;

/** Four letters at a time, and of the last at least two. */
const base64url = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$/;
