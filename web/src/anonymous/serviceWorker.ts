/**
 * Keeps the check-in and the page for speaking up on the device: the documents and their files, as they were served, headers and
 * all. It answers for these alone and from what it keeps, so that opening one asks no server and says to nobody that somebody is
 * about to answer, or to write. Everything else, the API, the sign-in and the anonymous host, goes past it.
 */
declare const __KEPT__: { version: string; files: readonly string[] };

interface Extendable extends Event {
  waitUntil(promise: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  request: Request;
  respondWith(response: Promise<Response>): void;
}
const worker = globalThis as unknown as {
  location: Location;
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate' | 'message', listener: (event: Extendable) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
};

const documents = ['/check-in', '/more'];
const prefix = 'headroom-check-in-';
const cacheName = prefix + __KEPT__.version;
const kept = new Set([...documents, ...__KEPT__.files]);

async function keep(files: readonly string[]): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll(files.map((file) => new Request(file, { cache: 'no-cache', credentials: 'omit' })));
}

worker.addEventListener('install', (event) => event.waitUntil(keep([...kept]).then(() => worker.skipWaiting())));

worker.addEventListener('activate', (event) => {
  const forgetOlder = async () => {
    for (const other of await caches.keys()) if (other.startsWith(prefix) && other !== cacheName) await caches.delete(other);
  };
  event.waitUntil(forgetOlder());
});

// At each sign-in: the documents’ headers and settings may have changed though their files have not.
worker.addEventListener('message', (event) => event.waitUntil(keep(documents).catch(() => undefined)));

worker.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== worker.location.origin || !kept.has(url.pathname)) return;
  event.respondWith(caches.open(cacheName).then(async (cache) => (await cache.match(url.pathname)) ?? fetch(event.request)));
});
