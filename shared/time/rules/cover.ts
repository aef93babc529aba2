import { checked } from './rule.ts';

/**
 * When a flag is raised, as data. No law of social work sets such a number: each is adopted by an employer or is not in force. The pattern is
 * the red flags of safe nurse staffing.
 */
export interface CoverRule {
  /** Fewer qualified people than this on duty at once is sole cover. */
  fewestQualified: number;
  /** A day counts from so many minutes alone. */
  minutesAlone: number;
  /** On more days than this, of the newest `within` days, a flag is raised. */
  daysAtMost: number;
  within: number;
  /** Somebody newly qualified without a kept supervision for more days than this, days away left out. */
  daysWithoutSupervision: number;
}

/** A shape to adopt, and its source. `off`: until an employer adopts it, no flag is raised. */
export const soleCover = {
  id: 'local.sole-cover',
  name: 'Locally adopted: nobody is the only qualified person on duty for long',
  regime: 'local',
  off: 'for each employer to adopt',
  suggests: { fewestQualified: 2, minutesAlone: 60, daysAtMost: 2, within: 14, daysWithoutSupervision: 21 },
  sources: ['http://www.nursingtimes.net/nursing-practice/clinical-zones/management/nice-sets-out-guidance-on-safe-nurse-staffing-levels-for-hospitals/5072964.article'],
  lastChecked: checked,
  notes: 'The numbers are a suggestion and nobody’s law. NICE’s red flags for nursing name fewer than two registered nurses on a ward in any shift.',
} as const satisfies { suggests: CoverRule } & Record<string, unknown>;
