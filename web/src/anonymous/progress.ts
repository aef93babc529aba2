import type { Answer } from '../../../shared/pulse/answer.ts';
import type { Question } from '../../../shared/pulse/question.ts';

/**
 * The check-in's screens, one question each, and what has been chosen so far.
 *
 *     headroom ─▶ people ─▶ values ─▶ (why?) ─▶ letdown ─▶ protected ─▶ send
 *
 * At most seven taps: five answers, one reason, one to send.
 */
export type Screen = { kind: 'question' | 'why'; id: string; question: Question; number: number } | { kind: 'send'; id: 'send' };

export interface Draft extends Answer {
  /** The token it will be sent under, which is one person’s for one round: whoever comes next to this tab has another one. */
  token: string;
  /** The screen one is on. */
  at: string;
}

export const emptyDraft = (token: string, questions: readonly Question[]): Draft => ({ token, at: questions[0]?.id ?? 'send', answers: {}, why: {}, comment: null });

export function screensOf(questions: readonly Question[], { answers }: Pick<Answer, 'answers'>): Screen[] {
  const asked = questions.flatMap((question, i): Screen[] => {
    const screen: Screen = { kind: 'question', id: question.id, question, number: i + 1 };
    return asksWhy(question, answers[question.id]) ? [screen, { kind: 'why', id: `${question.id}/why`, question, number: i + 1 }] : [screen];
  });
  return [...asked, { kind: 'send', id: 'send' }];
}

export const asksWhy = (question: Question, option: number | undefined): boolean => option !== undefined && (question.why?.after.includes(option) ?? false);

/** The draft after an option (null: skipped) is chosen on a screen, on the screen that comes next. A reason goes with the answer that asked for it. */
export function choose(draft: Draft, screen: Screen, option: number | null, questions: readonly Question[]): Draft {
  if (screen.kind === 'send') return draft;
  const { id } = screen.question;
  const field = screen.kind === 'question' ? 'answers' : 'why';
  const next: Draft = { ...draft, [field]: withChoice(draft[field], id, option) };
  if (field === 'answers' && !asksWhy(screen.question, option ?? undefined)) next.why = withChoice(draft.why, id, null);
  return { ...next, at: screenAfter(screensOf(questions, next), screen.id) };
}

/** What has been chosen, with this option instead; without it where it is null. */
export function withChoice(chosen: Readonly<Record<string, number>>, id: string, option: number | null): Record<string, number> {
  const { [id]: _before, ...others } = chosen;
  return option === null ? others : { ...others, [id]: option };
}

export const screenAfter = (screens: readonly Screen[], id: string): string => (screens[screens.findIndex((s) => s.id === id) + 1] ?? { id: 'send' }).id;
/** Null on the first screen. */
export const screenBefore = (screens: readonly Screen[], id: string): string | null => screens[screens.findIndex((s) => s.id === id) - 1]?.id ?? null;

/** Progress lives in this tab alone: it survives a reload, and is wiped when the answers are sealed. */
const place = 'headroom/draft';

export const keepDraft = (draft: Draft): void => sessionStorage.setItem(place, JSON.stringify(draft));
export const wipeDraft = (): void => sessionStorage.removeItem(place);

/** The draft kept for this token; null where there is none. One for any other token is wiped: somebody else was here before. */
export function keptDraft(token: string, questions: readonly Question[]): Draft | null {
  const text = sessionStorage.getItem(place);
  if (text === null) return null;
  const draft = JSON.parse(text) as Draft;
  if (draft.token === token && screensOf(questions, draft).some((s) => s.id === draft.at)) return draft;
  wipeDraft();
  return null;
}
