import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { monthOf } from '../../shared/escalation/speakToken.ts';
import type { ForWriting } from '../../web/src/wallet/forWriting.ts';
import type { HeldTokens } from '../../web/src/wallet/speakTokens.ts';
import { launch } from '../browser.ts';
import { newKey } from '../escalation/keys.ts';
import { startServer } from '../local/server.ts';
import { purseOf } from '../wallet/slips.ts';
import { organisation } from './house.ts';
import { type Line, lineOf } from './line.ts';
import { buildRivals } from './pages.ts';
import { codeBytes, type Subject, visit, type Visit } from './visit.ts';

/**
 * What one waits for before a key can be struck on the page to write on, against a bare page with one box: its first screen, which says whom to ring and begins
 * with a key, and the box itself, two screens on.
 */
const turns = 12;

export async function firstKeyStroke(folder: string): Promise<Line[]> {
  const house = await organisation(join(folder, 'house'), 80);
  const server = await startServer({ dataFolder: house.folder, demo: false });
  const pages = join(folder, 'pages');
  await buildRivals(pages, ['box']);
  copyFileSync(join(import.meta.dirname, '..', '..', 'web', 'public', 'icon.png'), join(pages, 'icon.png'));
  const rivals = fork(join(import.meta.dirname, 'rivalServer.ts'), [pages]);
  const [port] = (await once(rivals, 'message')) as [number];
  const browser = await launch();
  try {
    const box = 'textarea';
    const bare: Subject = { name: 'box', origin: `http://localhost:${port}`, path: '/box/index.html', answer: box, taken: `${box}:focus` };
    const more = { origin: server.origin, path: '/more' };
    const first: Subject = { ...more, name: 'first screen', answer: 'main button.main', taken: 'input[name=theme]' };
    const way = ['main button.main', 'input[name=theme]', 'fieldset input[type=checkbox]', 'main button.main'];
    const ours: Subject = { ...more, name: 'box on the page to write on', answer: box, taken: `${box}:focus`, way };
    const keep = keeping(await purseOf('person-0', monthOf(Date.now()), 2), await forWriting());

    const bytes = new Map<Subject, Visit>();
    for (const subject of [first, ours, bare]) bytes.set(subject, await visit(browser, subject, keep, 'gzip'));
    const times = new Map<Subject, number[]>();
    for (let turn = 0; turn < turns; turn++) {
      // What came before leaves traces on the machine: each is first as often as last.
      const subjects = [first, bare, ours];
      for (const subject of turn % 2 === 0 ? subjects : subjects.toReversed()) times.set(subject, [...(times.get(subject) ?? []), (await visit(browser, subject, keep, 'br')).milliseconds]);
    }
    const against = 'bare Solid page, one box';
    return [first, ours].flatMap((subject) => [
      lineOf({ name: `HTML + JS + CSS before a key: ${subject.name} (gzip)`, unit: 'bytes', against, ours: [codeBytes(bytes.get(subject))], theirs: [codeBytes(bytes.get(bare))], bound: subject === first ? { of: 'ours', atMost: 20_000 } : null }),
      lineOf({ name: `a key can be struck: ${subject.name} (CPU 4×, 1.6 Mbit/s, 150 ms)`, unit: 'ms', against, ours: times.get(subject) ?? [], theirs: times.get(bare) ?? [], bound: null }),
    ]);
  } finally {
    await browser.close();
    rivals.kill();
    await server.stop();
  }
}

/** What a sign-in has kept: two readers, and numbers to ring. */
async function forWriting(): Promise<ForWriting> {
  const [one, two, recovery] = [await newKey(), await newKey(), await newKey()];
  const on = new Date().toISOString().slice(0, 10);
  const signed = { by: one.id, signature: 'A'.repeat(86) };
  const readers = [one, two].map(({ id, recipient, signs }, i) => ({ id, recipient, signs, name: `Reader ${i}`, role: 'executive' as const, from: on, replaces: null, ...signed }));
  const line = { who: 'Duty desk', phone: '01632 960111', when: null };
  const referrals = { children: line, adults: line, outOfHours: line, allegations: line, version: 1, checkedOn: on, checkedBy: 'The guardian' };
  return { v: 1, keptOn: on, readers: { readers, former: [], recovery: { id: recovery.id, recipient: recovery.recipient, ...signed } }, problem: null, referrals, terms: [], whyKeys: {}, names: Array.from({ length: 80 }, (_, i) => `Person ${i}`) };
}

/** Puts it where the wallet keeps it (`web/src/wallet/speakingSchema.ts`). Where the database changes, nobody can write there and the benchmark stops. */
const keeping = (purse: HeldTokens, kept: ForWriting) => (page: Page): Promise<void> =>
  page.evaluate(
    ({ purse, kept }) =>
      new Promise<void>((done, failed) => {
        const opening = indexedDB.open('headroom-speaking', 2);
        opening.addEventListener('error', () => failed(new Error('no database')));
        opening.addEventListener('upgradeneeded', () => {
          opening.result.createObjectStore('months', { keyPath: ['owner', 'month'] });
          opening.result.createObjectStore('outbox', { keyPath: 'thread' });
          opening.result.createObjectStore('house');
        });
        opening.addEventListener('success', () => {
          const change = opening.result.transaction(['months', 'house'], 'readwrite');
          change.objectStore('months').put(purse);
          change.objectStore('house').put(kept, 'forWriting');
          change.addEventListener('complete', () => {
            opening.result.close();
            done();
          });
        });
      }),
    { purse, kept },
  );
