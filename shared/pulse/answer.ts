import { canonical, utf8 } from '../crypto/encoding.ts';
import { type ClassLists, noLists, type Said, saidIn } from './classes.ts';
import type { Question } from './question.ts';

/** What one person answered in one round. Options by their numbers, from 1; a question that is absent was skipped. */
export interface Answer {
  answers: Readonly<Record<string, number>>;
  /** The reason chosen after a question that asks for one. */
  why: Readonly<Record<string, number>>;
  comment: string | null;
  /** What somebody says they are, where the round has lists of it; absent: not said. */
  classes?: Said;
}

/** Every answer has this one length before it is sealed, a comment or none, so that size tells nothing. */
export const answerBytes = 1408;
export const maxCommentBytes = 1000;

/**
 *     version 1 | length of choices 2 | choices (JSON) | length of comment 2 | comment (UTF-8) | zeros … 1,408
 *
 * Throws RangeError where the comment is over 1,000 bytes or the choices do not fit.
 */
export function encodeAnswer(answer: Answer): Uint8Array<ArrayBuffer> {
  // In one order, whatever was tapped first or changed afterwards.
  const choices = utf8(canonical({ answers: answer.answers, why: answer.why, ...(isSaid(answer.classes) ? { classes: answer.classes } : {}) }));
  const comment = utf8(answer.comment ?? '');
  if (comment.length > maxCommentBytes) throw new RangeError(`a comment is at most ${maxCommentBytes} bytes`);
  if (5 + choices.length + comment.length > answerBytes) throw new RangeError('the choices do not fit');
  const whole = new Uint8Array(answerBytes);
  const view = new DataView(whole.buffer);
  whole[0] = 1;
  view.setUint16(1, choices.length);
  whole.set(choices, 3);
  view.setUint16(3 + choices.length, comment.length);
  whole.set(comment, 5 + choices.length);
  return whole;
}

const isSaid = (classes: Said | undefined): classes is Said => classes !== undefined && Object.keys(classes).length > 0;

/** The answer in these bytes as far as this round asks; null where they are not one: that answer is counted as unreadable. What is in none of the lists was not said. */
export function decodeAnswer(bytes: Uint8Array, questions: readonly Question[], lists: ClassLists = noLists): Answer | null {
  try {
    if (bytes.length !== answerBytes || bytes[0] !== 1) return null;
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const choicesLength = view.getUint16(1);
    const commentLength = view.getUint16(3 + choicesLength);
    if (commentLength > maxCommentBytes || 5 + choicesLength + commentLength > answerBytes) return null;
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const parsed: unknown = JSON.parse(text.decode(bytes.subarray(3, 3 + choicesLength)));
    const comment = text.decode(bytes.subarray(5 + choicesLength, 5 + choicesLength + commentLength));
    const answers = choicesOf(parsed, 'answers');
    const why = choicesOf(parsed, 'why');
    if (answers === null || why === null) return null;
    const byId = new Map(questions.map((q) => [q.id, q]));
    const fits = (chosen: Record<string, number>, optionsOf: (q: Question) => number) =>
      Object.entries(chosen).every(([id, option]) => {
        const q = byId.get(id);
        return q !== undefined && option <= optionsOf(q);
      });
    if (!fits(answers, (q) => q.options.length) || !fits(why, (q) => q.why?.options.length ?? 0)) return null;
    const classes = saidIn((parsed as { classes?: unknown }).classes, lists);
    return { answers, why, comment: comment === '' ? null : comment, ...(isSaid(classes) ? { classes } : {}) };
  } catch {
    return null;
  }
}

function choicesOf(parsed: unknown, field: 'answers' | 'why'): Record<string, number> | null {
  if (typeof parsed !== 'object' || parsed === null || !(field in parsed)) return null;
  const record = (parsed as Record<string, unknown>)[field];
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return null;
  const whole = Object.entries(record).every(([, v]) => Number.isInteger(v) && (v as number) >= 1);
  return whole ? (record as Record<string, number>) : null;
}
