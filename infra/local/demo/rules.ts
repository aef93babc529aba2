import type { RuleChange } from '../../../shared/time/rules/adopting.ts';
import { rulesHere } from '../../../functions/identity/rules.ts';
import { granted, type Stores } from '../../../functions/store/granted.ts';
import { endpoints } from '../../registry.ts';
import { people } from './people.ts';

/** What Northmoor’s principal has checked and adopted: the adults’ assessed year, and time with a student for practice educators. */
const changes: readonly RuleChange[] = [
  { kind: 'adopted', rule: 'asye-adults.sup' },
  { kind: 'adopted', rule: 'asye-adults.time' },
  { kind: 'adopted', rule: 'asye-adults.review' },
  { kind: 'adopted', rule: 'asye-adults.evidence' },
  { kind: 'own', name: 'Half a day a week with a student', audience: 'practice-educator', owes: { kind: 'protected-week', halfDays: 1 } },
];
const setDaysAgo = 60;

/** As the principal adopted them. Once, however often this is run. */
export async function seedRules(stores: Stores, now: number): Promise<void> {
  const caller = people.find(({ roles }) => roles.includes('principal'));
  if (caller === undefined) throw new Error('the demo has a principal');
  const { version } = await rulesHere(stores.identity);
  const ours = { caller, params: {}, query: {}, stores: granted(stores, endpoints.changeRules.row.grants), now: now - setDaysAgo * 86_400_000 };
  for (const [i, change] of changes.entries()) if (i >= version) await endpoints.changeRules.handle({ ...ours, body: { version: i, change } });
}
