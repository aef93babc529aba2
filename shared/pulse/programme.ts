import { Temporal } from 'temporal-polyfill';

/** When rounds open and close: local wall-clock times, so that a round opens at nine on both sides of a clock change. */
export interface Programme {
  /** Local date on which round 1 opens, as 2025-09-29. */
  firstOpensOn: string;
  /** Local time at which rounds open and close, as 09:00. */
  opensAt: string;
  zone: string;
  everyWeeks: 2 | 4;
  openDays: number;
}

export interface RoundTimes {
  opensAt: string;
  closesAt: string;
}

const instantOf = (local: Temporal.ZonedDateTime): string => local.toInstant().toString();

/** The instants at which a round (from 1) opens and closes. */
export function timesOf(programme: Programme, round: number): RoundTimes {
  const first = Temporal.PlainDate.from(programme.firstOpensOn).toZonedDateTime({ timeZone: programme.zone, plainTime: Temporal.PlainTime.from(programme.opensAt) });
  const opens = first.add({ weeks: (round - 1) * programme.everyWeeks });
  return { opensAt: instantOf(opens), closesAt: instantOf(opens.add({ days: programme.openDays })) };
}

/** The newest round that has opened by `now` (epoch milliseconds); 0 before the first. */
export function openedBy(programme: Programme, now: number): number {
  let round = Math.max(0, Math.floor((now - Date.parse(timesOf(programme, 1).opensAt)) / (programme.everyWeeks * 7 * 86_400_000)));
  while (Date.parse(timesOf(programme, round + 1).opensAt) <= now) round += 1;
  return round;
}

/** The newest round that has to be prepared by `now`: the next one is prepared when this one opens. */
export const preparedBy = (programme: Programme, now: number): number => openedBy(programme, now) + 1;

/** Whether a round is the first that opens in its quarter, by the programme’s own calendar. Never the very first: there was nothing before it. */
export function asksOfReporting(programme: Programme, round: number): boolean {
  if (round <= 1) return false;
  const quarterOf = (n: number): number => {
    const { year, month } = Temporal.Instant.from(timesOf(programme, n).opensAt).toZonedDateTimeISO(programme.zone);
    return year * 4 + Math.floor((month - 1) / 3);
  };
  return quarterOf(round) > quarterOf(round - 1);
}
