import type { SessionShape } from '../contract/identity/time.ts';
import { type LocalDate, localDateOf } from '../time/date.ts';
import type { SessionKind } from '../time/sessionKind.ts';
import type { CpdKind } from './field.ts';

/** What a piece can begin with: something that was held, as it stands in the diary of everybody who was there. */
export interface Beginning {
  session: string;
  of: SessionKind;
  kind: CpdKind;
  on: LocalDate;
  minutes: number;
  participatoryMinutes: number;
}

const writtenAs = {
  'supervision': 'supervision',
  'clinical-supervision': 'supervision',
  'group-reflection': 'group',
  'cpd': 'course',
  'peer-review': 'feedback',
  'legal-update': 'course',
  'shadowing': 'shadowing',
  'union': null,
} as const satisfies Readonly<Record<SessionKind, CpdKind | null>>;

/** Newest first: what this person was at, with the fewest minutes that anybody who was there tells, which is what nobody disputes. */
export const beginningsFor = (person: string, sessions: readonly SessionShape[]): Beginning[] =>
  sessions
    .flatMap(({ id, of, people, givenBy, lines }): Beginning[] => {
      const kind = writtenAs[of];
      const told = Object.values(lines.find((line) => line.person === person)?.accounts ?? {});
      const held = told.flatMap((account) => (account.happened === 'held' ? [account] : []));
      const minutes = Math.min(...held.map(({ minutesUninterrupted }) => minutesUninterrupted));
      const [first] = held;
      if (kind === null || first === undefined || held.length < told.length || minutes === 0) return [];
      const together = people.length > 1 || (givenBy !== null && givenBy !== person);
      return [{ session: id, of, kind, on: localDateOf(first.start), minutes, participatoryMinutes: together ? minutes : 0 }];
    })
    .sort((a, b) => (a.on < b.on ? 1 : -1));
