import type { Item, Scalar, Value } from './store.ts';

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

/** Does the item have all of these values? Equal by type and content. */
export const hasAll = (item: Item, values: Readonly<Record<string, Scalar>>): boolean =>
  Object.entries(values).every(([name, value]) => isSame(item[name], value));

const isSame = (a: Value | undefined, b: Scalar): boolean =>
  a instanceof Uint8Array && b instanceof Uint8Array ? Buffer.compare(a, b) === 0 : a === b;
