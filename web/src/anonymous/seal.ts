import { fromBase64url, toBase64url } from '../../../shared/crypto/encoding.ts';
import { idOfClosingKey, infoOf, markOf, seal } from '../../../shared/crypto/sealed.ts';
import { type Answer, encodeAnswer } from '../../../shared/pulse/answer.ts';
import { clockAheadBy } from '../wallet/clock.ts';
import type { Keeping } from '../wallet/keeping.ts';
import type { Held, Queued, Sealed } from '../wallet/kept.ts';
import { announceQueueChange } from '../wallet/queueChanged.ts';
import { leavesAt } from './pause.ts';

/** Whoever tells the time also knows who is there: told that a round all but closes, an answer would leave without its pause. */
const believedMilliseconds = 86_400_000;

/** The browser cannot encrypt. Nothing was sent and nothing will be. */
export class CannotEncrypt extends Error {
  override readonly name = 'CannotEncrypt';
}

/**
 * Seals the answers to the round's closing key and queues them. After this the device has what was sealed and cannot open it.
 *
 *     answers ─▶ padded ─▶ sealed ─▶ queue (with the token, and when it may leave)
 *                                └─▶ mark, kept in the token's place
 *
 * Where another tab came first, its answer stands. Throws CannotEncrypt, and there is no other way.
 */
export async function sealAndQueue(token: Held, answer: Answer, keeping: Keeping, now: number = Date.now()): Promise<void> {
  const { round, cohort, prepared, signature, manifest, head } = token;
  const { closingKey, closesAt, pauseSeconds } = manifest;
  const sealed = await sealedTo(closingKey, { round, cohort, closingKeyId: closingKey.id, head }, encodeAnswer(answer));
  const mark = await markOf(sealed);
  const aheadBy = Math.min(Math.max(await clockAheadBy(), -believedMilliseconds), believedMilliseconds);
  const sendAfter = leavesAt({ now, closesAt: Date.parse(closesAt) - aheadBy, pauseSeconds });
  const queued: Queued = {
    v: 1, mark, round, closesAt, sendAfter, pauseSeconds, putOff: 0, tries: 0, outcome: null,
    submission: { round, cohort, prepared, signature, sealed: toBase64url(sealed) },
  };
  const { prepared: _p, signature: _s, ...rest } = token;
  const spent: Sealed = { ...rest, state: 'sealed', mark };
  await keeping.spend(spent, queued);
  announceQueueChange();
}

async function sealedTo(closingKey: { id: string; public: string }, binding: Parameters<typeof infoOf>[0], plain: Uint8Array): Promise<Uint8Array> {
  try {
    if ((await idOfClosingKey(fromBase64url(closingKey.public))) !== closingKey.id) throw new CannotEncrypt('the closing key is not the one it says');
    return await seal(closingKey.public, await infoOf(binding), plain);
  } catch (cause) {
    throw cause instanceof CannotEncrypt ? cause : new CannotEncrypt('no X25519 here', { cause });
  }
}
