import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decision, isMaskOf, masks, placeOf, reviewable, waitingIdOf } from '../../shared/review/decision.ts';
import { decodeComment, encodeComment, paddedCommentBytes } from '../../shared/review/sealedComment.ts';

const written = fc.string({ unit: 'grapheme', maxLength: 120 }).map(reviewable);

describe('a mask', () => {
  test('takes parts out of what was written, marks each of them, and adds nothing', () => {
    expect(isMaskOf('Ann said no to the Shaws.', '⟦name⟧ said no to ⟦family⟧.')).toBe(true);
    expect(isMaskOf('Ann said no.', '⟦name⟧ said yes.')).toBe(false);
    expect(isMaskOf('Ann said no.', 'said no.')).toBe(false);
    expect(isMaskOf('Ann said no.', '⟦name⟧ said no. Really.')).toBe(false);
    expect(isMaskOf('no no', 'no no ⟦name⟧ no')).toBe(false);
    expect(isMaskOf('aXa', 'a⟦name⟧a')).toBe(true);
    expect(isMaskOf('a', 'a⟦name⟧a'), 'the same letter is not there twice').toBe(false);
  });
  test('of any part of any text is one', () =>
    fc.assert(
      fc.property(written, fc.nat(), fc.nat(), fc.constantFrom(...Object.values(masks)), (text, a, b, mark) => {
        const [from, to] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [number, number];
        expect(isMaskOf(text, text.slice(0, from) + mark + text.slice(to))).toBe(true);
      }),
    ));
});

describe('a decision', () => {
  test.each([
    [{ kind: 'show', text: 'We need a second car.' }, true],
    [{ kind: 'show', text: 'We need ⟦detail⟧.' }, false],
    [{ kind: 'show', text: '' }, false],
    [{ kind: 'mask', text: 'We need ⟦detail⟧.' }, true],
    [{ kind: 'mask', text: 'We need a car.' }, false],
    [{ kind: 'mask', text: 'We need ⟦detail⟧ ⟦ and' }, false],
    [{ kind: 'mask', text: `⟦name⟧${'x'.repeat(2000)}` }, false],
    [{ kind: 'withhold', reason: 'attacks' }, true],
    [{ kind: 'withhold', reason: 'I know who wrote this' }, false],
    [{ kind: 'withhold', reason: 'attacks', text: 'but it said' }, false],
  ])('%o: %s', (given, isOne) => expect(decision.safeParse(given).success).toBe(isOne));
});

describe('a comment before it is sealed', () => {
  const place = { round: 3, group: 'northside', id: 'a'.repeat(22) };
  test('comes back in its own place and in no other, and has one length', () =>
    fc.assert(
      fc.asyncProperty(written, async (text) => {
        const bytes = await encodeComment(place, text);
        expect(bytes).toHaveLength(paddedCommentBytes);
        expect(await decodeComment(place, bytes)).toBe(text);
        for (const other of [{ ...place, round: 4 }, { ...place, group: 'harbour' }, { ...place, id: 'b'.repeat(22) }]) expect(await decodeComment(other, bytes)).toBeNull();
      }),
      { numRuns: 30 },
    ));
  test('is of a thousand bytes at most, and other bytes are none', async () => {
    await expect(encodeComment(place, 'é'.repeat(501))).rejects.toThrow(RangeError);
    expect(await decodeComment(place, new Uint8Array(paddedCommentBytes))).toBeNull();
    const broken = await encodeComment(place, 'é');
    broken[35] = 0xff;
    expect(await decodeComment(place, broken)).toBeNull();
  });
  test('its id names round, group and itself', () => expect(placeOf(waitingIdOf(3, 'harbour+northside', 'c'.repeat(22)))).toEqual({ round: 3, group: 'harbour+northside', id: 'c'.repeat(22) }));
});
