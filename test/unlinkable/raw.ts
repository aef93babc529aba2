import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What someone has who takes a house’s files and not its word: bytes, rows as they lie, and the write-ahead log. */
export function copyOf(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'headroom-copy-'));
  cpSync(folder, copy, { recursive: true });
  return copy;
}

export function filesIn(...folders: string[]): Map<string, Buffer> {
  const files = folders.flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name)));
  return new Map(files.map((path) => [relative(tmpdir(), path), readFileSync(path)]));
}

export interface Row {
  pk: string;
  sk: string;
  expiresAt: number | null;
  body: string;
}

/** All rows in the order they are met, by the row’s number where rows have one. The files stay as they are. */
export function rowsOf(folder: string, side: string): Row[] {
  const copy = copyOf(folder);
  const db = new DatabaseSync(join(copy, `${side}.sqlite`));
  try {
    return db.prepare('SELECT pk, sk, expiresAt, body FROM item NOT INDEXED').all().map((r) => ({ pk: String(r['pk']), sk: String(r['sk']), expiresAt: r['expiresAt'] === null ? null : Number(r['expiresAt']), body: String(r['body']) }));
  } finally {
    db.close();
    rmSync(copy, { recursive: true });
  }
}

/** The write-ahead log’s pages with their numbers, without salts and checksums, which SQLite draws anew for every log (https://sqlite.org/fileformat2.html#the_write_ahead_log). */
export function pagesOf(log: Buffer): string[] {
  if (log.length === 0) return [];
  const size = log.readUInt32BE(8);
  return Array.from({ length: Math.floor((log.length - 32) / (size + 24)) }, (_, i) => {
    const frame = log.subarray(32 + i * (size + 24), 32 + (i + 1) * (size + 24));
    return `${frame.subarray(0, 8).toString('hex')} ${frame.subarray(24).toString('base64')}`;
  });
}

/** A secret as it may stand somewhere: its bytes, as hex, as base64 at each of the three places it can begin, as UTF-16. */
export function spellingsOf(secret: Uint8Array): Buffer[] {
  const plain = Buffer.from(secret);
  const encoded = [0, 1, 2].flatMap((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), plain]).toString('base64').slice(Math.ceil((shift * 4) / 3), Math.floor(((shift + plain.length) * 4) / 3));
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const hex = plain.toString('hex');
  return [plain, Buffer.from(plain.toString('latin1'), 'utf16le'), ...[...encoded, hex, hex.toUpperCase()].map((text) => Buffer.from(text))];
}

/** The names of the files that hold it, in whatever spelling. */
export const holding = (files: ReadonlyMap<string, Buffer>, secret: Uint8Array): string[] =>
  [...files].filter(([, bytes]) => spellingsOf(secret).some((s) => bytes.includes(s))).map(([name]) => name);
