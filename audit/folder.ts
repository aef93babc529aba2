import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { type CohortMembers, keys as identityKeys } from '../functions/identity/people.ts';
import { itemOf } from '../functions/store/body.ts';
import { attribute, keys, padded, type Prepared } from '../functions/store/record.ts';
import type { Item } from '../functions/store/store.ts';
import type { CommentList } from '../shared/disclosure/comments.ts';
import type { GroupRelease } from '../shared/disclosure/release.ts';
import { cohortsOf, fewestChanges, type Published, type PublishedRound } from './published.ts';

/** Why a folder cannot be audited; its message is for whoever asked. */
export class NoAudit extends Error {
  override readonly name = 'NoAudit';
}

/**
 * Everything that was ever published from a data folder, of a house that runs or has stopped. Nothing is written: the file of a house
 * that has stopped is opened as one that nobody changes, so that no log appears beside it.
 */
export function publishedIn(folder: string): Published {
  const file = join(resolve(folder), 'published.sqlite');
  if (!existsSync(folder)) throw new NoAudit(`There is no folder ${folder}.`);
  if (!existsSync(file)) throw new NoAudit(`${folder} is no data folder: there is no published.sqlite in it. It is the folder that HEADROOM_DATA names.`);
  const { rounds, cohorts } = reading(file, everything);
  const kept = rostersKept(join(resolve(folder), 'identity.sqlite'), cohorts);
  const rosters = kept ?? fewestChanges(rounds.map((r) => ({ cohorts: cohortsOf({ ...r, rosters: new Map() }) })));
  return { rounds: rounds.map((r, i) => ({ ...r, rosters: rosters[i] ?? new Map() })), ...(kept === null ? { areGuessed: true } : {}) };
}

type Round = Omit<PublishedRound, 'rosters'>;
type Asked = Pick<Prepared, 'cohorts'> & { round: number };

function reading<T>(file: string, read: (db: DatabaseSync) => T): T {
  const url = pathToFileURL(file);
  if (!existsSync(`${file}-wal`)) url.searchParams.set('immutable', '1');
  try {
    const db = new DatabaseSync(url, { readOnly: true, timeout: 2000 });
    try {
      // One moment, however long the reading takes.
      db.exec('BEGIN');
      return read(db);
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof NoAudit) throw error;
    throw new NoAudit(`${file} could not be read (${error instanceof Error ? error.message : 'unknown'}).`);
  }
}

/** Who was asked where, by round, as the identity side has kept it; null where it has not, or not of every group. */
function rostersKept(file: string, rounds: readonly Asked[]): Map<string, string[]>[] | null {
  if (!existsSync(file)) return null;
  return reading(file, (db) => {
    const members = rounds.map(({ round, cohorts }) => {
      const items = new Map(itemsIn(db)(identityKeys.cohort(round, '').pk).map((item) => [item.sk, item]));
      return cohorts.map(({ hash, group }) => [group, items.get(hash)] as const);
    });
    if (members.flat().some(([, item]) => item === undefined)) return null;
    return members.map((of) => new Map(of.flatMap(([group, item]) => (item === undefined ? [] : [[group, attribute<CohortMembers>(item, 'cohort').members.map((m) => m.id)] as const]))));
  });
}

function itemsIn(db: DatabaseSync): (pk: string) => Item[] {
  const select = db.prepare('SELECT pk, sk, body FROM item WHERE pk = ? ORDER BY sk');
  return (pk) => (select.all(pk) as { pk: string; sk: string; body: string }[]).map(itemOf);
}

function everything(db: DatabaseSync): { rounds: Round[]; cohorts: Asked[] } {
  const itemsOf = itemsIn(db);
  const closed = itemsOf(keys.frozen(0).pk).map((i) => Number(i.sk));
  if (closed.length === 0) throw new NoAudit('No round has been closed here yet: there is nothing to audit.');
  const cohorts: Asked[] = [];
  const rounds = closed.map((round): Round => {
    const prepared = itemsOf(keys.manifest(round).pk)[0];
    if (prepared === undefined) throw new NoAudit(`Round ${round} was closed without a manifest.`);
    const { manifest, cohorts: asked } = attribute<Prepared>(prepared, 'prepared');
    cohorts.push({ round, cohorts: asked });
    const releases = itemsOf(keys.readingRoom(round, '').pk).map((i) => attribute<GroupRelease>(i, 'latest'));
    for (const release of releases) {
      const twin = itemsOf(keys.group(release.group, round).pk).find((i) => i.sk === padded(round));
      if (twin === undefined || JSON.stringify(sorted(attribute(twin, 'release'))) !== JSON.stringify(sorted(release)))
        throw new NoAudit(`${release.name}, round ${round}: two releases that are not the same. No release may be corrected.`);
    }
    const marks = itemsOf(keys.marks(round, 0).pk).reduce((n, i) => n + attribute<string[]>(i, 'marks').length, 0);
    const groupOf = new Map(asked.map(({ hash, group }) => [hash, group]));
    const comments = itemsOf(keys.commentPlan(round).pk).flatMap((i) => attribute<CommentList[]>(i, 'lists')).map(({ cohorts, count }) => ({ groups: cohorts.map((hash) => groupOf.get(hash) ?? hash), count }));
    return { round, floor: manifest.floor, questions: manifest.questions, releases, marks, comments };
  });
  return { rounds, cohorts };
}

/** By name, at every depth. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, sorted(inner)]));
}
