import type { Figures, GroupRelease, Share } from '../../../shared/disclosure/release.ts';

/** Figures as sentences. What was hidden says why; nothing here ranks. */
const space = '\u00A0';

/** “30 %”, “under 15 %”, “over 70 %”: extremes are published no finer, the fewer answered the earlier. */
export const percent = (share: Share): string => `${share.edge === null ? '' : `${share.edge} `}${share.percent}${space}%`;

/** “30 % often had room in their head for another person” */
export const sentence = (share: Share, says: string): string => {
  const lead = share.edge === null ? '' : share.edge === 'under' ? 'Fewer than ' : 'More than ';
  return `${lead}${share.percent}${space}% ${says}`;
};

/** “12 to 15 answered” */
export const answered = ({ atLeast, atMost }: Figures['answered']): string => `${atLeast} to ${atMost} answered`;

/** Said beside the figures of a service or the organisation. */
export const leftOut = (groups: number): string =>
  groups === 1 ? 'One group in it is left out: it could not be shown, nor counted together with others.' : `${groups} groups in it are left out: they could not be shown, nor counted together.`;

export type WhyHidden = NonNullable<GroupRelease['hidden']> | 'question';

/** Why a figure is not shown. `question`: the group is shown, but too few answered this one question. */
export const whyHidden = (why: WhyHidden, floor: number): string =>
  ({
    'too-few': `fewer than ${floor} answered, or hardly more could have`,
    'withheld': 'withheld: more answers came in than there were people to give them',
    'question': `fewer than ${floor} answered this question`,
  })[why];

/** One measure of one release: its share, or why there is none. */
export function shareIn(release: GroupRelease, question: string): { share: Share; hidden: null } | { share: null; hidden: WhyHidden } {
  const share = release.figures?.shares[question] ?? null;
  return share === null ? { share, hidden: release.hidden ?? 'question' } : { share, hidden: null };
}

/** A number and its sign, and the two ends of a band, stay on one line. */
export const unbroken = (text: string): string => text.replaceAll(' %', `${space}%`).replaceAll('–', '\u2060–\u2060');
