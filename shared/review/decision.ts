import * as z from 'zod';
import { groupId, instant, roundNumber } from '../contract/shapes.ts';
import { maxCommentBytes } from '../pulse/answer.ts';
import { utf8 } from '../crypto/encoding.ts';

/** What reviewers may take out of a comment. Each stands in the text as its own mark, so that a reader sees that something was there. */
export const masks = { name: '⟦name⟧', family: '⟦family⟧', detail: '⟦detail⟧' } as const;
export type Mask = keyof typeof masks;
export const maskShape = /⟦(name|family|detail)⟧/;

/** Why a comment is not shown. Closed, so that no reason can say more than these. */
export const withholdReasons = ['shows-the-writer', 'shows-a-colleague', 'shows-a-family', 'attacks', 'no-comment'] as const;
export type WithholdReason = (typeof withholdReasons)[number];

const brackets = /[⟦⟧]/g;
/** A comment as it is reviewed: its own brackets become ordinary ones, so that no writer can write a mark. */
export const reviewable = (text: string): string => text.replaceAll(brackets, (b) => (b === '⟦' ? '[' : ']'));

const piecesOf = (text: string): string[] => text.split(new RegExp(maskShape.source.replace('(', '(?:'), 'g'));

/** Whether `masked` is `original` with parts of it taken out and marked, and nothing added, changed or silently left out. */
export function isMaskOf(original: string, masked: string): boolean {
  const pieces = piecesOf(masked);
  const [first = '', last = ''] = [pieces[0], pieces.at(-1)];
  if (pieces.length < 2) return original === masked;
  if (!original.startsWith(first)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = original.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return original.length - last.length >= at && original.endsWith(last);
}

/** A mark may be longer than what it stands for. */
const maxShownBytes = 2 * maxCommentBytes;
const shownText = z.lazy(() => z.string().trim().min(1).refine((text) => utf8(text).length <= maxShownBytes, 'too long'));
const isBalanced = (text: string): boolean => !piecesOf(text).some((piece) => piece.search(brackets) >= 0);

export const decision = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('show'), text: shownText.refine((text) => text.search(brackets) < 0, 'nothing is masked in what is shown whole') }),
    z.strictObject({ kind: z.literal('mask'), text: shownText.refine((text) => maskShape.test(text) && isBalanced(text), 'what is masked is marked') }),
    z.strictObject({ kind: z.literal('withhold'), reason: z.enum(withholdReasons) }),
  ]),
);
export type Decision = z.infer<typeof decision>;

/** A comment waiting for its reviewers: its round, its list’s group and its own name, in one. */
export const waitingId = z.string().regex(/^\d{8}\.[a-z0-9][a-z0-9+-]{0,199}\.[A-Za-z0-9_-]{22}$/, 'must be a comment’s id');
export const waitingIdOf = (round: number, group: string, id: string): string => `${String(round).padStart(8, '0')}.${group}.${id}`;
export function placeOf(waiting: string): { round: number; group: string; id: string } {
  const [round = '', group = '', id = ''] = waiting.split('.');
  return { round: Number(round), group, id };
}

/** One list of one round: what it says for who reads its group, how many for everyone whose comments may stand in it. Never beside its scores. */
export const commentList = z.lazy(() =>
  z.object({
    round: roundNumber,
    group: groupId,
    kind: z.enum(['cohort', 'service', 'organisation']),
    name: z.string(),
    closesAt: instant,
    /** Until when its reviewers have: five working days. */
    dueAt: instant,
    waiting: z.number().int().min(0),
    withheld: z.array(z.object({ reason: z.enum(withholdReasons), count: z.number().int().min(1) })),
    /** How many are shown. */
    shown: z.number().int().min(0),
    /** Null to whoever does not read this group. */
    comments: z.array(z.object({ id: z.string(), text: z.string(), masked: z.boolean() })).nullable(),
  }),
);
export type ShownList = z.infer<typeof commentList>;
