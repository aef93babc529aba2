import { createHash } from 'node:crypto';
import { Problem } from '../../shared/contract/problem.ts';
import { speakingRoutes } from '../../shared/contract/identity/speaking.ts';
import { concat, fromBase64url, toBase64url } from '../../shared/crypto/encoding.ts';
import { monthOf, monthsToCollect } from '../../shared/escalation/speakToken.ts';
import { endpoint } from '../http/endpoint.ts';
import { signBlinded } from './issuer.ts';
import { keys } from './people.ts';
import { speakKeyOf } from './signingKeys.ts';

/** Signs a person’s staff tokens of one month, in one write. Who never signs in has none, and who has some may never use them. */
export const issueSpeakTokens = endpoint(speakingRoutes, 'issueSpeakTokens', async ({ caller, params: { month }, body, stores: { identity }, now }) => {
  if (month < monthOf(now)) throw new Problem('month-over');
  if (!monthsToCollect(now).includes(month)) throw new Problem('not-found', 'tokens are collected for this month and the next');
  const found = await speakKeyOf(identity, month, body.key);
  if (found === null) throw new Problem('not-found', 'there is no such key for that month');
  const blinded = body.blinded.map(fromBase64url);
  const signatures = blinded.map((b) => toBase64url(signBlinded(found, b)));
  const record = { digest: createHash('sha256').update(concat(...blinded)).digest('base64url') };
  if (!(await identity.put({ ...keys.speakIssued(month, caller.id), v: 1, ...record }, { absentOr: record }))) throw new Problem('collected-elsewhere');
  return { signatures };
});
