import type { CpdEntry } from './entry.ts';
import { agreedWords, filed, filedFields } from './filed.ts';

/**
 * A record as a file that spreadsheets open: RFC 4180, with the mark that says UTF-8. A cell that a spreadsheet would take for a formula
 * gets an apostrophe in front: nothing in it is run. A private reflection is in it only as far as it is open: `opened` says what a sealed one says.
 */
export function csvOf(entries: readonly CpdEntry[], opened: (sealed: string) => string | null = () => null): string {
  const reflected = entries.some(({ reflection }) => reflection !== undefined);
  const rows = entries.map((entry) => [
    ...filed(entry).map(({ said }) => said),
    entry.isSubmitted ? 'submitted' : 'draft', String(entry.minutes), String(entry.participatoryMinutes), entry.agreedFor.map((role) => agreedWords[role]).join(', '), entry.evidence.join(' '),
    ...(reflected ? [entry.reflection === undefined ? '' : (opened(entry.reflection) ?? 'kept encrypted')] : []),
  ]);
  return `\uFEFF${[[...filedFields, ...ours, ...(reflected ? ['private reflection'] : [])], ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

const ours = ['state', 'minutes', 'minutes with other people', 'agreed as training for', 'evidence'] as const;

/** What begins a formula somewhere; spaces in front do not stop one. */
const formula = /^\s*[=+\-@\t\r\n]|^[\t\r\n]/;

export function cell(said: string): string {
  const safe = formula.test(said) ? `'${said}` : said;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
