import { attribute } from '../store/record.ts';
import type { Store } from '../store/store.ts';
import { importSigningKey, type SigningKey } from './issuer.ts';
import { keys } from './people.ts';

/** Signing keys in memory, by cohort, so that each is read and parsed once a process. Whoever deletes them drops them here too. */
const held = new Map<string, SigningKey>();

/** A cohort's signing key; null once issuing has ended. */
export async function signingKeyOf(identity: Pick<Store, 'get'>, round: number, cohort: string): Promise<SigningKey | null> {
  const known = held.get(cohort);
  if (known !== undefined) return known;
  const item = await identity.get(keys.signingKey(round, cohort));
  if (item === null) return null;
  const key = importSigningKey(attribute<Uint8Array>(item, 'pkcs8'));
  held.set(cohort, key);
  return key;
}

/** A month’s or year’s key for staff tokens, by its name in the public log. */
export async function speakKeyOf(identity: Pick<Store, 'get'>, period: number, hash: string): Promise<SigningKey | null> {
  const name = `${period} ${hash}`;
  const known = held.get(name);
  if (known !== undefined) return known;
  const item = await identity.get(keys.speakKey(period, hash));
  if (item === null) return null;
  const key = importSigningKey(attribute<Uint8Array>(item, 'pkcs8'));
  held.set(name, key);
  return key;
}

export const dropSpeakKey = (period: number, hash: string): boolean => held.delete(`${period} ${hash}`);

export const dropSigningKey = (cohort: string): boolean => held.delete(cohort);
