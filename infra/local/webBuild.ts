import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The web as built; made again where it is missing or older than what it is made of. */
export const builtWeb = (root: string): string => join(root, 'dist', 'web');

/** Built aside and put in place at the end, so that a server that starts meanwhile finds the old pages or the new ones. */
export async function buildWeb(root: string, say: (line: string) => void): Promise<void> {
  const configFile = join(root, 'web', 'vite.config.ts');
  const place = builtWeb(root);
  if (!existsSync(configFile) || !isOlder(place, ['web', 'shared', 'package-lock.json'].map((name) => join(root, name)))) return;
  say('Building the pages …');
  const { build } = await import('vite');
  const aside = `${place}.${process.pid}`;
  await build({ configFile, logLevel: 'warn', build: { outDir: aside, emptyOutDir: true } });
  if (existsSync(place)) renameSync(place, `${aside}.old`);
  renameSync(aside, place);
  rmSync(`${aside}.old`, { recursive: true, force: true });
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
