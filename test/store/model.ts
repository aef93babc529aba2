import { isDeepStrictEqual } from 'node:util';
import type { Change, Condition, Item, Key, Range, Scalar, Store } from '../../functions/store/store.ts';

/** The store as one says it: a list of items, in memory. What both adapters are compared with. */
export class Model {
  #items: Item[] = [];
  readonly #now: () => number;
  constructor(now: () => number) {
    this.#now = now;
  }

  get(key: Key): Item | null {
    return this.#items.find((i) => i.pk === key.pk && i.sk === key.sk && (i.expiresAt === undefined || i.expiresAt > Math.floor(this.#now() / 1000))) ?? null;
  }

  /** All pages of a query at once. */
  query(pk: string, { prefix = '', after, reverse = false }: Range): Item[] {
    const found = this.#items
      .filter((i) => i.pk === pk && this.get(i) !== null && i.sk.startsWith(prefix))
      .sort((a, b) => Buffer.compare(Buffer.from(a.sk), Buffer.from(b.sk)));
    const inOrder = reverse ? found.reverse() : found;
    return inOrder.filter((i) => after === undefined || Math.sign(Buffer.compare(Buffer.from(i.sk), Buffer.from(after))) === (reverse ? -1 : 1));
  }

  transact(changes: readonly Change[]): boolean {
    if (!changes.every((c) => 'delete' in c || c.when === undefined || this.#holds(c.when, this.get(c.put)))) return false;
    for (const c of changes) {
      const key = 'delete' in c ? c.delete : c.put;
      this.#items = this.#items.filter((i) => i.pk !== key.pk || i.sk !== key.sk);
      if ('put' in c) this.#items.push(c.put);
    }
    return true;
  }

  #holds(when: Condition, there: Item | null): boolean {
    const hasAll = (values: Readonly<Record<string, Scalar>>) => there !== null && Object.entries(values).every(([n, v]) => isDeepStrictEqual(there[n], v));
    if ('absent' in when) return there === null;
    return 'has' in when ? hasAll(when.has) : there === null || hasAll(when.absentOr);
  }
}

/** All items of a query, page by page; throws where a page breaks the port's word. */
export async function readAll(store: Store, pk: string, range: Range): Promise<Item[]> {
  const all: Item[] = [];
  let { after } = range;
  for (;;) {
    const page = await store.query(pk, after === undefined ? range : { ...range, after });
    if (page.items.length > (range.limit ?? 1000)) throw new Error('a page is longer than its limit');
    if (page.items.length === 0 && page.next !== null) throw new Error('an empty page that is not the end');
    all.push(...page.items);
    if (page.next === null) return all;
    after = page.next;
  }
}
