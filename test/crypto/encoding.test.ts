import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical, concat, framed, fromBase64url, sameBytes, toBase64url } from '../../shared/crypto/encoding.ts';

test('base64url is Node’s own, and comes back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      expect(toBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
      expect(fromBase64url(toBase64url(bytes))).toEqual(bytes);
    }),
  );
  const long = new Uint8Array(100_000).map((_, i) => i * 7);
  expect(fromBase64url(toBase64url(long))).toEqual(long);
});

test.each(['+A', '/w', 'QQ==', 'Q Q', 'é', 'A', 'AAAAA'])('%j is not base64url and throws: another alphabet, padding, a length that nothing has', (text) => {
  expect(() => fromBase64url(text)).toThrow();
});

test('no two lists of parts are framed alike', () => {
  const parts = fc.array(fc.uint8Array({ maxLength: 6 }), { maxLength: 4 });
  fc.assert(
    fc.property(fc.string({ maxLength: 3 }), parts, fc.string({ maxLength: 3 }), parts, (a, as, b, bs) => {
      const same = a === b && as.length === bs.length && as.every((part, i) => sameBytes(part, bs[i]!));
      expect(sameBytes(framed(a, ...as), framed(b, ...bs))).toBe(same);
    }),
  );
  const cuts = fc.tuple(fc.string({ minLength: 1, maxLength: 6 }), fc.nat(), fc.nat());
  fc.assert(
    fc.property(cuts, ([text, i, j]) => {
      const [a, b] = [i % (text.length + 1), j % (text.length + 1)];
      expect(sameBytes(framed('d', text.slice(0, a), text.slice(a)), framed('d', text.slice(0, b), text.slice(b)))).toBe(a === b);
    }),
  );
  expect(sameBytes(framed('a', 'bc'), framed('ab', 'c'))).toBe(false);
  expect(sameBytes(framed('a', 'b', ''), framed('a', 'b'))).toBe(false);
  expect(sameBytes(framed('a', new Uint8Array(4)), framed('a', '', ''))).toBe(false);
});

test('canonical JSON is one for one value, whatever the order of its keys, and says the same', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const turned = (v: unknown): unknown =>
        Array.isArray(v) ? v.map(turned) : v !== null && typeof v === 'object' ? Object.fromEntries(Object.entries(v).reverse().map(([k, x]) => [k, turned(x)])) : v;
      expect(canonical(turned(value))).toBe(canonical(value));
      expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(canonical({ b: 1, a: [{ d: null, c: 'x' }], z: undefined })).toBe('{"a":[{"c":"x","d":null}],"b":1}');
});

test('parts are put together in order', () => {
  fc.assert(fc.property(fc.array(fc.uint8Array()), (parts) => sameBytes(concat(...parts), new Uint8Array(parts.flatMap((p) => [...p])))));
});
