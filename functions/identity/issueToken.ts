import { createHash } from 'node:crypto';
import { roundRoutes } from '../../shared/contract/identity/rounds.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { fromBase64url, toBase64url } from '../../shared/crypto/encoding.ts';
import { endpoint } from '../http/endpoint.ts';
import { knownRound } from '../store/record.ts';
import { signBlinded } from './issuer.ts';
import { groupInRound, keys } from './people.ts';
import { signingKeyOf } from './signingKeys.ts';

/** Signs one blinded token per person and round, in one write: the same request again finds its own record and is signed alike. */
export const issueToken = endpoint(roundRoutes, 'issueToken', async ({ caller, params: { round }, body, stores: { identity, published }, now }) => {
  const group = await groupInRound(identity, caller.id, round);
  if (group === null) throw new Problem('not-in-round');
  const { manifest, cohorts } = await knownRound(published, round);
  if (now >= Date.parse(manifest.closesAt)) throw new Problem('round-closed');
  const cohort = cohorts.find((c) => c.group === group)?.hash ?? '';
  const key = await signingKeyOf(identity, round, cohort);
  if (key === null) throw new Problem('round-closed');

  const blinded = fromBase64url(body.blinded);
  const signature = signBlinded(key, blinded);
  const record = { cohort, digest: createHash('sha256').update(blinded).digest('base64url') };
  if (!(await identity.put({ ...keys.issued(round, caller.id), v: 1, ...record }, { absentOr: record }))) throw new Problem('collected-elsewhere');
  return { signature: toBase64url(signature) };
});
