import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { count, type Outcome, type Report } from './count.ts';
import { type Part, parts, strayTests } from './parts.ts';

/**
 * `npm test`, and with `--quick` `npm run check`.
 *
 *     types ▶ lint ▶ stray test files ▶ each part of test/ ▶ a table with times ▶ "N passed, N failed", last
 *
 * One part after the other, since a part may fill both cores of a small machine. It exits with 1 where anything failed, was skipped
 * or was missing. `--in <folder>` runs the tests of another tree and neither types nor lint: so the runner itself is tested.
 */
const home = join(import.meta.dirname, '..');
const { values: asked } = parseArgs({ options: { quick: { type: 'boolean', default: false }, in: { type: 'string' } } });
const root = asked.in ?? home;
const bin = (name: string): string => join(home, 'node_modules', '.bin', name);
const minutesAtMost = 35;
/** The demo organisation is set up here by the first test that needs it. */
const demo = mkdtempSync(join(tmpdir(), 'headroom-demo-'));
process.once('exit', () => rmSync(demo, { recursive: true, force: true }));

interface Line extends Outcome {
  name: string;
  seconds: number;
}
const lines: Line[] = [];

if (asked.in === undefined) {
  await part('types', () => command(bin('tsc'), ['-b']));
  await part('lint', () => command(bin('oxlint'), ['--type-aware', '--deny-warnings']));
}
const strays = strayTests(root);
if (strays.length > 0) await part('stray', async () => ({ passed: 0, failed: strays.length, remarks: strays.map((file) => `lies in no part, so it would never run: ${file}`) }));
for (const each of parts(root)) if (each.quick || !asked.quick) await part(each.name, () => vitest(each));
print();

async function part(name: string, run: () => Promise<Outcome>): Promise<void> {
  console.log(`\n── ${name}`);
  const from = performance.now();
  const outcome = await run();
  lines.push({ name, seconds: (performance.now() - from) / 1000, ...outcome });
}

async function command(program: string, args: readonly string[]): Promise<Outcome> {
  const ok = await finish(program, args, process.env);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, remarks: [] };
}

async function vitest({ name, folders }: Part): Promise<Outcome> {
  if (folders.length === 0) return { passed: 0, failed: 1, remarks: ['no tests'] };
  const reports = join(root, '.types', 'reports');
  const file = join(reports, `${name}.json`);
  mkdirSync(reports, { recursive: true });
  rmSync(file, { force: true });
  const projects = folders.flatMap((folder) => ['--project', folder]);
  const quick = asked.quick ? { HEADROOM_QUICK: '1' } : {};
  const ok = await finish(bin('vitest'), ['run', '--config', join(home, 'vitest.config.ts'), ...projects, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], { ...process.env, ...quick, HEADROOM_TESTS: root, HEADROOM_TEST_DEMO: demo });
  return count(reportIn(file), ok);
}

function reportIn(file: string): Report | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return null;
  }
}

/** Its output goes straight through. False where it failed, could not start, or took so long that it must hang. */
function finish(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn(program, args, { cwd: home, env, stdio: ['ignore', 'inherit', 'inherit'], timeout: minutesAtMost * 60_000 });
    child.once('error', (error) => {
      console.log(String(error));
      done(false);
    });
    child.once('close', (code) => done(code === 0));
  });
}

function print(): void {
  const sum = (of: (line: Line) => number): number => lines.reduce((total, line) => total + of(line), 0);
  const [passed, failed] = [sum((line) => line.passed), sum((line) => line.failed)];
  const row = (name: string, seconds: number, words: string): string => `${name.padEnd(12)}${seconds.toFixed(1).padStart(7)} s   ${words}`;
  console.log('');
  for (const { name, seconds, remarks, ...counts } of lines) {
    console.log(row(name, seconds, counts.failed === 0 ? `${counts.passed} passed` : `${counts.passed} passed, ${counts.failed} FAILED`));
    for (const remark of remarks) console.log(`${''.padEnd(24)}${remark}`);
  }
  console.log(row('all', sum((line) => line.seconds), asked.quick ? 'the quick part; `npm test` runs everything' : ''));
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}
