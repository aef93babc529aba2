import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, cpSync, fsyncSync, openSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { answersEach, makeFullRound } from './fullRound.ts';
import { type Line, lineOf } from './line.ts';

/** Closing a large round, against opening its answers and nothing else; and the memory it takes, against a round a tenth as large. */
const many = 100_000;
const few = many / 10;
const cohorts = many / answersEach;
/** The machine is faster and slower from minute to minute: the two take turns, and the middle one counts. */
const turns = 3;

export async function closing(folder: string): Promise<Line[]> {
  const [large, small, copy] = [join(folder, 'large'), join(folder, 'small'), join(folder, 'copy')];
  await makeFullRound(large, many, availableParallelism());
  await makeFullRound(small, few, availableParallelism());
  for (const made of [large, small]) settle(made);

  const less = await inOwnProcess('close', small);
  const closes: Done[] = [];
  const opens: Done[] = [];
  for (let turn = 0; turn < turns; turn++) {
    rmSync(copy, { recursive: true, force: true });
    cpSync(large, copy, { recursive: true });
    settle(copy);
    closes.push(await inOwnProcess('close', copy));
    opens.push(await inOwnProcess('open', large, 0, cohorts));
  }
  const secondsOf = (done: readonly Done[]) => done.map(({ seconds }) => seconds);
  return [
    lineOf({ name: `closing a round of ${many.toLocaleString('en-GB')} answers`, unit: 's', against: 'opening them alone (RFC 9180)', ours: secondsOf(closes), theirs: secondsOf(opens), bound: { of: 'ratio', atMost: 1.25 } }),
    lineOf({ name: 'most memory at it', unit: 'MB', against: `a round of ${few.toLocaleString('en-GB')}`, ours: [Math.max(...closes.map(({ peakMB }) => peakMB))], theirs: [less.peakMB], bound: { of: 'ratio', atMost: 1.1 } }),
  ];
}

/** What was just written is brought to the disk now, and not while something else is measured there. */
function settle(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = openSync(join(entry.parentPath, entry.name), 'r+');
    fsyncSync(file);
    closeSync(file);
  }
}

interface Done {
  seconds: number;
  peakMB: number;
}

async function inOwnProcess(what: 'close' | 'open', folder: string, ...cohorts: readonly number[]): Promise<Done> {
  const child = fork(join(import.meta.dirname, 'closingProcess.ts'), [what, folder, ...cohorts.map(String)]);
  const exited = once(child, 'exit').then(() => Promise.reject<Done>(new Error(`${what} failed`)));
  return Promise.race([once(child, 'message').then(([done]) => done as Done), exited]);
}
