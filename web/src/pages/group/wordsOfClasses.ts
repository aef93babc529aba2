import type { ClassRelease } from '../../../../shared/disclosure/classes.ts';

const list = (names: readonly string[]): string => new Intl.ListFormat('en-GB').format(names);

/** What is said of professions and contracts. */
export const wordsOfClasses = {
  title: 'By profession and contract',
  lead: 'Whoever checks in may say what they are. Here is what those of one profession or contract said, over the whole organisation, in this round.',
  who: 'Who',
  named: (name: string, { atLeast, atMost }: NonNullable<ClassRelease['figures']>['answered']) => `${name} (${atLeast}–${atMost} answered)`,
  tooFewHere: 'too few answered this',
  why: (why: NonNullable<ClassRelease['hidden']>, names: readonly string[]) =>
    ({
      'too-few': `${list(names)}: not shown, because fewer than 20 said so in the groups that are shown.`,
      'stands-out': `${list(names)}: not shown, because they would stand out against their teams. What a team says of itself would then say what these people in it said.`,
      'most': `${list(names)}: not shown by itself. It is what most people in the teams are, and the teams’ own figures speak of them.`,
    })[why],
  counted: (most: string | null) =>
    `Someone is counted here where their group is shown and few in it are of the same kind, so that what they said is lost among the others’.${most === null ? '' : ` Contracts are counted among those who said “${most}” and those who did not say.`}`,
} as const;
