import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findAge } from './age.mjs';
import { findChromium, noted } from './chromium.mjs';
import { run, say } from './command.mjs';
import { findPython } from './python.mjs';
import { comesAlong, nodeProblem } from './node.mjs';
import { install } from './packages.mjs';

/**
 * Runs before every command, on whatever Node is there (20 or later), with nothing installed. Afterwards there are
 *
 *     packages ▶ a Node 24 ▶ with --browser a Chromium ▶ with --calendar a Python that reads calendars ▶ with --age the age command ▶ with --bench what the benchmark compares against
 *
 * or one plain sentence says what is missing and the command stops. It is silent where there is nothing to do.
 */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const asked = new Set(process.argv.slice(2));
const quietly = { timeout: 600_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };

function stop(why) {
  say(why);
  process.exit(1);
}

function stopWhere(problem) {
  if (problem !== null) stop(problem);
}

if (!comesAlong(process)) stopWhere(nodeProblem(process.versions.node, null));
if (!install(root, 'packages')) process.exit(1);
const packaged = join(root, 'node_modules', '.bin', 'node');
stopWhere(nodeProblem(process.versions.node, existsSync(packaged) ? run(packaged, ['--version']).output.split('\n')[0] : null));

if (asked.has('--browser')) bringChromium();

if (asked.has('--calendar'))
  bringDebian({ found: () => findPython() !== null, setting: 'HEADROOM_PYTHON', at: 'that cannot import icalendar', is: 'a Python with the icalendar package', packaged: 'python3-icalendar', for: 'calendar' });

if (asked.has('--age')) bringDebian({ found: () => findAge() !== null, setting: 'HEADROOM_AGE', at: 'no age starts there', is: 'the age command', packaged: 'age', for: 'recovery' });

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
    const failed = steps.map(([program, ...args]) => run(program, args, quietly)).find((step) => !step.ok);
    const path = findChromium();
    if (path !== null) return note(path);
    tried.push(`${name}: ${failed === undefined ? 'it is there but does not start' : reason(failed.output)}`);
  }
  stop(
    ['The browser tests need a Chromium, and none could be found or installed.', ...tried.map((line) => `  ${line}`), 'Install one (on Debian, as root: apt-get install chromium), or set HEADROOM_CHROMIUM to one, and run the command again.'].join('\n'),
  );
}

/** Another hand than ours has to read what ours has written: one of Debian's. Never none, for the same reason. */
function bringDebian({ found, setting, at, is, packaged, for: what }) {
  if (found()) return;
  if (process.env[setting]) stop(`${setting} is ${process.env[setting]}, and ${at}.`);
  let said = 'only root can install it here';
  if (isDebianRoot()) {
    say(`Installing ${packaged} for the ${what} tests …`);
    const failed = [['update'], ['install', '-y', '--no-install-recommends', packaged]].map((args) => run('apt-get', args, quietly)).find((step) => !step.ok);
    if (found()) return;
    said = failed === undefined ? 'it is there and does not work' : reason(failed.output);
  }
  stop(`The ${what} tests need ${is}: ${said}.\nInstall it (on Debian, as root: apt-get install ${packaged}), or set ${setting} to one, and run the command again.`);
}

/** A function, and not a constant: it is asked above before this line is reached. */
function isDebianRoot() {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

function ways() {
  const playwright = { name: 'Playwright’s', steps: [[process.execPath, join(root, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium']] };
  const debian = { name: 'Debian’s', steps: [['apt-get', 'update'], ['apt-get', 'install', '-y', 'chromium']] };
  return isDebianRoot() ? [playwright, debian] : [playwright];
}

/** Where the tests look first. A setting says it anew each time, so it is not noted. */
function note(path) {
  if (!process.env.HEADROOM_CHROMIUM) writeFileSync(noted, `${path}\n`);
}

/** What of a program's output says why it failed: its lines of error, or else its last. */
function reason(output) {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const errors = lines.filter((line) => /^E: |\b(error|failed|unable|cannot)\b/i.test(line));
  return (errors.length > 0 ? errors : lines).slice(-2).join(' · ') || 'it said nothing';
}
