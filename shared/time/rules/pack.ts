import type { LocalDate } from '../date.ts';
import { assessedYear } from './assessedYear.ts';
import { careQuality } from './careQuality.ts';
import { employerStandards } from './employerStandards.ts';
import { health } from './health.ts';
import { localRules } from './local.ts';
import { mentalHealth } from './mentalHealth.ts';
import { northernIreland } from './northernIreland.ts';
import type { Rule } from './rule.ts';
import { scotland } from './scotland.ts';
import { socialWorkEngland } from './socialWorkEngland.ts';
import { wales } from './wales.ts';

/** Every rule Headroom knows of, on or off. */
export const rulePack: readonly Rule[] = [...socialWorkEngland, ...employerStandards, ...assessedYear, ...mentalHealth, ...health, ...scotland, ...wales, ...northernIreland, ...careQuality, ...localRules];

/** What an organisation says about rules: ids it has checked and adopted, and rules of its own making, which say `local`. */
export interface Adopted {
  ids: readonly string[];
  own: readonly Rule[];
}

/** The rules that count here: those that are on, those that were adopted, and the organisation's own. */
export const inForce = ({ ids, own }: Adopted): Rule[] => [...rulePack.filter((rule) => rule.off === null || ids.includes(rule.id)), ...own];

/** Whether a version holds on a day, its first and last included. */
export const holdsOn = ({ validFrom, validTo }: Pick<Rule, 'validFrom' | 'validTo'>, day: LocalDate): boolean => (validFrom === null || validFrom <= day) && (validTo === null || day <= validTo);
