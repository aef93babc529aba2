import { age } from './age.ts';

/**
 * The keys of those who may read a sealed text: the reviewers of comments. Standard age (https://age-encryption.org/v1), so that
 * the `age` command opens what is sealed to them.
 *
 *     passphrase ──scrypt──▶ wrapped identity ──▶ kept by the identity side, which cannot open it
 *                              └─ identity ──X25519──▶ recipient (public) ──▶ its id stands in the public log
 */

/** 2^16: a third of a second in a browser, a lifetime for whoever tries all of five words. */
const scryptWorkFactor = 16;
export const leastPassphraseLetters = 16;

export interface NewReaderKey {
  recipient: string;
  /** `AGE-SECRET-KEY-1…`: never leaves the device it was made on, but wrapped. */
  identity: string;
  wrapped: Uint8Array;
}

/** `workFactor` is there for a passphrase that everybody knows anyway: a demo’s, or a test’s. */
export async function newReaderKey(passphrase: string, workFactor: number = scryptWorkFactor): Promise<NewReaderKey> {
  const { Encrypter, generateX25519Identity, identityToRecipient } = await age();
  const identity = await generateX25519Identity();
  const wrapping = new Encrypter();
  wrapping.setPassphrase(passphrase);
  wrapping.setScryptWorkFactor(workFactor);
  return { identity, recipient: await identityToRecipient(identity), wrapped: await wrapping.encrypt(identity) };
}

/** A key that is wrapped with nothing: the recovery key, before it is split. */
export const newIdentity = async (): Promise<string> => (await age()).generateX25519Identity();

/** What is sealed to, of an identity: the public half of a reader’s key, or of a receipt. */
export const recipientOf = async (identity: string): Promise<string> => (await age()).identityToRecipient(identity);

/** The identity that was wrapped; null where the passphrase is another one. */
export async function unwrapReaderKey(wrapped: Uint8Array, passphrase: string): Promise<string | null> {
  const { Decrypter } = await age();
  const unwrapping = new Decrypter();
  unwrapping.addPassphrase(passphrase);
  return unwrapping.decrypt(wrapped, 'text').catch(() => null);
}

/** Seals to every one of these recipients: each of them can open it alone. */
export async function sealToReaders(recipients: readonly string[], plain: Uint8Array): Promise<Uint8Array> {
  if (recipients.length === 0) throw new RangeError('nothing is sealed to nobody');
  const { Encrypter } = await age();
  const sealing = new Encrypter();
  for (const recipient of recipients) sealing.addRecipient(recipient);
  return sealing.encrypt(plain);
}

/** The plain bytes; null where none of these identities opens it, or it was changed. */
export async function openAsReader(identities: readonly string[], sealed: Uint8Array): Promise<Uint8Array | null> {
  const opening = openings.get(identities) ?? (await openingWith(identities));
  return opening.decrypt(sealed).catch(() => null);
}

type Opening = InstanceType<Awaited<ReturnType<typeof age>>['Decrypter']>;
/** One for each list of identities, for as long as that is held: making one works out the public half of each. */
const openings = new WeakMap<readonly string[], Opening>();
async function openingWith(identities: readonly string[]): Promise<Opening> {
  const { Decrypter } = await age();
  const opening = new Decrypter();
  for (const identity of identities) opening.addIdentity(identity);
  openings.set(identities, opening);
  return opening;
}
