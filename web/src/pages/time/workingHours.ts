import type { AnswerOf } from '../../identity/client.ts';

/** A day of the week on which somebody works, and its hours where they have said them. */
export type Works = AnswerOf<'readDuty'>['works'][number];

/** As it stands in the form; where both hours are empty they are those of most. */
export const worksTyped = (weekday: number, from: string, to: string): Works => ({ weekday, hours: from === '' && to === '' ? null : { from, to } });

/** The first day of which one of the hours is missing, or that ends before it begins; null: there is none. */
export const wrongIn = (works: readonly Works[]): number | null => works.find(({ hours }) => hours !== null && (hours.from === '' || hours.from >= hours.to))?.weekday ?? null;

/** From Monday to Sunday, as it is sent. */
export const weekOf = (works: readonly Works[]): Works['hours'][] => Array.from({ length: 7 }, (_, i) => works.find(({ weekday }) => weekday === i + 1)?.hours ?? null);
