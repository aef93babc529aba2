/** The closed lists a message chooses from. Apart from `thread.ts`, so that the page to write on shows them without what checks and seals. */

/** What a message is about: coarse, so that it tells readers who should answer and nobody who wrote. */
export const themes = {
  'people-we-support': 'Safety or quality for the people we support',
  'staff-safety': 'Our own safety or wellbeing',
  'bullying': 'Bullying, harassment or discrimination',
  'sexual-harassment': 'Sexual harassment',
  'workload': 'Workload, staffing and time',
  'money-law': 'Money, records or the law',
  'decision': 'A decision or an order I cannot stand behind',
  'spoke-before': 'What happened after somebody spoke up',
  'leaving': 'Why I am leaving',
  'other': 'Something else',
} as const;
export type Theme = keyof typeof themes;

/** Where a message stands, in words for whoever wrote it. */
export const statuses = {
  'looking-into-it': 'Somebody is finding out what happened.',
  'need-to-know-more': 'There is a question for you here. You decide whether to answer.',
  'passed-to-others': 'People outside this thread have been asked to act. You are not named: nobody knows your name.',
  'being-changed': 'Something is being changed because of what you wrote.',
  'decided-against': 'It was decided not to change this. The reason is written here.',
  'done': 'What was promised here has been done.',
} as const;
export type Status = keyof typeof statuses;

/** Why somebody is leaving, where that is what the message is about. Each has one meaning for ever: periods in which they are counted go on for months. */
export const reasons = {
  'not-said': 'I would rather not say',
  'against-values': 'Having to work in ways I cannot stand behind',
  'workload': 'Too much work, too few of us, or the hours',
  'time-for-people': 'Screens and forms in place of the people we are here for',
  'support': 'Supervision or support that was too little or kept being cancelled',
  'not-heard': 'Those who lead do not listen',
  'treatment': 'How I was treated',
  'health': 'My health',
  'pay-conditions': 'Pay or conditions',
  'other-work': 'Other work, family, study or moving away',
  'other': 'Something else',
} as const;
export type Reason = keyof typeof reasons;
export const reasonNames = Object.keys(reasons) as [Reason, ...Reason[]];
