import { Problem } from '../../shared/contract/problem.ts';
import { supervisionRoutes } from '../../shared/contract/identity/supervision.ts';
import { readerOf } from '../../shared/supervision/agreement.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute } from '../store/record.ts';
import { houseOf } from './people.ts';
import { goesAt, keys, recordsFor, signatureItem, supervisionOfPerson } from './supervision.ts';

/** By the two who met, or who stood in for one of them, under the newest version and no other. */
export const signRecord = endpoint(supervisionRoutes, 'signRecord', async ({ caller, params: { person, session }, body: { version }, stores: { identity }, now }) => {
  const [read, house] = await Promise.all([supervisionOfPerson(identity, person), houseOf(identity)]);
  const newest = read.versions.filter((v) => v.session === session).at(-1);
  if (newest === undefined || readerOf({ id: caller.id, isPrincipal: false }, person, read.agreements, newest) === null) throw new Problem('not-found');
  if (caller.id !== person && caller.id !== newest.givenBy && caller.id !== newest.standIn) throw new Problem('not-yours');
  if (newest.version !== version) throw new Problem('changed-meanwhile');
  const item = signatureItem(person, keys.record(person, session, version), caller.id, now, { expiresAt: goesAt(house, Date.parse(newest.at)) });
  await identity.put(item, { absent: true });
  const signed = { ...newest, signatures: { [caller.id]: attribute<string>(item, 'at'), ...newest.signatures } };
  const [record] = recordsFor(caller, person, { ...read, versions: [...read.versions.filter((v) => v.session === session && v !== newest), signed] });
  if (record === undefined) throw new Problem('not-found');
  return { record };
});
