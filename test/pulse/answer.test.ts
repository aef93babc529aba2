import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerBytes, decodeAnswer, encodeAnswer, maxCommentBytes } from '../../shared/pulse/answer.ts';
import { utf8 } from '../../shared/crypto/encoding.ts';
import { type Question, core } from '../../shared/pulse/question.ts';
import { count, emptyTally } from '../../shared/pulse/tally.ts';
import { answer } from './answers.ts';

/** A well-formed frame around any text, as a changed browser could send it. */
function frameOf(choices: Uint8Array, comment = new Uint8Array(0)): Uint8Array {
  const whole = new Uint8Array(answerBytes);
  const view = new DataView(whole.buffer);
  whole[0] = 1;
  view.setUint16(1, choices.length);
  whole.set(choices, 3);
  view.setUint16(3 + choices.length, comment.length);
  whole.set(comment, 5 + choices.length);
  return whole;
}

describe('an answer', () => {
  test('comes back as it was given, from 1,408 bytes', () => {
    fc.assert(
      fc.property(answer, (given) => {
        const bytes = encodeAnswer(given);
        expect(bytes).toHaveLength(answerBytes);
        expect(decodeAnswer(bytes, core)).toEqual(given);
      }),
    );
  });

  test('is the same bytes whatever was tapped first, or changed afterwards', () => {
    const there = { answers: { headroom: 2, values: 4 }, why: { values: 1 }, comment: null };
    const back = { comment: null, why: { values: 1 }, answers: { values: 4, headroom: 2 } };
    expect(encodeAnswer(back)).toEqual(encodeAnswer(there));
  });

  test('with a comment of exactly 1,000 bytes fits, and of one byte more throws', () => {
    for (const unit of ['a', 'é', '€', '🙂']) {
      const whole = unit.repeat(Math.floor(maxCommentBytes / utf8(unit).length));
      const full = whole + 'a'.repeat(maxCommentBytes - utf8(whole).length);
      const given = { answers: { headroom: 5, people: 5, values: 5, letdown: 5, protected: 5 }, why: { values: 5 }, comment: full };
      expect(utf8(given.comment)).toHaveLength(maxCommentBytes);
      expect(decodeAnswer(encodeAnswer(given), core)).toEqual(given);
      expect(() => encodeAnswer({ ...given, comment: `${given.comment}a` })).toThrow(RangeError);
    }
  });

  test('keeps every sign of a comment, a byte order mark too', () => {
    const given = { answers: {}, why: {}, comment: '\uFEFFfirst' };
    expect(decodeAnswer(encodeAnswer(given), core)).toEqual(given);
  });

  test('to the longest round a manifest may hold fits beside the longest comment', () => {
    const questions = Array.from({ length: 7 }, (_, i): Question => ({ ...core[2]!, id: String(i).repeat(40) }));
    const all = Object.fromEntries(questions.map((q) => [q.id, 5]));
    const given = { answers: all, why: all, comment: 'x'.repeat(maxCommentBytes) };
    expect(() => encodeAnswer(given)).toThrow(/do not fit/);
    const short = questions.map((q, i) => ({ ...q, id: `question-${i}` }));
    const fits = Object.fromEntries(short.map((q) => [q.id, 5]));
    expect(decodeAnswer(encodeAnswer({ answers: fits, why: fits, comment: given.comment }), short)).not.toBeNull();
  });
});

describe('what is not an answer is null, and never throws', () => {
  test('junk of any length', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2 * answerBytes }), (junk) => decodeAnswer(junk, core) === null));
  });

  test('an answer with a byte changed decodes to an answer to this round or to null', () => {
    fc.assert(
      fc.property(answer, fc.nat({ max: answerBytes - 1 }), fc.integer({ min: 1, max: 255 }), (given, at, by) => {
        const bytes = encodeAnswer(given);
        const decoded = decodeAnswer(bytes.with(at, bytes[at]! ^ by), core);
        if (decoded === null) return;
        const tally = emptyTally(core);
        count(tally, decoded);
        expect(tally.answered).toBe(1);
        for (const q of core) expect(tally.options[q.id]!.reduce((a, b) => a + b, 0)).toBe(q.id in decoded.answers ? 1 : 0);
      }),
      { numRuns: 500 },
    );
  });

  test('any JSON where the choices stand', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ answers: fc.jsonValue(), why: fc.jsonValue() })), (value) => {
        const text = utf8(JSON.stringify(value));
        fc.pre(text.length < 300);
        const decoded = decodeAnswer(frameOf(text), core);
        const ids = new Set(core.map((q) => q.id));
        if (decoded !== null) expect([...Object.keys(decoded.answers), ...Object.keys(decoded.why)].every((id) => ids.has(id))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['another version', (b: Uint8Array) => b.with(0, 2)],
    ['a length of choices over the end', (b: Uint8Array) => b.with(1, 255)],
    ['a byte less', (b: Uint8Array) => b.subarray(1)],
    ['nothing', () => new Uint8Array(0)],
    ['all zeros', () => new Uint8Array(answerBytes)],
    ['a comment that is not UTF-8', () => frameOf(utf8('{"answers":{},"why":{}}'), Uint8Array.of(0xc3))],
    ['a comment over 1,000 bytes', () => frameOf(utf8('{"answers":{},"why":{}}'), new Uint8Array(1001).fill(65))],
    ['an option that the question does not have', () => frameOf(utf8('{"answers":{"headroom":6},"why":{}}'))],
    ['option 0', () => frameOf(utf8('{"answers":{"headroom":0},"why":{}}'))],
    ['half an option', () => frameOf(utf8('{"answers":{"headroom":1.5},"why":{}}'))],
    ['a question that was not asked', () => frameOf(utf8('{"answers":{"other":1},"why":{}}'))],
    ['a question named by the language and not by the round', () => frameOf(utf8('{"answers":{"__proto__":1,"constructor":1},"why":{}}'))],
    ['a reason where none is asked for', () => frameOf(utf8('{"answers":{},"why":{"headroom":1}}'))],
    ['a list for choices', () => frameOf(utf8('{"answers":[1],"why":{}}'))],
    ['no choices', () => frameOf(utf8('{}'))],
  ])('%s', (_, change) => {
    expect(decodeAnswer(change(encodeAnswer({ answers: { headroom: 3 }, why: {}, comment: 'x' })), core)).toBeNull();
  });
});

describe('a tally', () => {
  test('counts each answer once, under what was chosen, and what could not be read as that', () => {
    fc.assert(
      fc.property(fc.array(fc.option(answer), { maxLength: 30 }), (given) => {
        const tally = emptyTally(core);
        for (const one of given) count(tally, one);
        const read = given.filter((one) => one !== null);
        expect([tally.answered, tally.unreadable]).toEqual([read.length, given.length - read.length]);
        for (const { id, options } of core) expect(tally.options[id]).toEqual(options.map((_, i) => read.filter((one) => one.answers[id] === i + 1).length));
      }),
    );
  });
});
