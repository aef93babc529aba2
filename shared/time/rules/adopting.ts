import { counted } from '../catalogue.ts';
import type { LocalDate } from '../date.ts';
import { protectedFor } from './assessedYear.ts';
import type { CoverRule } from './cover.ts';
import { type Adopted, rulePack } from './pack.ts';
import type { Audience, Rule } from './rule.ts';

/**
 * What an employer says about rules, one change after the other: it adopts one of the packs that is off, drops it again, writes one of its own,
 * or sets when a flag is raised. What holds says of each who said so and on which day; where that is null, it was so from the beginning.
 */
export interface RulesHere {
  adopted: readonly (Said & { rule: string })[];
  own: readonly (Said & { rule: Rule })[];
  cover: { numbers: CoverRule; by: string | null; on: LocalDate | null } | null;
}
export interface Said {
  by: string;
  on: LocalDate;
}

export type RuleChange = { kind: 'adopted'; rule: string } | { kind: 'dropped'; rule: string } | { kind: 'own'; name: string; audience: Audience; owes: OwnOwes } | { kind: 'cover'; numbers: CoverRule | null };
/** What an employer’s own rule can owe: supervision every so many weeks, or a part of each week for learning. */
export type OwnOwes = { kind: 'supervision' | 'clinical-supervision'; everyWeeks: number; minutes: number | null } | { kind: 'protected-week'; halfDays: number };

const mostOwn = 40;

/** What holds after a change; null where there is nothing of that name to adopt or to drop. `id` is that of a rule that the change writes. */
export function changedBy(here: RulesHere, change: RuleChange, said: Said, id: string): RulesHere | null {
  switch (change.kind) {
    case 'adopted':
      return isToAdopt(change.rule) && !here.adopted.some(({ rule }) => rule === change.rule) ? { ...here, adopted: [...here.adopted, { rule: change.rule, ...said }] } : null;
    case 'dropped': {
      const [adopted, own] = [here.adopted.filter(({ rule }) => rule !== change.rule), here.own.filter(({ rule }) => rule.id !== change.rule)];
      return adopted.length === here.adopted.length && own.length === here.own.length ? null : { ...here, adopted, own };
    }
    case 'own':
      return here.own.length < mostOwn ? { ...here, own: [...here.own, { rule: ownRule(change, said.on, id), ...said }] } : null;
    case 'cover':
      return { ...here, cover: change.numbers === null ? null : { numbers: change.numbers, ...said } };
    default:
      return change satisfies never;
  }
}

const isToAdopt = (id: string): boolean => rulePack.some((rule) => rule.id === id && rule.off !== null);

export const adoptedIn = ({ adopted, own }: Pick<RulesHere, 'adopted' | 'own'>): Adopted => ({ ids: adopted.map(({ rule }) => rule), own: own.map(({ rule }) => rule) });

/** It holds from the day it is written, wherever somebody works; time each week is given in proportion. */
function ownRule({ name, audience, owes }: Extract<RuleChange, { kind: 'own' }>, on: LocalDate, id: string): Rule {
  const local = { id, name, nation: 'United Kingdom', regime: 'local', audience: [audience], validFrom: on, validTo: null, absence: 'pauses', read: 'at the source', off: null, sources: [], lastChecked: on, notes: tellOwn(owes) } as const;
  if (owes.kind === 'protected-week') return { ...local, about: owes.kind, partTime: 'in proportion', owes: { kind: 'protected-share', of: protectedFor, workingDaysAWeek: owes.halfDays / 2 } };
  return { ...local, about: owes.kind, partTime: 'same', owes: { kind: 'sessions', of: owes.kind, minutes: owes.minutes, supervisor: 'anyone', from: 'employment', steps: [{ until: null, every: { weeks: owes.everyWeeks } }] } };
}

const tellOwn = (owes: OwnOwes): string =>
  owes.kind === 'protected-week'
    ? `${owes.halfDays === 1 ? 'Half a working day' : `${owes.halfDays} half working days`} each week for learning, in proportion for whoever works part time.`
    : `At least every ${owes.everyWeeks === 1 ? 'week' : counted(owes.everyWeeks, 'week')}${owes.minutes === null ? '' : `, ${owes.minutes} minutes or more without a break`}.`;
