import { constants, createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { closeRound } from '../../functions/publishing/closeRound.ts';
import { granted, type Stores } from '../../functions/store/granted.ts';
import { keys } from '../../functions/store/record.ts';
import { sqliteStore } from '../../functions/store/sqlite.ts';
import { spentKey } from '../../functions/store/threads.ts';
import { fromBase64url, toBase64url } from '../../shared/crypto/encoding.ts';
import { type ClosingKeyPair, newClosingKey } from '../../shared/crypto/sealed.ts';
import type { Token } from '../../shared/crypto/token.ts';
import { batchGraceMs } from '../../shared/escalation/schedule.ts';
import { whyIn } from '../../shared/escalation/sealedWhy.ts';
import { beginningOf, speakMessage } from '../../shared/escalation/speakToken.ts';
import type { Reason } from '../../shared/escalation/themes.ts';
import { sealWhy } from '../../shared/escalation/whyLeaving.ts';
import { memoryClosingKeys } from '../round/house.ts';

/** What the count at a month’s end finds: keys, and tokens that were spent with what was sealed beside them. Nothing else of a house. */
const pair = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'der' }, privateKeyEncoding: { type: 'pkcs8', format: 'der' } });
const signing = createPrivateKey({ key: pair.privateKey, type: 'pkcs8', format: 'der' });
export const spki = toBase64url(new Uint8Array(pair.publicKey));

/** A year’s token, as a person’s browser has it in the end. */
export async function vouching(year: number): Promise<Token> {
  const prepared = new Uint8Array([...randomBytes(32), ...(await speakMessage(year))]);
  return { prepared, signature: new Uint8Array(sign('sha384', prepared, { key: signing, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 })) };
}

export interface Spent {
  month: number;
  why: Uint8Array;
}
export interface World {
  stores: Stores;
  closingKeys: ReturnType<typeof memoryClosingKeys>;
}

const keyOf = new Map<number, Promise<ClosingKeyPair>>();
function monthsKey(month: number): Promise<ClosingKeyPair> {
  const there = keyOf.get(month) ?? newClosingKey();
  keyOf.set(month, there);
  return there;
}

export async function spends(month: number, reason: Reason | null, token?: Token): Promise<Spent> {
  const why = reason === null ? null : { reason, token: token ?? (await vouching(Math.floor(month / 12))) };
  return { month, why: fromBase64url(whyIn(await sealWhy(why, [month], { [month]: (await monthsKey(month)).publicKey }), month)) };
}
export const several = (n: number, month: number, reason: Reason | null): Promise<Spent[]> => Promise.all(Array.from({ length: n }, () => spends(month, reason)));

export async function world(spent: readonly Spent[], months: readonly number[], years: readonly number[]): Promise<World> {
  const [closingKeys, identity, anonymous, published] = [memoryClosingKeys(), sqliteStore(':memory:'), sqliteStore(':memory:'), sqliteStore(':memory:')];
  for (const year of years) await published.put({ ...keys.speakKey(year), v: 1, key: spki, hash: '' });
  for (const month of months) {
    const { id, publicKey, privateKey } = await monthsKey(month);
    await closingKeys.put(month, id, privateKey);
    await published.put({ ...keys.whyKey(month), v: 1, id, public: publicKey });
  }
  const there: World = { stores: { identity, anonymous, published, closingKeys }, closingKeys };
  await spend(there, spent);
  return there;
}

export async function spend({ stores }: World, spent: readonly Spent[]): Promise<void> {
  for (const { month, why } of spent) await stores.anonymous.put({ ...spentKey(month, toBase64url(new Uint8Array(randomBytes(32)))), v: 1, digest: toBase64url(new Uint8Array(randomBytes(32))), why });
}

export const over = (month: number): number => Date.parse(beginningOf(month + 1)) + batchGraceMs;
export const countMonth = ({ stores }: Pick<World, 'stores'>, month: number, now = over(month)): Promise<unknown> => closeRound.run({ round: month }, { stores: granted(stores, closeRound.row.grants), now });
