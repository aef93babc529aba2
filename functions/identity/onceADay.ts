import { attribute } from '../store/record.ts';
import type { Key, Store } from '../store/store.ts';

/**
 * What is done once for a day, however often it is asked for. That the day is done is put last: killed before, it begins again, so the
 * work has to come to the same when it is done twice.
 */
export async function onceADay(identity: Pick<Store, 'get' | 'put'>, done: Key, day: string, work: () => Promise<void>): Promise<void> {
  const last = await identity.get(done);
  if (last !== null && attribute<string>(last, 'day') === day) return;
  await work();
  await identity.put({ ...done, v: 1, day });
}
