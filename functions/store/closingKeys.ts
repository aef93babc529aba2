import { mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomFillSync } from 'node:crypto';
import type { ClosingKeys } from './store.ts';

/**
 * Closing keys on one machine: a folder of its own, to be left out of every backup, a file a key, named by round and key and readable by its owner alone.
 *
 *     put     write aside ─▶ sync ─▶ rename ─▶ sync folder       a key is there whole or not at all
 *     delete  rename aside ─▶ overwrite ─▶ sync ─▶ unlink ─▶ sync folder
 *
 * Killed anywhere, `delete` finds on its next run what was left. Overwriting reaches the file's own blocks only: a file system that
 * copies on write, a snapshot or a drive's spare blocks may keep older ones, so the folder belongs on a disk without snapshots.
 */
export class FileClosingKeys implements ClosingKeys {
  readonly #folder: string;
  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(round: number, id: string, privateKey: Uint8Array): Promise<void> {
    const path = this.#path(round, id);
    const made = await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    if (made !== undefined) await syncFolder(dirname(made));
    const there = await this.get(round, id);
    if (there !== null && Buffer.compare(there, privateKey) !== 0) throw new Error('another key has this name');
    // The same again is not written again: the first copy would stay behind in a free block.
    if (there === null) await this.#write(path, privateKey);
    await syncFolder(this.#folder);
  }

  async #write(path: string, privateKey: Uint8Array): Promise<void> {
    const file = await open(`${path}.new`, 'w', 0o600);
    try {
      await file.writeFile(privateKey);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
  }

  async get(round: number, id: string): Promise<Uint8Array | null> {
    const path = this.#path(round, id);
    try {
      return new Uint8Array(await readFile(path));
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
  }

  async delete(round: number): Promise<boolean> {
    const prefix = `${wholeRound(round)}.`;
    const all = (await this.#names()).filter((name) => name.startsWith(prefix));
    for (const name of all) await this.#destroy(join(this.#folder, name));
    if (all.length > 0) await syncFolder(this.#folder);
    return all.length > 0;
  }

  async #destroy(path: string): Promise<void> {
    const aside = path.endsWith('.gone') ? path : `${path}.gone`;
    if (aside !== path) await rename(path, aside);
    const file = await open(aside, 'r+');
    try {
      const { size } = await file.stat();
      await file.write(randomFillSync(new Uint8Array(size)), 0, size, 0);
      await file.sync();
    } finally {
      await file.close();
    }
    await unlink(aside);
  }

  async #names(): Promise<string[]> {
    try {
      return await readdir(this.#folder);
    } catch (error) {
      if (isAbsent(error)) return [];
      throw error;
    }
  }

  #path(round: number, id: string): string {
    return join(this.#folder, `${wholeRound(round)}.${plainId(id)}`);
  }
}

/** Names in a folder are durable only once the folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const isAbsent = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Names become file names and parameter names: nothing but a number and base64url gets there. */
export function wholeRound(round: number): number {
  if (!Number.isSafeInteger(round) || round < 1) throw new RangeError('rounds are numbered from 1');
  return round;
}

export function plainId(id: string): string {
  if (!/^[A-Za-z0-9_-]{1,100}$/.test(id)) throw new RangeError('a key is named by base64url');
  return id;
}
