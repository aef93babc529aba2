import { createHash } from 'node:crypto';
import { Problem } from '../../shared/contract/problem.ts';
import { speakingRoutes } from '../../shared/contract/identity/speaking.ts';
import { concat, fromBase64url, toBase64url } from '../../shared/crypto/encoding.ts';
import { isOver, periodsToCollect, tokensOf } from '../../shared/escalation/speakToken.ts';
import { endpoint } from '../http/endpoint.ts';
import { signBlinded } from './issuer.ts';
import { keys } from './people.ts';
import { speakKeyOf } from './signingKeys.ts';

/** Signs a person’s staff tokens of one month or year, in one write. Who never signs in has none, and who has some may never use them. */
export const issueSpeakTokens = endpoint(speakingRoutes, 'issueSpeakTokens', async ({ caller, params: { period }, body, stores: { identity }, now }) => {
  if (isOver(period, now)) throw new Problem('month-over');
  if (!periodsToCollect(now).includes(period)) throw new Problem('not-found', 'tokens are collected for this month, the next and this year');
  if (body.blinded.length !== tokensOf(period)) throw new Problem('malformed', 'they are signed all at once');
  const found = await speakKeyOf(identity, period, body.key);
  if (found === null) throw new Problem('not-found', 'there is no such key for that time');
  const blinded = body.blinded.map(fromBase64url);
  const signatures = blinded.map((b) => toBase64url(signBlinded(found, b)));
  const record = { digest: createHash('sha256').update(concat(...blinded)).digest('base64url') };
  if (!(await identity.put({ ...keys.speakIssued(period, caller.id), v: 1, ...record }, { absentOr: record }))) throw new Problem('collected-elsewhere');
  return { signatures };
});
