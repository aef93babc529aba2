import { adoptedIn, type RuleChange, type RulesHere } from '../../shared/time/rules/adopting.ts';
import type { CoverRule } from '../../shared/time/rules/cover.ts';
import { inForce } from '../../shared/time/rules/pack.ts';
import type { Rule } from '../../shared/time/rules/rule.ts';
import { attribute, padded } from '../store/record.ts';
import type { Item, Key, Store } from '../store/store.ts';
import { type House, keys as peopleKeys } from './people.ts';

/**
 * Which rules count here, in the identity table: each change is a version of the whole, and none is removed.
 *
 *     rules / version    what holds from then on, and the change that led to it
 */
export const keys = { version: (number: number): Key => ({ pk: partition, sk: padded(number) }) } as const;
const partition = 'rules';

interface Version extends RulesHere {
  version: number;
}
type Reads = Pick<Store, 'get' | 'query'>;

/** What holds now. Before the first change: the packs as they ship, with the numbers of cover that the organisation was set up with. */
export async function rulesHere(identity: Reads): Promise<Version> {
  const { items: [newest] } = await identity.query(partition, { reverse: true, limit: 1 });
  return newest === undefined ? atFirst(identity) : versionIn(newest);
}

/** What held when it was this version; null: there is none. */
export async function rulesAt(identity: Reads, version: number): Promise<Version | null> {
  if (version === 0) return atFirst(identity);
  const item = await identity.get(keys.version(version));
  return item === null ? null : versionIn(item);
}

async function atFirst(identity: Reads): Promise<Version> {
  const item = await identity.get(peopleKeys.house());
  const cover = item === null ? null : (attribute<House>(item, 'house').cover ?? null);
  return { version: 0, adopted: [], own: [], cover: cover === null ? null : { numbers: cover, by: null, on: null } };
}

const versionIn = (item: Item): Version => ({ version: Number(item.sk), ...attribute<RulesHere>(item, 'rules') });

export const rulesInForce = (here: RulesHere): Rule[] => inForce(adoptedIn(here));
export const coverOf = ({ cover }: RulesHere): CoverRule | null => cover?.numbers ?? null;

const changesShown = 50;

/** What holds now as it is told, with the newest changes. */
export async function toldRules(identity: Reads) {
  const { items } = await identity.query(partition, { reverse: true, limit: changesShown });
  const { version, adopted, own, cover } = items[0] === undefined ? await atFirst(identity) : versionIn(items[0]);
  return {
    version,
    adopted: [...adopted],
    own: own.map(({ rule: { id, name, audience, notes }, by, on }) => ({ id, name, audience: [...audience], says: notes, by, on })),
    cover,
    changes: items.map((item) => ({ by: attribute<string>(item, 'by'), on: attribute<string>(item, 'on'), change: attribute<RuleChange>(item, 'change') })),
  };
}
