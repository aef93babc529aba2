import type { LocalDate } from '../time/date.ts';
import { type Agreement, standingAgreement } from './agreement.ts';

/**
 * Who stands in for a session that the supervisor cannot give: whom the agreement of the two names on that day, and only on a day on which the
 * supervisor is away. They tell what happened and keep that session’s record, and have nothing to do with any other.
 */
export function standInOn(supervisee: string, agreements: readonly Agreement[], { on, givenBy }: { on: LocalDate; givenBy: string | null }, isAway: (person: string, day: LocalDate) => boolean): string | null {
  const agreement = givenBy === null ? null : standingAgreement(supervisee, givenBy, agreements, on);
  if (agreement === null || agreement.standIn === null || agreement.standIn === supervisee) return null;
  return isAway(agreement.supervisor, on) ? agreement.standIn : null;
}
