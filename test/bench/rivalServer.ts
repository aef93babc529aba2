import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { headersFor } from '../../infra/documents.ts';

/**
 * Serves what the check-in is measured against as the product’s own server serves the check-in, from a process of its own: compressed
 * once and as well as can be, under the same headers (one of them makes the browser begin a new process). The survey libraries
 * write styles into the page, which the policy would refuse: they go without it.
 */
const folder = process.argv[2] ?? '';
const types: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.png': 'image/png' };
interface File {
  type: string;
  br: Buffer;
  gzip: Buffer;
}
const files = new Map<string, File>(
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const full = join(entry.parentPath, entry.name);
      const plain = readFileSync(full);
      return [`/${full.slice(folder.length + 1)}`, { type: types[extname(full)] ?? 'application/octet-stream', br: brotliCompressSync(plain), gzip: gzipSync(plain, { level: 9 }) }];
    }),
);

const { 'content-security-policy': policy = '', ...always } = headersFor('/check-in', { web: 'http://localhost', anonymous: 'http://localhost', identity: 'http://localhost', issuer: 'http://localhost' }, { app: [], checkIn: [], speaking: [], recovery: [] });

const server = createServer((request, response) => {
  const file = files.get(request.url ?? '');
  if (file === undefined) return response.writeHead(404).end();
  const encoding = /\bbr\b/.test(String(request.headers['accept-encoding'])) ? 'br' : 'gzip';
  const policed = request.url?.startsWith('/bare/') === true ? { 'content-security-policy': policy } : {};
  return response.writeHead(200, { ...always, ...policed, 'content-type': file.type, 'content-encoding': encoding, 'content-length': file[encoding].length }).end(file[encoding]);
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
