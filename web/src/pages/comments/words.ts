import type { WithholdReason } from '../../../../shared/review/decision.ts';

/** What is said of comments that were let through, and of those that were not. */
export const words = {
  heading: 'In their own words',
  roundHeading: (name: string, round: number, closed: string) => `${name}, round ${round}, closed ${closed}`,
  how: 'Two people outside the line of management read every comment first. The order means nothing, and no times are kept.',
  none: (floor: number) => `No comments are shown for this group alone: there have to be at least ${floor}. Where enough come together they are shown for a larger group.`,
  waiting: (n: number, due: string, isOverdue: boolean) => `${n === 1 ? 'One comment waits' : `${n} comments wait`} to be read by the reviewers, ${isOverdue ? 'who had until' : 'who have until'} ${due}.${isOverdue ? ' That is overdue.' : ''}`,
  elsewhere: (n: number, name: string) => `This group has no list of its own here: too few wrote, or too few answered, in it or beside it. What was written, if anything, stands among the comments of ${name}, which the executives read: ${n === 0 ? 'none is shown so far' : n === 1 ? 'one is shown' : `${n} are shown`}.`,
  withheld: (n: number, reasons: string) => `${n === 1 ? 'One is' : `${n} are`} not shown: ${reasons}.`,
  reasons: {
    'shows-the-writer': 'shows who wrote it',
    'shows-a-colleague': 'is about a colleague one would recognise',
    'shows-a-family': 'is about a person or family who uses services',
    'attacks': 'attacks somebody',
    'no-comment': 'is no comment, but a mistake or a test',
  } satisfies Record<WithholdReason, string>,
  masked: { name: 'a name', family: 'a family', detail: 'a detail' },
  maskedHint: 'taken out by the reviewers:',
} as const;
