import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { home, planted } from './planted.ts';

const holds = `import { expect, test } from 'vitest';\ntest('holds', () => { expect(1).toBe(1); });\n`;
const tests = (body: string) => `import { expect, test } from 'vitest';\n${body}\n`;
/** Runs the runner on a planted tree and returns its exit code, its last line and all it said. */
function run(files: Readonly<Record<string, string>>, ...options: string[]) {
  using tree = planted(files);
  const done = spawnSync(process.execPath, [join(home, 'test', 'run.ts'), '--in', tree.root, ...options], { encoding: 'utf8', env: { ...process.env, CI: '1', NO_COLOR: '1' } });
  return { code: done.status, last: done.stdout.trimEnd().split('\n').at(-1), said: done.stdout + done.stderr };
}

const sound = { 'test/new/a.test.ts': holds, 'test/contract/a.test.ts': holds, 'test/wall/a.test.ts': holds };
/** The quick run's other two parts, when they have no tests: one failure each. */
const partsMissing = 2;

// Each starts several other runners: on a busy machine that takes its time.
describe('the runner', { timeout: 600_000 }, () => {
  test('counts what held, says so alone on its last line and exits with 0, leaving slow tests and heavy parts to the full run', () => {
    const heavy = { 'test/new/b.slow.test.ts': holds, 'test/store/a.test.ts': holds, 'test/local/a.test.ts': holds, 'test/infra/a.test.ts': holds, 'test/unlinkable/a.test.ts': holds, 'test/journey/a.test.ts': holds };
    expect(run({ ...sound, ...heavy }, '--quick')).toMatchObject({ code: 0, last: '3 passed, 0 failed' });
  });

  test('runs slow tests in the full run, and fails each part that has none', () => {
    const done = run({ 'test/new/a.test.ts': holds, 'test/new/b.slow.test.ts': holds });
    expect(done).toMatchObject({ code: 1, last: '2 passed, 7 failed' });
    for (const part of ['contract', 'wall', 'store', 'local', 'infra', 'unlinkable', 'journey']) expect(done.said).toMatch(new RegExp(`${part} .* 1 FAILED\\s+no tests`));
  });

  test('fails a test that breaks, is skipped or is left to do, a file that is empty or does not load, and names each', () => {
    const done = run(
      {
        'test/pulse/a.test.ts': holds,
        'test/pulse/breaks.test.ts': tests(`test('breaks', () => { expect('the planted value').toBe('another'); });`),
        'test/pulse/notRun.test.ts': tests(`test.skip('planted skip', () => { expect(1).toBe(1); });\ntest.todo('planted todo');`),
        'test/pulse/empty.test.ts': '',
        'test/pulse/loads.test.ts': `import 'planted-and-missing';`,
      },
      '--quick',
    );
    expect(done).toMatchObject({ code: 1, last: `1 passed, ${5 + partsMissing} failed` });
    expect(done.said).toContain('the planted value');
    for (const named of [/not run, so failed .*planted skip/, /not run, so failed .*planted todo/, /nothing ran in .*empty\.test\.ts/, /nothing ran in .*loads\.test\.ts/]) expect(done.said).toMatch(named);
  });

  test('fails a test that shuts the others out', () => {
    expect(run({ ...sound, 'test/new/b.test.ts': tests(`test.only('planted only', () => { expect(1).toBe(1); });\ntest('other', () => { expect(1).toBe(1); });`) }, '--quick').code).toBe(1);
  });

  test('fails a run with an error outside its tests, and a test file outside every part', () => {
    const late = tests(`test('holds', () => { expect(1).toBe(1); setTimeout(() => { throw new Error('planted, too late'); }, 20); });\ntest('waits', async () => { await new Promise((done) => setTimeout(done, 100)); expect(1).toBe(1); });`);
    const done = run({ 'test/pulse/late.test.ts': late, 'shared/pulse/stray.test.ts': holds }, '--quick');
    expect(done).toMatchObject({ code: 1, last: `2 passed, ${2 + partsMissing} failed` });
    expect(done.said).toContain('it would never run: shared/pulse/stray.test.ts');
    expect(done.said).toContain('planted, too late');
  });
});
