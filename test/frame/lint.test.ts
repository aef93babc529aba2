import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { home, planted } from './planted.ts';

/** One file a rule, each of which would pass but for the one thing the rule is there for. */
const plants = {
  'functions/anonymous/submitAnswer.ts': { rule: 'no-console', text: `export const seen = (body: string): void => { console.log(body); };\n` },
  'shared/pulse/loose.ts': { rule: 'no-explicit-any', text: `export const loose = (given: any): unknown => given;\n` },
  'infra/forgotten.ts': { rule: 'no-floating-promises', text: `export function forgotten(): void { Promise.resolve(1).then((n) => n + 1); }\n` },
  'test/pulse/skipped.test.ts': { rule: 'no-disabled-tests', text: `import { expect, test } from 'vitest';\ntest.skip('skipped', () => { expect(1).toBe(1); });\n` },
  'test/pulse/hollow.test.ts': { rule: 'expect-expect', text: `import { test } from 'vitest';\ntest('asserts nothing', () => {});\n` },
  'web/src/ui/Name.tsx': { rule: 'no-destructure', text: `export function Name({ name }: { name: string }) { return <p>{name}</p>; }\n` },
  'web/src/ui/Picture.tsx': { rule: 'alt-text', text: `export const Picture = () => <img src="a.png" />;\n` },
} as const;

let found: { code: string; filename: string; severity: string }[] = [];
let root = '';

beforeAll(() => {
  using tree = planted(Object.fromEntries(Object.entries(plants).map(([path, { text }]) => [path, text])));
  // Outside the repository, whose own ignored folders the lint would pass over.
  root = mkdtempSync(join(tmpdir(), 'headroom-lint-'));
  cpSync(tree.root, root, { recursive: true });
  cpSync(join(home, '.oxlintrc.json'), join(root, '.oxlintrc.json'));
  cpSync(join(home, 'tsconfig.base.json'), join(root, 'tsconfig.json'));
  symlinkSync(join(home, 'node_modules'), join(root, 'node_modules'));
  const done = spawnSync(join(home, 'node_modules', '.bin', 'oxlint'), ['--type-aware', '--deny-warnings', '-f', 'json'], { cwd: root, encoding: 'utf8' });
  found = (JSON.parse(done.stdout) as { diagnostics: typeof found }).diagnostics;
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

test.each(Object.entries(plants).map(([path, { rule }]) => ({ path, rule })))('$rule is an error in $path', ({ path, rule }) => {
  expect(found.filter((each) => each.filename === path && each.severity === 'error').map((each) => each.code)).toEqual([expect.stringContaining(`(${rule})`)]);
});
