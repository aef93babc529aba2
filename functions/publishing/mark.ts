import { hash } from 'node:crypto';
import { framed, toBase64url } from '../../shared/crypto/encoding.ts';
import { mark } from '../../shared/crypto/sealed.ts';

/** `markOf` of shared/crypto, at once: a round has many answers, and each hash made on another thread costs more to wait for than to make. */
export const markNow = (sealed: Uint8Array): string => toBase64url(new Uint8Array(hash('sha256', framed(mark.domain, sealed), 'buffer')).subarray(0, mark.bytes));
