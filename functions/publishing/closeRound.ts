import { createHmac, randomBytes } from 'node:crypto';
import { publishingJobs } from '../../shared/contract/publishing.ts';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import { importClosingKey, infoOf, open } from '../../shared/crypto/sealed.ts';
import { isMonth } from '../../shared/escalation/speakToken.ts';
import { decodeAnswer } from '../../shared/pulse/answer.ts';
import { noLists } from '../../shared/pulse/classes.ts';
import { closeGraceMs } from '../../shared/pulse/grace.ts';
import { askedIn } from '../../shared/pulse/reporting.ts';
import { count, countInClass, emptyTally, type Tally } from '../../shared/pulse/tally.ts';
import { job } from '../http/endpoint.ts';
import type { Granted } from '../store/granted.ts';
import { answersOf, attribute, type CohortOfRound, keys, type Prepared, preparedRound } from '../store/record.ts';
import { type Item } from '../store/store.ts';
import { freeze, raise } from './freeze.ts';
import { markNow } from './mark.ts';

type Stores = Granted<{ anonymous: ['query', 'clear']; published: ['get', 'query', 'put', 'delete', 'transact']; closingKeys: ['get', 'delete'] }>;

/** Answers taken from the table at a time: what the close holds in memory, however large the round. */
const answersAtATime = 500;

/**
 * The only reader of answers. It may be killed anywhere and run again: a run that finds the release frozen only deletes.
 *
 *     answers ─open─▶ tally ─disclosure─▶ release ─freeze─▶ delete answers, closing key, and what the file remembers of them
 *                └─▶ comments ─lists─▶ sealed again, to their reviewers ─┘
 *
 * A month is closed likewise: see `countWhy.ts`.
 */
export const closeRound = job(publishingJobs, 'closeRound', async ({ round }: { round: number }, { stores, now }): Promise<'done' | 'not-due'> => {
  const { published } = stores;
  if (isMonth(round)) {
    const { countWhy } = await import('./countWhy.ts');
    return countWhy(round, stores, now);
  }
  const prepared = await preparedRound(published, round);
  if (prepared === null || now < Date.parse(prepared.manifest.closesAt) + closeGraceMs) return 'not-due';
  if ((await published.get(keys.erased(round))) !== null) return 'done';
  if ((await published.get(keys.frozen(round))) === null) await release(prepared, stores);
  await erase(prepared, stores);
  return 'done';
});

async function release(prepared: Prepared, { anonymous, published, closingKeys }: Stores): Promise<void> {
  const { manifest, cohorts } = prepared;
  const issued = await published.get(keys.issued(manifest.round));
  const raw = await closingKeys.get(manifest.round, manifest.closingKey.id);
  // Only a frozen release lets counts and key be destroyed: then another run was faster, and nothing was lost.
  if ((issued === null || raw === null) && (await published.get(keys.frozen(manifest.round))) !== null) return;
  if (issued === null) throw new Error('issuing ends before the round is counted');
  if (raw === null) await raise(published, { v: 1, round: manifest.round, kind: 'key-lost', group: null });
  const key = raw === null ? null : await importClosingKey(raw);

  const asked = askedIn(manifest);
  const lists = manifest.classes ?? noLists;
  const tallies = new Map<string, Tally>();
  const byClass = new Map<string, Map<string, Tally>>();
  const texts = new Map<string, string[]>();
  const marks: string[] = [];
  for (const cohort of cohorts) {
    const tally = emptyTally(asked);
    const classes = new Map<string, Tally>();
    const written: string[] = [];
    const info = await infoOf({ round: manifest.round, cohort: cohort.hash, closingKeyId: manifest.closingKey.id, head: prepared.head });
    const read = async (item: Item): Promise<void> => {
      const sealed = attribute<Uint8Array>(item, 'sealed');
      const plain = key === null ? null : await open(key, info, sealed);
      const answer = plain === null ? null : decodeAnswer(plain, asked, lists);
      count(tally, answer);
      countInClass(classes, answer, lists, manifest.questions);
      const comment = manifest.comment === null ? '' : (answer?.comment ?? '').trim();
      if (comment !== '') written.push(comment);
      marks.push(markNow(sealed));
    };
    for await (const page of pagesOf(anonymous, cohort, manifest.round)) await Promise.all(page.map(read));
    tallies.set(cohort.hash, tally);
    byClass.set(cohort.hash, classes);
    if (written.length > 0) texts.set(cohort.hash, written);
  }
  const people = cohorts.reduce((n, c) => n + c.people, 0);
  const collected = attribute<Record<string, number>>(issued, 'counts');
  const comments = manifest.comment === null || raw === null ? {} : { comments: { texts, secret: raw } };
  const secret = raw ?? randomBytes(32);
  await freeze(published, prepared, { tallies, byClass, collected, marks: filledUp(marks, people, secret), salt: derived(secret, 'salt'), ...comments });
}

/**
 * The list's length would be a total above hidden parts, so decoys fill it up to the number of people asked. They come from the
 * closing key: the same when the close runs again, and nobody's once the key is gone.
 */
export function filledUp(marks: readonly string[], people: number, secret: Uint8Array): string[] {
  const decoys = Array.from({ length: Math.max(0, people - marks.length) }, (_, n) => derived(secret, `decoy ${n}`));
  return [...marks, ...decoys].sort();
}

const derived = (secret: Uint8Array, name: string): string => toBase64url(createHmac('sha256', secret).update(`headroom/${name}`).digest().subarray(0, 16));

async function erase({ manifest, cohorts }: Prepared, { anonymous, published, closingKeys }: Stores): Promise<void> {
  const { round } = manifest;
  try {
    await closingKeys.delete(round);
  } catch (error) {
    await raise(published, { v: 1, round, kind: 'key-still-lives', group: null });
    throw error;
  }
  await published.delete(keys.alarm(round, 'key-still-lives', null));
  // The round before as well: what an instance that hung put there after its close. Nobody has the key of it any more.
  const before = await preparedRound(published, round - 1);
  for (const cohort of before?.cohorts ?? []) await anonymous.clear(answersOf(round - 1, cohort.hash));
  for (const cohort of cohorts) await anonymous.clear(answersOf(round, cohort.hash));
  await anonymous.forget();
  // How many collected in a hidden group is no figure either: what may be said of it stands in the release.
  await published.delete(keys.issued(round));
  await published.put({ ...keys.erased(round), v: 1 });
}

async function* pagesOf(anonymous: Stores['anonymous'], cohort: CohortOfRound, round: number): AsyncGenerator<Item[]> {
  let after: string | undefined;
  do {
    const page = await anonymous.query(answersOf(round, cohort.hash), after === undefined ? { limit: answersAtATime } : { limit: answersAtATime, after });
    yield page.items;
    after = page.next ?? undefined;
  } while (after !== undefined);
}
