import { DatabaseSync } from 'node:sqlite';

/** A lock between processes that the operating system lets go of when its holder ends, however it ends. */
export interface Lock {
  release(): void;
}

/** Null where another process holds it for longer than `waitMs`. */
export function lock(file: string, waitMs: number): Lock | null {
  const held = new DatabaseSync(file);
  try {
    held.exec(`PRAGMA busy_timeout = ${waitMs}; BEGIN EXCLUSIVE`);
    return { release: () => held.close() };
  } catch {
    held.close();
    return null;
  }
}
