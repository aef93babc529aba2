import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { logFault } from '../../functions/http/fault.ts';
import { logsIn, noises } from './silence.ts';
import { realTree, root } from './source.ts';

const tree = realTree();

test('nothing under functions or shared can write a log, except the one place that writes two names', () => {
  expect(noises(tree)).toEqual([]);
  expect(tree.get(logsIn)).toContain('process.stderr');
  expect(logFault.length).toBe(2);
});

describe('a planted log is caught:', () => {
  test.each([
    ['of a body', 'console.log(body);'],
    ['by another of its names', "const { log } = console; log('x');"],
    ['on standard output', "process.stdout.write('x');"],
    ['on standard error', "process.stderr.write('x');"],
    ['by a computed name', "process['std' + 'err'].write('x');"],
    ['by taking it apart', 'const { stderr } = process; stderr;'],
    ['by importing it', "import { stderr } from 'node:process'; stderr;"],
    ['through the global object', "globalThis['con' + 'sole'].log('x');"],
    ['as a warning', "process.emitWarning('x');"],
    ['as a debugging line', "import { debuglog } from 'node:util'; debuglog('x');"],
    ['into a file', "import { appendFileSync } from 'node:fs'; appendFileSync('x', 'y');"],
    ['over the network', "import { request } from 'node:http'; request;"],
  ])('%s', (_what, code) => {
    for (const path of ['functions/anonymous/planted.ts', 'shared/pulse/planted.ts']) expect(noises(new Map([[path, code]]))).not.toEqual([]);
  });
});

describe('a run', () => {
  /** What a process of its own puts out while requests go through every route. */
  const output = (plant: string): Promise<{ stdout: string; stderr: string }> =>
    new Promise((done, failed) => {
      execFile(process.execPath, [join(root, 'test', 'wall', 'canary.ts'), plant], { maxBuffer: 1 << 24 }, (error, stdout, stderr) => (error === null ? done({ stdout, stderr }) : failed(error)));
    });

  test('of every route with a canary in body, address, query, headers and every fault puts out names alone', async () => {
    const { stdout, stderr } = await output('none');
    const lines = stderr.trim().split('\n');
    const summary = JSON.parse(stdout) as Record<string, unknown>;
    // It did run: every route was asked, refused what was off, and broke where its stores broke.
    expect(summary).toMatchObject({ canariesInAnswers: 0, unfaulted: 0, brokeWhole: [] });
    expect(summary['requests']).toBeGreaterThan(100);
    expect(lines.length).toBe(summary['faults']);
    expect(summary['faults']).toBeGreaterThan(10);
    for (const line of lines) expect(line).toMatch(/^\{"fault":"[A-Za-z]+","error":"[A-Za-z]+"\}$/);
  });

  test.each(['log', 'fault'])('with a planted %s puts the canary out', async (plant) => {
    const { stdout, stderr } = await output(plant);
    expect(stdout + stderr).toContain('CANARY');
  });
});
