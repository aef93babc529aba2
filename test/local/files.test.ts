import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filesIn } from '../../infra/local/files.ts';
import { listener } from '../../infra/local/listener.ts';
import { web } from '../../infra/local/server.ts';
import { headersFor, scriptsIn, type Settings } from '../../infra/documents.ts';
import { ask, refusalIn } from './ask.ts';

const pages: Settings = { anonymous: 'http://127.0.0.1:1', identity: 'http://localhost:1/api', issuer: 'http://localhost:1/oidc', client: 'headroom-web', audience: 'urn:headroom:identity', organisation: 'A & B "Council"', kind: 'own' };
const origins = { web: 'http://localhost:1', ...pages };
const script = 'export const words = "again ";\n'.repeat(400);

let folder: string;
let server: Server;
let origin: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-files-'));
  mkdirSync(join(folder, 'assets'));
  mkdirSync(join(folder, '.vite'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><meta name="headroom-organisation" content="%ORGANISATION%"><meta name="headroom-anonymous" content="%ANONYMOUS%">');
  writeFileSync(join(folder, 'check-in.html'), '<!doctype html><title>Check in</title><script type="module">check()</script>');
  writeFileSync(join(folder, 'assets', 'main-1a2b.js'), script);
  writeFileSync(join(folder, 'assets', 'face-1a2b.woff2'), Buffer.from([1, 2, 3]));
  writeFileSync(join(folder, '.vite', 'manifest.json'), '{}');
  server = listener(web({ served: new Map(), files: filesIn(folder, origins, pages), signIn: null })).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

function bytesAt(path: string, headers: Record<string, string>): Promise<{ headers: Record<string, unknown>; bytes: Buffer; status: number }> {
  return new Promise((done, failed) => {
    request(origin + path, { headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (c: Buffer) => chunks.push(c)).on('end', () => done({ headers: answer.headers, bytes: Buffer.concat(chunks), status: answer.statusCode ?? 0 }));
    })
      .on('error', failed)
      .end();
  });
}

test('a document’s placeholders are filled, safe inside their quotes', async () => {
  const { text } = await ask(origin, { path: '/' });
  expect(text).toContain('content="A &amp; B &quot;Council&quot;"');
  expect(text).toContain('content="http://127.0.0.1:1"');
});

test('the check-in is a document of its own; every other address without an ending is the app’s', async () => {
  expect((await ask(origin, { path: '/check-in' })).text).toContain('Check in');
  expect((await ask(origin, { path: '/check-in?x=1' })).text).toContain('Check in');
  for (const path of ['/groups/northside', '/signed-in?code=1', '/check-ins']) expect((await ask(origin, { path })).text).toContain('headroom-organisation');
});

test('every answer carries the headers of the one table', async () => {
  for (const path of ['/', '/check-in', '/assets/main-1a2b.js']) {
    const { headers } = await ask(origin, { path });
    for (const [name, value] of Object.entries(headersFor(path, origins, scriptsIn(folder)))) expect([path, name, headers[name]]).toEqual([path, name, value]);
  }
  expect((await ask(origin, { path: '/check-in' })).headers['content-security-policy']).toContain('connect-src http://127.0.0.1:1;');
  expect((await ask(origin, { path: '/check-in' })).headers['content-security-policy']).toMatch(/script-src 'self' 'sha256-[\w+/=]{44}';/);
});

test('brotli where it is taken, else gzip, else plain, and each opens to the file', async () => {
  const path = '/assets/main-1a2b.js';
  const br = await bytesAt(path, { 'accept-encoding': 'gzip, deflate, br' });
  expect([br.headers['content-encoding'], brotliDecompressSync(br.bytes).toString()]).toEqual(['br', script]);
  const gzip = await bytesAt(path, { 'accept-encoding': 'gzip;q=1.0, br;q=0' });
  expect([gzip.headers['content-encoding'], gunzipSync(gzip.bytes).toString()]).toEqual(['gzip', script]);
  const plain = await bytesAt(path, {});
  expect([plain.headers['content-encoding'], plain.bytes.toString()]).toEqual([undefined, script]);
  expect(br.bytes.length).toBeLessThan(gzip.bytes.length);
  expect((await bytesAt('/assets/face-1a2b.woff2', { 'accept-encoding': 'br' })).headers['content-encoding']).toBeUndefined();
});

test('what a browser still has is not sent again, and a HEAD is sent no body', async () => {
  const { headers } = await ask(origin, { path: '/', headers: { 'accept-encoding': 'br' } });
  const again = await ask(origin, { path: '/', headers: { 'accept-encoding': 'br', 'if-none-match': String(headers['etag']) } });
  expect([again.status, again.text]).toEqual([304, '']);
  const head = await ask(origin, { method: 'HEAD', path: '/' });
  expect([head.status, head.text]).toEqual([200, '']);
});

test('nothing but the build’s own files is served, whatever the address climbs to', async () => {
  for (const path of ['/.vite/manifest.json', '/assets/missing.js', '/../../package.json', '/assets/../../x.json', '/assets/%2e%2e/%2e%2e/package.json', '/%2e%2e/package.json', '//package.json'])
    expect([path, refusalIn(await ask(origin, { path })).type]).toEqual([path, 'not-found']);
  expect(refusalIn(await ask(origin, { path: '/assets\\..\\x.js' })).type).toBe('malformed');
});
