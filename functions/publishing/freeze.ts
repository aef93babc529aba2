import { canonical, hashOf, toBase64url } from '../../shared/crypto/encoding.ts';
import type { Alarm } from '../../shared/disclosure/alarm.ts';
import { type GroupRelease, releaseOf } from '../../shared/disclosure/release.ts';
import { noLists } from '../../shared/pulse/classes.ts';
import { hashOfLine, type LogLine } from '../../shared/pulse/log.ts';
import type { Question } from '../../shared/pulse/question.ts';
import type { Tally } from '../../shared/pulse/tally.ts';
import { type Event, standing } from '../../shared/signal/event.ts';
import { foundIn, opensAnswer, type Signal } from '../../shared/signal/finding.ts';
import { daysToAnswer, opensAnew, type Owed } from '../../shared/signal/owed.ts';
import { bandOf, type Saying, sayingOf } from '../../shared/signal/saying.ts';
import type { Granted } from '../store/granted.ts';
import { attribute, eventsOf, keys, lastLine, newestReleases, padded, type Prepared, releasesOf, stored } from '../store/record.ts';
import type { Comments } from './sealComments.ts';

type Published = Granted<{ published: ['get', 'query', 'put', 'delete', 'transact'] }>['published'];

/** What the close has counted. It leaves here through disclosure control, and in no other way. */
export interface Counted {
  /** By the hash of the cohort’s entry. */
  tallies: ReadonlyMap<string, Tally>;
  /** Of these, who is counted in a class: by the cohort’s hash and the class’s key. Absent where nobody could say. */
  byClass?: ReadonlyMap<string, ReadonlyMap<string, Tally>>;
  collected: Readonly<Record<string, number>>;
  /** Sorted, and filled up to the number of people asked. */
  marks: readonly string[];
  /** Goes into the hash in the log and is kept beside the release: without it a few figures could be guessed from that hash. */
  salt: string;
  /** Absent where none are asked for. */
  comments?: Comments;
}

/** A chunk stays well under what one item may hold. */
const marksInChunk = 10_000;
const lineLength = 10;

/**
 * Writes the release, then freezes it: marker and log line in one transaction. Until that marker stands nobody is shown any of it,
 * so a run killed before it comes to the same again; once it stands nothing of it is ever written again. Every part is put where
 * none stands: a second run at the same moment, which finds the answers half deleted by the first, changes nothing of what they said.
 */
export async function freeze(published: Published, prepared: Prepared, counted: Counted): Promise<void> {
  const { manifest } = prepared;
  const { round } = manifest;
  const releases = releaseOf({
    round,
    closesAt: manifest.closesAt,
    organisation: manifest.organisation,
    services: prepared.services,
    questions: manifest.questions,
    floor: manifest.floor,
    lists: manifest.classes ?? noLists,
    ...(manifest.reporting === undefined ? {} : { reporting: manifest.reporting }),
    cohorts: prepared.cohorts.map((c) => {
      const tally = counted.tallies.get(c.hash);
      if (tally === undefined) throw new Error('a cohort was not counted');
      return { ...c, collected: counted.collected[c.hash] ?? 0, tally, classes: counted.byClass?.get(c.hash) ?? new Map<string, Tally>() };
    }),
  });
  const events = standing(await eventsOf(published));
  const said: (readonly Saying[])[] = [];
  for (const release of releases) said.push(await put(published, release, manifest.questions, events));
  for (let chunk = 0; chunk * marksInChunk < counted.marks.length; chunk++)
    await published.put({ ...keys.marks(round, chunk), v: 1, marks: counted.marks.slice(chunk * marksInChunk, (chunk + 1) * marksInChunk) }, { absent: true });
  for (const { group } of releases.filter((r) => r.kind === 'cohort' && r.hidden === 'withheld')) await raise(published, { v: 1, round, kind: 'more-answers-than-tokens', group });

  if (counted.comments !== undefined) {
    // Working days and the readers' format are read where there is a comment to seal, and not when the job starts.
    const { sealComments } = await import('./sealComments.ts');
    await sealComments(published, prepared, releases, counted.comments);
  }

  const { salt } = counted;
  const body = toBase64url(await hashOf('headroom/release', salt, canonical(releases), canonical(said), canonical(counted.marks)));
  for (;;) {
    const last = await lastLine(published);
    const line: LogLine = { v: 1, seq: (last?.seq ?? 0) + 1, kind: 'closed', round, body, at: manifest.closesAt, previous: last === null ? null : await hashOfLine(last) };
    const done = await published.transact([
      { put: { ...keys.frozen(round), v: 1, body, salt }, when: { absent: true } },
      { put: { ...keys.line(line.seq), v: 1, line: stored(line) }, when: { absent: true } },
    ]);
    if (done || (await published.get(keys.frozen(round))) !== null) return;
  }
}

/**
 * What it says is told from all of the group's rounds and the events that are known by now, and kept with the newest ten for who
 * reads every group. An event that is added later changes nothing of it.
 */
async function put(published: Published, release: GroupRelease, questions: readonly Question[], events: readonly Event[]): Promise<Saying[]> {
  const { round, group } = release;
  const before = await releasesOf(published, group, round - 1, newestReleases - 1);
  await published.put({ ...keys.group(group, round), v: 1, release: stored(release) }, { absent: true });
  const line = [...before, release];
  const told = foundIn(line, questions, events).map((found) => ({ ...found, says: sayingOf(found.finding, found.question, bandOf(found.series, found.chart)) }));
  await published.put({ ...keys.readingRoom(round, group), v: 1, latest: stored(release), line: stored(line.slice(-lineLength).map(figuresAlone)), says: stored(told.map((t) => t.says)) }, { absent: true });
  for (const { finding, says } of told) if (opensAnswer(finding)) await openAnswer(published, release, finding, says);
  return told.map(({ says }) => says);
}

/** A line is of figures over rounds; what is said of the organisation alone has none. */
function figuresAlone(release: GroupRelease): GroupRelease {
  const { classes: _classes, reporting: _reporting, ...figures } = release;
  return figures;
}

/** Run again for the same round it finds its own, and opens no other. */
async function openAnswer(published: Published, { round, closesAt, group, kind, name, teams }: GroupRelease, finding: Signal, said: Saying): Promise<void> {
  const { items } = await published.query('owed', { prefix: `${group}.${said.question}.` });
  if (!opensAnew(finding.since, items.map((item) => ({ round: attribute<Owed>(item, 'owed').round, isAnswered: attribute<boolean>(item, 'isAnswered') })))) return;
  const dueAt = new Date(Date.parse(closesAt) + daysToAnswer * 86_400_000).toISOString();
  const owed: Owed = { v: 1, id: `${group}.${said.question}.${padded(round)}`, group, kind, name, teams, question: said.question, sentence: said.sentence, round, dueAt };
  await published.put({ ...keys.owed(owed.id), v: 1, owed: stored(owed), isAnswered: false }, { absent: true });
}

export async function raise(published: Pick<Published, 'put'>, alarm: Alarm): Promise<void> {
  await published.put({ ...keys.alarm(alarm.round, alarm.kind, alarm.group), v: 1, alarm: stored(alarm) });
}
