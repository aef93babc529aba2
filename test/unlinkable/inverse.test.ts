import { createPublicKey } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { verifierOf } from '../../functions/anonymous/verifier.ts';
import { importSigningKey, newSigningKey, signBlinded } from '../../functions/identity/issuer.ts';
import { type Blinded, blind, finalize, publicKeyOf, type Token, tokenMessage } from '../../shared/crypto/blindToken.ts';
import { fromBase64url, toBase64url } from '../../shared/crypto/encoding.ts';
import { inverseOf, powerOf, toBytes, toNumber } from '../crypto/number.ts';
import { call, keyOfCohort, opens, peopleOf, prepared, testHouse } from '../round/house.ts';

/**
 * What the identity side saw of a round, against what the anonymous side saw. For every pair of the two there is a blinding
 * that makes them one person’s, and it is as likely as any other: the pairs tell nothing, whatever computer looks at them.
 *
 *     identity:  blinded, its signature b        anonymous:  prepared, signature s       inverse = s · b⁻¹
 */
interface Seen {
  asked: { blinded: Uint8Array; signature: Uint8Array };
  spent: Token;
  inverse: Uint8Array;
}

/** Whether the request could have been the one that collected the token, and if so under which blinding. */
function blindingOf({ blinded, signature }: Seen['asked'], spent: Token, n: bigint): { possible: boolean; inverse: bigint } {
  const inverse = (toNumber(spent.signature) * inverseOf(toNumber(signature), n)) % n;
  const encoded = powerOf(toNumber(spent.signature), 65_537n, n);
  const r = inverseOf(inverse, n);
  return { possible: (encoded * powerOf(r, 65_537n, n)) % n === toNumber(blinded), inverse };
}
const modulusOf = (spki: string) => toNumber(fromBase64url(createPublicKey({ key: Buffer.from(fromBase64url(spki)), type: 'spki', format: 'der' }).export({ format: 'jwk' }).n ?? ''));

describe('in a round through the real functions', () => {
  const people = peopleOf({ northside: 14 });
  const seen: Seen[] = [];
  let spki = '';
  let n = 0n;

  beforeAll(async () => {
    const h = await testHouse(people);
    await prepared(h, 1);
    h.now = opens(1);
    const params = { round: '1' };
    const cohort = String((await call(h, 'readCohort', { params, as: people[0]! })).body['cohort']);
    spki = await keyOfCohort(h, 1, cohort);
    n = modulusOf(spki);
    const key = await publicKeyOf(spki);
    for (const person of people) {
      const made = await blind(key, await tokenMessage(1, cohort));
      const { body } = await call(h, 'issueToken', { params, as: person, body: { blinded: toBase64url(made.blinded) } });
      const signature = fromBase64url(String(body['signature']));
      seen.push({ asked: { blinded: made.blinded, signature }, spent: await finalize(key, made, signature), inverse: made.inverse });
    }
    h.close();
  });

  test('every spent token is taken, so each could be anybody’s', () => {
    for (const { spent } of seen) expect(verifierOf(spki)(spent.prepared, spent.signature)).toBe(true);
  });

  test('no pair of request and token is ruled out: a blinding inverse exists for all of them', () => {
    const all = seen.flatMap(({ asked }) => seen.map(({ spent }) => blindingOf(asked, spent, n)));
    expect(all).toHaveLength(people.length ** 2);
    expect(all.filter((b) => !b.possible)).toEqual([]);
    expect(all.every(({ inverse }) => inverse > 0n && inverse < n)).toBe(true);
    expect(new Set(all.map((b) => b.inverse)).size, 'each pair has its own').toBe(all.length);
  });

  test('of the true pairs it is the one the device drew, so that nothing but the draw tells them from the others', () => {
    for (const { asked, spent, inverse } of seen) expect(blindingOf(asked, spent, n).inverse).toBe(toNumber(inverse));
  });

  test('the device’s own last step takes any of the pairs under that inverse', async () => {
    const key = await publicKeyOf(spki);
    for (const { asked } of seen.slice(0, 4)) {
      for (const { spent } of seen) {
        const inverse = toBytes(blindingOf(asked, spent, n).inverse, 256);
        expect(await finalize(key, { prepared: spent.prepared, inverse }, asked.signature)).toEqual(spent);
      }
    }
  });
});

test('(guard out: a key for each person leaves only the true pairs possible)', async () => {
  const keys = await Promise.all(Array.from({ length: 4 }, newSigningKey));
  const seen = await Promise.all(
    keys.map(async ({ spki, pkcs8 }) => {
      const key = await publicKeyOf(spki);
      const made: Blinded = await blind(key, await tokenMessage(1, 'c'));
      const signature = signBlinded(importSigningKey(pkcs8), made.blinded);
      return { spki, asked: { blinded: made.blinded, signature }, spent: await finalize(key, made, signature) };
    }),
  );
  const possible = seen.map((a) => seen.map((b) => verifierOf(a.spki)(b.spent.prepared, b.spent.signature) && blindingOf(a.asked, b.spent, modulusOf(a.spki)).possible));
  expect(possible).toEqual(seen.map((_, i) => seen.map((__, j) => i === j)));
});
