import { Problem } from '../../shared/contract/problem.ts';
import { reviewRoutes } from '../../shared/contract/identity/review.ts';
import { placeOf } from '../../shared/review/decision.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, lastFrozen } from '../store/record.ts';
import { keys as identityKeys } from './people.ts';
import { refuseInLine } from './readerKeys.ts';
import { decide } from './reviewing.ts';
import { knownRound } from '../store/record.ts';

/** By whoever holds a key that this round’s comments were sealed to: nobody decides on what they cannot have read. */
export const decideComment = endpoint(reviewRoutes, 'decideComment', async ({ caller, params: { id }, body: { decision }, stores: { identity, published } }) => {
  refuseInLine(caller);
  const { round } = placeOf(id);
  if (round > (await lastFrozen(published))) throw new Problem('not-found');
  const { manifest } = await knownRound(published, round);
  const held = await Promise.all((manifest.comment?.reviewers ?? []).map((r) => identity.get(identityKeys.readerKey(caller.id, r.id))));
  if (!held.some((item) => item !== null && attribute<boolean>(item, 'isConfirmed'))) throw new Problem('not-yours');
  await decide(id, decision, published);
  return { decided: true } as const;
});
