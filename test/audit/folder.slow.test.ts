import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NoAudit, publishedIn } from '../../audit/folder.ts';
import { keys as identityKeys } from '../../functions/identity/people.ts';
import { keys, stored } from '../../functions/store/record.ts';
import { type SqliteStore, sqliteStore } from '../../functions/store/sqlite.ts';
import { type GroupRelease, releaseOf } from '../../shared/disclosure/release.ts';
import { countOf, type Organisation, questions, type Said } from './organisation.ts';

let folder = '';
let store: SqliteStore | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-audit-'));
});
afterEach(() => {
  store?.close();
  store = null;
  rmSync(folder, { recursive: true, force: true });
});

/** One cohort of 24, 14 of whom answered, 5 of them in a way that is counted. */
const people = Array.from({ length: 24 }, (_, i) => `person ${i}`);
const said = (option: number): Said => Object.fromEntries(questions.map((q) => [q.id, option]));
const organisation: Organisation = {
  floor: 8,
  services: new Map([['a', 'adults']]),
  rounds: [{ round: 1, rosters: new Map([['a', people]]), saying: new Map(people.map((p, i) => [p, i >= 14 ? null : said(i < 5 ? 5 : 1)])), collected: new Map() }],
};
const releases = releaseOf(countOf(organisation, organisation.rounds[0]!));

async function publish(change: (release: GroupRelease) => GroupRelease = (r) => r): Promise<SqliteStore> {
  const file = sqliteStore(join(folder, 'published.sqlite'));
  await file.put({ ...keys.manifest(1), v: 1, prepared: stored({ manifest: { floor: 8, questions }, cohorts: [{ hash: 'hash of a', group: 'a' }] }) });
  for (const release of releases) {
    await file.put({ ...keys.group(release.group, 1), v: 1, release: stored(change(release)) });
    await file.put({ ...keys.readingRoom(1, release.group), v: 1, latest: stored(release), line: stored([release]) });
  }
  await file.put({ ...keys.marks(1, 0), v: 1, marks: people.map((p) => p) });
  await file.put({ ...keys.frozen(1), v: 1, body: '' });
  return file;
}
const inIt = (): string[] => readdirSync(folder).sort().map((name) => `${name} ${createHash('sha256').update(readFileSync(join(folder, name))).digest('hex')}`);
const main = async (...args: string[]): Promise<{ code: number; said: string }> =>
  promisify(execFile)(process.execPath, [join(import.meta.dirname, '..', '..', 'audit', 'main.ts'), ...args]).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({ code: error.code, said: error.stdout + error.stderr }),
  );

test('everything that was published is read, of a house that runs and of one that has stopped, and nothing is written', async () => {
  store = await publish();
  await store.put({ ...keys.commentPlan(1), v: 1, lists: stored([{ group: 'a', kind: 'cohort', cohorts: ['hash of a'], count: 8, upTo: 'z' }]) });
  const running = publishedIn(folder);
  store.close();
  store = null;
  const before = inIt();
  expect(publishedIn(folder)).toEqual(running);
  expect(inIt()).toEqual(before);
  expect(running.rounds.map((r) => [r.round, r.floor, r.marks, r.releases.length, r.rosters.get('a')?.length])).toEqual([[1, 8, 24, releases.length, 24]]);
  expect(running.rounds[0]!.releases.find((r) => r.group === 'a')).toEqual(releases[0]);
  expect(running.rounds[0]!.comments).toEqual([{ groups: ['a'], count: 8 }]);
});

test('who was where is read from the identity side, and guessed where it is not kept there of every group', async () => {
  (await publish()).close();
  expect(publishedIn(folder)).toMatchObject({ areGuessed: true });
  const identity = sqliteStore(join(folder, 'identity.sqlite'));
  const asked = (who: readonly string[]) => stored({ group: 'a', name: 'a', salt: '', changed: null, members: who.map((id) => ({ id, name: id })) });
  await identity.put({ ...identityKeys.cohort(2, 'hash of a'), v: 1, cohort: asked(['another round']) });
  expect(publishedIn(folder)).toMatchObject({ areGuessed: true });
  await identity.put({ ...identityKeys.cohort(1, 'hash of a'), v: 1, cohort: asked(people) });
  identity.close();
  const published = publishedIn(folder);
  expect(published).not.toHaveProperty('areGuessed');
  expect(published.rounds.map((r) => r.rosters)).toEqual([new Map([['a', people]])]);
});

test('a release that was published twice, and not alike, is named', async () => {
  (await publish((r) => ({ ...r, people: r.people + 1 }))).close();
  expect(() => publishedIn(folder)).toThrow(/^a, round 1: two releases that are not the same/);
});

test('what cannot be audited is refused by name', () => {
  expect(() => publishedIn(join(folder, 'nowhere'))).toThrow(/There is no folder/);
  expect(() => publishedIn(folder)).toThrow(/is no data folder/);
  sqliteStore(join(folder, 'published.sqlite')).close();
  expect(() => publishedIn(folder)).toThrow(new NoAudit('No round has been closed here yet: there is nothing to audit.'));
});

test('the command ends with 0 where nothing is given away, with 1 where something is, and with 2 where there is nothing to look at', async () => {
  expect(await main()).toMatchObject({ code: 2, said: expect.stringContaining('npm run audit -- <data folder>') });
  (await publish()).close();
  expect(await main(folder)).toMatchObject({ code: 0, said: expect.stringMatching(/exactly the same people answering as before[^]*as few joined and left as the sizes allow\. Whoever knew of every single colleague[^]*Nothing that was published of 1 closed round of 1 group gives away what is not/) });
  rmSync(join(folder, 'published.sqlite'));
  // A list of marks that was not filled up: as long as there are answers, and as if the group were hidden.
  const file = await publish();
  for (const release of releases) {
    const bare: GroupRelease = { ...release, figures: null, hidden: 'too-few', collected: null };
    await file.put({ ...keys.group(release.group, 1), v: 1, release: stored(bare) });
    await file.put({ ...keys.readingRoom(1, release.group), v: 1, latest: stored(bare), line: stored([bare]) });
  }
  await file.put({ ...keys.marks(1, 0), v: 1, marks: ['one', 'two'] });
  file.close();
  expect(await main(folder)).toMatchObject({ code: 1, said: expect.stringMatching(/a, round 1: how many answered: 2 \(a hidden number is known to less than 3\)[^]*gives away \d+ numbers/) });
});
