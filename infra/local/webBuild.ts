import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lock } from './lock.ts';

/** The web as built; made again where it is missing or older than what it is made of. */
export const builtWeb = (root: string): string => join(root, 'dist', 'web');

/** Built aside and put in place at the end, by one process at a time: a server that starts meanwhile waits, and finds it done. */
export async function buildWeb(root: string, say: (line: string) => void): Promise<void> {
  const configFile = join(root, 'web', 'vite.config.ts');
  if (!existsSync(configFile)) return;
  mkdirSync(join(root, 'dist'), { recursive: true });
  const held = lock(join(root, 'dist', 'web.lock'), longestBuildMs);
  if (held === null) throw new Error('another process has been building the pages for too long');
  try {
    const place = builtWeb(root);
    if (!isOlder(place, ['web', 'shared', 'package-lock.json'].map((name) => join(root, name)))) return;
    say('Building the pages …');
    await buildTo(place, configFile);
  } finally {
    held.release();
  }
}

const longestBuildMs = 120_000;
const building = join(import.meta.dirname, 'webBuilding.ts');

async function buildTo(place: string, configFile: string): Promise<void> {
  // A folder of its own: a build whose server was killed goes on to its end, and mixes with no other.
  const [aside, old] = [`${place}.new.${process.pid}`, `${place}.old`];
  const [code] = (await once(spawn(process.execPath, [building, configFile, aside], { stdio: ['ignore', 'inherit', 'inherit'] }), 'exit')) as [number | null];
  if (code !== 0) throw new Error('the pages could not be built');
  rmSync(old, { recursive: true, force: true });
  if (existsSync(place)) renameSync(place, old);
  renameSync(aside, place);
  rmSync(old, { recursive: true, force: true });
}

function isOlder(place: string, sources: readonly string[]): boolean {
  const index = join(place, 'index.html');
  return !existsSync(index) || Math.max(...sources.map(newest)) > statSync(index).mtimeMs;
}

/** When the newest file in it was changed. */
function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path, { withFileTypes: true }).map((e) => newest(join(path, e.name))));
}
