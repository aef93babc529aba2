import type { Manifest } from './manifest.ts';
import type { Question } from './question.ts';

/**
 * Asked once a quarter beside the answers: whether reporting lost time cost somebody. It travels inside the sealed answer, and is
 * counted over the whole organisation alone (`shared/disclosure/reporting.ts`). Its first option is of whoever reported none.
 */
export const reportingQuestion = {
  id: 'reporting',
  construct: 'safety to report: whether reporting lost time had a cost for the one who reported',
  text: 'In the last three months, did reporting lost time cost you anything: how you are treated, your work, your chances?',
  options: ['I reported none', 'I reported, and it cost me nothing', 'I reported, and it cost me a little', 'I reported, and it cost me a lot'],
  measure: { counted: [3, 4], says: 'said that reporting lost time cost them something', short: 'Reporting cost them', better: 'lower' },
  why: null,
} as const satisfies Question;

/** From this option on somebody has reported. */
export const firstReported = 2;

/** All that a round’s sealed answers may hold, in the order asked. */
export const askedIn = ({ questions, reporting }: Pick<Manifest, 'questions' | 'reporting'>): readonly Question[] => (reporting === undefined ? questions : [...questions, reporting]);
