import { expect, test } from 'vitest';
import { foldersWithTests, parts, strayTests } from '../parts.ts';
import { home, planted } from './planted.ts';

test('a new folder of tests is run without being listed anywhere', () => {
  using tree = planted({ 'test/escalation/receipt.test.ts': '', 'test/store/deep/down.test.ts': '', 'test/vectors/numbers.json': '' });
  const found = parts(tree.root);
  expect(found.find((part) => part.name === 'unit')?.folders).toEqual(['escalation']);
  expect(found.find((part) => part.name === 'store')?.folders).toEqual(['store']);
});

test('a part that has lost its tests is still there to fail', () => {
  using tree = planted({ 'test/pulse/answer.test.ts': '' });
  expect(parts(tree.root).filter((part) => part.folders.length === 0).map((part) => part.name)).toContain('wall');
});

test('a test file that no part would run is found', () => {
  const strays = ['shared/pulse/answer.test.ts', 'test/loose.test.ts', 'test/pulse/answer.spec.ts', 'test/pulse/page.test.tsx', 'test/bench/speed.test.ts'];
  using tree = planted(Object.fromEntries([...strays, 'test/pulse/answer.test.ts'].map((path) => [path, ''])));
  expect(strayTests(tree.root).sort()).toEqual([...strays].sort());
});

test('the house has no such file, and every folder with tests is in exactly one part', () => {
  expect(strayTests(home)).toEqual([]);
  expect(parts(home).flatMap((part) => part.folders).sort()).toEqual(foldersWithTests(home).sort());
});
