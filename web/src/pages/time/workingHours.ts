import type { AnswerOf } from '../../identity/client.ts';

/** A day of the week on which somebody works, and its hours where they have said them. */
export type Works = AnswerOf<'readDuty'>['works'][number];

/** The same as it stands in the form; empty: the hours of most. */
export interface Typed {
  weekday: number;
  from: string;
  to: string;
}

export const asTyped = (works: readonly Works[]): Typed[] => works.map(({ weekday, hours }) => ({ weekday, from: hours?.from ?? '', to: hours?.to ?? '' }));

/** The first day of which one of the hours is missing, or that ends before it begins; null: there is none. */
export const wrongIn = (typed: readonly Typed[]): number | null => typed.find(({ from, to }) => (from === '') !== (to === '') || (from !== '' && from >= to))?.weekday ?? null;

/** From Monday to Sunday, as it is sent. */
export const weekTyped = (typed: readonly Typed[]): Works['hours'][] =>
  Array.from({ length: 7 }, (_, i) => {
    const day = typed.find(({ weekday }) => weekday === i + 1);
    return day === undefined || day.from === '' ? null : { from: day.from, to: day.to };
  });
