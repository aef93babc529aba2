import fc from 'fast-check';
import { type Answer, maxCommentBytes } from '../../shared/pulse/answer.ts';
import { core } from '../../shared/pulse/question.ts';

const byteLength = (text: string): number => new TextEncoder().encode(text).length;
const cut = (text: string, bytes: number): string => {
  let kept = '';
  let length = 0;
  for (const character of text) {
    length += byteLength(character);
    if (length > bytes) break;
    kept += character;
  }
  return kept;
};

/** Comments as people and machines write them: emoji, right-to-left, combining, control, quotes, up to the very last byte. */
export const comment = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 400 }),
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.constantFrom('é', '€', '👩🏽‍⚕️', '\u0000', '\uFEFF', '\u202E', '"\\', '\n').map((unit) => unit.repeat(1000)),
  )
  .map((text) => cut(text, maxCommentBytes));

const choices = (optionsOf: (i: number) => number) =>
  fc.tuple(...core.map((q, i) => fc.option(fc.integer({ min: 1, max: Math.max(1, optionsOf(i)) }).map((option): [string, number] => [q.id, option]))));

const chosen = (row: readonly ([string, number] | null)[]): Record<string, number> => Object.fromEntries(row.filter((pair) => pair !== null));

/** Any answer to the core questions, each of which may be skipped. */
export const answer: fc.Arbitrary<Answer> = fc.record({
  answers: choices((i) => core[i]!.options.length).map(chosen),
  why: choices((i) => core[i]!.why?.options.length ?? 0).map((row) => chosen(row.filter((_, i) => core[i]!.why !== null))),
  comment: fc.option(comment.filter((text) => text !== '')),
});
