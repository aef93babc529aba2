import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * The parts of a test run, found by folder:
 *
 *     test/<folder>/….test.ts   a part of its own where the table names the folder, else of `unit`
 *
 * so that a new folder runs without anyone listing it. A test file anywhere else would never run: it is a failure by itself.
 * `*.slow.test.ts` is left out of the quick run.
 */
export interface Part {
  name: string;
  folders: readonly string[];
  /** Runs at every commit. */
  quick: boolean;
}

/** What the parts named here need; in the order they run, the cheapest to fail first. Servers and journeys fill a small machine: one at a time. */
const own = {
  contract: { quick: true, secondsEach: 30, workers: 2 },
  wall: { quick: true, secondsEach: 60, workers: 2 },
  store: { quick: false, secondsEach: 60, workers: 2 },
  local: { quick: false, secondsEach: 120, workers: 1 },
  infra: { quick: false, secondsEach: 120, workers: 1 },
  unlinkable: { quick: false, secondsEach: 300, workers: 1 },
  journey: { quick: false, secondsEach: 300, workers: 1 },
} as const satisfies Readonly<Record<string, { quick: boolean; secondsEach: number; workers: 1 | 2 }>>;

const unit = { quick: true, secondsEach: 60, workers: 2 } as const;
/** Runs by its own command, `npm run bench`, and proves nothing. */
const notTests = ['bench'];
const notOurs = new Set(['node_modules', 'dist', 'cdk.out']);

export const limitsOf = (folder: string): { quick: boolean; secondsEach: number; workers: 1 | 2 } => Object.entries(own).find(([name]) => name === folder)?.[1] ?? unit;

/** Every part, those too in which nothing is there to run: a part without tests has failed. */
export function parts(root: string): Part[] {
  const folders = foldersWithTests(root);
  const others = folders.filter((folder) => !(folder in own));
  return [{ name: 'unit', folders: others, quick: unit.quick }, ...Object.entries(own).map(([name, { quick }]) => ({ name, folders: folders.filter((folder) => folder === name), quick }))];
}

export function foldersWithTests(root: string): string[] {
  const test = join(root, 'test');
  if (!existsSync(test)) return [];
  const folders = readdirSync(test, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !notTests.includes(entry.name));
  return folders.map(({ name }) => name).filter((name) => files(join(test, name)).some((file) => file.endsWith('.test.ts')));
}

/** Files that look like tests and lie where, or are named as, no part would run them. */
export function strayTests(root: string): string[] {
  const known = foldersWithTests(root).map((folder) => join('test', folder) + sep);
  return files(root)
    .map((file) => relative(root, file))
    .filter((file) => /\.(test|tests|spec)\.[cm]?[jt]sx?$/.test(file))
    .filter((file) => !(file.endsWith('.test.ts') && known.some((folder) => file.startsWith(folder))));
}

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isFile()) return [join(folder, entry.name)];
    return entry.isDirectory() && !notOurs.has(entry.name) && !entry.name.startsWith('.') ? files(join(folder, entry.name)) : [];
  });
}
