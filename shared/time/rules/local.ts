import type { Span } from '../date.ts';
import { checked, type Rule } from './rule.ts';

/** What two trusts ask of themselves: rules to adopt, and a shape for an employer's own. */
const local = {
  about: 'clinical-supervision',
  nation: 'England',
  regime: 'local',
  validFrom: null,
  validTo: null,
  partTime: 'same',
  absence: 'pauses',
  read: 'at the source',
  off: 'for each employer to adopt',
  lastChecked: checked,
  notes: 'One trust’s own rule, here for others to adopt.',
} as const;
const clinicians = ['nurse', 'nurse-and-midwife', 'hcpc-professional', 'social-worker'] as const;
const every = (span: Span) => ({ kind: 'sessions', of: 'clinical-supervision', minutes: null, supervisor: 'anyone', from: 'employment', steps: [{ until: null, every: span }] }) as const;

export const localRules = [
  { ...local, id: 'local.mersey', name: 'Mersey Care: clinical supervision every eight weeks', audience: clinicians, owes: every({ weeks: 8 }), sources: ['https://yourspace.merseycare.nhs.uk/supervision'] },
  { ...local, id: 'local.north-west-boroughs', name: 'North West Boroughs: clinical supervision every three months', audience: clinicians, owes: every({ months: 3 }), sources: ['https://nwb-extranet.frank-digital.co.uk'] },
] as const satisfies readonly Rule[];
