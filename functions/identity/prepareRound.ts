import { randomBytes } from 'node:crypto';
import { roundJobs } from '../../shared/contract/identity/rounds.ts';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import { maxCommentBytes } from '../../shared/pulse/answer.ts';
import type { GroupRelease } from '../../shared/disclosure/release.ts';
import { checkedLists, noLists } from '../../shared/pulse/classes.ts';
import { type Cohort, groupOf, joinTeams, shareAtFirst, type Team } from '../../shared/pulse/cohort.ts';
import { type Entry, hashOfEntry, hashOfManifest, type Manifest } from '../../shared/pulse/manifest.ts';
import { hashOfLine, type LogLine } from '../../shared/pulse/log.ts';
import { asksOfReporting, timesOf } from '../../shared/pulse/programme.ts';
import { core } from '../../shared/pulse/question.ts';
import { reportingQuestion } from '../../shared/pulse/reporting.ts';
import { hashOfSalt, listedNames, rosterOf } from '../../shared/pulse/roster.ts';
import { firstTwice } from '../../shared/pulse/twice.ts';
import { job } from '../http/endpoint.ts';
import type { Granted } from '../store/granted.ts';
import { attribute, type CohortOfRound, keys, lastFrozen, lastLine, type Prepared, preparedRound, releasesOf, stored } from '../store/record.ts';
import type { Change, Store } from '../store/store.ts';
import { newSigningKey } from './issuer.ts';
import { allPeople, allTeams, type CohortMembers, type House, houseOf, keys as identityKeys, type Person } from './people.ts';
import { reviewersOf } from './readerKeys.ts';

type Stores = Granted<{ identity: ['get', 'query', 'put', 'transact']; published: ['get', 'query', 'put', 'transact'] }>;
type SigningKey = Awaited<ReturnType<typeof newSigningKey>>;
interface Member {
  id: string;
  /** As listed in this round, told apart from everybody else. */
  name: string;
  team: string;
}

/**
 * Freezes a coming round. Everything is written under names that only the manifest makes valid, and the manifest joins the log in
 * one transaction: a run killed anywhere leaves nothing that counts, and the next one begins again.
 *
 *     teams ─▶ cohorts ─▶ a key and an entry each ─▶ manifest + line in the log
 */
export const prepareRound = job(roundJobs, 'prepareRound', ({ round }: { round: number }, { stores }): Promise<void> => prepare(round, stores));

/** `newKey` is there so that a demo's closed rounds, whose keys are gone anyway, need not wait for hundreds of them. */
export async function prepare(round: number, { identity, published }: Stores, newKey: () => Promise<SigningKey> = newSigningKey): Promise<void> {
  if ((await preparedRound(published, round)) !== null) return;
  const closingKey = await published.get(keys.closingKey(round));
  if (closingKey === null) throw new Error('a round’s closing key is made before it is prepared');

  const [house, teams, people, before] = await Promise.all([houseOf(identity), allTeams(identity), allPeople(identity), preparedRound(published, round - 1)]);
  // Refused before anything of the round is written.
  const classes = checkedLists(house.classes ?? noLists);
  const nameOfTeam = (id: string) => teams.find((t) => t.id === id)?.name ?? id;
  const inTeams = people.flatMap((p) => (p.team === null ? [] : [{ id: p.id, name: p.name, team: p.team }]));
  // Whoever is asked twice would be found when the round closes, and it has answers by then.
  const [person, team] = [firstTwice(inTeams, ({ id }) => id), firstTwice(teams, ({ id }) => id)];
  if (person !== null) throw new RangeError(`${person.name} (${person.id}) is listed twice`);
  if (team !== null) throw new RangeError(`${team.name} (${team.id}) is a team twice`);
  const listed = listedNames(inTeams.map((p) => ({ ...p, team: nameOfTeam(p.team) })));
  const byTeam = Map.groupBy(inTeams.map((p): Member => ({ id: p.id, name: listed.get(p.id) ?? p.name, team: p.team })), (p) => p.team);
  const asked = await Promise.all(
    teams.map(async (t): Promise<Team> => ({
      id: t.id,
      service: t.service,
      people: byTeam.get(t.id)?.length ?? 0,
      shareAnswering: await shareAnswering(published, t.id, before?.cohorts ?? [], house.floor),
    })),
  );
  const joined = joinTeams(asked, before?.cohorts.map((c) => c.teams) ?? [], house.floor);
  const salt = toBase64url(randomBytes(16));
  const cohorts: CohortOfRound[] = [];
  for (const cohort of joined) {
    const members = cohort.teams.flatMap((t) => byTeam.get(t) ?? []).map(({ id, name }) => ({ id, name })).sort((a, b) => (a.id < b.id ? -1 : 1));
    const changed = await changeSince(before, round, cohort, members, identity, nameOfTeam);
    const asked = { group: groupOf(cohort.teams), name: inWords(cohort.teams.map(nameOfTeam)), salt, members, changed };
    cohorts.push(await freezeCohort(round, cohort, asked, { identity, published }, await newKey()));
  }

  const times = timesOf(house.programme, round);
  const manifest: Manifest = {
    v: 1,
    round,
    organisation: house.organisation,
    ...times,
    floor: Math.max(5, house.floor),
    comment: await commentsOf(house, people, identity),
    pauseSeconds: house.pauseSeconds,
    questions: core,
    classes,
    ...(asksOfReporting(house.programme, round) ? { reporting: reportingQuestion } : {}),
    closingKey: { id: attribute<string>(closingKey, 'id'), public: attribute<string>(closingKey, 'public') },
    salt: await hashOfSalt(salt),
    cohorts: cohorts.map((c) => c.hash).sort(),
  };
  await join(published, manifest, cohorts, house.services);
}

/** No comment is asked for unless two people outside the line have keys that work: one alone could fall ill, or be the one who was written about. */
const fewestReviewers = 2;
const commentFloorAtFirst = 10;

async function commentsOf(house: House, people: readonly Person[], identity: Stores['identity']): Promise<Manifest['comment']> {
  const reviewers = await reviewersOf(identity, people);
  if (reviewers.length < fewestReviewers) return null;
  return { floor: Math.max(5, house.floor, house.commentFloor ?? commentFloorAtFirst), maxBytes: maxCommentBytes, reviewers };
}

/** Key and entry of one cohort, each under the entry's hash; and for everyone in it, which group they are asked in. */
async function freezeCohort(round: number, { service, teams }: Cohort, asked: CohortMembers, { identity, published }: Stores, key: SigningKey): Promise<CohortOfRound> {
  const { group, name, salt, members } = asked;
  const entry: Entry = { v: 1, round, key: key.spki, people: await rosterOf(salt, members.map((m) => m.name)) };
  const hash = await hashOfEntry(entry);
  await published.put({ ...keys.entry(round, hash), v: 1, entry: stored(entry) });
  await identity.put({ ...identityKeys.signingKey(round, hash), v: 1, pkcs8: key.pkcs8 });
  await identity.put({ ...identityKeys.cohort(round, hash), v: 1, cohort: stored(asked) });
  await inHundreds(identity, members.map((m): Change => ({ put: { ...identityKeys.member(m.id, round), v: 1, group } })));
  return { hash, group, name, service, teams, people: members.length };
}

async function changeSince(before: Prepared | null, round: number, cohort: Cohort, members: readonly { id: string }[], identity: Stores['identity'], nameOf: (id: string) => string): Promise<CohortMembers['changed']> {
  if (before === null) return null;
  const touched = before.cohorts.filter((c) => c.teams.some((t) => cohort.teams.includes(t)));
  const items = await Promise.all(touched.map((c) => identity.get(identityKeys.cohort(round - 1, c.hash))));
  const there = new Set(items.flatMap((i) => (i === null ? [] : attribute<CohortMembers>(i, 'cohort').members.map((m) => m.id))));
  const here = new Set(members.map((m) => m.id));
  return {
    joinedWith: touched.length > 1 ? cohort.teams.map(nameOf) : [],
    joined: [...here].filter((id) => !there.has(id)).length,
    left: [...there].filter((id) => !here.has(id)).length,
  };
}

const roundsLookedAt = 3;

/**
 * The share of a team that can be expected to answer: the mean over its last three releases, by what was published of them alone.
 * A hidden one says no more than "fewer than the floor", so that is what is taken. A round that is not there yet counts as the usual.
 */
async function shareAnswering(published: Pick<Store, 'query'>, team: string, before: readonly CohortOfRound[], floor: number): Promise<number> {
  const cohort = before.find((c) => c.teams.includes(team));
  if (cohort === undefined) return shareAtFirst;
  const releases = await releasesOf(published, cohort.group, await lastFrozen(published), roundsLookedAt);
  const shares = releases.filter((r) => r.hidden !== 'withheld').map((r) => shareOfRelease(r, floor));
  while (shares.length < roundsLookedAt) shares.push(shareAtFirst);
  return shares.reduce((a, b) => a + b, 0) / shares.length;
}

function shareOfRelease({ figures, people }: GroupRelease, floor: number): number {
  const answered = figures === null ? floor - 1 : (figures.answered.atLeast + Math.min(figures.answered.atMost, people)) / 2;
  return Math.min(1, answered / people);
}

/** Puts manifest, index and log line together; where another line got in first, it is extended instead. */
async function join(published: Stores['published'], manifest: Manifest, cohorts: readonly CohortOfRound[], services: Readonly<Record<string, string>>): Promise<void> {
  const body = await hashOfManifest(manifest);
  for (;;) {
    const last = await lastLine(published);
    const line: LogLine = { v: 1, seq: (last?.seq ?? 0) + 1, kind: 'prepared', round: manifest.round, body, at: manifest.opensAt, previous: last === null ? null : await hashOfLine(last) };
    const prepared: Prepared = { manifest, head: await hashOfLine(line), cohorts, services };
    const { opensAt, closesAt } = manifest;
    const done = await published.transact([
      { put: { ...keys.manifest(manifest.round), v: 1, prepared: stored(prepared) }, when: { absent: true } },
      { put: { ...keys.round(manifest.round), v: 1, times: { opensAt, closesAt } }, when: { absent: true } },
      { put: { ...keys.line(line.seq), v: 1, line: stored(line) }, when: { absent: true } },
    ]);
    if (done || (await preparedRound(published, manifest.round)) !== null) return;
  }
}

async function inHundreds(store: Pick<Store, 'transact'>, changes: readonly Change[]): Promise<void> {
  for (let at = 0; at < changes.length; at += 100) await store.transact(changes.slice(at, at + 100));
}

const inWords = (names: readonly string[]): string => new Intl.ListFormat('en-GB').format(names);
