import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { foldersWithTests, limitsOf } from './test/parts.ts';

/** One project a folder of test/, so that `npx vitest run --project pulse` runs one. Which part a folder belongs to: test/parts.ts. */
const root = process.env['HEADROOM_TESTS'] ?? import.meta.dirname;
/** The quick run leaves out what is slow, and gives no file a process of its own: that is half a minute. */
const quick = process.env['HEADROOM_QUICK'] !== undefined;

export default defineConfig({
  root,
  test: {
    allowOnly: false,
    passWithNoTests: false,
    silent: 'passed-only',
    slowTestThreshold: 5000,
    maxWorkers: 2,
    projects: foldersWithTests(root).map((folder) => {
      const { secondsEach, workers } = limitsOf(folder);
      return {
        root,
        test: {
          name: folder,
          dir: join(root, 'test', folder),
          include: ['**/*.test.ts'],
          exclude: ['**/node_modules/**', ...(quick ? ['**/*.slow.test.ts'] : [])],
          isolate: !quick,
          environment: 'node',
          testTimeout: secondsEach * 1000,
          hookTimeout: secondsEach * 1000,
          maxWorkers: workers,
          fileParallelism: workers > 1,
        },
      };
    }),
  },
});
