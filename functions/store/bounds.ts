import type { Change, Item, Key, Range, Value } from './store.ts';

/**
 * What every store takes: DynamoDB's bounds, kept by all of them, so that nothing works on one machine and fails where it grows.
 * Out of bounds is a bug of the caller: RangeError. Source: "Quotas in Amazon DynamoDB", read 2026-11.
 */
export const bounds = {
  pkBytes: 2048,
  skBytes: 1024,
  itemBytes: 400 * 1024,
  depth: 32,
  changes: 100,
  changesBytes: 4 * 1024 * 1024,
  pageBytes: 1024 * 1024,
} as const;

export function checkKey({ pk, sk }: Key): void {
  if (!isBetween(textBytes(pk), 1, bounds.pkBytes)) throw new RangeError(`a partition key is 1 to ${bounds.pkBytes} bytes`);
  if (!isBetween(textBytes(sk), 1, bounds.skBytes)) throw new RangeError(`a sort key is 1 to ${bounds.skBytes} bytes`);
}

/** The item's size as DynamoDB counts it, numbers at their longest. */
export function checkItem(item: Item): number {
  checkKey(item);
  if (item.expiresAt !== undefined && !Number.isSafeInteger(item.expiresAt)) throw new RangeError('expiresAt is whole seconds');
  const size = mapBytes(item, 0);
  if (size > bounds.itemBytes) throw new RangeError(`an item is at most ${bounds.itemBytes} bytes`);
  return size;
}

export function checkChanges(changes: readonly Change[]): void {
  if (changes.length > bounds.changes) throw new RangeError(`a transaction holds at most ${bounds.changes} changes`);
  const touched = new Set<string>();
  let size = 0;
  for (const change of changes) {
    if ('delete' in change) checkKey(change.delete);
    else size += checkItem(change.put);
    const { pk, sk } = 'delete' in change ? change.delete : change.put;
    touched.add(JSON.stringify([pk, sk]));
  }
  if (touched.size < changes.length) throw new RangeError('a transaction touches each key once');
  if (size > bounds.changesBytes) throw new RangeError(`a transaction is at most ${bounds.changesBytes} bytes`);
}

/** Where a query starts and what it may see. `after`, where it is there, has the prefix. */
export interface Span {
  prefix: string;
  after: string | null;
  limit: number;
  reverse: boolean;
}

/** Null where nothing can be found: `after` lies beyond everything with the prefix. */
export function spanOf({ prefix = '', after, limit = 1000, reverse = false }: Range): Span | null {
  if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError('a limit is at least 1');
  textBytes(prefix);
  if (after === undefined) return { prefix, after: null, limit, reverse };
  textBytes(after);
  if (after !== '' && after.startsWith(prefix)) return { prefix, after, limit, reverse };
  const isBefore = byteOrder(after, prefix) <= 0;
  return isBefore === reverse ? null : { prefix, after: null, limit, reverse };
}

/** UTF-8 bytes, which is the order of code points, and not JavaScript's, which is that of UTF-16 units. */
export const byteOrder = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** The least text greater than everything that starts with the prefix; null where there is none. */
export function justAbove(prefix: string): string | null {
  const points = Array.from(prefix, (c) => c.codePointAt(0) ?? 0);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    if (last < 0x10ffff) return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
  }
  return null;
}

const isBetween = (n: number, least: number, most: number): boolean => n >= least && n <= most;

/** Half a surrogate pair has no UTF-8: it would come back as something else. */
function textBytes(text: string): number {
  if (!text.isWellFormed()) throw new RangeError('text must be well-formed Unicode');
  return Buffer.byteLength(text);
}

/** DynamoDB wants a name; the other two are what a JavaScript object, and the SDK with it, takes for something else. */
const unnameable: ReadonlySet<string> = new Set(['', '__proto__', 'constructor']);

function mapBytes(map: object, depth: number): number {
  let size = 0;
  for (const [name, value] of Object.entries(map) as [string, Value | undefined][]) {
    if (value === undefined) continue;
    if (unnameable.has(name)) throw new RangeError('an attribute cannot have this name');
    size += textBytes(name) + valueBytes(value, depth);
  }
  return size;
}

function valueBytes(value: Value, depth: number): number {
  if (depth > bounds.depth) throw new RangeError(`values nest at most ${bounds.depth} deep`);
  if (typeof value === 'string') return textBytes(value);
  if (typeof value === 'number') return numberBytes(value);
  if (typeof value === 'boolean' || value === null) return 1;
  if (value instanceof Uint8Array) return value.length;
  if (Array.isArray(value)) return value.reduce((n: number, v: Value) => n + 1 + valueBytes(v, depth + 1), 3);
  return 3 + Object.keys(value).length + mapBytes(value, depth + 1);
}

/** Whole numbers are exact on both sides; others keep a double's digits. DynamoDB has neither infinities nor anything under 10⁻¹³⁰. */
function numberBytes(n: number): number {
  const size = Math.abs(n);
  if (!(size <= Number.MAX_SAFE_INTEGER) || (size !== 0 && size < 1e-130)) throw new RangeError('a number out of range');
  return 21;
}
