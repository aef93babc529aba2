import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { fromBase64url } from '../../shared/crypto/encoding.ts';
import { recipientOf, unwrapReaderKey } from '../../shared/crypto/readerKey.ts';
import { idOfReaderKey } from '../../shared/crypto/recipient.ts';
import { openEntry, type WriterEntry } from '../../shared/escalation/thread.ts';
import { demoPassphrase } from '../../infra/local/demo/comments.ts';
import { mint } from '../local/smallHouse.ts';
import type { TestServer } from '../local/server.ts';
import { type Demo, signIn, type Visit } from './demo.ts';
import { expectHeading, phone } from './smallRound.ts';

/** What a journey of a message does beside its browser: moves the demo’s clock, reads as one of the demo’s readers, looks for what was written. */
type Api = (method: 'GET' | 'POST', path: string, body?: object) => Promise<Record<string, unknown>>;

export const apiAs = (server: TestServer, person: string): Api => async (method, path, body) => {
  const headers = { authorization: `Bearer ${await mint(server.dataFolder, server.origin, person)}`, 'content-type': 'application/json' };
  const answer = await fetch(`${server.origin}/api${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  expect(answer.status, `${method} ${path}`).toBe(200);
  return (await answer.json()) as Record<string, unknown>;
};

/** To the morning after the demo’s day, once its batch has run. */
export async function nextMorning(server: TestServer): Promise<void> {
  const steward = apiAs(server, 'tom-ridley');
  const { now } = (await steward('GET', '/me')) as { now: string };
  const morning = (Math.floor(Date.parse(now) / 86_400_000) + 1) * 86_400_000 + 6 * 3_600_000;
  await steward('POST', '/clock', { to: new Date(morning).toISOString() });
}

export interface Inbox {
  keys: { id: string; wrapped: string }[];
  threads: { line: { thread: string; fromReaders: number; receivedOn: string }; first: string }[];
}

/** The demo’s reader, with the passphrase everybody knows. */
export async function readerOf(server: TestServer, person: string) {
  const api = apiAs(server, person);
  const { keys } = (await api('GET', '/inbox')) as unknown as Inbox;
  const wrapped = keys.at(-1)?.wrapped;
  const identity = wrapped === undefined ? null : await unwrapReaderKey(fromBase64url(wrapped), demoPassphrase);
  if (identity === null) throw new Error(`${person} has no key that opens`);
  const mine = [await idOfReaderKey(await recipientOf(identity))];
  return {
    /** Every message this reader can open, with its thread. */
    async messages(): Promise<{ thread: string; entry: WriterEntry }[]> {
      const { threads } = (await api('GET', '/inbox')) as unknown as Inbox;
      const found: { thread: string; entry: WriterEntry }[] = [];
      for (const { line, first } of threads) {
        const opened = await openEntry({ thread: line.thread, from: 'writer', number: 1 }, fromBase64url(first), { identities: [identity], mine, signers: [] });
        if ('entry' in opened && opened.from === 'writer') found.push({ thread: line.thread, entry: opened.entry });
      }
      return found;
    },
  };
}

/** Everything that lies in the server’s folder, and what it has put out. */
export const everythingWritten = (server: TestServer): string =>
  [server.output(), ...readdirSync(server.dataFolder, { recursive: true, withFileTypes: true }).flatMap((e) => (e.isFile() ? [readFileSync(join(e.parentPath, e.name), 'latin1')] : []))].join('\n');

/** What waits on the page’s device leaves now, and not after its pause. */
export const withoutPause = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const opened = await new Promise<IDBDatabase>((done) => {
      const request = indexedDB.open('headroom-speaking');
      request.addEventListener('success', () => done(request.result));
    });
    const outbox = opened.transaction('outbox', 'readwrite').objectStore('outbox');
    const all = outbox.getAll() as IDBRequest<object[]>;
    await new Promise((done) => all.addEventListener('success', done));
    await Promise.all(all.result.map((message) => new Promise((done) => outbox.put({ ...message, sendAfter: 0 }).addEventListener('success', done))));
    opened.close();
    const channel = new BroadcastChannel('headroom/queue');
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
    channel.postMessage(null);
    channel.close();
  });

/** Signed in on an own device that has collected, at the page to write on. */
export async function writerAt(at: Demo, name: string): Promise<Visit> {
  const visit = await at.visit('/', phone);
  const { page } = visit;
  await signIn(page, name);
  await page.getByRole('button', { name: /Yes, it is mine/ }).click();
  await keptForWriting(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.goto(`${at.server().origin}/more`);
  await expectHeading(page, 'without your name');
  return visit;
}

/** Waits until a sign-in has kept what a writer needs. */
async function keptForWriting(page: Page): Promise<void> {
  await expect
    .poll(
      () =>
        page.evaluate(
          () =>
            new Promise<boolean>((done) => {
              const request = indexedDB.open('headroom-speaking');
              request.addEventListener('success', () => {
                const there = request.result;
                if (!there.objectStoreNames.contains('house')) {
                  there.close();
                  return done(false);
                }
                const get = there.transaction('house').objectStore('house').get('forWriting') as IDBRequest<unknown>;
                get.addEventListener('success', () => {
                  there.close();
                  done(get.result !== undefined);
                });
              });
            }),
        ),
      { timeout: 60_000 },
    )
    .toBe(true);
}
