import { hashOf, toBase64url } from './encoding.ts';

/** What is sealed to, apart from `readerKey.ts`, so that who only checks a key does not carry the sealing along. `age1…`: bech32 of an X25519 public key. */
export const recipientShape = /^age1[02-9ac-hj-np-z]{58}$/;

/** The name of a reader’s key, by which the log and a round’s manifest know it. */
export const idOfReaderKey = async (recipient: string): Promise<string> => toBase64url(await hashOf('headroom/reader-key', recipient));
