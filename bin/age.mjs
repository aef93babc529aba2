import { spawnSync } from 'node:child_process';

/** Which `age` opens in the tests what ours has sealed: another hand than ours. Debian's own first. */
export const places = (env = process.env) => (env.HEADROOM_AGE ? [env.HEADROOM_AGE] : ['/usr/bin/age', 'age']);

/** The first that starts; null where none does. */
export const findAge = (env = process.env) => places(env).find((path) => spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0) ?? null;
