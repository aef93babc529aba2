import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Which Chromium the tests drive. Plain JavaScript that needs no package, because the bootstrap asks before there are any.
 *
 *     HEADROOM_CHROMIUM  ▶  what the bootstrap noted  ▶  the system's own  ▶  Playwright's cache
 */
export const noted = join(dirname(dirname(fileURLToPath(import.meta.url))), 'node_modules', '.headroom-chromium');

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const systemFolders = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];
const applications = ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);

/** Every place a Chromium may stand, best first. An explicit setting stands alone: a wrong one is reported, not passed over. */
export function places(env = process.env) {
  if (env.HEADROOM_CHROMIUM) return [env.HEADROOM_CHROMIUM];
  const before = existsSync(noted) ? [readFileSync(noted, 'utf8').trim()] : [];
  return [...before, ...systemNames.flatMap((name) => systemFolders.map((folder) => join(folder, name))), ...applications, ...fromPlaywright(env)];
}

/** The first that is there and starts; null where there is none. Ubuntu's `chromium-browser` may be a stub that only prints advice. */
export function findChromium(env = process.env) {
  return places(env).find((path) => existsSync(path) && starts(path)) ?? null;
}

const starts = (path) => spawnSync(path, ['--version', '--no-sandbox'], { stdio: 'ignore', timeout: 30_000 }).status === 0;

function fromPlaywright(env) {
  const cache = env.PLAYWRIGHT_BROWSERS_PATH || join(homedir(), process.platform === 'darwin' ? 'Library/Caches/ms-playwright' : '.cache/ms-playwright');
  if (!existsSync(cache)) return [];
  const programs = ['chrome', 'headless_shell', 'chrome-headless-shell'];
  const mac = (name) => join(`${name}.app`, 'Contents', 'MacOS', name);
  const versions = readdirSync(cache).filter((name) => name.startsWith('chromium')).sort().reverse();
  return versions.flatMap((version) =>
    readdirSync(join(cache, version), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name: folder }) => [...programs, mac('Chromium'), mac('Google Chrome for Testing')].map((program) => join(cache, version, folder, program))),
  );
}
