import { randomBytes } from 'node:crypto';
import { infoOf, seal } from '../../shared/crypto/sealed.ts';
import { encodeAnswer } from '../../shared/pulse/answer.ts';
import { newReaderKey, openAsReader, unwrapReaderKey } from '../../shared/crypto/readerKey.ts';
import { fromBase64url, toBase64url } from '../../shared/crypto/encoding.ts';
import { placeOf } from '../../shared/review/decision.ts';
import { decodeComment } from '../../shared/review/sealedComment.ts';
import { type House, keys as identityKeys, type Person } from '../../functions/identity/people.ts';
import { answerKey } from '../../functions/store/record.ts';
import { answerOf, call, closes, opens, peopleOf, prepared, run, smallHouse, type TestHouse, testHouse } from '../round/house.ts';

/** Two reviewers outside the line, and what their browsers do. */
const reviewer = (n: number): Person => ({ id: `reviewer-${n}`, name: `Reviewer ${n}`, roles: ['practitioner', 'reviewer'], team: null, manages: [] });
export const reviewers = [reviewer(1), reviewer(2)] as const;
export const passphrase = 'a heron stands in the beck';
/** A work factor for a passphrase that is no secret. */
export const quick = 10;

/** Makes a key in a browser of its own and proves that it opens. Returns the identity. */
export async function enrol(h: TestHouse, person: Person): Promise<string> {
  const made = await newReaderKey(passphrase, quick);
  const offered = await call(h, 'offerReaderKey', { as: person, body: { recipient: made.recipient, wrapped: toBase64url(made.wrapped) } });
  const identity = await unwrapReaderKey(made.wrapped, passphrase);
  const opened = await openAsReader([identity ?? ''], fromBase64url(String(offered.body['canary'])));
  if (opened === null) throw new Error('the key opens nothing');
  const confirmed = await call(h, 'confirmReaderKey', { as: person, params: { id: String(offered.body['id']) }, body: { opened: toBase64url(opened) } });
  if (confirmed.status !== 200) throw new Error(String(confirmed.body['type']));
  return made.identity;
}

/** What a reviewer reads of a sealed comment; null where their key does not open it. */
export async function readAs(identity: string, id: string, sealed: string): Promise<string | null> {
  const plain = await openAsReader([identity], fromBase64url(sealed));
  return plain === null ? null : decodeComment(placeOf(id), plain);
}

export const sizes = { northside: 34, riverside: 20 } as const;
export const people = peopleOf(sizes);
export const canary = 'the heron lantern 40713';

/**
 * Round 1, prepared with two reviewers and answered: in Northside by 26 of 34, eleven of whom comment; in Riverside by 10 of 20, `alone`
 * of whom do.
 */
export async function commentedRound(commenting: { northside: number; riverside: number } = { northside: 11, riverside: 0 }, house: House = smallHouse): Promise<TestHouse & { identities: readonly string[] }> {
  const h = await testHouse([...people, ...reviewers], house);
  const identities = [await enrol(h, reviewers[0]), await enrol(h, reviewers[1])];
  const { manifest, cohorts, head } = await prepared(h, 1);
  h.now = opens(1);
  const answering = { northside: 26, riverside: 10 };
  // Put where they would arrive, without the blind signatures, which are tested elsewhere and take their time.
  for (const person of people) {
    const team = person.team as keyof typeof sizes;
    const n = Number(person.id.split('-')[1]);
    const cohort = cohorts.find((c) => c.teams.includes(team))?.hash ?? '';
    await h.stores.identity.put({ ...identityKeys.issued(1, person.id), v: 1, cohort, digest: toBase64url(randomBytes(32)) });
    if (n >= answering[team]) continue;
    const answer = encodeAnswer(answerOf((n % 5) + 1, n < commenting[team] ? `${canary} of ${person.id}` : null));
    const sealed = await seal(manifest.closingKey.public, await infoOf({ round: 1, cohort, closingKeyId: manifest.closingKey.id, head }), answer);
    await h.stores.anonymous.put({ ...answerKey(1, cohort, toBase64url(randomBytes(32))), v: 1, sealed });
  }
  h.now = closes(1) + 60_000;
  return Object.assign(h, { identities });
}

export async function close(h: TestHouse): Promise<void> {
  await run(h, 'endIssuing', 1);
  await run(h, 'closeRound', 1);
}
