import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleAll } from '../../infra/bundle.ts';
import { deployed } from '../../infra/deployed.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');
const out = mkdtempSync(join(tmpdir(), 'headroom-synth-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

beforeAll(async () => {
  await bundleAll();
  // Nothing of this machine's: no credentials, no region, no proxy. A lookup could not be answered.
  const env = { PATH: `${join(root, 'node_modules', '.bin')}:${process.env['PATH']}`, HOME: out, AWS_EC2_METADATA_DISABLED: 'true', CI: '1' };
  await run('cdk', ['synth', '--quiet', '--no-notices', '--output', join(out, 'cdk')], { cwd: root, env });
}, 300_000);

const read = (file: string): unknown => JSON.parse(readFileSync(join(out, 'cdk', file), 'utf8'));

test('the stacks are made offline, without credentials, and keep to CloudFormation’s own rules', () => {
  expect(readdirSync(join(out, 'cdk')).filter((f) => f.endsWith('.template.json')).sort()).toEqual(['Headroom.template.json', 'HeadroomWeb.template.json']);
  expect(read('validation-report.json')).toMatchObject({ pluginReports: [] });
});

test('every function is deployed with its own bundle, and without the list of what is in it', () => {
  const { files } = read('Headroom.assets.json') as { files: Record<string, { source: { path: string; packaging: string } }> };
  const bundles = Object.values(files).filter((f) => f.source.packaging === 'zip');
  expect(bundles).toHaveLength(deployed.length);
  for (const { source } of bundles) {
    const held = readdirSync(join(out, 'cdk', source.path));
    expect(held).toContain('index.mjs');
    expect(held.filter((file) => !file.endsWith('.mjs'))).toEqual([]);
  }
});

test('each bundle loads by itself, in a process that is told nothing, and exports what AWS calls', async () => {
  const load = `for (const path of process.argv.slice(1)) process.stdout.write(typeof (await import(path)).handler + '\\n')`;
  const paths = deployed.map(({ name }) => join(root, 'dist', 'functions', name, 'index.mjs'));
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', load, ...paths], { env: {} });
  expect(stdout.trim().split('\n')).toEqual(deployed.map(() => 'function'));
});
