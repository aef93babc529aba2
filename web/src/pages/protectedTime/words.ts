import { counted, reasonWords } from '../../../../shared/time/catalogue.ts';
import { unbroken } from '../../ui/share.ts';
import { monthNamed } from '../../ui/dates.ts';

const percentOf = (share: number): string => `${Math.round(share)}\u00A0%`;
const atLeast = (people: number | null, floor: number): string => (people === null ? `fewer than ${floor} people` : counted(people, 'person', 'people'));
const hours = (minutes: number): string => (minutes > 0 && minutes < 30 ? 'under 1 h' : `${Math.round(minutes / 60)} h`);

/** What is said of protected time by service. */
export const words = {
  title: 'Protected time',
  heading: 'Protected time: what was kept, and what is owed',
  loading: 'Adding up the months…',
  lead: (day: string) => `Supervision, reflection and learning that was booked, by service and month, as it stood on ${day}. An hour counts in the month it was first booked for; it is kept if it took place within four weeks of that day, as one who was there says and nobody who was there disputes.`,
  notCounted: 'Nothing has been counted yet. The first count is made within a day of the first booking.',
  nothing: (floor: number) => `Nothing can be shown of this service yet: in no month has anything been booked for ${floor} people or more.`,
  newest: (share: number, of: string) => unbroken(`${percentOf(share)} of what was booked for ${monthNamed(of)} was kept`),
  noneSettled: 'The first month is not settled yet',
  noneSettledNote: 'A month is settled four weeks after its last day. Until then the table has it as it stands.',
  verdict: { better: 'Getting better', worse: 'Getting worse', usual: 'As usual', few: 'Too few months to say' },
  measure: 'Kept within four weeks',
  before: (share: number, months: number) => unbroken(`The ${months === 1 ? 'month' : `${months} months`} before: ${percentOf(share)}${months === 1 ? '' : ' on average'}.`),
  soFar: (of: string, { kept, ahead, owed, unknown }: { kept: number; ahead: number; owed: number; unknown: number }) =>
    `${monthNamed(of)} so far: ${hours(kept)} kept, ${hours(owed)} owed, ${hours(unknown)} that nobody has confirmed, ${hours(ahead)} still to come.`,
  overdue: (of: string, { people, of: all }: { people: number | null; of: number }, floor: number, isOver: boolean) =>
    `${isOver ? `At the end of ${monthNamed(of)}` : 'Today'} supervision ${isOver ? 'was' : 'is'} overdue, booked or not, for ${atLeast(people, floor)} of ${all}.`,
  chart: (service: string, sentence: string) => `${service}: share of booked time that was kept within four weeks, by month. ${sentence}. The table has every month.`,
  injury: 'In the same time, as people here answered',
  injuryHidden: 'Nothing that was published of this service speaks of it.',
  injuryChart: (service: string, sentence: string) => `${service}: acting against one’s own judgement, over the rounds. ${sentence}`,
  injuryNote: 'The two lines are shown together because an hour that is taken and a judgement that is overruled are often one and the same day. That one makes the other is not said here.',
  picture: (service: string) => `Open the results of ${service}`,
  reasons: 'Why time was moved or taken',
  tooFewReasons: 'Nothing was moved or taken often enough to say why without pointing at somebody.',
  reason: (reason: keyof typeof reasonWords | null, lost: number, moved: number) =>
    `${reason === null ? 'all other reasons together' : reasonWords[reason]}: ${[...(lost === 0 ? [] : [`taken or cut short ${counted(lost, 'time')}`]), ...(moved === 0 ? [] : [`moved ${counted(moved, 'time')}`])].join(', ')}`,
  flags: 'Red flags on the day of the count',
  flagsNote: 'Raised from the rota, from what people said under their own names and from what was kept. Only the person a flag is about, whoever supervises them and the principal social worker see whose it is.',
  soleCover: (people: number | null, floor: number) => `The only qualified person on duty on more days than was adopted: ${atLeast(people, floor)}.`,
  noSupervision: (people: number | null, floor: number) => `Newly qualified and without supervision for longer than was adopted: ${atLeast(people, floor)}.`,
  table: (service: string) => `${service}, month by month`,
  columns: { month: 'Month', share: 'Kept', late: 'Kept later', owed: 'Owed', unknown: 'Nobody said', ahead: 'To come', overdue: 'Overdue' },
  share: percentOf,
  hours,
  of: (n: number | null, all: number, floor: number) => `${n ?? `under ${floor}`} of ${all}`,
  hidden: (floor: number) => `hidden: booked for fewer than ${floor} people`,
  notSettled: 'not settled',
  key: 'The band is how far the figures go up and down by chance; the line in it is their middle. A triangle stands for better, a diamond for worse. Hatched: nothing can be shown. “Overdue” counts people whose supervision was due by a rule and had not taken place by the end of the month, whether any was booked or not. Where they are few it says “under” so many, which may be nobody.',
  rules: 'See by which rules time is owed, and when a flag is raised',
  forCare: 'Of whole services, in the order of the alphabet. It is here so that the hour can be defended, and may serve no target and no comparison of people, teams or managers.',
} as const;
