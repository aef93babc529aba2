import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The web documents and what each may do. One table, served by the local server and deployed by CDK alike.
 *
 *     app       who I am       talks to the identity side, the public record and the sign-in; frames the check-in
 *     check-in  what I answer  talks to the anonymous host and to nothing else, so it cannot say who answers
 *     speaking  what I write   the same; its address says nothing of what it is for
 *     recovery  a key of all   talks to nobody: two shares of the recovery key are joined there
 *
 * No document sends a referrer or can be framed by another site. Nothing that stands in one runs or styles it, but the script that
 * its build put there, which its policy names by its hash.
 */
export interface Origins {
  /** Where the documents are served. */
  web: string;
  /** The identity side's API; locally a path on the web origin. */
  identity: string;
  /** The host that gets answers and serves the public record; another host name than the web's. */
  anonymous: string;
  /** The OpenID issuer. */
  issuer: string;
}

interface Document {
  /** The file of the web build. */
  file: string;
  /** Addresses that serve it; null: whatever is no file and no other document, so that the app's own addresses can be opened. */
  paths: readonly string[] | null;
  connects: readonly Exclude<keyof Origins, 'web'>[];
  frames: readonly 'self'[];
  framedBy: 'self' | 'none';
}

export const documents = {
  app: { file: 'index.html', paths: null, connects: ['identity', 'anonymous', 'issuer'], frames: ['self'], framedBy: 'none' },
  checkIn: { file: 'check-in.html', paths: ['/check-in'], connects: ['anonymous'], frames: [], framedBy: 'self' },
  speaking: { file: 'speak-up.html', paths: ['/more'], connects: ['anonymous'], frames: [], framedBy: 'self' },
  recovery: { file: 'recovery.html', paths: ['/recovery'], connects: [], frames: [], framedBy: 'none' },
} as const satisfies Readonly<Record<string, Document>>;

export type DocumentName = keyof typeof documents;

/** The service worker keeps the check-in and the page for speaking up on the device. It fetches the documents' own files and nothing else. */
export const workerPath = '/service-worker.js';

/** Files with their content's hash in the name: they never change under their name. */
export const assetPrefix = '/assets/';

/** The document at an address (no query, no fragment); null where it is a file. */
export function documentAt(path: string): DocumentName | null {
  const bare = path.length > 1 ? path.replace(/\/$/, '') : path;
  for (const name of names) {
    const { file, paths }: Document = documents[name];
    if (paths?.includes(bare) || bare === `/${file}`) return name;
  }
  return /\.[a-z0-9]+$/i.test(bare) ? null : 'app';
}

const names = ['app', 'checkIn', 'speaking', 'recovery'] as const satisfies readonly DocumentName[];

/** The scripts that stand in each document, as a policy names them: `sha256-…`. */
export type Scripts = Readonly<Record<DocumentName, readonly string[]>>;

/** Those of the documents as they were built into a folder. A policy and the document it was made for are served together. */
export function scriptsIn(folder: string): Scripts {
  const hashesIn = (file: string): string[] => {
    const path = join(folder, file);
    const html = existsSync(path) ? readFileSync(path, 'utf8') : '';
    return [...html.matchAll(/<script type="module">(.*?)<\/script>/gs)].map(([, script = '']) => `sha256-${createHash('sha256').update(script).digest('base64')}`);
  };
  return { app: hashesIn(documents.app.file), checkIn: hashesIn(documents.checkIn.file), speaking: hashesIn(documents.speaking.file), recovery: hashesIn(documents.recovery.file) };
}

/** The Content-Security-Policy at an address. A file's lets it do nothing, should it ever be opened by itself. */
export function policyAt(path: string, origins: Origins, scripts: Scripts): string {
  const name = documentAt(path);
  const secure = origins.web.startsWith('https:') ? ['upgrade-insecure-requests'] : [];
  if (name === null) return ["default-src 'none'", ...(path === workerPath ? ["connect-src 'self'"] : []), "frame-ancestors 'none'", ...secure].join('; ');
  const document: Document = documents[name];
  const here = new URL(origins.web).origin;
  const connects = document.connects.map((c) => new URL(origins[c]).origin).map((origin) => (origin === here ? "'self'" : origin));
  return [
    "default-src 'none'",
    `script-src ${["'self'", ...scripts[name].map((hash) => `'${hash}'`)].join(' ')}`,
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "manifest-src 'self'",
    `connect-src ${[...new Set(connects)].join(' ') || "'none'"}`,
    `frame-src ${document.frames.map((f) => `'${f}'`).join(' ') || "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors '${document.framedBy}'`,
    ...secure,
  ].join('; ');
}

/** Every header of the answer at an address, but its content type. A document is asked for anew each time; a hashed file is kept. */
export function headersFor(path: string, origins: Origins, scripts: Scripts): Record<string, string> {
  const name = documentAt(path);
  const framedBy = name === null ? 'none' : documents[name].framedBy;
  return {
    'content-security-policy': policyAt(path, origins, scripts),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': framedBy === 'self' ? 'SAMEORIGIN' : 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
    'cache-control': path.startsWith(assetPrefix) ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(origins.web.startsWith('https:') ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
  };
}

/** What the documents' meta tags are told when they are served: `%ANONYMOUS%` and so on. `kind` is the organisation’s: `demo` or `own`. */
export type Settings = Readonly<Record<'anonymous' | 'identity' | 'issuer' | 'client' | 'audience' | 'organisation' | 'kind', string>>;

/** A document with its placeholders filled, safe inside an attribute's quotes. Throws where one is unknown. */
export const filled = (html: string, settings: Settings): string =>
  html.replaceAll(/%([A-Z]+)%/g, (_, name: string) => {
    const value = new Map(Object.entries(settings)).get(name.toLowerCase());
    if (value === undefined) throw new Error(`no setting fills %${name}%`);
    return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  });
