import * as z from 'zod';

/**
 * What a pair agrees on before they begin: one supervisor and the person supervised. Both sign one version; from then on it holds until
 * they sign another one, or one that says that its supervisor takes this one’s place. Somebody may have several supervisors beside each other.
 *
 *     proposed ─sign, sign─▶ holds ─▶ the pair’s next one holds
 *                                └──▶ another supervisor’s takes its place: what is still to do goes to them
 */
export const agreementTerms = z.strictObject({
  supervisor: z.string().min(1).max(100),
  /** Whose place this supervisor takes from its day on; null: nobody’s. Left out before there were several at once: that of all before. */
  replaces: z.string().min(1).max(100).nullable().exactOptional(),
  from: z.iso.date(),
  everyWeeks: z.number().int().min(1).max(13),
  minutes: z.number().int().min(15).max(240),
  where: z.string().min(1).max(200),
  /** What stays between the two, and what cannot. */
  confidential: z.string().min(1).max(1000),
  /** What happens when one of them is away: who stands in. */
  standIn: z.string().min(1).max(100).nullable(),
  /** Whether a supervisor may read what was written with those whose place they took. The person supervised says so, and nobody else. */
  sharesEarlier: z.boolean(),
});
export type AgreementTerms = z.infer<typeof agreementTerms>;

export interface Agreement extends AgreementTerms {
  v: 1;
  /** From 1 on, a person. */
  number: number;
  proposedBy: string;
  proposedAt: string;
  signatures: Readonly<Record<string, string>>;
}

/** Signed by both. */
export const holds = (supervisee: string, { supervisor, signatures }: Pick<Agreement, 'supervisor' | 'signatures'>): boolean => signatures[supervisee] !== undefined && signatures[supervisor] !== undefined;

const held = (supervisee: string, all: readonly Agreement[], supervisor: string): Agreement[] => all.filter((a) => a.supervisor === supervisor && holds(supervisee, a)).sort((a, b) => a.number - b.number);

/** Supervisors whose place an agreement takes. */
function replacedBy(supervisee: string, agreement: Agreement, all: readonly Agreement[]): string[] {
  const { replaces, number, supervisor } = agreement;
  if (replaces !== undefined) return replaces === null ? [] : [replaces];
  return all.filter((a) => a.number < number && a.supervisor !== supervisor && holds(supervisee, a)).map((a) => a.supervisor);
}

/** The day from which another supervisor’s agreement takes the place of this one; null: none does. */
export function endsOn(supervisee: string, agreement: Agreement, all: readonly Agreement[]): string | null {
  const later = all.filter((a) => a.number > agreement.number && holds(supervisee, a) && replacedBy(supervisee, a, all).includes(agreement.supervisor));
  return later.map(({ from }) => from).sort()[0] ?? null;
}

/** The one of a pair that holds on a day: the newest that both have signed and that has begun, unless another’s has taken its place. Null: none. */
export function standingAgreement(supervisee: string, supervisor: string, all: readonly Agreement[], day: string): Agreement | null {
  const newest = held(supervisee, all, supervisor).findLast((a) => a.from <= day);
  if (newest === undefined) return null;
  const ends = endsOn(supervisee, newest, all);
  return ends === null || ends > day ? newest : null;
}

/** Whose place a supervisor took, and whose those had taken, each with the day on which that was: what they wrote since is another’s. */
function tookThePlaceOf(supervisee: string, supervisor: string, all: readonly Agreement[], until: string): ReadonlyMap<string, string> {
  const found = new Map([[supervisor, until]]);
  for (const [one, before] of found)
    for (const agreement of held(supervisee, all, one))
      for (const replaced of replacedBy(supervisee, agreement, all)) if (agreement.from <= before && !found.has(replaced)) found.set(replaced, agreement.from);
  return found;
}

export type Reader = 'supervisee' | 'supervisor' | 'auditor';
interface OfSession {
  on: string;
  givenBy: string | null;
  standIn?: string;
}

/**
 * Who somebody is to a record; null: nobody, and they may not know that it is there. It is read by the two who met, and by who stood in;
 * where nobody was named to give it, by whoever’s agreement held that day; by who took their place where the supervisee said so; and, as
 * an audit, by the principal. Another supervisor of the same person reads none of it.
 */
export function readerOf(reader: { id: string; isPrincipal: boolean }, supervisee: string, agreements: readonly Agreement[], record: OfSession): Reader | null {
  if (reader.id === supervisee) return 'supervisee';
  if (reader.id === record.standIn || isWith(supervisee, reader.id, agreements, record) || isShared(supervisee, reader.id, agreements, record)) return 'supervisor';
  return reader.isPrincipal ? 'auditor' : null;
}

/** Whether a session was one with this supervisor. */
export const isWith = (supervisee: string, supervisor: string, agreements: readonly Agreement[], { on, givenBy }: OfSession): boolean =>
  givenBy === null ? standingAgreement(supervisee, supervisor, agreements, on) !== null : givenBy === supervisor;

/** Whether somebody is the supervisor now in place of whom a session was with, and took that place after it. */
export function isBefore(supervisee: string, supervisor: string, agreements: readonly Agreement[], record: OfSession): boolean {
  const own = held(supervisee, agreements, supervisor);
  const [newest, taking] = [own.at(-1), own.findLast((a) => a.replaces !== null)];
  if (newest === undefined || endsOn(supervisee, newest, agreements) !== null || taking === undefined || record.on >= taking.from) return false;
  return taking.replaces === undefined || [...tookThePlaceOf(supervisee, supervisor, agreements, taking.from)].some(([one, until]) => record.on < until && isWith(supervisee, one, agreements, record));
}

const isShared = (supervisee: string, supervisor: string, agreements: readonly Agreement[], record: OfSession): boolean =>
  held(supervisee, agreements, supervisor).at(-1)?.sharesEarlier === true && isBefore(supervisee, supervisor, agreements, record);
