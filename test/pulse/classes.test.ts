import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../../shared/crypto/encoding.ts';
import { answerBytes, decodeAnswer, encodeAnswer, maxCommentBytes } from '../../shared/pulse/answer.ts';
import { BadList, checkedLists, classesIn, type ClassLists, classOf, keyOf, noLists } from '../../shared/pulse/classes.ts';
import { core } from '../../shared/pulse/question.ts';
import { countInClass, type Tally } from '../../shared/pulse/tally.ts';
import { answer } from './answers.ts';

const lists: ClassLists = {
  profession: ['Rather not say', 'Social workers', 'Occupational therapists', 'Support workers'],
  contract: ['Rather not say', 'Permanent', 'Agency'],
};
const said = fc.record({ profession: fc.integer({ min: 2, max: 4 }), contract: fc.integer({ min: 2, max: 3 }) }, { requiredKeys: [] });

/** An answer as a browser that was changed could send it. */
function frameOf(choices: object): Uint8Array {
  const text = utf8(JSON.stringify(choices));
  const whole = new Uint8Array(answerBytes);
  whole[0] = 1;
  new DataView(whole.buffer).setUint16(1, text.length);
  whole.set(text, 3);
  return whole;
}

describe('what somebody says they are', () => {
  test('travels in the same 1,408 bytes, and comes back where the round has lists of it', () => {
    fc.assert(
      fc.property(answer, said, (given, classes) => {
        const bytes = encodeAnswer({ ...given, classes });
        expect(bytes).toHaveLength(answerBytes);
        expect(decodeAnswer(bytes, core, lists)).toEqual(Object.keys(classes).length === 0 ? given : { ...given, classes });
        expect(decodeAnswer(bytes, core)).toEqual(given);
      }),
    );
  });

  test('fits beside everything else there is to say', () => {
    const all = Object.fromEntries(core.map((q) => [q.id, 5]));
    const given = { answers: all, why: { values: 5 }, comment: 'x'.repeat(maxCommentBytes), classes: { profession: 12, contract: 12 } };
    expect(encodeAnswer(given)).toHaveLength(answerBytes);
  });

  test('where nothing is said, is the same bytes as before there were lists', () => {
    fc.assert(
      fc.property(answer, (given) => {
        expect(encodeAnswer({ ...given, classes: {} })).toEqual(encodeAnswer(given));
      }),
    );
  });

  test.each([
    ['an option that is not on the list', { profession: 5, contract: 4 }],
    ['“rather not say”', { profession: 1, contract: 1 }],
    ['half an option', { profession: 2.5 }],
    ['words', { profession: 'Occupational therapists' }],
    ['a list that is not asked', { pay: 2 }],
    ['a name of the language', JSON.parse('{"__proto__":{"profession":2},"constructor":2}')],
    ['no list at all', null],
    ['a number', 3],
  ])('%s counts as not said, and the answer counts', (_, classes) => {
    expect(decodeAnswer(frameOf({ answers: { headroom: 3 }, why: {}, classes }), core, lists)).toEqual({ answers: { headroom: 3 }, why: {}, comment: null });
  });
});

describe('an answer', () => {
  test('is in one class at most, and never in what most people are', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(answer, said)), (given) => {
        const classes = new Map<string, Tally>();
        for (const [one, of] of given) countInClass(classes, { ...one, classes: of }, lists, core);
        const keys = new Set(classesIn(lists).map(keyOf));
        expect([...classes.keys()].every((k) => keys.has(k))).toBe(true);
        expect(keys.has('profession 2')).toBe(false);
        expect([...classes.values()].reduce((n, t) => n + t.answered, 0)).toBe(given.filter(([, of]) => classOf(of, lists) !== null).length);
      }),
    );
  });

  test('counts by contract where it is of the profession that most are of, or of none', () => {
    expect([{ profession: 3, contract: 3 }, { profession: 2, contract: 3 }, { contract: 3 }, { profession: 2 }, {}].map((s) => classOf(s, lists))).toEqual(['profession 3', 'contract 3', 'contract 3', null, null]);
    expect(classOf({ profession: 2 }, { ...lists, contract: [] })).toBe('profession 2');
  });
});

test('a list that would put one person in two classes, or leaves no way not to say, is refused by name', () => {
  const refused = (profession: readonly string[]) => () => checkedLists({ ...lists, profession });
  expect(refused(['Rather not say', 'Nurses', 'Others', 'nurses '])).toThrow(new BadList('profession: “nurses” stands in the list twice'));
  expect(refused(['Nurses', 'Others', 'Rather not say'])).toThrow(/begins with “Rather not say”/);
  expect(refused(['Rather not say', 'Nurses'])).toThrow(/3 to 12 options/);
  expect(refused(['Rather not say', ' ', 'Nurses'])).toThrow(/1 to 60 characters/);
  expect(checkedLists(lists)).toBe(lists);
  expect(checkedLists(noLists)).toBe(noLists);
});
