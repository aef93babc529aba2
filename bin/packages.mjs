import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, say } from './command.mjs';

/**
 * Installs what a folder's lock asks for, when it is not there already. Returns false where npm failed; its output has then been
 * shown.
 *
 * `--include` because a machine may be set to leave out development packages (NODE_ENV=production) or optional ones, and Node 24
 * itself comes as an optional one.
 */
export function install(folder, what) {
  if (isInstalled(read(join(folder, 'package-lock.json')), read(join(folder, 'node_modules', '.package-lock.json')))) return true;
  say(`Installing ${what} (half a minute or so) …`);
  const npm = process.env.npm_execpath;
  const options = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  // The Node that runs npm, not the one in node_modules: `npm ci` takes that away first.
  const node = process.env.npm_node_execpath ?? process.execPath;
  const done = npm?.endsWith('.js') ? run(node, [npm, ...options], { cwd: folder }) : run('npm', options, { cwd: folder, shell: process.platform === 'win32' });
  if (!done.ok) say(`${done.output}\nnpm could not install ${what}; what it said stands above.`);
  return done.ok;
}

/**
 * npm keeps a record of what it put into node_modules and writes it last, so one that was killed half-way has none. Packages for
 * other systems stand in the lock and not in the record.
 */
export function isInstalled(lock, record) {
  if (lock === null || record === null) return false;
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '' || wanted.link) return true;
    const there = record.packages[path];
    if (there === undefined) return wanted.optional === true || wanted.devOptional === true;
    return there.version === wanted.version && there.integrity === wanted.integrity;
  });
}

const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null);
