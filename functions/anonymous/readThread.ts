import { createHash } from 'node:crypto';
import { anonymousRoutes } from '../../shared/contract/anonymous.ts';
import { framed, fromBase64url, toBase64url } from '../../shared/crypto/encoding.ts';
import { decoyOf, intoSlot, type Slot, slotBytes } from '../../shared/escalation/slot.ts';
import { dayOf } from '../../shared/escalation/schedule.ts';
import { threadDomain } from '../../shared/escalation/threadName.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, keys, padded, remember } from '../store/record.ts';
import { openedKey, threadKeys } from '../store/threads.ts';
import { hashNow } from './verifier.ts';

/**
 * The next entry of a thread, or a decoy. Both take one path: three items are asked for, noise is drawn and a decoy is made of it whether or
 * not it is needed, the mark of this look-up is put, and one slot is answered. The noise comes from a secret, so that the same question has
 * the same answer twice.
 */
export const readThread = endpoint(anonymousRoutes, 'readThread', async ({ body: { threadId, after, mark }, stores: { anonymous, published }, now }) => {
  const thread = toBase64url(hashNow(threadDomain, fromBase64url(threadId)));
  const [secret, meta, entry, opened] = await Promise.all([
    remember(published, 'decoys', async () => (await published.get(keys.decoys())) ?? null),
    published.get(threadKeys.thread(thread)),
    published.get(threadKeys.entry(thread, after + 1)),
    published.get(threadKeys.opened(thread)),
  ]);
  // The latest of a day takes the place of the one before. It reaches the thread with the daily batch.
  if (mark !== undefined) await anonymous.put({ ...openedKey(dayOf(now), thread, meta !== null), v: 1, mark: fromBase64url(mark) });
  const seed = secret === null ? new Uint8Array(32) : attribute<Uint8Array>(secret, 'secret');
  const noise = new Uint8Array(createHash('shake256', { outputLength: 2 * slotBytes }).update(framed('headroom/decoy', seed, thread, padded(after))).digest());
  const decoy = decoyOf(noise.subarray(slotBytes), after + 1);
  const found: Slot | null =
    meta === null || entry === null
      ? null
      : { from: attribute<'writer' | 'reader'>(entry, 'from'), number: attribute<number>(entry, 'number'), more: attribute<number>(meta, 'entries') > after + 1, sealed: attribute<Uint8Array>(entry, 'sealed') };
  return { slot: toBase64url(intoSlot(found ?? decoy, noise.subarray(0, slotBytes), opened === null ? null : attribute<Uint8Array>(opened, 'mark'))) };
});
