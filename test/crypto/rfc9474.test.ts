import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { pssVerifier } from '../../functions/anonymous/verifier.ts';
import { signBlinded, signingKeyOf } from '../../functions/identity/issuer.ts';
import { blind, finalize } from '../../shared/crypto/blindToken.ts';
import { inverseOf, toBytes, toNumber } from './number.ts';
import { blindQuickly, finalizeQuickly } from './clients.ts';

/** RFC 9474, appendix A: what the RFC’s own Client, Issuer and Verifier did, ours do byte for byte. */
const hex = z.string().transform((text) => new Uint8Array(Buffer.from(text.replace(/^0x/, ''), 'hex')));
const variants = {
  'RSABSSA-SHA384-PSS-Randomized': RSABSSA.SHA384.PSS.Randomized(),
  'RSABSSA-SHA384-PSSZERO-Randomized': RSABSSA.SHA384.PSSZero.Randomized(),
  'RSABSSA-SHA384-PSS-Deterministic': RSABSSA.SHA384.PSS.Deterministic(),
  'RSABSSA-SHA384-PSSZERO-Deterministic': RSABSSA.SHA384.PSSZero.Deterministic(),
};
const ours = 'RSABSSA-SHA384-PSS-Randomized';
const vector = z.object({
  name: z.enum(Object.keys(variants) as [keyof typeof variants]),
  p: hex, q: hex, n: hex, e: hex, d: hex, inv: hex,
  msg: hex, msg_prefix: hex, input_msg: hex, salt: hex,
  blinded_msg: hex, blind_sig: hex, sig: hex,
});
const vectors = z.array(vector).parse(JSON.parse(readFileSync(new URL('../vectors/rfc9474.json', import.meta.url), 'utf8')));

function keysOf({ p, q, n, e, d }: z.output<typeof vector>) {
  const [P, Q, D] = [toNumber(p), toNumber(q), toNumber(d)];
  const text = (number: bigint, length = 256) => Buffer.from(toBytes(number, length)).toString('base64url');
  const jwk = {
    kty: 'RSA', n: text(toNumber(n), 512), e: Buffer.from(e).toString('base64url'), d: text(D, 512),
    p: text(P), q: text(Q), dp: text(D % (P - 1n)), dq: text(D % (Q - 1n)), qi: text(inverseOf(Q, P)),
  };
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
  const device = crypto.subtle.importKey('jwk', { kty: jwk.kty, n: jwk.n, e: jwk.e }, { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify']);
  return { signing: signingKeyOf(privateKey), publicKey: createPublicKey(privateKey), device };
}

/** The device’s randomness, in the order the protocol draws it; anything else it asks for fails. */
function draws(...chosen: Uint8Array[]): void {
  const left = [...chosen];
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
    const next = left.shift();
    if (!(array instanceof Uint8Array) || next?.length !== array.length) throw new Error('another draw than the RFC’s');
    array.set(next);
    return array;
  });
}
afterEach(() => vi.restoreAllMocks());

test('the vectors are those of all four variants', () => expect(vectors.map((v) => v.name).sort()).toEqual(Object.keys(variants).sort()));
test('the variant that Headroom uses is among them', () => expect(RSABSSA.SHA384.PSS.Randomized().toString()).toBe(ours));

describe.each(vectors)('$name', (v) => {
  const { signing, publicKey, device } = keysOf(v);
  const by = variants[v.name];

  test('our Client prepares and blinds as the RFC did, given its randomness', async () => {
    const r = toBytes(inverseOf(toNumber(v.inv), toNumber(v.n)), 512);
    draws(v.msg_prefix, v.salt, r);
    const made = await (v.name === ours ? blind(await device, v.msg) : blind(await device, v.msg, by));
    expect(made.prepared).toEqual(v.input_msg);
    expect(made.blinded).toEqual(v.blinded_msg);
    expect(toNumber(made.inverse)).toBe(toNumber(v.inv));
  });

  test('our Issuer signs as the RFC did', () => expect(signBlinded(signing, v.blinded_msg)).toEqual(v.blind_sig));

  test('our Client finalizes as the RFC did', async () => {
    const blinded = { prepared: v.input_msg, inverse: toBytes(toNumber(v.inv), 512) };
    const token = await (v.name === ours ? finalize(await device, blinded, v.blind_sig) : finalize(await device, blinded, v.blind_sig, by));
    expect(token).toEqual({ prepared: v.input_msg, signature: v.sig });
  });

  test('the quick Client of tests blinds and finalizes as the RFC did', () => {
    const r = toBytes(inverseOf(toNumber(v.inv), toNumber(v.n)), 512);
    expect(blindQuickly(publicKey, v.msg, v.msg_prefix, v.salt, r)).toEqual({ prepared: v.input_msg, inverse: toBytes(toNumber(v.inv), 512), blinded: v.blinded_msg });
    const blinded = { prepared: v.input_msg, inverse: toBytes(toNumber(v.inv), 512) };
    expect(finalizeQuickly(publicKey, blinded, v.blind_sig, v.salt.length)).toEqual({ prepared: v.input_msg, signature: v.sig });
    expect(() => finalizeQuickly(publicKey, blinded, v.blind_sig.with(100, v.blind_sig[100]! ^ 1), v.salt.length)).toThrow('a signature on something else');
  });

  test('our Verifier takes the RFC’s signature, and not with a bit changed', () => {
    const verifier = pssVerifier(publicKey, v.salt.length);
    expect(verifier(v.input_msg, v.sig)).toBe(true);
    expect(verifier(v.input_msg, v.sig.with(100, v.sig[100]! ^ 1))).toBe(false);
    expect(verifier(v.input_msg.with(0, v.input_msg[0]! ^ 1), v.sig)).toBe(false);
  });
});
