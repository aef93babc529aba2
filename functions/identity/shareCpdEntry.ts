import { cpdRoutes } from '../../shared/contract/identity/cpd.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { endpoint } from '../http/endpoint.ts';
import { cpdOf, keys, mayBeReader, readersOf } from './cpd.ts';
import { personOf } from './people.ts';

/** A piece at a time, to somebody by name. Taking it back needs nobody’s leave, and works though that person has moved on. */
export const shareCpdEntry = endpoint(cpdRoutes, 'shareCpdEntry', async ({ caller, params: { entry: id }, body: { with: reader, isShared }, stores: { identity }, now }) => {
  const [cpd, somebody] = await Promise.all([cpdOf(identity, caller.id), personOf(identity, reader)]);
  if (!cpd.pieces.some((kept) => kept.id === id)) throw new Problem('not-found');
  if (isShared && (somebody === null || mayBeReader(somebody, caller) === null)) throw new Problem('not-yours');
  if (isShared || readersOf(cpd, id).includes(reader)) await identity.put({ ...keys.share(caller.id, id, reader), v: 1, id, reader, isShared, at: new Date(now).toISOString() });
  return { id, readers: [...new Set([...readersOf(cpd, id).filter((one) => one !== reader), ...(isShared ? [reader] : [])])] };
});
