import { spawnSync } from 'node:child_process';

/** Which Python reads calendars back in the tests: another hand than ours. Debian's own first, since its package goes there. */
export const places = (env = process.env) => (env.HEADROOM_PYTHON ? [env.HEADROOM_PYTHON] : ['/usr/bin/python3', 'python3']);

/** The first that has the icalendar package; null where none has. */
export const findPython = (env = process.env) => places(env).find((path) => spawnSync(path, ['-c', 'import icalendar'], { stdio: 'ignore', timeout: 30_000 }).status === 0) ?? null;
