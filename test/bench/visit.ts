import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** One page that waits to be answered. */
export interface Subject {
  name: string;
  origin: string;
  path: string;
  /** What a finger can put on the first answer, and what then says that it was taken. */
  answer: string;
  taken: string;
  /** What is pressed on the way there, each as soon as it stands: no thought and no finger is timed. */
  way?: readonly string[];
}

/** A file of the response as it went over the line. */
export interface Fetched {
  path: string;
  type: string;
  bytes: number;
}

export interface Visit {
  /** From the start of the navigation until a frame with the first answer has been drawn. */
  milliseconds: number;
  /** All that was asked for before the answer stood in the document: what comes later was not waited for. */
  fetched: readonly Fetched[];
}

/** The documents too: ours bring their script and style along. */
const isCode = ({ type }: Fetched): boolean => /html|javascript|css/.test(type);
export const codeBytes = (of: Visit | undefined): number => (of?.fetched ?? []).filter(isCode).reduce((n, { bytes }) => n + bytes, 0);

const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true } as const;
/** 1.6 Mbit/s with 150 ms there and back, on a processor a quarter as fast. */
const slow = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 } as const;
const cpuTimes = 4;

/** Long enough for a page that was closed to be gone, processes and all. */
const settleMs = 700;

/**
 * Opens a page as a phone that has never been there does: an empty profile, an empty cache. What the device keeps is put there first,
 * on a file of the same origin that runs nothing, and for every subject alike: the first database of a profile costs time afterwards.
 */
export async function visit(browser: Browser, subject: Subject, keep: (page: Page) => Promise<void>, encoding: 'br' | 'gzip'): Promise<Visit> {
  const context = await browser.newContext(phone);
  try {
    const before = await context.newPage();
    await before.goto(`${subject.origin}/icon.png`);
    await keep(before);
    await before.close();
    await sleep(settleMs);
    return await cold(context, subject, encoding);
  } finally {
    await context.close();
  }
}

async function cold(context: BrowserContext, { origin, path, answer, taken, way = [] }: Subject, encoding: 'br' | 'gzip'): Promise<Visit> {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.setExtraHTTPHeaders', { headers: { 'accept-encoding': encoding } });
  await devtools.send('Network.emulateNetworkConditions', slow);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpuTimes });

  let began: number | null = null;
  const asked: { at: number; id: string }[] = [];
  const answered = new Map<string, Fetched>();
  devtools.on('Network.requestWillBeSent', ({ requestId, timestamp, request }) => {
    if (request.url.startsWith('data:')) return;
    began ??= timestamp;
    asked.push({ at: timestamp, id: requestId });
  });
  devtools.on('Network.responseReceived', ({ requestId, response }) => {
    const headers = new Map(Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]));
    answered.set(requestId, { path: new URL(response.url).pathname, type: response.mimeType, bytes: Number(headers.get('content-length')) });
  });

  // The page says by itself that it stands: asking it again and again would be work for its processor.
  await devtools.send('Runtime.enable');
  await devtools.send('Runtime.addBinding', { name: 'headroomSeen' });
  const told = new Promise<Seen>((done) => devtools.on('Runtime.bindingCalled', ({ name, payload }) => name === 'headroomSeen' && done(JSON.parse(payload) as Seen)));
  await page.addInitScript(watch, { answer, way });
  await page.goto(`${origin}${path}`, { waitUntil: 'commit' });
  const seen = await told;
  if (began === null) throw new Error('nothing was asked for');
  const until = began + seen.inDocumentAt / 1000;
  // The answer is given, and has to be taken.
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await page.locator(answer).first().tap({ force: true });
  await page.locator(taken).first().waitFor({ state: 'attached' });
  const before = asked.filter(({ at }) => at <= until);
  await arrived(() => before.every(({ id }) => answered.has(id)));
  const fetched = before.flatMap(({ id }) => answered.get(id) ?? []);
  return { milliseconds: seen.drawnAt, fetched };
}

/** Waits for what was asked for to be answered; throws where that takes ten seconds. */
async function arrived(all: () => boolean): Promise<void> {
  for (let tries = 0; !all(); tries++) {
    if (tries === 200) throw new Error('a file that was asked for never came');
    await sleep(50);
  }
}

interface Seen {
  inDocumentAt: number;
  drawnAt: number;
}

/** Runs in the page: goes its way, notes when the first answer stands in the document, and when a frame with it has been drawn. */
function watch({ answer, way }: { answer: string; way: readonly string[] }): void {
  const standing = (what: string): HTMLElement | null => {
    const found = document.querySelector<HTMLElement>(what);
    return found === null || found.matches(':disabled') ? null : found;
  };
  let steps = 0;
  const isThere = (): boolean => {
    for (let next = way[steps]; next !== undefined; next = way[steps]) {
      const found = standing(next);
      if (found === null) return false;
      steps += 1;
      found.click();
    }
    return standing(answer) !== null;
  };
  let inDocumentAt: number | null = null;
  const changes = new MutationObserver(() => {
    if (inDocumentAt !== null || !isThere()) return;
    inDocumentAt = performance.now();
    changes.disconnect();
    requestAnimationFrame(drawn);
  });
  changes.observe(document, { childList: true, subtree: true });

  function drawn(): void {
    if ((document.querySelector(answer)?.getClientRects().length ?? 0) === 0) {
      requestAnimationFrame(drawn);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => (globalThis as unknown as { headroomSeen(payload: string): void }).headroomSeen(JSON.stringify({ inDocumentAt, drawnAt: performance.now() })));
    port1.start();
    port2.postMessage(null);
  }
}
