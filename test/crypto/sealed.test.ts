import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase64url, toBase64url } from '../../shared/crypto/encoding.ts';
import { type Binding, idOfClosingKey, importClosingKey, infoOf, markOf, newClosingKey, open, seal } from '../../shared/crypto/sealed.ts';
import { sealOverheadBytes } from '../../shared/crypto/size.ts';
import { answerBytes, encodeAnswer } from '../../shared/pulse/answer.ts';
import { answer } from '../pulse/answers.ts';
import { markNow } from '../../functions/publishing/mark.ts';

const [closing, other] = await Promise.all([newClosingKey(), newClosingKey()]);
const [privateKey, otherPrivateKey] = await Promise.all([importClosingKey(closing.privateKey), importClosingKey(other.privateKey)]);
const binding: Binding = { round: 7, cohort: 'c'.repeat(43), closingKeyId: closing.id, head: 'h'.repeat(43) };
const info = await infoOf(binding);
const plain = encodeAnswer({ answers: { headroom: 3 }, why: {}, comment: null });
const sealed = await seal(closing.publicKey, info, plain);

describe('a sealed answer', () => {
  test('opens with its closing key under its own round, cohort, key and head', async () => {
    expect(await open(privateKey, info, sealed)).toEqual(plain);
  });

  test('opens under no other round, cohort, key or head', async () => {
    const elsewhere: Partial<Binding>[] = [{ round: 8 }, { cohort: 'd'.repeat(43) }, { closingKeyId: other.id }, { head: 'i'.repeat(43) }];
    const opened = await Promise.all(elsewhere.map(async (change) => open(privateKey, await infoOf({ ...binding, ...change }), sealed)));
    expect(opened).toEqual([null, null, null, null]);
    expect(await open(otherPrivateKey, info, sealed)).toBeNull();
    await fc.assert(
      fc.asyncProperty(fc.record({ round: fc.integer({ min: 1, max: 99_999 }), cohort: fc.string(), closingKeyId: fc.string(), head: fc.string() }), async (b) => {
        expect(await open(privateKey, await infoOf(b), sealed)).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  test('is bound to each of the four apart: no two bindings have one info', async () => {
    const text = fc.stringMatching(/^[01]{0,2}$/);
    const any = fc.record({ round: fc.constantFrom(1, 10, 11), cohort: text, closingKeyId: text, head: text });
    await fc.assert(
      fc.asyncProperty(any, any, async (a, b) => {
        const same = a.round === b.round && a.cohort === b.cohort && a.closingKeyId === b.closingKeyId && a.head === b.head;
        expect(toBase64url(await infoOf(a)) === toBase64url(await infoOf(b))).toBe(same);
      }),
      { numRuns: 2000 },
    );
    expect(await infoOf({ ...binding, round: 1, cohort: '1c' })).not.toEqual(await infoOf({ ...binding, round: 11, cohort: 'c' }));
  });

  test('with any byte changed, cut or added does not open, and does not throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: sealed.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        // X25519 ignores the top bit of a public key (RFC 7748 §5), but HPKE hashes the key as it came
        expect(await open(privateKey, info, sealed.with(at, sealed[at]! ^ by))).toBeNull();
        expect(await open(privateKey, info, sealed.subarray(0, at))).toBeNull();
      }),
      { numRuns: 60 },
    );
    expect(await open(privateKey, info, sealed.with(31, sealed[31]! ^ 0x80))).toBeNull();
    expect(await open(privateKey, info, new Uint8Array([...sealed, 0]))).toBeNull();
  });

  test('has one length, whatever was answered, with a comment or none', async () => {
    await fc.assert(
      fc.asyncProperty(answer, async (a) => {
        expect(await seal(closing.publicKey, info, encodeAnswer(a))).toHaveLength(answerBytes + sealOverheadBytes);
      }),
      { numRuns: 60 },
    );
  });

  test('is another each time, so that two alike answers do not look alike', async () => {
    const again = await seal(closing.publicKey, info, plain);
    expect(again).not.toEqual(sealed);
    const shared = again.filter((byte, i) => byte === sealed[i]).length;
    expect(shared).toBeLessThan(40); // 1,456 random bytes agree in 6 places, give or take
    expect(await markOf(again)).not.toBe(await markOf(sealed));
  });

  test('shows nothing of the answer, and none of the padding’s zeros', () => {
    expect(Buffer.from(sealed).includes('headroom')).toBe(false);
    expect(Buffer.from(sealed).includes(Buffer.alloc(4))).toBe(false);
  });
});

describe('a closing key', () => {
  test('is known by the hash of its public half', async () => {
    expect(closing.id).toBe(await idOfClosingKey(fromBase64url(closing.publicKey)));
    expect(closing.id).not.toBe(other.id);
  });
  test('that is no point of the curve, or of another length, seals nothing', async () => {
    await Promise.all(
      [toBase64url(new Uint8Array(32)), toBase64url(new Uint8Array(31).fill(9)), ''].map((bad) => expect(seal(bad, info, plain)).rejects.toThrow()),
    );
  });
  test('where the browser cannot encrypt nothing is sealed', async () => {
    const { subtle } = crypto;
    Object.defineProperty(crypto, 'subtle', { value: undefined, configurable: true });
    try {
      await expect(newClosingKey()).rejects.toThrow();
      await expect(seal(closing.publicKey, info, plain)).rejects.toThrow();
    } finally {
      Object.defineProperty(crypto, 'subtle', { value: subtle, configurable: true });
    }
  });
});

test('a mark is 16 bytes and tells only that it is this very sealed answer', async () => {
  const mark = await markOf(sealed);
  expect(fromBase64url(mark)).toHaveLength(16);
  expect(await markOf(sealed.slice())).toBe(mark);
  expect(await markOf(sealed.with(0, sealed[0]! ^ 1))).not.toBe(mark);
});

test('the mark a device waits for is the one the close publishes', async () => {
  expect(markNow(sealed)).toBe(await markOf(sealed));
});
