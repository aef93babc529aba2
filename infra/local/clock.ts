import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../../shared/contract/problem.ts';

/**
 * The product's clock: real time, and how far the demo's steward has moved it ahead. Rounds go by it; sign-in and everything
 * else that is not ours goes by real time. How far ahead it is stands in the data folder.
 */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Refuses (`clock-moves-forward`) to go back, and to jump more than a year at once. */
  moveTo(instant: number): void;
}

const mostAtOnceMs = 366 * 86_400_000;

export function openClock(folder: string, real: () => number = Date.now): Clock {
  const file = join(folder, 'clock.json');
  let aheadMs = readAhead(file);
  return {
    now: () => real() + aheadMs,
    moveTo(instant) {
      const by = instant - (real() + aheadMs);
      if (by < 0) throw new Problem('clock-moves-forward');
      if (!(by <= mostAtOnceMs)) throw new Problem('malformed', 'body.to: at most a year ahead at once');
      writeWhole(file, JSON.stringify({ v: 1, aheadMs: aheadMs + by }));
      aheadMs += by;
    },
  };
}

function readAhead(file: string): number {
  const text = readIfThere(file);
  if (text === null) return 0;
  const { aheadMs } = JSON.parse(text) as { aheadMs: unknown };
  if (typeof aheadMs !== 'number' || !(aheadMs >= 0)) throw new Error(`${file} does not say how far ahead the clock is`);
  return aheadMs;
}

/** Null where there is no such file. */
export function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The whole file or the one before, whenever the machine stops. Readable by its owner alone. */
export function writeWhole(file: string, text: string): void {
  const half = `${file}.half`;
  const fd = openSync(half, 'w', 0o600);
  writeSync(fd, text);
  fsyncSync(fd);
  closeSync(fd);
  renameSync(half, file);
}
