import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { documentAt, documents, filled, headersFor, type Origins, scriptsIn, type Settings } from '../documents.ts';

/** The web build, held in memory and compressed once, the first time somebody asks for a file so. */
export interface Files {
  /** False where there is no such file or document. */
  serve(request: IncomingMessage, response: ServerResponse, path: string): boolean;
}

interface File {
  plain: Buffer;
  type: string;
  compressed: Map<Encoding, Promise<Buffer>>;
  tag: string;
}
type Encoding = 'br' | 'gzip';

/** Best first: a file is compressed once and served often. */
const encoders = {
  br: (plain: Buffer) => promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }),
  gzip: (plain: Buffer) => promisify(gzip)(plain, { level: 9 }),
} as const satisfies Record<Encoding, (plain: Buffer) => Promise<Buffer>>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};
const compressible = /^(text|application|image\/svg)/;

export function filesIn(folder: string, origins: Origins, settings: Settings): Files {
  const files = new Map<string, File>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const full = join(entry.parentPath, entry.name);
    // Folders that begin with a dot are the build’s own notes.
    if (!entry.isFile() || full.slice(folder.length).includes('/.')) continue;
    const type = types[extname(entry.name)] ?? 'application/octet-stream';
    const read = readFileSync(full);
    const plain = extname(entry.name) === '.html' ? Buffer.from(filled(read.toString('utf8'), settings)) : read;
    const tag = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
    files.set(`/${full.slice(folder.length + 1).replaceAll('\\', '/')}`, { plain, type, compressed: new Map(), tag });
  }
  const scripts = scriptsIn(folder);
  const headers = new Map<string, Record<string, string>>();
  const headersAt = (path: string): Record<string, string> => {
    // Only what is asked for by one of our own names is kept: an address made up by a caller is not.
    const known = headers.get(path);
    if (known !== undefined) return known;
    const made = headersFor(path, origins, scripts);
    if (files.has(path)) headers.set(path, made);
    return made;
  };

  return {
    serve(request, response, path) {
      const name = documentAt(path);
      const at = name === null ? path : `/${documents[name].file}`;
      const file = files.get(at);
      if (file === undefined) return false;
      void answer(request, response, file, headersAt(at));
      return true;
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, file: File, headers: Record<string, string>): Promise<void> {
  const encoding = compressible.test(file.type) ? chosen(request.headers['accept-encoding']) : null;
  const etag = `"${file.tag}${encoding === null ? '' : `-${encoding}`}"`;
  const always = { ...headers, etag, vary: 'accept-encoding' };
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, always).end();
    return;
  }
  const body = encoding === null ? file.plain : await compressed(file, encoding);
  response.writeHead(200, { ...always, 'content-type': file.type, 'content-length': body.length, ...(encoding === null ? {} : { 'content-encoding': encoding }) });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function compressed(file: File, encoding: Encoding): Promise<Buffer> {
  const body = file.compressed.get(encoding) ?? encoders[encoding](file.plain);
  file.compressed.set(encoding, body);
  return body;
}

function chosen(accepted: string | string[] | undefined): Encoding | null {
  const offered = String(accepted ?? '').split(',').map((part) => part.trim());
  const takes = (e: Encoding) => offered.some((o) => o === e || (o.startsWith(`${e};`) && !/;\s*q=0(\.0*)?$/.test(o)));
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : null;
}
