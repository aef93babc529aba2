import { spawnSync } from 'node:child_process';

/** One plain line to the person who waits. Standard error, so that what a command prints stays its own. */
export const say = (text) => void process.stderr.write(`${text}\n`);

/** Runs a program quietly, with no input. Whether it went well, and everything it said. */
export function run(program, args, options = {}) {
  const done = spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 2 ** 28, ...options });
  const output = [done.stdout, done.stderr, done.error?.message].filter(Boolean).join('\n').trim();
  return { ok: done.status === 0, output };
}
