/** How a part ended: how many of its checks held, how many did not, and in words what the numbers alone would hide. */
export interface Outcome {
  passed: number;
  failed: number;
  remarks: readonly string[];
}

/** What vitest's JSON report says of each test; the rest of it is not read. */
export interface Report {
  testResults: readonly { name: string; status: string; message?: string; assertionResults: readonly { fullName: string; status: string }[] }[];
}

/**
 * Counts a report. A test that was skipped, or left to do, was not run and so has failed. So has a file in which nothing ran, a
 * part in which nothing ran, and a run that vitest itself calls failed though every test held (an error outside any test).
 */
export function count(report: Report | null, exitedWell: boolean): Outcome {
  if (report === null) return { passed: 0, failed: 1, remarks: ['ended without a report'] };
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === 'passed').length;
  const notRun = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed');
  const empty = report.testResults.filter((file) => file.assertionResults.length === 0);
  const remarks = [...notRun.map((test) => `not run, so failed (${test.status}): ${test.fullName}`), ...empty.map((file) => `nothing ran in ${file.name}`)];
  const failed = tests.length - passed + empty.length;
  if (tests.length === 0 && empty.length === 0) return { passed: 0, failed: 1, remarks: ['no tests'] };
  if (failed === 0 && !exitedWell) return { passed, failed: 1, remarks: ['every test held, and yet the run failed: an error outside the tests, shown above'] };
  return { passed, failed, remarks };
}
