import type { LeavingTold } from '../../shared/disclosure/leaving.ts';
import type { GroupRelease } from '../../shared/disclosure/release.ts';
import type { Reader, RecoveryKey } from '../../shared/escalation/reader.ts';
import type { Terms } from '../../shared/escalation/terms.ts';
import { type LogLine } from '../../shared/pulse/log.ts';
import type { Entry, Manifest } from '../../shared/pulse/manifest.ts';
import type { Correction, Event, Marked } from '../../shared/signal/event.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { every, type Item, type Key, type Store, type Value } from './store.ts';

/**
 * The published table: the one street between the sides. Its keys and shapes stand here and nowhere else.
 *
 *     log            / seq        the public log, a line an item
 *     rounds         / round      times of every round that was prepared
 *     closingKey#r   / public     what a coming round's answers are sealed to
 *     manifest#r     / manifest   the round, and what the close needs of its cohorts
 *     entries#r      / hash       the round's cohorts, by the hash of their entries
 *     issued#r       / counts     tokens collected, by cohort
 *     group#g        / round      a group's releases
 *     readingRoom#r  / group      every group's release with its last rounds
 *     marks#r        / chunk      marks of received answers
 *     frozen, erased / round      the release stands · its answers and keys are gone
 *     alarms         / round…     what was withheld or went wrong
 *     readerKeys     / id         which reviewers’ keys stand in the log, and from which round on they count
 *     commentPlan#r  / plan       which cohorts’ comments stand in which list
 *     commentLists#r / group      a list of comments, and what became of them
 *     waiting        / r.group.id a comment, sealed to its reviewers, until one of them decides
 *     comments#r#g   / id         what was decided: its text, or why it is withheld
 *     owed           / id         answers that are owed, and what was answered
 *     events         / id         what happened, by round and place in it; put once
 *     corrections    / id         which events were taken back; put once
 *     speakKeys      / period     the key that signs everyone’s staff tokens of a month, or of a year
 *     whyKeys        / month      what a month’s reasons for leaving are sealed to
 *     leaving        / month      from which month on something is told of those who leave, until when, and what; put once
 *     leavingCounted / latest     the last month that was counted, told or not
 *     speakReaders   / id         whom messages may be sealed to, each signed by another
 *     speakReadersGone / id       whose holder reads no more: it counts for nothing
 *     recoveryKeys   / number     what every message is sealed to as well; the last one counts
 *     decoys         / secret     what look-ups of threads that are not there are answered from
 *     speakingTerms  / terms      how quick this house wants to be
 *     referrals      / numbers    whom to ring where somebody may be at risk
 *     threads …                   see threads.ts
 */
export const padded = (n: number): string => String(n).padStart(8, '0');

export const keys = {
  line: (seq: number): Key => ({ pk: 'log', sk: padded(seq) }),
  round: (round: number): Key => ({ pk: 'rounds', sk: padded(round) }),
  closingKey: (round: number): Key => ({ pk: `closingKey#${round}`, sk: 'public' }),
  manifest: (round: number): Key => ({ pk: `manifest#${round}`, sk: 'manifest' }),
  entry: (round: number, hash: string): Key => ({ pk: `entries#${round}`, sk: hash }),
  issued: (round: number): Key => ({ pk: `issued#${round}`, sk: 'counts' }),
  group: (group: string, round: number): Key => ({ pk: `group#${group}`, sk: padded(round) }),
  readingRoom: (round: number, group: string): Key => ({ pk: `readingRoom#${round}`, sk: group }),
  marks: (round: number, chunk: number): Key => ({ pk: `marks#${round}`, sk: padded(chunk) }),
  frozen: (round: number): Key => ({ pk: 'frozen', sk: padded(round) }),
  erased: (round: number): Key => ({ pk: 'erased', sk: padded(round) }),
  owed: (id: string): Key => ({ pk: 'owed', sk: id }),
  event: (id: string): Key => ({ pk: 'events', sk: id }),
  correction: (id: string): Key => ({ pk: 'corrections', sk: id }),
  readerKey: (id: string): Key => ({ pk: 'readerKeys', sk: id }),
  speakKey: (period: number): Key => ({ pk: 'speakKeys', sk: padded(period) }),
  whyKey: (month: number): Key => ({ pk: 'whyKeys', sk: padded(month) }),
  leaving: (from: number): Key => ({ pk: 'leaving', sk: padded(from) }),
  leavingCounted: (): Key => ({ pk: 'leavingCounted', sk: 'latest' }),
  speakReader: (id: string): Key => ({ pk: 'speakReaders', sk: id }),
  speakReaderGone: (id: string): Key => ({ pk: 'speakReadersGone', sk: id }),
  recoveryKey: (number: number): Key => ({ pk: 'recoveryKeys', sk: padded(number) }),
  decoys: (): Key => ({ pk: 'decoys', sk: 'secret' }),
  speakingTerms: (): Key => ({ pk: 'speakingTerms', sk: 'terms' }),
  referrals: (): Key => ({ pk: 'referrals', sk: 'numbers' }),
  commentPlan: (round: number): Key => ({ pk: `commentPlan#${round}`, sk: 'plan' }),
  commentList: (round: number, group: string): Key => ({ pk: `commentLists#${round}`, sk: group }),
  waiting: (id: string): Key => ({ pk: 'waiting', sk: id }),
  comment: (round: number, group: string, id: string): Key => ({ pk: `comments#${round}#${group}`, sk: id }),
  alarm: (round: number, kind: string, group: string | null): Key => ({ pk: 'alarms', sk: `${padded(round)}#${kind}#${group ?? ''}` }),
} as const;

/** What stands at the anonymous table's keys: one partition a round and cohort, ordered by the hash of the token. */
export const answerKey = (round: number, cohort: string, tokenHash: string): Key => ({ pk: answersOf(round, cohort), sk: tokenHash });
export const answersOf = (round: number, cohort: string): string => `answers#${round}#${cohort}`;

export interface CohortOfRound {
  hash: string;
  group: string;
  name: string;
  service: string;
  teams: readonly string[];
  people: number;
}

/** A list of comments, as the close made it. */
export interface ListOfComments {
  round: number;
  group: string;
  kind: 'cohort' | 'service' | 'organisation';
  name: string;
  teams: readonly string[];
  closesAt: string;
  dueAt: string;
  count: number;
}

export interface Prepared {
  manifest: Manifest;
  /** The hash of the log line that prepared it: answers are bound to it. */
  head: string;
  cohorts: readonly CohortOfRound[];
  services: Readonly<Record<string, string>>;
}

/** A record as an item holds it. Our shapes are plain JSON, which an index signature cannot say of an interface. */
export const stored = (value: object): Value => value as unknown as Value;

/** An attribute of an item that we wrote ourselves, in its own shape. */
export const attribute = <T>(item: Item, name: string): T => item[name] as unknown as T;

type Reads = Pick<Store, 'get'>;

export async function preparedRound(published: Reads, round: number): Promise<Prepared | null> {
  const item = await published.get(keys.manifest(round));
  return item === null ? null : attribute<Prepared>(item, 'prepared');
}

export async function entryOf(published: Reads, round: number, hash: string): Promise<Entry | null> {
  const item = await published.get(keys.entry(round, hash));
  return item === null ? null : attribute<Entry>(item, 'entry');
}

/** The newest round whose release stands; 0 where there is none. Whatever is later than that is not published yet. */
export async function lastFrozen(published: Pick<Store, 'query'>): Promise<number> {
  const { items } = await published.query('frozen', { reverse: true, limit: 1 });
  return items[0] === undefined ? 0 : Number(items[0].sk);
}

export async function lastLine(published: Pick<Store, 'query'>): Promise<LogLine | null> {
  const { items } = await published.query('log', { reverse: true, limit: 1 });
  return items[0] === undefined ? null : attribute<LogLine>(items[0], 'line');
}

/** Four years of fortnightly rounds: what a picture and its findings rest on. */
export const newestReleases = 104;

/** A group's releases that stand, oldest first. */
export async function releasesOf(published: Pick<Store, 'query'>, group: string, upTo: number, newest: number): Promise<GroupRelease[]> {
  const { items } = await published.query(`group#${group}`, { reverse: true, limit: newest });
  return items.filter((i) => Number(i.sk) <= upTo).map((i) => attribute<GroupRelease>(i, 'release')).reverse();
}

/** The time line: every event there is with what was said of it since, oldest round first. */
export async function eventsOf(published: Pick<Store, 'query'>): Promise<Marked[]> {
  const takenBack = new Map<string, Correction>();
  for await (const item of every(published, 'corrections')) takenBack.set(item.sk, attribute<Correction>(item, 'correction'));
  const line: Marked[] = [];
  for await (const item of every(published, 'events')) line.push({ event: attribute<Event>(item, 'event'), round: attribute<number>(item, 'round'), takenBack: takenBack.get(item.sk) ?? null });
  return line;
}

/** Everyone messages were ever sealed to, those whose keys were replaced and those who are gone among them. */
export async function speakReaders(published: Pick<Store, 'query'>): Promise<Reader[]> {
  const gone = new Set<string>();
  for await (const item of every(published, 'speakReadersGone')) gone.add(item.sk);
  const found: Reader[] = [];
  for await (const item of every(published, 'speakReaders')) found.push({ ...attribute<Reader>(item, 'reader'), ...(gone.has(item.sk) ? { gone: true as const } : {}) });
  return found;
}

/** Oldest first. */
export async function recoveryKeys(published: Pick<Store, 'query'>): Promise<RecoveryKey[]> {
  const found: RecoveryKey[] = [];
  for await (const item of every(published, 'recoveryKeys')) found.push({ id: attribute<string>(item, 'id'), recipient: attribute<string>(item, 'recipient'), by: attribute<string>(item, 'by'), signature: attribute<string>(item, 'signature') });
  return found;
}

/** How quick this house wants to be, and how often that was set. */
export async function speakingTerms(published: Reads): Promise<{ terms: Terms; version: number }> {
  const item = await published.get(keys.speakingTerms());
  return item === null ? { terms: [], version: 0 } : { terms: attribute<Terms>(item, 'terms'), version: attribute<number>(item, 'version') };
}

/** What is told of those who leave, oldest first. `told` is null where a period ended without enough of them. */
export interface Leaving {
  from: number;
  to: number;
  told: LeavingTold | null;
}
export async function toldOfLeaving(published: Pick<Store, 'query'>): Promise<Leaving[]> {
  const found: Leaving[] = [];
  for await (const item of every(published, 'leaving')) found.push({ from: Number(item.sk), to: attribute<number>(item, 'to'), told: attribute<LeavingTold | null>(item, 'told') });
  return found;
}

/** What never changes once it is there is read once a process: `make` is asked again only while it finds nothing. */
const remembered = new WeakMap<object, Map<string, unknown>>();
export async function remember<T>(owner: object, name: string, make: () => Promise<T | null>): Promise<T | null> {
  const known = remembered.get(owner) ?? new Map<string, unknown>();
  remembered.set(owner, known);
  if (known.has(name)) return known.get(name) as T;
  const made = await make();
  if (made !== null) {
    if (known.size > 5000) known.clear();
    known.set(name, made);
  }
  return made;
}

/** The round, or a refusal by name. */
export async function knownRound(published: Reads, round: number): Promise<Prepared> {
  const prepared = await remember(published, `round ${round}`, () => preparedRound(published, round));
  if (prepared === null) throw new Problem('not-found', 'there is no such round');
  return prepared;
}
