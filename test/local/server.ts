import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Received } from './received.ts';

/** The real server, in a process of its own on free ports. */
export interface TestServer {
  /** The documents, the identity side under /api, the sign-in under /oidc. */
  origin: string;
  anonymousOrigin: string;
  dataFolder: string;
  child: ChildProcess;
  /** Every request since it started, oldest first, where it was asked to tell. */
  received(): readonly Received[];
  /** All it has written, to either stream. */
  output(): string;
  /** An access token for a person, through the real provider: code and PKCE over HTTP, as a browser does it. */
  signInAs(sub: string): Promise<string>;
  /** SIGKILL, as a power cut would. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. Removes the data folder if it was made here. */
  stop(): Promise<number | null>;
}

export interface Options {
  /** Kept if given; else made new and removed at the end. */
  dataFolder?: string;
  /** Set up Northmoor Council in a new folder: some seconds. Default true. */
  demo?: boolean;
  /** Whether the pages are built first, where they are older than their sources. Default true. */
  pages?: boolean;
  env?: Readonly<Record<string, string>>;
  /** Whether it tells of every request it receives, which takes it some time. Default false. */
  tells?: boolean;
  /** How long it may take to be ready. */
  withinMs?: number;
}

const main = join(import.meta.dirname, '..', '..', 'infra', 'local', 'main.ts');
const listening = join(import.meta.dirname, 'received.ts');

/**
 * The demo organisation is set up once in a test run, in a folder the run names and removes, and copied from then on. Where a file is run
 * by itself, or asks for a folder of its own, it is set up there.
 */
async function newFolder(demo: boolean, withinMs: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-test-'));
  const shared = process.env['HEADROOM_TEST_DEMO'];
  if (!demo || shared === undefined) return folder;
  const done = join(shared, 'done');
  const whole = join(shared, 'whole');
  if (!existsSync(done)) {
    rmSync(whole, { recursive: true, force: true });
    mkdirSync(whole, { recursive: true });
    await (await startServer({ dataFolder: whole, withinMs })).stop();
    writeFileSync(done, '');
  }
  cpSync(whole, folder, { recursive: true });
  return folder;
}

export async function startServer({ dataFolder, demo = true, pages = true, env = {}, tells = false, withinMs = 90_000 }: Options = {}): Promise<TestServer> {
  const folder = dataFolder ?? (await newFolder(demo, withinMs));
  const port = await twoFreePorts();
  const child = spawn(process.execPath, [...(tells ? ['--import', listening] : []), main], {
    env: { ...process.env, PORT: String(port), HEADROOM_DATA: folder, HEADROOM_DEMO: demo ? 'on' : 'off', HEADROOM_BUILD: pages ? 'on' : 'off', NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const written: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => written.push(chunk.toString('utf8')));
  const output = () => written.join('');
  const gone = once(child, 'exit').then(([code]) => code as number | null);

  const late = setTimeout(() => child.kill('SIGKILL'), withinMs);
  const ready = await Promise.race([once(child, 'message').then(() => true), gone.then(() => false)]);
  clearTimeout(late);
  const received: Received[] = [];
  child.on('message', (message) => received.push(message as Received));
  if (!ready) throw new Error(`the server did not start:\n${output()}`);

  const origin = `http://localhost:${port}`;
  return {
    origin,
    anonymousOrigin: `http://127.0.0.1:${port + 1}`,
    dataFolder: folder,
    child,
    output,
    received: () => [...received],
    signInAs: (sub) => signInAs(origin, sub),
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    async stop() {
      child.kill('SIGTERM');
      const code = await gone;
      if (dataFolder === undefined) rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}

/** A port with a free one after it. */
async function twoFreePorts(): Promise<number> {
  for (;;) {
    const first = await listen(0);
    const second = first.port > 65_533 ? null : await listen(first.port + 1).catch(() => null);
    await Promise.all([first.close(), second?.close()]);
    if (second !== null) return first.port;
  }
}

async function listen(port: number): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('no port');
  return {
    port: at.port,
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}

/** A browser as far as signing in needs one: it keeps cookies by path and follows nothing by itself. */
export class Visitor {
  readonly #cookies = new Map<string, { value: string; path: string }>();

  async go(url: string, init: RequestInit = {}): Promise<Response> {
    const { pathname } = new URL(url);
    const cookie = [...this.#cookies].filter(([, c]) => pathname.startsWith(c.path)).map(([name, c]) => `${name}=${c.value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', ...init, headers: { ...(init.headers as Record<string, string>), ...(cookie === '' ? {} : { cookie }) } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const path = /;\s*path=([^;]+)/i.exec(line)?.[1] ?? '/';
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, { value, path });
    }
    return answer;
  }

  /** Sends a form as the browser would send one on the page at `url`. */
  submit(url: string, fields: Record<string, string>): Promise<Response> {
    return this.go(url, { method: 'POST', body: new URLSearchParams(fields), headers: { 'sec-fetch-site': 'same-origin' } });
  }
}

export interface Underway {
  visitor: Visitor;
  verifier: string;
  redirectUri: string;
  /** The page with the names. */
  page: string;
  /** Its hidden field. */
  once: string;
}

export const redirectTarget = (answer: Response, base: string): string => new URL(answer.headers.get('location') ?? '', base).href;

/** Opens the sign-in page as the web does it. */
export async function openSignIn(origin: string, more: Record<string, string> = {}): Promise<Underway> {
  const visitor = new Visitor();
  const verifier = randomBytes(32).toString('base64url');
  const redirectUri = `${origin}/signed-in`;
  const asked = new URLSearchParams({
    client_id: 'headroom-web',
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid',
    resource: 'urn:headroom:identity',
    state: randomBytes(8).toString('hex'),
    nonce: randomBytes(8).toString('hex'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  });
  const begun = await visitor.go(`${origin}/oidc/auth?${asked}`);
  const page = redirectTarget(begun, origin);
  const html = await (await visitor.go(page)).text();
  const once = /name="once" value="([^"]+)"/.exec(html)?.[1];
  if (once === undefined) throw new Error(`no sign-in page: ${begun.status} ${html}`);
  return { visitor, verifier, redirectUri, page, once };
}

/** Chooses a name; the code the browser is sent back with. */
export async function choose({ visitor, page, once }: Underway, origin: string, sub: string): Promise<string> {
  let answer = await visitor.submit(page, { once, person: sub });
  for (let hops = 0; hops < 3 && answer.status === 303; hops++) {
    const to = redirectTarget(answer, origin);
    const code = new URL(to).searchParams.get('code');
    if (code !== null) return code;
    answer = await visitor.go(to);
  }
  throw new Error(`no code: ${answer.status} ${await answer.text()}`);
}

export const exchange = (origin: string, code: string, { verifier, redirectUri }: Pick<Underway, 'verifier' | 'redirectUri'>): Promise<Response> =>
  fetch(`${origin}/oidc/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'authorization_code', client_id: 'headroom-web', code, redirect_uri: redirectUri, code_verifier: verifier, resource: 'urn:headroom:identity' }),
  });

async function signInAs(origin: string, sub: string): Promise<string> {
  const underway = await openSignIn(origin);
  const answer = await exchange(origin, await choose(underway, origin, sub), underway);
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`no access token: ${answer.status}`);
  return token;
}
