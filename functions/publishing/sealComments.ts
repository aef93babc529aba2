import { createHmac } from 'node:crypto';
import { framed, toBase64url } from '../../shared/crypto/encoding.ts';
import { sealToReaders } from '../../shared/crypto/readerKey.ts';
import { type CommentCount, type CommentList, commentLists } from '../../shared/disclosure/comments.ts';
import type { GroupRelease } from '../../shared/disclosure/release.ts';
import { waitingIdOf } from '../../shared/review/decision.ts';
import { encodeComment } from '../../shared/review/sealedComment.ts';
import { reviewDueAt } from '../../shared/review/workingDays.ts';
import type { Granted } from '../store/granted.ts';
import { attribute, keys, type ListOfComments, type Prepared, stored } from '../store/record.ts';

type Published = Granted<{ published: ['get', 'put'] }>['published'];

/** The comments of a round while it is being closed: by the hash of the cohort’s entry, in no order. */
export interface Comments {
  texts: ReadonlyMap<string, readonly string[]>;
  /** The closing key. What comments are named and ordered by comes from it, so that nobody can try texts once it is gone. */
  secret: Uint8Array;
}

/** Which comments stand in which list, fixed by the first run that comes so far; `upTo` is the last name that the list has room for. */
interface Planned extends CommentList {
  upTo: string | null;
}

/** Sealed and put at the same time. */
const atATime = 16;

/**
 * Seals every comment that a list may hold to all of the round’s reviewers, each under a name of its own. A run that was killed comes
 * to the same names again and puts what is missing; one that was overtaken, and finds answers half deleted, follows the plan that
 * stands and adds nothing. What no list holds ends here.
 */
export async function sealComments(published: Published, prepared: Prepared, releases: readonly GroupRelease[], { texts, secret }: Comments): Promise<void> {
  const { manifest, cohorts } = prepared;
  const { round, comment, closesAt } = manifest;
  if (comment === null) return;
  const released = new Map(releases.map((r) => [r.group, r]));
  const counts = cohorts.flatMap(({ hash, group, service }): CommentCount[] => {
    const release = released.get(group);
    // Where more answers came than there are people, what was written may be anyone’s.
    if (release === undefined || release.hidden === 'withheld') return [];
    return [{ cohort: hash, group, service, comments: texts.get(hash)?.length ?? 0, answeredAtLeast: release.figures?.answered.atLeast ?? 0 }];
  });
  const namesOf = (list: CommentList) => named(list.cohorts.flatMap((cohort) => texts.get(cohort) ?? []), round, list.group, secret);
  const made = commentLists(counts, comment.floor).map((list): Planned => ({ ...list, upTo: namesOf(list)[list.count - 1]?.id ?? null }));
  await published.put({ ...keys.commentPlan(round), v: 1, lists: stored(made) }, { absent: true });
  const plan = attribute<Planned[]>((await published.get(keys.commentPlan(round))) ?? unwritten(), 'lists');

  const recipients = comment.reviewers.map((r) => r.recipient);
  for (const planned of plan) {
    const { group, kind, count, upTo } = planned;
    const release = released.get(group) ?? unwritten();
    const list: ListOfComments = { round, group, kind, name: release.name, teams: release.teams, closesAt, dueAt: reviewDueAt(closesAt), count };
    await published.put({ ...keys.commentList(round, group), v: 1, list: stored(list), decided: 0, withheld: {} }, { absent: true });
    const all = namesOf(planned).filter(({ id }) => upTo !== null && id <= upTo);
    for (let at = 0; at < all.length; at += atATime)
      await Promise.all(
        all.slice(at, at + atATime).map(async ({ id, text }) => {
          const sealed = await sealToReaders(recipients, await encodeComment({ round, group, id }, text));
          await published.put({ ...keys.waiting(waitingIdOf(round, group, id)), v: 1, sealed }, { absent: true });
        }),
      );
  }
}

/** A name a comment, from its text and how often it was written already; sorted by it, which is an order without time. */
function named(texts: readonly string[], round: number, group: string, secret: Uint8Array): { id: string; text: string }[] {
  const seen = new Map<string, number>();
  const all = texts.map((text) => {
    const before = seen.get(text) ?? 0;
    seen.set(text, before + 1);
    const digest = createHmac('sha256', secret).update(framed('headroom/comment-name', String(round), group, text, String(before))).digest();
    return { id: toBase64url(new Uint8Array(digest.subarray(0, 16))), text };
  });
  return all.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function unwritten(): never {
  throw new Error('what was just written is not there');
}
