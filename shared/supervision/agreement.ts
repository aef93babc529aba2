import * as z from 'zod';

/**
 * What a pair agrees on before they begin. Both sign one version; from then on it holds until another one is signed, and whoever is
 * the supervisor in it reads and writes the records from its day on.
 *
 *     proposed ─sign, sign─▶ holds ─▶ another one holds: the records move to whom it names
 */
export const agreementTerms = z.strictObject({
  supervisor: z.string().min(1).max(100),
  from: z.iso.date(),
  everyWeeks: z.number().int().min(1).max(13),
  minutes: z.number().int().min(15).max(240),
  where: z.string().min(1).max(200),
  /** What stays between the two, and what cannot. */
  confidential: z.string().min(1).max(1000),
  /** What happens when one of them is away: who stands in. */
  standIn: z.string().min(1).max(100).nullable(),
  /** Whether a new supervisor may read what was written before. The person supervised says so, and nobody else. */
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

/** The one that holds on a day: the newest that both have signed and that has begun. Null: none. */
export const standingAgreement = (supervisee: string, all: readonly Agreement[], day: string): Agreement | null =>
  all.filter((a) => holds(supervisee, a) && a.from <= day).sort((a, b) => b.number - a.number)[0] ?? null;

export type Reader = 'supervisee' | 'supervisor' | 'auditor';

/**
 * Who somebody is to a record; null: nobody, and they may not know that it is there. It is read by the two who met, and by who stood in; by the supervisor whose
 * agreement held that day; by the one whose agreement holds now where the supervisee said so; and, as an audit, by the principal.
 */
export function readerOf(reader: { id: string; isPrincipal: boolean }, supervisee: string, agreements: readonly Agreement[], record: { on: string; givenBy: string | null; standIn?: string }): Reader | null {
  if (reader.id === supervisee) return 'supervisee';
  if (reader.id === record.givenBy || reader.id === record.standIn || standingAgreement(supervisee, agreements, record.on)?.supervisor === reader.id) return 'supervisor';
  const newest = agreements.filter((a) => holds(supervisee, a)).sort((a, b) => b.number - a.number)[0];
  if (newest?.supervisor === reader.id && newest.sharesEarlier) return 'supervisor';
  return reader.isPrincipal ? 'auditor' : null;
}
