import type { Adapter, AdapterPayload } from 'oidc-provider';
import { errors } from 'oidc-provider';

/**
 * What the embedded provider remembers: in memory alone and until it runs out. On disk it would be a list of who signed in when,
 * which beside the times at which answers come in says more than anyone should know. A restart asks people to sign in again.
 */
interface Kept {
  payload: AdapterPayload;
  until: number;
}

export function signInMemory(now: () => number = Date.now): (model: string) => Adapter {
  const kept = new Map<string, Kept>();
  let sweepAt = 0;

  function sweep(): void {
    if (now() < sweepAt) return;
    sweepAt = now() + 60_000;
    for (const [key, { until }] of kept) if (until <= now()) kept.delete(key);
  }

  const find = (key: string): AdapterPayload | undefined => {
    const there = kept.get(key);
    return there === undefined || there.until <= now() ? undefined : there.payload;
  };
  const findWhere = (model: string, holds: (payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
    for (const [key, { payload }] of kept) if (key.startsWith(`${model}:`) && holds(payload)) return find(key);
    return undefined;
  };

  return (model) => ({
    async upsert(id, payload, expiresIn) {
      sweep();
      kept.set(`${model}:${id}`, { payload, until: expiresIn === undefined ? Infinity : now() + expiresIn * 1000 });
    },
    async find(id) {
      return find(`${model}:${id}`);
    },
    async findByUid(uid) {
      return findWhere(model, (payload) => payload.uid === uid);
    },
    async findByUserCode(userCode) {
      return findWhere(model, (payload) => payload.userCode === userCode);
    },
    /** A code is used once, even by two requests at the same moment: the provider looks first and consumes later. */
    async consume(id) {
      const payload = find(`${model}:${id}`);
      if (payload === undefined || payload.consumed !== undefined) throw new errors.InvalidGrant('already used');
      payload.consumed = Math.floor(now() / 1000);
    },
    async destroy(id) {
      kept.delete(`${model}:${id}`);
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
    },
  });
}
