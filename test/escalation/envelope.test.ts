import { randomBytes } from 'node:crypto';
import { Encrypter } from 'age-encryption';
import * as vectors from 'cctv-age';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { fromBase64url, toBase64url, utf8 } from '../../shared/crypto/encoding.ts';
import { openAsReader, unwrapReaderKey } from '../../shared/crypto/readerKey.ts';
import { type Keyholder, keysOf, maxContentBytes, openEnvelope, type Place, sealEnvelope, Unsealable } from '../../shared/escalation/envelope.ts';
import { buckets, checkEnvelope, envelopeBytes, maxEnvelopeBytes, mostKeys } from '../../shared/escalation/envelopeShape.ts';
import { type Key, newKey } from './keys.ts';

const name = (n: number): string => toBase64url(new Uint8Array(32).fill(n));
const place: Place = { thread: name(1), from: 'writer', number: 1 };

let reader: Key;
let other: Key;
let recovery: Key;
let stranger: Key;
beforeAll(async () => {
  [reader, other, recovery, stranger] = [await newKey(), await newKey(), await newKey(), await newKey()];
});
const sealed = (text: string | Uint8Array, at = place, to = [reader.recipient, recovery.recipient]) => sealEnvelope(at, to, typeof text === 'string' ? utf8(text) : text);
async function opened(envelope: Uint8Array, at = place, key = reader) {
  const found = await openEnvelope(at, [key.identity], [key.id], envelope);
  return 'refused' in found ? null : found;
}
const refusedAs = async (envelope: Uint8Array, at = place, key = reader) => {
  const found = await openEnvelope(at, [key.identity], [key.id], envelope);
  return 'refused' in found ? found.refused : null;
};

describe('an envelope', () => {
  test('opens for everyone it is sealed to, says who that is, and for nobody else', async () => {
    const envelope = await sealed('The rota was signed before we were asked.');
    for (const key of [reader, recovery]) {
      const found = await opened(envelope, place, key);
      expect(new TextDecoder().decode(found?.content)).toBe('The rota was signed before we were asked.');
      expect(found?.keys).toEqual([reader.id, recovery.id]);
    }
    for (const key of [other, stranger]) expect(await refusedAs(envelope, place, key)).toBe('does-not-open');
  });

  test('of one text is of another’s size on the wire wherever both fit one bucket, and of one of three sizes at all', async () => {
    const seen = new Map<number, Set<number>>();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: maxContentBytes(2) }), async (length) => {
        const envelope = await sealed(new Uint8Array(length).fill(65));
        const bucket = checkEnvelope(envelope)?.bucket ?? 0;
        seen.set(bucket, (seen.get(bucket) ?? new Set()).add(envelope.length));
        expect((await opened(envelope))?.content.length).toBe(length);
      }),
      { numRuns: 60, examples: [[0], [1024 - 107], [1024 - 106], [4096 - 107], [4096 - 106], [maxContentBytes(2)]] },
    );
    expect([...seen.keys()].sort((a, b) => a - b)).toEqual([...buckets]);
    for (const sizes of seen.values()) expect(sizes.size).toBe(1);
  });

  test.each<[string, Place]>([
    ['of another thread', { ...place, thread: name(2) }],
    ['of the other direction', { ...place, from: 'reader' }],
    ['of another number', { ...place, number: 2 }],
  ])('put in the place %s does not open', async (_what, elsewhere) => {
    expect(await refusedAs(await sealed('As it was.', elsewhere))).toBe('another-place');
    expect(await opened(await sealed('As it was.', elsewhere), elsewhere)).not.toBeNull();
  });

  test('sealed again by somebody else for another key does not pass for one to that key', async () => {
    const inside = await openAsReader([reader.identity], await sealed('To one reader.'));
    const resealed = new Encrypter();
    for (const key of [other, recovery]) resealed.addRecipient(key.recipient);
    expect(await refusedAs(await resealed.encrypt(inside ?? new Uint8Array()), place, other)).toBe('other-keys');
  });

  test('with more stanzas than it says has one reader too many, and does not open', async () => {
    const inside = await openAsReader([reader.identity], await sealed('To one reader.'));
    const resealed = new Encrypter();
    for (const key of [reader, recovery, stranger]) resealed.addRecipient(key.recipient);
    expect(await refusedAs(await resealed.encrypt(inside ?? new Uint8Array()))).toBe('other-keys');
  });

  test('changed in any byte does not open', async () => {
    const envelope = await sealed('As it was.');
    await fc.assert(
      fc.asyncProperty(fc.nat(envelope.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = envelope.slice();
        changed[at] = (changed[at] ?? 0) ^ by;
        expect(await opened(changed)).toBeNull();
      }),
      { numRuns: 150 },
    );
  });
});

describe('nothing is sealed, and so nothing sent,', () => {
  const holder = (who: string, key: Key | null): Keyholder => ({ name: who, key });
  const refusal = async (act: Promise<unknown>) => act.then(() => null, (error: unknown) => (error instanceof Unsealable ? [error.why, error.who] : error));

  test('where one of the readers has no key that works: it is not sealed to the others alone', async () => {
    expect(await refusal(keysOf([holder('Ada', reader), holder('Ben', null)], recovery))).toEqual(['no-working-key', 'Ben']);
    expect(await refusal(keysOf([holder('Ada', { ...reader, recipient: 'age1short' })], recovery))).toEqual(['no-working-key', 'Ada']);
    expect(await refusal(keysOf([holder('Ada', { ...reader, id: other.id })], recovery))).toEqual(['no-working-key', 'Ada']);
    expect(await refusal(sealEnvelope(place, [`age1${'q'.repeat(58)}`, recovery.recipient], utf8('x')))).toEqual(['no-working-key', null]);
  });
  test('where nobody is chosen, or nobody could recover it', async () => {
    expect(await refusal(keysOf([], recovery))).toEqual(['nobody-chosen', null]);
    expect(await refusal(keysOf([holder('Ada', reader)], null))).toEqual(['no-recovery-key', null]);
    expect(await refusal(sealEnvelope(place, [reader.recipient], utf8('x')))).toEqual(['no-working-key', null]);
  });
  test('where it is too long, or for too many', async () => {
    expect(await refusal(sealed(new Uint8Array(maxContentBytes(2) + 1)))).toEqual(['too-long', null]);
    expect(await refusal(sealEnvelope(place, Array.from({ length: mostKeys + 1 }, () => reader.recipient), utf8('x')))).toEqual(['too-many-keys', null]);
  });
  test('else it goes to each of them and to the recovery key, once', async () => {
    expect(await keysOf([holder('Ada', reader), holder('Ben', other), holder('Ada', reader)], recovery)).toEqual([reader.recipient, other.recipient, recovery.recipient]);
  });
});

describe('what a server checks', () => {
  test('passes every envelope, and tells its keys and its bucket', async () => {
    for (const [keys, bucket, length] of [[2, 1024, 5], [5, 4096, 3000], [mostKeys, 16_384, 9000]] as const) {
      const all = await Promise.all(Array.from({ length: keys }, newKey));
      const envelope = await sealEnvelope(place, all.map((k) => k.recipient), new Uint8Array(length));
      expect(checkEnvelope(envelope)).toEqual({ keys, bucket });
      expect(envelope.length).toBe(envelopeBytes(bucket, keys));
      expect(envelope.length).toBeLessThanOrEqual(maxEnvelopeBytes);
    }
  });

  test('passes nothing else: no other header, stanza, count or size', async () => {
    const good = await sealed('Good.');
    const text = new TextDecoder('latin1').decode(good);
    const bytes = (changed: string) => new Uint8Array(Buffer.from(changed, 'latin1'));
    const byPassphrase = new Encrypter();
    byPassphrase.setPassphrase('open');
    byPassphrase.setScryptWorkFactor(2);
    const onlyOne = new Encrypter();
    onlyOne.addRecipient(reader.recipient);
    const many = new Encrypter();
    for (let i = 0; i <= mostKeys; i++) many.addRecipient(reader.recipient);
    const foreign: Record<string, Uint8Array> = {
      'nothing': new Uint8Array(),
      'plain text': utf8('The rota was signed before we were asked.'),
      'plain text behind a header': bytes(`age-encryption.org/v1\n${'x'.repeat(good.length - 22)}`),
      'noise of its length': new Uint8Array(randomBytes(good.length)),
      'another version': bytes(text.replace('/v1', '/v2')),
      'another stanza': bytes(text.replace('X25519', 'X25518')),
      'a passphrase': await byPassphrase.encrypt(new Uint8Array(1024)),
      'one key alone': await onlyOne.encrypt(new Uint8Array(1024)),
      'too many keys': await many.encrypt(new Uint8Array(1024)),
      'one byte more': bytes(`${text}x`),
      'one byte less': good.subarray(0, -1),
      'an unpadded text': await sealToTwo(new Uint8Array(700)),
      'a stanza that could be spelled otherwise': bytes(text.replace(/(-> X25519 .{42})./, '$1B')),
      'a footer that is none': bytes(text.replace('\n--- ', '\n-+- ')),
      'armour': utf8('-----BEGIN AGE ENCRYPTED FILE-----\n'),
      'a huge one': new Uint8Array(2 ** 20),
    };
    for (const [what, envelope] of Object.entries(foreign)) expect(checkEnvelope(envelope), what).toBeNull();
    expect(checkEnvelope(good)).not.toBeNull();
  });

  const sealToTwo = async (plain: Uint8Array): Promise<Uint8Array> => {
    const sealing = new Encrypter();
    for (const key of [reader, recovery]) sealing.addRecipient(key.recipient);
    return sealing.encrypt(plain);
  };
});

describe('the community’s vectors for age (C2SP/CCTV):', () => {
  /** A header of `name: value` lines, an empty one, then the file; compressed where it says so, which none of ours is. */
  const parsed = Object.entries(vectors as unknown as Record<string, Uint8Array>).flatMap(([id, raw]) => {
    const end = Buffer.from(raw).indexOf('\n\n');
    const fields = Buffer.from(raw.subarray(0, end)).toString().split('\n').map((line) => line.split(': ') as [string, string]);
    const of = (field: string) => fields.filter(([f]) => f === field).map(([, value]) => value);
    if (of('armored').length > 0 || of('compressed').length > 0 || !(raw instanceof Uint8Array)) return [];
    return [{ id, expects: of('expect')[0] ?? '', payload: of('payload')[0] ?? '', identities: of('identity'), passphrases: of('passphrase'), file: raw.subarray(end + 2) }];
  });
  const hex = async (bytes: Uint8Array) => Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('hex');
  const x25519 = parsed.filter((v) => v.passphrases.length === 0 && v.identities.length > 0 && v.identities.every((i) => i.startsWith('AGE-SECRET-KEY-1')));
  const scrypt = parsed.filter((v) => v.passphrases.length > 0 && v.identities.length === 0);

  test('there are enough of them, good ones and bad ones', () => {
    for (const group of [x25519, scrypt]) expect(new Set(group.map((v) => v.expects)).size).toBeGreaterThan(1);
    expect(x25519.length).toBeGreaterThan(40);
    expect(scrypt.length).toBeGreaterThan(10);
  });
  test.each(x25519.map((v) => [v.id, v] as const))('%s', async (_id, { expects, payload, identities, file }) => {
    const plain = await openAsReader(identities, file);
    if (expects === 'success') expect(await hex(plain ?? new Uint8Array([0]))).toBe(payload);
    else expect(plain).toBeNull();
  });
  test.each(scrypt.map((v) => [v.id, v] as const))('%s', async (_id, { expects, passphrases, file }) => {
    const plain = await unwrapReaderKey(file, passphrases[0] ?? '');
    expect(plain === null).toBe(expects !== 'success');
  });
});

test('an id of a thread is a hash: anything else is no place', async () => {
  expect(fromBase64url(place.thread)).toHaveLength(32);
  await expect(sealEnvelope({ ...place, number: -1 }, [reader.recipient, recovery.recipient], utf8('x'))).rejects.toThrow(RangeError);
});
