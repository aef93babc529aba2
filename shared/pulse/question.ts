/**
 * The question bank. Wording is our own; each question names the construct it asks about, and none is a validated scale.
 * An option's number is its place, from 1. `counted` are the options a published share counts.
 */
export interface Question {
  id: string;
  construct: string;
  text: string;
  options: readonly string[];
  /** The published share: "{share} of those who answered {says}". `better` tells which way is good for people. */
  measure: { counted: readonly number[]; says: string; short: string; better: 'higher' | 'lower' };
  /** Asked at once when one of these options was chosen. Its published form is the reason named most often. */
  why: { after: readonly number[]; text: string; options: readonly string[] } | null;
}

export const bank = [
  {
    id: 'headroom',
    construct: 'headroom: energy to spare for another person',
    text: 'In the last two weeks, how often did you have room in your head for another person?',
    options: ['Never', 'Rarely', 'Sometimes', 'Often', 'Almost always'],
    measure: { counted: [4, 5], says: 'often had room in their head for another person', short: 'Room for another person', better: 'higher' },
    why: null,
  },
  {
    id: 'people',
    construct: 'time: share of the week with people rather than screens',
    text: 'In the last two weeks, how much of your working time went to being with people, not screens?',
    options: ['Almost none', 'About a quarter', 'About half', 'About three quarters', 'Almost all'],
    measure: { counted: [3, 4, 5], says: 'spent half their time or more with people', short: 'Half the time with people', better: 'higher' },
    why: null,
  },
  {
    id: 'values',
    construct: 'moral injury: acted against own values',
    text: 'In the last two weeks, how often did you have to act against your own judgement of what was right?',
    options: ['Never', 'Once', 'A few times', 'Most days', 'Every day'],
    measure: { counted: [3, 4, 5], says: 'had to act against their own judgement a few times or more', short: 'Acted against own judgement', better: 'lower' },
    why: {
      after: [2, 3, 4, 5],
      text: 'What was most behind it?',
      options: ['Not enough time', 'Not enough money or services', 'Not enough staff', 'An order from above', 'Something else'],
    },
  },
  {
    id: 'letdown',
    construct: 'moral injury: let down by those who lead',
    text: 'In the last two weeks, how often did you feel let down by those who lead here?',
    options: ['Never', 'Once', 'A few times', 'Most days', 'Every day'],
    measure: { counted: [3, 4, 5], says: 'felt let down by those who lead a few times or more', short: 'Let down by those who lead', better: 'lower' },
    why: null,
  },
  {
    id: 'protected',
    construct: 'protected time: did mine happen, and was it left alone',
    text: 'Of your booked supervision, reflection and learning time, how much happened and was left alone?',
    options: ['None of it', 'A little', 'About half', 'Most of it', 'All of it'],
    measure: { counted: [4, 5], says: 'had most or all of their protected time left alone', short: 'Protected time left alone', better: 'higher' },
    why: null,
  },
] as const satisfies readonly Question[];

/** The five that every round asks; a rotation from the bank may be added to them. */
export const core: readonly Question[] = bank;
