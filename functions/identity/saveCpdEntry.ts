import { cpdRoutes } from '../../shared/contract/identity/cpd.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { casesInEntry, type Place } from '../../shared/cpd/entry.ts';
import { localDateOf } from '../../shared/time/date.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, stored } from '../store/record.ts';
import { cpdOf, type Kept, keys } from './cpd.ts';
import { refuseCases } from './refuseCases.ts';
import { digestOf } from './supervision.ts';

/** One’s own record and no other: there is no way to name somebody else’s. Whoever wrote on an older version is told, and keeps what they wrote. */
export const saveCpdEntry = endpoint(cpdRoutes, 'saveCpdEntry', async ({ caller, params: { entry: id }, body: { version, entry, lockedTo }, stores: { identity }, now }) => {
  refuseCases(casesInEntry(entry).map(({ place, found }) => ({ found, where: where[place] })));
  const at = new Date(now).toISOString();
  if (entry.isSubmitted && entry.on > localDateOf(at)) throw new Problem('not-begun', 'a piece is submitted once its day has come');
  const newest = (await cpdOf(identity, caller.id)).pieces.find((kept) => kept.id === id)?.version ?? 0;
  if (version > newest + 1) throw new Problem('changed-meanwhile');
  const there = version <= newest ? await identity.get(keys.entry(caller.id, id, version)) : null;
  const digest = digestOf(entry);
  if (there !== null) {
    // Sent again after its answer was lost it is the same version, as long as nothing was written since.
    if (there['digest'] !== digest || version !== newest) throw new Problem('changed-meanwhile');
    return { id, version, at: attribute<string>(there, 'at') };
  }
  // Before the piece: killed between the two, the key is one that its owner has words for, and nothing is sealed to it yet.
  if (lockedTo !== undefined) await identity.put({ ...keys.lockedTo(caller.id), v: 1, recipient: lockedTo });
  const kept: Kept = { id, version, at, entry };
  if (!(await identity.put({ ...keys.entry(caller.id, id, version), v: 1, kept: stored(kept), at, digest }, { absentOr: { digest } }))) throw new Problem('changed-meanwhile');
  return { id, version, at };
});

const where = { about: 'in what it was', learning: 'in what you learned', impact: 'in the difference it made', peer: 'in what came of it with a peer', evidence: 'in a link' } as const satisfies Readonly<Record<Place, string>>;
