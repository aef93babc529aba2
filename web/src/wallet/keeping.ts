import { keepAtHand } from './atHand.ts';
import { database } from './database.ts';
import type { Kept, Queued, Sealed } from './kept.ts';

/** Where rounds are kept: on one's own device in IndexedDB, on a shared one in this tab alone, gone when it closes. */
export interface Keeping {
  readonly inTab: boolean;
  all(): Promise<Kept[]>;
  get(owner: string, round: number): Promise<Kept | null>;
  /** What stands there now: this one, or the one that was there first. Two tabs then ask with the same bytes. */
  putIfAbsent(kept: Kept): Promise<Kept>;
  put(kept: Kept): Promise<void>;
  /** The token's place is taken by its answer's mark, and the sealed answer is queued; nothing where it was spent already. */
  spend(spent: Sealed, queued: Queued): Promise<void>;
  delete(owner: string, round: number): Promise<void>;
}

export const onDevice: Keeping = {
  inTab: false,
  async all() {
    return (await database()).getAll('rounds');
  },
  async get(owner, round) {
    return (await (await database()).get('rounds', [owner, round])) ?? null;
  },
  async putIfAbsent(kept) {
    const change = (await database()).transaction('rounds', 'readwrite', { durability: 'strict' });
    const there = await change.store.get([kept.owner, kept.round]);
    if (there === undefined) await change.store.put(kept);
    await change.done;
    await keepAtHand();
    return there ?? kept;
  },
  async put(kept) {
    const change = (await database()).transaction('rounds', 'readwrite', { durability: 'strict' });
    await change.store.put(kept);
    await change.done;
    await keepAtHand();
  },
  async spend(spent, queued) {
    const change = (await database()).transaction(['rounds', 'queue'], 'readwrite', { durability: 'strict' });
    const rounds = change.objectStore('rounds');
    if ((await rounds.get([spent.owner, spent.round]))?.state !== 'sealed') {
      await rounds.put(spent);
      await change.objectStore('queue').put(queued);
    }
    await change.done;
    await keepAtHand();
  },
  async delete(owner, round) {
    await (await database()).delete('rounds', [owner, round]);
    await keepAtHand();
  },
};

const place = 'headroom/rounds';
/** What this tab keeps; it is there at once. */
export const keptInTab = (): Kept[] => JSON.parse(sessionStorage.getItem(place) ?? '[]') as Kept[];
const without = (owner: string, round: number): Kept[] => keptInTab().filter((k) => k.owner !== owner || k.round !== round);
const write = (kept: readonly Kept[]): void => sessionStorage.setItem(place, JSON.stringify(kept));

export const inTab: Keeping = {
  inTab: true,
  async all() {
    return keptInTab();
  },
  async get(owner, round) {
    return keptInTab().find((k) => k.owner === owner && k.round === round) ?? null;
  },
  async putIfAbsent(kept) {
    const there = keptInTab().find((k) => k.owner === kept.owner && k.round === kept.round);
    if (there === undefined) write([...keptInTab(), kept]);
    return there ?? kept;
  },
  async put(kept) {
    write([...without(kept.owner, kept.round), kept]);
  },
  async spend(spent, queued) {
    if (keptInTab().some((k) => k.owner === spent.owner && k.round === spent.round && k.state === 'sealed')) return;
    // Queued first: killed in between, the answer leaves all the same, and a second one under this token is refused.
    await (await database()).put('queue', queued);
    write([...without(spent.owner, spent.round), spent]);
  },
  async delete(owner, round) {
    write(without(owner, round));
  },
};
