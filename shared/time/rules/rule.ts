import type { LocalDate, Span } from '../date.ts';
import type { SessionKind } from '../sessionKind.ts';

/**
 * A rule of supervision or learning, as data. Rules change (several did between 2024 and 2027), so each is a version with the days it
 * holds; the same id may come again, from the day after. Nothing here is code, and nothing about a rule is anywhere else.
 */
export interface Rule {
  id: string;
  /** What a screen calls it. */
  name: string;
  /** What it is a rule of: of rules about one thing the stricter counts. */
  about: About;
  nation: Nation | 'United Kingdom';
  regime: 'law' | 'regulator' | 'programme' | 'voluntary standard' | 'local';
  audience: readonly Audience[];
  owes: Owes;
  /** First and last day; null where none is known. */
  validFrom: LocalDate | null;
  validTo: LocalDate | null;
  /** Whoever began their year under it ends it under it, whatever follows. */
  boundToStart?: true;
  /** How long after a role began it holds; not given: as long as the role. */
  lasts?: Span;
  /** What working part time does: nothing, dates move out, or amounts come down. Only where the rule says so. */
  partTime: 'same' | 'longer' | 'in proportion';
  /** Whether days away move a date. */
  absence: 'pauses' | 'runs on';
  read: 'at the source' | 'in a secondary source' | 'in a mirror' | 'not read';
  /** Why it is off until an organisation has checked it and adopts it; null where it is on. */
  off: 'check locally' | 'for each employer to adopt' | null;
  sources: readonly string[];
  lastChecked: LocalDate;
  /** What somebody should know who relies on it, in plain words. */
  notes: string;
}

export type Nation = 'England' | 'Scotland' | 'Wales' | 'Northern Ireland';

/** Roles, stages and registers a person can be in. */
export const audiences = [
  'social-worker', 'nqsw-adults', 'nqsw-child-and-family', 'early-career', 'supported-year', 'assessed-year-ni', 'amhp', 'bia', 'practice-educator',
  'nurse', 'nurse-and-midwife', 'hcpc-professional', 'registered-swe', 'registered-sssc', 'registered-scw', 'registered-niscc', 'regulated-service',
  'residential-care', 'domiciliary-care',
] as const;
export type Audience = (typeof audiences)[number];

export type About =
  | 'supervision' | 'clinical-supervision' | 'registration-cpd' | 'renewal-form' | 'renewal-fee' | 'cpd-record' | 'registration-declaration' | 'core-learning' | 'mandatory-learning'
  | 'protected-week' | 'workload' | 'reviews' | 'evidence' | 'programme' | 'amhp-training' | 'amhp-approval' | 'bia-training' | 'practice-educator'
  | 'registration-hours' | 'practice-hours' | 'revalidation' | 'support-duty';

/** One tick each in the checklists. */
export type Item =
  | 'renewal-form' | 'renewal-fee' | 'annual-declaration' | 'learning-declaration' | 'core-learning-element' | 'trauma-informed-learning' | 'protection-learning' | 'review'
  | 'direct-observation' | 'feedback-children' | 'feedback-adults' | 'feedback-professionals' | 'assessed-report' | 'critical-reflection' | 'practice-feedback' | 'reflective-account'
  | 'reflective-discussion' | 'health-and-character' | 'indemnity' | 'confirmation' | 're-approval';

/** Up to when an interval holds, counted from where the rule counts; null: from then on. */
export interface Step {
  until: Span | null;
  every: Span;
}

/** A year by the calendar with a window to renew in, or so many years from a person's own date. */
export type Period =
  | { kind: 'registration-year'; startsOn: string; renewalOpensOn: string; newcomers: 'owe nothing this year' | 'owe it too' }
  | { kind: 'years'; years: number };

/** Minutes are minutes. Steps are in order and the last one is open; what has to be done by a date counts from the role's first day. */
export type Owes =
  | { kind: 'sessions'; of: SessionKind; minutes: number | null; supervisor: 'anyone' | 'registered social worker'; from: 'employment' | 'role'; steps: readonly Step[] }
  | { kind: 'pieces'; pieces: number; withPeerReflection: number; per: Period }
  | { kind: 'hours'; of: 'learning' | 'practice'; agreedFor: Audience | null; minutes: number; participatoryMinutes: number; per: Period }
  | { kind: 'recent'; agreedFor: Audience; within: Span; noneInFirst: Span }
  | { kind: 'record'; standards: readonly string[]; explainGapsOf: Span; per: Period }
  | { kind: 'checklist'; items: readonly { item: Item; count: number; by: Span }[] }
  | { kind: 'declaration'; items: readonly { item: Item; count: number }[]; per: Period }
  | { kind: 'protected-share'; of: readonly SessionKind[]; workingDaysAWeek: number }
  | { kind: 'workload-reduction'; percent: number }
  | { kind: 'fields'; fields: readonly string[] }
  | { kind: 'no-number'; says: string };

/** When the table of rules was last gone through. */
export const checked = '2026-11-23';
