import { rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { scratch } from './house.ts';
import { type Line, table } from './line.ts';

/**
 * `npm run bench`: ratios, each measured side by side in one run against what bounds it.
 *
 *     1 bytes before the first question    2 time to it         3 signing      4 submitting
 *     5 import of each function            6 closing a round    7 write units        8 charts and findings
 *     9 what to hide               10 the attacker of the audit      11 protected time
 *     12 speaking up
 *
 * It is no test: a bound that is not met is printed and ends nothing. `--only 3,4` measures some and writes nothing;
 * `--in <folder>` keeps the data measured with on another disk.
 */
const { values } = parseArgs({ options: { only: { type: 'string' }, in: { type: 'string' } } });
const only = values.only === undefined ? null : new Set(values.only.split(',').map(Number));
const asked = (...lines: readonly number[]): boolean => only === null || lines.some((line) => only.has(line));

const began = performance.now();
const folder = scratch(values.in);
const lines: Line[] = [];
const broken: string[] = [];
/** A part that breaks takes none of the others with it; then nothing is written. */
const part = async (name: string, measure: () => Promise<Line[]>): Promise<void> => {
  console.error(`${Math.round((performance.now() - began) / 1000)} s  ${name} …`);
  try {
    lines.push(...(await measure()));
  } catch (error) {
    broken.push(name);
    console.error(error);
  }
};

try {
  if (asked(1, 2)) await part('the first question', async () => (await import('./firstQuestion.ts')).firstQuestion(folder));
  if (asked(3, 4)) await part('signing and submitting over HTTP', async () => (await import('./overHttp.ts')).overHttp(join(folder, 'http'), { signing: asked(3), submitting: asked(4) }));
  if (asked(5)) await part('importing', async () => (await import('./importing.ts')).importing(join(folder, 'functions')));
  if (asked(6)) await part('closing a round', async () => (await import('./closing.ts')).closing(join(folder, 'closing')));
  if (asked(7)) await part('write units', async () => (await import('./writeUnits.ts')).writeUnits());
  if (asked(8)) await part('charts and findings', async () => (await import('./charting.ts')).charting());
  if (asked(9)) await part('what to hide', async () => (await import('./suppressing.ts')).suppressing());
  if (asked(10)) await part('attacking what was published', async () => (await import('./attacking.ts')).attacking());
  if (asked(11)) await part('protected time', async () => (await import('./protecting.ts')).protecting(join(folder, 'week')));
  if (asked(12)) await part('speaking up', async () => (await import('./speaking.ts')).speaking(join(folder, 'speaking')));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const seconds = Math.round((performance.now() - began) / 1000);
console.log(`\n${table(lines)}\n`);
const unmet = lines.filter((line) => line.holds === false);
console.log(unmet.length === 0 ? `All bounds hold. ${seconds} s.` : `${unmet.length} not met: ${unmet.map((line) => line.name).join('; ')}. ${seconds} s.`);
if (broken.length > 0) {
  console.log(`Broken: ${broken.join(', ')}.`);
  process.exitCode = 1;
} else if (only === null) {
  const machine = { cores: cpus().length, processor: cpus()[0]?.model ?? '', node: process.versions.node };
  writeFileSync(join(import.meta.dirname, 'results.json'), `${JSON.stringify({ measuredOn: new Date().toISOString().slice(0, 10), seconds, machine, lines }, null, 2)}\n`);
}
