import fc from 'fast-check';
import { expect, test } from 'vitest';
import { count, type Report } from '../count.ts';

const status = fc.constantFrom('passed', 'failed', 'pending', 'todo', 'skipped', 'disabled');
const file = fc.record({
  name: fc.string(),
  status: fc.constantFrom('passed', 'failed'),
  assertionResults: fc.array(fc.record({ fullName: fc.string(), status }), { minLength: 1 }),
});
const all = (report: Report) => report.testResults.flatMap((each) => each.assertionResults);
const of = (...statuses: string[]): Report => ({ testResults: [{ name: 'a.test.ts', status: 'passed', assertionResults: statuses.map((each) => ({ fullName: `is ${each}`, status: each })) }] });

test('every test is counted once, as passed only if it ran and held', () => {
  fc.assert(
    fc.property(fc.array(file, { minLength: 1 }), (testResults) => {
      const { passed, failed } = count({ testResults }, false);
      const held = all({ testResults }).filter((each) => each.status === 'passed').length;
      expect(passed).toBe(held);
      expect(failed).toBe(Math.max(all({ testResults }).length - held, 1));
    }),
  );
});

test.each(['pending', 'todo', 'skipped'])('a test that is %s has failed, and is named', (each) => {
  expect(count(of('passed', each), true)).toEqual({ passed: 1, failed: 1, remarks: [`not run, so failed (${each}): is ${each}`] });
});

test('a file in which nothing ran has failed, beside one in which all held', () => {
  const report: Report = { testResults: [...of('passed').testResults, { name: 'empty.test.ts', status: 'failed', assertionResults: [] }] };
  expect(count(report, false)).toEqual({ passed: 1, failed: 1, remarks: ['nothing ran in empty.test.ts'] });
});

test('a part without tests, without a report, or with an error outside its tests has failed', () => {
  expect(count({ testResults: [] }, true).failed).toBe(1);
  expect(count(null, true).failed).toBe(1);
  expect(count(of('passed'), false)).toMatchObject({ passed: 1, failed: 1 });
  expect(count(of('passed'), true)).toEqual({ passed: 1, failed: 0, remarks: [] });
});
