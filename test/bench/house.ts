import { createPrivateKey, type KeyObject, randomBytes, sign, constants } from 'node:crypto';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { toBase64url, concat } from '../../shared/crypto/encoding.ts';
import { prefixBytes, type Token, tokenMessage } from '../../shared/crypto/token.ts';
import { houseItem, keys as identityKeys, type Person, personItem, teamItem } from '../../functions/identity/people.ts';
import { attribute, type Prepared, preparedRound } from '../../functions/store/record.ts';
import { kindOf } from '../../infra/local/founding.ts';
import { openHouse } from '../../infra/local/house.ts';

/** A data folder with one open round and as many people as there is to measure, made by the product’s own jobs. */
export interface Organisation {
  folder: string;
  round: number;
  prepared: Prepared;
  people: readonly Person[];
  /** The private halves that sign tokens, by the cohort’s hash: so that tokens to spend need no blinding beforehand. */
  signingKeys: ReadonlyMap<string, KeyObject>;
}

const round = 1;
const teams = ['east', 'north', 'south', 'west'] as const;

/** Under `dist`, which nobody commits, unless told otherwise: how fast a disk syncs is part of what is measured. */
export function scratch(place = join(import.meta.dirname, '..', '..', 'dist', 'bench')): string {
  mkdirSync(place, { recursive: true });
  return mkdtempSync(join(place, 'run-'));
}

export async function organisation(folder: string, size: number): Promise<Organisation> {
  const complaints: string[] = [];
  const house = openHouse(folder, (what) => complaints.push(what));
  kindOf(folder, 'own');
  const people = Array.from({ length: size }, (_, n): Person => ({ id: `person-${n}`, name: `Person ${n}`, roles: ['practitioner'], team: teams[n % teams.length] ?? null, manages: [] }));
  const firstOpensOn = new Date(house.clock.now() - 7 * 86_400_000).toISOString().slice(0, 10);
  const { identity, published } = house.stores;
  await identity.put(
    houseItem({
      organisation: 'Benchmoor Council',
      services: { adults: 'Adults' },
      programme: { firstOpensOn, opensAt: '00:00', zone: 'Europe/London', everyWeeks: 2, openDays: 14 },
      floor: 8,
      pauseSeconds: { atLeast: 0, atMost: 1 },
    }),
  );
  await Promise.all([...teams.map((id) => identity.put(teamItem({ id, name: id, service: 'adults' }))), ...people.map((p) => identity.put(personItem(p)))]);
  await house.tick();
  const prepared = await preparedRound(published, round);
  if (prepared === null) throw new Error(`the round was not prepared: ${complaints.join(', ')}`);
  const signingKeys = new Map<string, KeyObject>();
  for (const { hash } of prepared.cohorts) {
    const item = await identity.get(identityKeys.signingKey(round, hash));
    if (item === null) throw new Error('a cohort has a signing key');
    signingKeys.set(hash, createPrivateKey({ key: Buffer.from(attribute<Uint8Array>(item, 'pkcs8')), type: 'pkcs8', format: 'der' }));
  }
  await house.close();
  return { folder, round, prepared, people, signingKeys };
}

/** A token as blinding would have made it: what comes of it is an ordinary signature, and the anonymous side cannot tell. */
export async function tokenOf({ signingKeys, round }: Organisation, cohort: string): Promise<Token> {
  const key = signingKeys.get(cohort);
  if (key === undefined) throw new Error('no such cohort');
  const prepared = concat(randomBytes(prefixBytes), await tokenMessage(round, cohort));
  return { prepared, signature: sign('sha384', prepared, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }) };
}

/** A submission as the wire has it. What is sealed is noise of the right length: nobody before the close could tell. */
export function submissionOf({ round }: Organisation, cohort: string, { prepared, signature }: Token, sealed: Uint8Array): Record<string, unknown> {
  return { round, cohort, prepared: toBase64url(prepared), signature: toBase64url(signature), sealed: toBase64url(sealed) };
}
