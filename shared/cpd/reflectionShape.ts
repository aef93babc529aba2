import { fromBase64url, isBase64url } from '../crypto/encoding.ts';
import { checkEnvelope } from '../escalation/envelopeShape.ts';

/**
 * What a server can check of a private reflection, which is not what it says nor to whom it is sealed: an age file to one key, of one of three exact
 * sizes. Apart from `reflection.ts`, so that who only checks one does not carry the sealing along.
 */
export const looksSealed = (sealed: string): boolean => isBase64url(sealed) && checkEnvelope(fromBase64url(sealed), 1, 1) !== null;
