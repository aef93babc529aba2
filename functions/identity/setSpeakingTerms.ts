import { Problem } from '../../shared/contract/problem.ts';
import { speakingRoutes } from '../../shared/contract/identity/speaking.ts';
import { isShortEnough } from '../../shared/escalation/terms.ts';
import { dateOf, dayOf } from '../../shared/escalation/schedule.ts';
import { endpoint } from '../http/endpoint.ts';
import { keys, speakingTerms, stored } from '../store/record.ts';

/** From tomorrow on: what was sent until then is owed as its writer was told, and public figures that stand do not change. Twice on one day: the last of them. */
export const setSpeakingTerms = endpoint(speakingRoutes, 'setSpeakingTerms', async ({ body: term, stores: { published }, now }) => {
  if (!isShortEnough(term)) throw new Problem('longer-than-owed');
  const from = dateOf(dayOf(now) + 1);
  for (;;) {
    const { terms: before, version } = await speakingTerms(published);
    const terms = [...before.filter((set) => set.from !== from), { ...term, from }];
    const set = { ...keys.speakingTerms(), v: 1, version: version + 1, terms: stored(terms) };
    if (await published.put(set, version === 0 ? { absent: true } : { has: { version } })) return { terms };
  }
});
