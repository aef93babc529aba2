import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { idOfReaderKey } from '../../shared/crypto/recipient.ts';
import { signsAs } from '../../shared/crypto/signing.ts';

/** A key as a browser makes it: what is public of it, and what is not. */
export interface Key {
  id: string;
  recipient: string;
  identity: string;
  /** The public half of what it signs with. */
  signs: string;
}

export async function keyFrom(identity: string): Promise<Key> {
  const recipient = await identityToRecipient(identity);
  return { identity, recipient, id: await idOfReaderKey(recipient), signs: await signsAs(identity) };
}
export const newKey = async (): Promise<Key> => keyFrom(await generateX25519Identity());
