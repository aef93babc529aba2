import { randomBytes } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { concat, toBase64url, utf8 } from '../../../shared/crypto/encoding.ts';
import { infoOf, seal } from '../../../shared/crypto/sealed.ts';
import { tokenMessage } from '../../../shared/crypto/token.ts';
import { decodeAnswer, encodeAnswer } from '../../../shared/pulse/answer.ts';
import { openedBy, timesOf } from '../../../shared/pulse/programme.ts';
import { noLists } from '../../../shared/pulse/classes.ts';
import { askedIn } from '../../../shared/pulse/reporting.ts';
import { count, countInClass, emptyTally, type Tally } from '../../../shared/pulse/tally.ts';
import { type NewSigningKey, newSigningKey } from '../../../functions/identity/issuer.ts';
import { houseItem, houseOf, keys as identityKeys, personItem, teamItem } from '../../../functions/identity/people.ts';
import { prepare } from '../../../functions/identity/prepareRound.ts';
import { spentName } from '../../../functions/anonymous/verifier.ts';
import { freeze } from '../../../functions/publishing/freeze.ts';
import { filledUp } from '../../../functions/publishing/closeRound.ts';
import type { Comments } from '../../../functions/publishing/sealComments.ts';
import { granted, type Stores } from '../../../functions/store/granted.ts';
import { every } from '../../../functions/store/store.ts';
import { answerKey, attribute, eventsOf, keys, type Prepared, preparedRound } from '../../../functions/store/record.ts';
import { endpoints, jobFunctions } from '../../registry.ts';
import { answersOf, dice, givenBy, seedOf, shareOf } from './answers.ts';
import { demoClasses } from './classes.ts';
import { commented, commentsOf, makeReviewers, reviewAll } from './comments.ts';
import { happened } from './events.ts';
import { demoHouse, mayTry, people } from './people.ts';
import { seedCpd } from './cpd.ts';
import { seedSpeaking } from './speaking.ts';
import { seedDuty } from './duty.ts';
import { seedLostTime } from './lostTime.ts';
import { seedSupervision } from './supervision.ts';
import { seedTime } from './time.ts';
import { seedReferrals } from './referrals.ts';
import { seedRules } from './rules.ts';
import { goneBy, peopleIn, sizeIn, teamsIn } from './roster.ts';

export const closedRounds = 30;

const seeded = { pk: 'settings', sk: 'demo' } as const;

/** Whether the demo organisation is complete. A folder where it is not was left half-way: it is begun anew. */
export const isSeeded = async (stores: Pick<Stores, 'identity'>): Promise<boolean> => (await stores.identity.get(seeded)) !== null;

/**
 * Northmoor Council: its people, thirty closed rounds through the real tally, disclosure and release over generated answers, one
 * round open with some answers already sealed in it, the next one prepared, and a year of protected time. Run again where it was killed, it goes on.
 */
export async function seedDemo(stores: Stores, now: number, progress: (round: number, of: number) => void = () => undefined): Promise<void> {
  if (await isSeeded(stores)) return;
  const { identity } = stores;
  if ((await identity.get(identityKeys.house())) === null) await identity.put(houseItem({ ...demoHouse(firstMonday(now)), classes: demoClasses }));

  const { programme } = await houseOf(identity);
  const open = openedBy(programme, now);
  const pool = await Promise.all(Array.from({ length: teamsIn(1).length }, newSigningKey));
  await prepareWith(1, stores, pool);
  for (let round = 1; round <= open; round++) {
    progress(round, open);
    if (round + 1 === commented.from) await makeReviewers(stores, Date.parse(timesOf(programme, round).opensAt));
    await prepareWith(round + 1, stores, round + 1 < open ? pool : null);
    const prepared = await prepareWith(round, stores, pool);
    await markWhatHappened(prepared, stores);
    if (round <= answeredUpTo) await answerWhatIsOwed(prepared, stores);
    await (round < open ? closeWithGeneratedAnswers(prepared, stores) : answerSome(prepared, stores));
  }
  await seedRules(stores, now);
  await seedTime(identity, peopleIn(open), teamsIn(open), now);
  await seedDuty(stores, peopleIn(open), now);
  await seedSupervision(stores, peopleIn(open), now);
  await seedLostTime(stores, peopleIn(open), now);
  await seedCpd(stores, peopleIn(open), now);
  await seedSpeaking(stores, now);
  await seedReferrals(stores, now);
  await identity.put({ ...seeded, v: 1 });
}

/** The Monday on which round 1 has to open for `closedRounds` to be closed and one, some days old, to be open. */
function firstMonday(now: number): string {
  const today = Temporal.Instant.fromEpochMilliseconds(now - 3 * 86_400_000).toZonedDateTimeISO('Europe/London').toPlainDate();
  return today.subtract({ days: today.dayOfWeek - 1, weeks: 2 * closedRounds }).toString();
}

/** As it went: the next round is prepared when this one opens. A closed round's signing keys are gone, so the demo's share a pool of them: hundreds would take a minute to make. */
async function prepareWith(round: number, stores: Stores, pool: readonly NewSigningKey[] | null): Promise<Prepared> {
  if ((await preparedRound(stores.published, round)) === null) await rosterOf(round, stores);
  const { makeClosingKey, prepareRound } = jobFunctions;
  await makeClosingKey.run({ round }, { stores: granted(stores, makeClosingKey.row.grants), now: 0 });
  let next = 0;
  const made = granted(stores, prepareRound.row.grants);
  await (pool === null ? prepare(round, made) : prepare(round, made, async () => pool[next++ % pool.length] ?? newSigningKey()));
  const prepared = await preparedRound(stores.published, round);
  if (prepared === null) throw new Error('the round was not prepared');
  return prepared;
}

/** The people and teams there were when a round was prepared: what is different from the round before. */
async function rosterOf(round: number, { identity }: Pick<Stores, 'identity'>): Promise<void> {
  const as = (rows: readonly object[]): Set<string> => new Set(rows.map((r) => JSON.stringify(r)));
  const [hadPeople, hadTeams] = [as(peopleIn(round - 1)), as(teamsIn(round - 1))];
  const isNew = (had: Set<string>) => (row: object) => round === 1 || !had.has(JSON.stringify(row));
  await Promise.all([
    ...teamsIn(round).filter(isNew(hadTeams)).map((t) => identity.put(teamItem(t))),
    ...peopleIn(round).filter(isNew(hadPeople)).map((p) => identity.put(personItem(p))),
    ...goneBy(round).map((id) => identity.delete(identityKeys.person(id))),
  ]);
  const now = new Set(teamsIn(round).map((t) => t.id));
  for (const { id } of teamsIn(round - 1)) if (!now.has(id)) await identity.delete(identityKeys.team(id));
}

/** What happened in a round is marked while it is open, by the same function as a person’s, and so before it is told. Once, however often this is run. */
async function markWhatHappened({ manifest }: Prepared, stores: Stores): Promise<void> {
  const { addEvent, takeBackEvent } = endpoints;
  const there = await eventsOf(stores.published);
  for (const { round, dayOfRound, by, takenBack, ...body } of happened) {
    const caller = people.find((p) => p.name === by);
    const isThere = there.some((m) => m.event.text === body.text && (m.takenBack !== null) === (takenBack !== undefined));
    if (round !== manifest.round || caller === undefined || isThere) continue;
    const at = Date.parse(manifest.opensAt) + dayOfRound * dayMs;
    const ours = { caller, query: {}, stores: granted(stores, addEvent.row.grants) };
    const { event } = await addEvent.handle({ ...ours, params: {}, body: { ...body, on: new Date(at).toISOString().slice(0, 10) }, now: at + dayMs });
    if (takenBack !== undefined) await takeBackEvent.handle({ ...ours, params: { id: event.id }, body: { text: takenBack }, now: at + 2 * dayMs });
  }
}

const dayMs = 86_400_000;

/** What came to be owed of Moorland’s story at first was answered, and did not help. The newest wait for whoever tries the demo. */
const answeredUpTo = closedRounds - 5;

async function answerWhatIsOwed({ manifest }: Prepared, stores: Stores): Promise<void> {
  const caller = people.find((p) => p.id === demoHouse('').owesAnswers);
  const { giveAnswer } = endpoints;
  if (caller === undefined) return;
  for await (const item of every(stores.published, 'owed')) {
    if (attribute<boolean>(item, 'isAnswered')) continue;
    const body = { text: 'I have sat down with the team. What stood behind it is on the list for the budget in spring, and until then two afternoons a month are kept free. We look at it again in six weeks.' };
    await giveAnswer.handle({ caller, query: {}, params: { id: item.sk }, body, stores: granted(stores, giveAnswer.row.grants), now: Date.parse(manifest.opensAt) + 3 * dayMs });
  }
}

async function closeWithGeneratedAnswers(prepared: Prepared, stores: Stores): Promise<void> {
  const { manifest, cohorts } = prepared;
  const { round } = manifest;
  const { endIssuing, closeRound } = jobFunctions;
  const after = Date.parse(manifest.closesAt) + 60_000;
  if ((await stores.published.get(keys.frozen(round))) === null) {
    const asked = askedIn(manifest);
    const lists = manifest.classes ?? noLists;
    const tallies = new Map<string, Tally>();
    const byClass = new Map<string, Map<string, Tally>>();
    for (const cohort of cohorts) {
      const tally = emptyTally(asked);
      const classes = new Map<string, Tally>();
      for (const given of answersOf(cohort, manifest, sizeIn(round))) {
        const answer = decodeAnswer(encodeAnswer(given), asked, lists);
        count(tally, answer);
        countInClass(classes, answer, lists, manifest.questions);
      }
      tallies.set(cohort.hash, tally);
      byClass.set(cohort.hash, classes);
    }
    const collected = Object.fromEntries(cohorts.map((c) => [c.hash, Math.max(tallies.get(c.hash)?.answered ?? 0, Math.round(c.people * 0.93))]));
    await stores.published.put({ ...keys.issued(round), v: 1, counts: collected }, { absent: true });
    const people = cohorts.reduce((n, c) => n + c.people, 0);
    const { published } = granted(stores, closeRound.row.grants);
    await freeze(published, prepared, { tallies, byClass, collected, marks: filledUp([], people, randomBytes(32)), salt: randomBytes(16).toString('base64url'), ...writtenIn(prepared) });
  }
  if (round >= commented.from && round <= commented.reviewedTo) await reviewAll(round, stores, after);
  await endIssuing.run({ round }, { stores: granted(stores, endIssuing.row.grants), now: after });
  await closeRound.run({ round }, { stores: granted(stores, closeRound.row.grants), now: after });
}

/** What was written beside the answers, where the round asked for it. Named by the round alone: a run after one that was killed comes to the same. */
function writtenIn({ manifest: { round, comment }, cohorts }: Prepared): { comments?: Comments } {
  if (comment === null) return {};
  const texts = new Map(cohorts.map((c) => [c.hash, c.teams.flatMap((team) => commentsOf(team, round, Math.round(sizeIn(round)(team) * shareOf(team, round))))]));
  return { comments: { texts, secret: utf8(`demo ${round}`) } };
}

/** Some of the open round's answers, really sealed, under tokens that count as spent. Nobody whom a visitor may try is among them. */
async function answerSome(prepared: Prepared, { identity, anonymous }: Stores): Promise<void> {
  const { manifest, cohorts } = prepared;
  const { round } = manifest;
  for (const cohort of cohorts) {
    const message = await tokenMessage(round, cohort.hash);
    const info = await infoOf({ round, cohort: cohort.hash, closingKeyId: manifest.closingKey.id, head: prepared.head });
    for (const team of cohort.teams) {
      const roll = dice(seedOf(`answers ${team} ${round}`));
      const others = peopleIn(round).filter((p) => p.team === team && !mayTry.has(p.id)).slice(0, Math.round(sizeIn(round)(team) * shareOf(team, round)));
      const comments = manifest.comment === null ? [] : commentsOf(team, round, others.length);
      for (const [i, person] of others.entries()) {
        const token = concat(randomBytes(32), message);
        const sealed = await seal(manifest.closingKey.public, info, encodeAnswer({ ...givenBy(team, i, manifest, roll), comment: comments[i] ?? null }));
        await identity.put({ ...identityKeys.issued(round, person.id), v: 1, cohort: cohort.hash, digest: toBase64url(randomBytes(32)) }, { absent: true });
        await anonymous.put({ ...answerKey(round, cohort.hash, spentName(token)), v: 1, sealed }, { absent: true });
      }
    }
  }
}
