import type { Item, Value } from './store.ts';

/**
 * An item's attributes as one line of JSON, as the embedded store keeps them. Bytes are `{"$bytes": base64}`; a name of our own that
 * starts with a dollar gets another one, so that nothing a caller stores is taken for bytes.
 */
export const bodyOf = ({ pk: _pk, sk: _sk, ...rest }: Item): string => JSON.stringify(packed(rest));

export const itemOf = ({ pk, sk, body }: { pk: string; sk: string; body: string }): Item => {
  const item = unpacked(JSON.parse(body) as Json) as Omit<Item, 'pk' | 'sk'>;
  return { ...item, pk, sk } as Item;
};

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

function packed(value: object | Value): Json {
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64') };
  if (Array.isArray(value)) return value.map(packed);
  const out: { [name: string]: Json } = {};
  for (const [name, inner] of Object.entries(value)) if (inner !== undefined) out[name.startsWith('$') ? `$${name}` : name] = packed(inner as Value);
  return out;
}

function unpacked(value: Json): Value {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(unpacked);
  if (typeof value['$bytes'] === 'string') return new Uint8Array(Buffer.from(value['$bytes'], 'base64'));
  const out: { [name: string]: Value } = {};
  for (const [name, inner] of Object.entries(value)) out[name.startsWith('$') ? name.slice(1) : name] = unpacked(inner);
  return out;
}

/** Does the item have all of these values? Equal as DynamoDB has it: by type and content, whatever the order of a record's names. */
export const hasAll = (item: Item, values: Readonly<Record<string, Value>>): boolean =>
  Object.entries(values).every(([name, value]) => isSame(item[name], value));

function isSame(a: Value | undefined, b: Value | undefined): boolean {
  if (a === undefined || b === undefined || a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  if (a instanceof Uint8Array || b instanceof Uint8Array) return a instanceof Uint8Array && b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((v: Value, i) => isSame(v, b[i] as Value));
  const [left, right] = [a, b] as [Readonly<Record<string, Value>>, Readonly<Record<string, Value>>];
  const names = Object.keys(left).filter((n) => left[n] !== undefined);
  return names.length === Object.keys(right).filter((n) => right[n] !== undefined).length && names.every((n) => isSame(left[n], right[n]));
}
