/**
 * What in a text looks like it points at a person who uses services. A supervision record is about the practitioner; decisions about a
 * person belong in that person’s own record. Found by shape, so some of it may be something else: what is refused says so, and where.
 */
export const identifierKinds = ['nhs-number', 'national-insurance', 'case-number', 'date-of-birth', 'postcode'] as const;
export type IdentifierKind = (typeof identifierKinds)[number];

export interface Found {
  kind: IdentifierKind;
  /** Where in the text. */
  from: number;
  to: number;
}

/** Longest first in meaning: a number that is an NHS number is not called a case number as well. */
const shapes: readonly { kind: IdentifierKind; shape: RegExp; holds?: (text: string) => boolean }[] = [
  { kind: 'nhs-number', shape: /\b\d{3}[ -]?\d{3}[ -]?\d{4}\b/g, holds: isNhsNumber },
  { kind: 'national-insurance', shape: /\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/gi },
  { kind: 'date-of-birth', shape: /\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?)\b[ :]*\d{1,2}[ ./-](?:\d{1,2}|[a-z]{3,9})[ ./-]\d{2,4}/gi },
  { kind: 'case-number', shape: /\b(?:case|client|person|file|ref(?:erence)?|lcs|las|mosaic|careworks|liquidlogic)[ .:#-]*(?:no\.?|number|id)?[ .:#-]*[a-z]{0,4}\d{4,}\b/gi },
  { kind: 'case-number', shape: /\b[A-Z]{1,5}[-/]?\d{5,}\b/g },
  { kind: 'case-number', shape: /(?<![\d£:.,-])\b\d{6,9}\b(?![.,]?\d)/g },
  { kind: 'postcode', shape: /\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b/g },
];

export function identifiersIn(text: string): Found[] {
  const found: Found[] = [];
  for (const { kind, shape, holds } of shapes)
    for (const match of text.matchAll(shape)) {
      const [from, to] = [match.index, match.index + match[0].length];
      if ((holds?.(match[0]) ?? true) && !found.some((f) => from < f.to && f.from < to)) found.push({ kind, from, to });
    }
  return found.sort((a, b) => a.from - b.from);
}

/** Ten digits whose last is the check digit, modulus 11 (NHS Data Dictionary). */
function isNhsNumber(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '').split('').map(Number);
  const sum = digits.slice(0, 9).reduce((n, digit, i) => n + digit * (10 - i), 0);
  const check = (11 - (sum % 11)) % 11;
  return digits.length === 10 && check !== 10 && check === digits[9];
}

export const identifierWords = {
  'nhs-number': 'an NHS number',
  'national-insurance': 'a National Insurance number',
  'case-number': 'a case or reference number',
  'date-of-birth': 'a date of birth',
  'postcode': 'a postcode',
} as const satisfies Record<IdentifierKind, string>;
