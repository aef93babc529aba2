import { counted, dayInWords } from '../../../../shared/time/catalogue.ts';
import { list, shortTime, time } from '../../ui/dates.ts';

type Flag = { kind: 'sole-cover'; days: readonly string[]; atMost: number; within: number } | { kind: 'no-supervision'; days: number; since: string; atMost: number };

export const shiftKindWords = { duty: 'duty', amhp: 'AMHP duty', 'out-of-hours': 'out of hours' } as const;

/** What is said of duty, and of being alone on it. */
export const dutyWords = {
  title: 'Duty',
  loading: 'Looking at the rota…',
  none: 'No duty is entered for you in the coming weeks.',
  shift: ({ start, end, kind }: { start: string; end: string; kind: keyof typeof shiftKindWords }) => `${shortTime(start)}–${time(end)}, ${shiftKindWords[kind]}`,
  alone: 'I was alone today',
  notAlone: 'I was not alone today after all',
  onDuty: 'I am on duty today',
  notOnDuty: 'I am not on duty today after all',
  said: {
    alone: { yes: 'Saved: you were the only qualified person on duty today.', no: 'Taken back.' },
    'on-duty': { yes: 'Saved: you are on duty today, 09:00–17:00.', no: 'Taken back.' },
  },
  note: (rule: { daysAtMost: number; within: number } | null) =>
    `Both are said under your name and can be taken back for a week. ${
      rule === null
        ? 'Your employer has not adopted a number of days from which a flag is raised.'
        : `Your employer has adopted: alone on no more than ${counted(rule.daysAtMost, 'day')} of ${rule.within}. From then on you, whoever supervises you and the principal social worker see a flag, and nobody else sees it with your name.`
    }`,
  flag(flag: Flag, who: string | null): string {
    if (flag.kind === 'sole-cover') return `${who ?? 'You'} ${who === null ? 'were' : 'was'} the only qualified person on duty on ${counted(flag.days.length, 'day')} of the last ${flag.within}. Adopted here: ${flag.atMost} at most.`;
    return `${who ?? 'You'} ${who === null ? 'have' : 'has'} had no supervision for ${counted(flag.days, 'day')}, since ${dayInWords(flag.since)}. Adopted here for the newly qualified: ${flag.atMost} at most.`;
  },
  days: (days: readonly string[]) => `On ${list(days.map((day) => dayInWords(day)))}.`,
  seenBy: (as: 'mine' | 'supervisor' | 'principal', supervisor: string | null) =>
    as === 'mine'
      ? `Seen by you, ${supervisor === null ? 'the principal social worker' : `${supervisor}, who supervises you, and the principal social worker`}. It comes from the rota, from your own taps and from what was kept, and goes by itself.`
      : as === 'supervisor'
        ? 'You see this because you supervise them. They see it too.'
        : 'You see this as principal social worker. They see it too, and so does whoever supervises them.',
} as const;
