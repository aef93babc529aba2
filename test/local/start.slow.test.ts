import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settingsFrom, WrongSetting } from '../../infra/local/settings.ts';
import { ask, askRaw, refusalIn } from './ask.ts';
import { startServer, type TestServer } from './server.ts';
import { smallHouse } from './smallHouse.ts';

const main = join(import.meta.dirname, '..', '..', 'infra', 'local', 'main.ts');

/** Starts it with these settings, where it cannot: what it says, and its exit code. */
async function failing(env: Record<string, string>): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [main], { env: { ...process.env, HEADROOM_BUILD: 'off', HEADROOM_DEMO: 'off', ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString('utf8')));
  const [code] = (await once(child, 'exit')) as [number];
  return { code, said: said.join('') };
}

let folder: string;
let server: TestServer;
beforeAll(async () => {
  folder = await smallHouse();
  server = await startServer({ dataFolder: folder, demo: false, pages: false });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

describe('what stands in the way is said in one sentence, without a stack', () => {
  test('a port that is taken', async () => {
    const other = mkdtempSync(join(tmpdir(), 'headroom-taken-'));
    const { code, said } = await failing({ PORT: new URL(server.origin).port, HEADROOM_DATA: other });
    expect(code).toBe(1);
    expect(said).toMatch(/^Port \d+ or \d+ is taken\. .*PORT=\d+.*\n$/);
    rmSync(other, { recursive: true });
  });

  test('a folder that another server has open', async () => {
    const { code, said } = await failing({ PORT: '18999', HEADROOM_DATA: folder });
    expect(code).toBe(1);
    expect(said).toBe(`Headroom already runs on ${folder}. Stop it, or choose another folder with HEADROOM_DATA.\n`);
  });

  test('a folder in which nothing can be kept', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'headroom-file-')), 'file');
    writeFileSync(file, '');
    const { code, said } = await failing({ PORT: '18999', HEADROOM_DATA: join(file, 'data') });
    expect(code).toBe(1);
    expect(said).toMatch(/^Nothing can be kept in .* HEADROOM_DATA\.\n$/);
    rmSync(join(file, '..'), { recursive: true });
  });

  test('a setting that cannot be', async () => {
    const { code, said } = await failing({ PORT: 'web' });
    expect([code, said]).toEqual([1, 'PORT has to be a number from 1 to 65534; the next one up is used too.\n']);
  });

  test.each([{ HEADROOM_LISTEN: '0.0.0.0' }, { HEADROOM_ORIGIN: 'https://headroom.example' }])('an organisation of somebody’s own that others can reach, with the sign-in in which anyone is anyone: %o', async (env: Record<string, string>) => {
    const own = mkdtempSync(join(tmpdir(), 'headroom-own-'));
    const { code, said } = await failing({ PORT: '18999', HEADROOM_DATA: own, ...env });
    expect(code).toBe(1);
    expect(said).toMatch(/^With the sign-in that comes along .* set HEADROOM_ISSUER\.\n$/);
    rmSync(own, { recursive: true });
  });
});

describe('settings', () => {
  test('keep the two hosts apart by name, so that no cookie reaches the anonymous one', () => {
    const { origin, anonymousOrigin } = settingsFrom({ PORT: '9000' });
    expect([origin, anonymousOrigin]).toEqual(['http://localhost:9000', 'http://127.0.0.1:9001']);
    expect(() => settingsFrom({ HEADROOM_ORIGIN: 'https://headroom.test', HEADROOM_ANONYMOUS_ORIGIN: 'https://headroom.test:444' })).toThrow(WrongSetting);
  });

  test('that are no origins are refused', () => {
    for (const origin of ['headroom.test', 'ftp://headroom.test', 'https://headroom.test/path', 'https://headroom.test?x'])
      expect(() => settingsFrom({ HEADROOM_ORIGIN: origin })).toThrow(WrongSetting);
  });

  test('listen on this machine alone unless told otherwise: the demo asks for no password', () => {
    expect(settingsFrom({}).listenOn).toBe('127.0.0.1');
  });
});

describe('slow and broken callers', () => {
  test('a request whose headers never end is let go', { timeout: 40_000 }, async () => {
    const began = performance.now();
    const answer = await askRaw(server.origin, 'GET /api/me HTTP/1.1\r\nhost: x\r\nx: ');
    expect(performance.now() - began).toBeLessThan(15_000);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('a body that never comes is let go', { timeout: 40_000 }, async () => {
    const began = performance.now();
    await askRaw(server.anonymousOrigin, 'POST /answers HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{');
    expect(performance.now() - began).toBeLessThan(25_000);
  });
});

describe('the anonymous host', () => {
  test('may be read by the web’s origin, without credentials, and by no other', async () => {
    for (const origin of [server.origin, 'https://elsewhere.example']) {
      const answer = await ask(server.anonymousOrigin, { path: '/log', headers: { origin } });
      expect(answer.headers['access-control-allow-origin']).toBe(server.origin);
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  test('answers a browser that asks beforehand, for long, and allows it the content type alone', async () => {
    const answer = await ask(server.anonymousOrigin, { method: 'OPTIONS', path: '/answers', headers: { origin: server.origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' } });
    expect(answer.status).toBe(204);
    expect(answer.headers).toMatchObject({ 'access-control-allow-methods': 'POST', 'access-control-allow-headers': 'content-type', 'access-control-max-age': '7200' });
  });

  test('lets the web read a refusal too', async () => {
    for (const asked of [{ path: '/rounds/99' }, { path: '/%' }, { path: '/nowhere' }, { method: 'PUT', path: '/log' }, { method: 'POST', path: '/answers', body: 'x'.repeat(10_000) }]) {
      const answer = await ask(server.anonymousOrigin, asked);
      refusalIn(answer);
      expect(answer.headers['access-control-allow-origin']).toBe(server.origin);
    }
  });
});

test('another OpenID provider, by setting, signs people in; the embedded one is then not there and its tokens count for nothing', async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' };
  const provider = createServer((request, response) => {
    const about = request.url === '/.well-known/openid-configuration' ? { issuer: at, jwks_uri: `${at}/keys` } : { keys: [jwk] };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(about));
  }).listen(0, '127.0.0.1');
  await once(provider, 'listening');
  const at = `http://127.0.0.1:${(provider.address() as { port: number }).port}`;
  const other = await smallHouse();
  const theirs = await startServer({ dataFolder: other, demo: false, pages: false, env: { HEADROOM_ISSUER: at, HEADROOM_AUDIENCE: 'urn:theirs', HEADROOM_CLIENT: 'their-client' } });
  const token = (audience: string, issuer = at) => new SignJWT({}).setProtectedHeader({ alg: 'RS256', kid: 'k' }).setSubject('northside-4').setIssuer(issuer).setAudience(audience).setExpirationTime('5m').sign(privateKey);
  const me = async (bearer: string) => ask(theirs.origin, { path: '/api/me', headers: { authorization: `Bearer ${bearer}` } });

  expect(JSON.parse((await me(await token('urn:theirs'))).text)).toMatchObject({ id: 'northside-4' });
  expect(refusalIn(await me(await token('urn:headroom:identity'))).type).toBe('signed-out');
  expect(refusalIn(await me(await token('urn:theirs', 'http://elsewhere.example'))).type).toBe('signed-out');
  expect(refusalIn(await me(await server.signInAs('northside-4'))).type).toBe('signed-out');
  expect(refusalIn(await ask(theirs.origin, { path: '/oidc/nowhere.json' })).type).toBe('not-found');
  expect((await ask(theirs.origin, { path: '/oidc/auth' })).text).not.toContain('There is no password');

  await theirs.stop();
  provider.close();
  rmSync(other, { recursive: true });
});

test('told to stop, it answers what is under way, ends with 0 and can be started again at once', async () => {
  const other = await smallHouse();
  const first = await startServer({ dataFolder: other, demo: false, pages: false });
  const under = Array.from({ length: 50 }, () => ask(first.anonymousOrigin, { path: '/log' }));
  await Promise.any(under);
  expect(await first.stop()).toBe(0);
  const second = await startServer({ dataFolder: other, demo: false, pages: false });
  expect((await ask(second.anonymousOrigin, { path: '/log' })).status).toBe(200);
  await second.stop();
  rmSync(other, { recursive: true });
});
