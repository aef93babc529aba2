import { Problem } from '../../shared/contract/problem.ts';
import { speakingRoutes } from '../../shared/contract/identity/speaking.ts';
import { canonical } from '../../shared/crypto/encoding.ts';
import type { Referrals } from '../../shared/escalation/referrals.ts';
import { dateOf, dayOf } from '../../shared/escalation/schedule.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, keys, stored } from '../store/record.ts';

/** Whoever sets the numbers says that they are right, so their name and the day stand beside them. A page that was opened before another change does not undo it. */
export const setReferrals = endpoint(speakingRoutes, 'setReferrals', async ({ caller, body: { version, lines }, stores: { published }, now }) => {
  const item = await published.get(keys.referrals());
  const there = item === null ? null : attribute<Referrals>(item, 'referrals');
  const referrals: Referrals = { ...lines, version: version + 1, checkedOn: dateOf(dayOf(now)), checkedBy: caller.name };
  if (canonical(there) === canonical(referrals)) return { referrals };
  const set = { ...keys.referrals(), v: 1, version: referrals.version, referrals: stored(referrals) };
  if (!(await published.put(set, version === 0 ? { absent: true } : { has: { version } }))) throw new Problem('changed-meanwhile');
  return { referrals };
});
