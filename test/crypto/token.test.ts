import { constants, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashNow, messageNow, spentName, verifierOf } from '../../functions/anonymous/verifier.ts';
import { importSigningKey, newSigningKey, signBlinded } from '../../functions/identity/issuer.ts';
import { blind, finalize, hashOfToken, publicKeyOf, saysMessage, tokenMessage } from '../../shared/crypto/blindToken.ts';
import { fromBase64url, hashOf, toBase64url } from '../../shared/crypto/encoding.ts';

const [north, south] = await Promise.all([newSigningKey(), newSigningKey()]);
const issuer = importSigningKey(north.pkcs8);
const device = await publicKeyOf(north.spki);
const verifier = verifierOf(north.spki);
const cohort = toBase64url(new Uint8Array(32).fill(1));
const collect = async (round: number, of: string) => {
  const blinded = await blind(device, await tokenMessage(round, of));
  return { blinded, token: await finalize(device, blinded, signBlinded(issuer, blinded.blinded)) };
};
const { blinded, token } = await collect(7, cohort);
const takenFor = (round: number, of: string, { prepared, signature }: typeof token) => saysMessage(prepared, messageNow(round, of)) && verifier(prepared, signature);

describe('a token', () => {
  test('that was collected is taken', () => expect(takenFor(7, cohort, token)).toBe(true));

  test('of one round or cohort is none for another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toBase64url), (round, other) => {
        expect(takenFor(round, cohort, token)).toBe(round === 7);
        expect(takenFor(7, other, token)).toBe(other === cohort);
      }),
    );
  });

  test('under one cohort’s key is none under another’s', () => expect(verifierOf(south.spki)(token.prepared, token.signature)).toBe(false));

  test('with any byte changed is none', () => {
    const change = fc.record({ part: fc.constantFrom('prepared' as const, 'signature' as const), at: fc.nat(), by: fc.integer({ min: 1, max: 255 }) });
    fc.assert(
      fc.property(change, ({ part, at, by }) => {
        const bytes = token[part];
        const i = at % bytes.length;
        return !takenFor(7, cohort, { ...token, [part]: bytes.with(i, bytes[i]! ^ by) });
      }),
      { numRuns: 400 },
    );
  });

  test('is of the one variant: the same key’s signature with a salt of another length is none', () => {
    const signed = (saltLength: number) => new Uint8Array(sign('sha384', token.prepared, { key: issuer.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }));
    expect(takenFor(7, cohort, { ...token, signature: signed(48) })).toBe(true);
    for (const saltLength of [0, 20, 47, 49]) expect(takenFor(7, cohort, { ...token, signature: signed(saltLength) })).toBe(false);
  });

  test('cut short, run on or empty is none, and nothing throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (junk) => {
        expect(takenFor(7, cohort, { ...token, signature: junk })).toBe(false);
        expect(takenFor(7, cohort, { ...token, prepared: junk })).toBe(false);
      }),
    );
    expect(takenFor(7, cohort, { ...token, signature: token.signature.subarray(1) })).toBe(false);
    expect(saysMessage(token.prepared.subarray(1), messageNow(7, cohort))).toBe(false);
    expect(saysMessage(token.prepared, new Uint8Array(0)), 'a message of no length is not what every token says').toBe(false);
  });

  test('is another each time, under another blinding', async () => {
    const again = await collect(7, cohort);
    expect(again.token.prepared).not.toEqual(token.prepared);
    expect(again.blinded.blinded).not.toEqual(blinded.blinded);
    expect(spentName(again.token.prepared)).not.toBe(spentName(token.prepared));
  });

  test('shows nothing of itself in what is signed', () => {
    const seen = Buffer.concat([blinded.blinded, signBlinded(issuer, blinded.blinded)]);
    for (const part of [token.prepared.subarray(0, 32), token.prepared.subarray(32), token.signature]) expect(seen.includes(Buffer.from(part))).toBe(false);
  });
});

describe('the device takes no signature but the one on what it blinded', () => {
  test('not one on something else', async () => {
    const other = await blind(device, await tokenMessage(7, cohort));
    await expect(finalize(device, blinded, signBlinded(issuer, other.blinded))).rejects.toThrow();
  });
  test('not one by another cohort’s key, which would tag who was given it', async () => {
    const other = importSigningKey(south.pkcs8);
    const small = { ...blinded, blinded: blinded.blinded.with(0, 0) };
    await expect(finalize(device, blinded, signBlinded(other, small.blinded))).rejects.toThrow();
    await expect(finalize(await publicKeyOf(south.spki), blinded, signBlinded(issuer, blinded.blinded))).rejects.toThrow();
  });
  test('not one with a byte changed', async () => {
    const signature = signBlinded(issuer, blinded.blinded);
    await expect(finalize(device, blinded, signature.with(255, signature[255]! ^ 1))).rejects.toThrow();
  });
});

test('a key of another size, exponent or kind is refused by the device and by the verifier', async () => {
  const others = [
    generateKeyPairSync('rsa', { modulusLength: 1024 }),
    generateKeyPairSync('rsa', { modulusLength: 3072 }),
    generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 }),
    generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ];
  for (const { publicKey } of others) {
    const spki = toBase64url(publicKey.export({ type: 'spki', format: 'der' }));
    // oxlint-disable-next-line no-await-in-loop -- one at a time, so that a failure names its key
    await expect(publicKeyOf(spki)).rejects.toThrow();
    expect(() => verifierOf(spki)).toThrow(/RSA-2048/);
  }
});

test('the hash made at once is the one made in a browser, for every domain and list of parts', async () => {
  const part = fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array());
  await fc.assert(
    fc.asyncProperty(fc.string(), fc.array(part), async (domain, parts) => {
      expect(hashNow(domain, ...parts)).toEqual(await hashOf(domain, ...parts));
    }),
  );
  expect(messageNow(7, cohort)).toEqual(await tokenMessage(7, cohort));
  expect(fromBase64url(spentName(token.prepared))).toEqual(await hashOfToken(token.prepared));
});
