import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The repository's own root. */
export const home = join(import.meta.dirname, '..', '..');

/**
 * A small tree of files, to see a guard catch what is planted in it. Inside the repository, where packages resolve, under a folder
 * that neither git nor the lint looks into. `using` it takes it away again.
 */
export function planted(files: Readonly<Record<string, string>>): { root: string } & Disposable {
  const parent = join(home, '.types', 'planted');
  mkdirSync(parent, { recursive: true });
  const root = mkdtempSync(join(parent, 'tree-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}
