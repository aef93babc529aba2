import { resolve } from 'node:path';

/** What one machine is told by its environment; everything has a default. */
export interface Settings {
  port: number;
  /** The address to listen on. Only this machine, unless told otherwise: the demo signs people in without a password. */
  listenOn: string;
  data: string;
  /** The documents, the identity side and, unless another issuer is set, the sign-in. */
  origin: string;
  /** Gets answers and serves the public record: another host name than `origin`'s. */
  anonymousOrigin: string;
  /** Another OpenID provider; null: the embedded one, in which anyone may sign in as anyone. */
  issuer: string | null;
  client: string;
  audience: string;
  /** Whether a new data folder gets the demo organisation. */
  demo: boolean;
  /** Whether pages older than what they are made of are built again; else they are served as they are. */
  build: boolean;
}

/** A setting that cannot be; its message is for whoever set it. */
export class WrongSetting extends Error {
  override readonly name = 'WrongSetting';
}

export function settingsFrom(env: Readonly<Record<string, string | undefined>>): Settings {
  const port = portOf(env['PORT'] ?? '8080');
  const origin = originOf('HEADROOM_ORIGIN', env['HEADROOM_ORIGIN'] ?? `http://localhost:${port}`);
  const anonymousOrigin = originOf('HEADROOM_ANONYMOUS_ORIGIN', env['HEADROOM_ANONYMOUS_ORIGIN'] ?? `http://127.0.0.1:${port + 1}`);
  if (new URL(origin).hostname === new URL(anonymousOrigin).hostname)
    throw new WrongSetting('HEADROOM_ANONYMOUS_ORIGIN has to be another host name than HEADROOM_ORIGIN, so that no cookie ever goes there.');
  const issuer = env['HEADROOM_ISSUER'] ?? null;
  if (issuer !== null && !URL.canParse(issuer)) throw new WrongSetting('HEADROOM_ISSUER has to be the address of an OpenID provider.');
  return {
    port,
    listenOn: env['HEADROOM_LISTEN'] ?? '127.0.0.1',
    data: resolve(env['HEADROOM_DATA'] ?? '.headroom'),
    origin,
    anonymousOrigin,
    issuer,
    client: env['HEADROOM_CLIENT'] ?? 'headroom-web',
    audience: env['HEADROOM_AUDIENCE'] ?? 'urn:headroom:identity',
    demo: env['HEADROOM_DEMO'] !== 'off',
    build: env['HEADROOM_BUILD'] !== 'off',
  };
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_534) throw new WrongSetting('PORT has to be a number from 1 to 65534; the next one up is used too.');
  return port;
}

function originOf(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw new WrongSetting(`${name} has to be an origin such as https://headroom.example, without a path.`);
  return url.origin;
}
