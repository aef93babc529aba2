import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, noted } from './chromium.mjs';
import { run, say } from './command.mjs';
import { install } from './packages.mjs';

/**
 * Runs before every command, on whatever Node is there (20 or later), with nothing installed. Afterwards there are
 *
 *     packages ▶ a Node 24 ▶ with --browser a Chromium ▶ with --bench what the benchmark compares against
 *
 * or one plain sentence says what is missing and the command stops. It is silent where there is nothing to do.
 */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const asked = new Set(process.argv.slice(2));

function stop(reason) {
  say(reason);
  process.exit(1);
}

const oldest = 24;
const major = (version) => Number(/^v?(\d+)\./.exec(version)?.[1] ?? 0);
/** On Linux, Node 24 is a package in node_modules and npm's scripts find it first; elsewhere it is the person's own. */
const packagesNode = process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch);
const needsNode = `Headroom needs Node ${oldest} or later and this is Node ${process.versions.node}: install it from https://nodejs.org and run the command again.`;

if (!packagesNode && major(process.versions.node) < oldest) stop(needsNode);
if (!install(root, 'packages')) process.exit(1);
const packaged = join(root, 'node_modules', '.bin', 'node');
if (existsSync(packaged)) {
  const { ok, output } = run(packaged, ['--version']);
  if (!ok || major(output) < oldest) stop(`The Node ${oldest} that Headroom brings along does not start on this machine (${output.split('\n')[0] || 'it said nothing'}): it needs a Linux with glibc.`);
} else if (major(process.versions.node) < oldest) stop(needsNode);

if (asked.has('--browser')) bringChromium();

const bench = join(root, 'test', 'bench');
if (asked.has('--bench') && existsSync(join(bench, 'package-lock.json')) && !install(bench, 'what the benchmark compares against')) process.exit(1);

/** One that is there, Playwright's, or Debian's; in that order. Never none: a journey that cannot run has failed. */
function bringChromium() {
  const found = findChromium();
  if (found !== null) return note(found);
  if (process.env.HEADROOM_CHROMIUM) stop(`HEADROOM_CHROMIUM is ${process.env.HEADROOM_CHROMIUM}, and no Chromium starts there.`);
  const tried = [];
  for (const { name, steps } of ways()) {
    say(`Installing a Chromium for the browser tests: ${name} …`);
    const failed = steps.map(([program, ...args]) => run(program, args, { timeout: 600_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })).find((step) => !step.ok);
    const path = findChromium();
    if (path !== null) return note(path);
    tried.push(`${name}: ${failed === undefined ? 'it is there but does not start' : lastLines(failed.output)}`);
  }
  stop(
    ['The browser tests need a Chromium, and none could be found or installed.', ...tried.map((line) => `  ${line}`), 'Install one (on Debian, as root: apt-get install chromium), or set HEADROOM_CHROMIUM to one, and run the command again.'].join('\n'),
  );
}

function ways() {
  const playwright = { name: 'Playwright’s', steps: [[process.execPath, join(root, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium']] };
  const debian = { name: 'Debian’s', steps: [['apt-get', 'update'], ['apt-get', 'install', '-y', 'chromium']] };
  const isRoot = process.getuid?.() === 0;
  return isRoot && existsSync('/usr/bin/apt-get') ? [playwright, debian] : [playwright];
}

/** Where the tests look first. A setting says it anew each time, so it is not noted. */
function note(path) {
  if (!process.env.HEADROOM_CHROMIUM) writeFileSync(noted, `${path}\n`);
}

function lastLines(output) {
  return output.split('\n').filter(Boolean).slice(-3).join(' · ') || 'it said nothing';
}
