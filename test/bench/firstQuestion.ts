import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import type { Held } from '../../web/src/wallet/kept.ts';
import { launch } from '../browser.ts';
import { startServer } from '../local/server.ts';
import { type Organisation, organisation, tokenOf } from './house.ts';
import { type Line, lineOf } from './line.ts';
import { buildRivals } from './pages.ts';
import { codeBytes, type Subject, visit, type Visit } from './visit.ts';

/** What one waits for before the first question can be answered: bytes, and time on a slow phone on a slow line. */
const turns = 16;
/** The survey libraries take seconds: a few turns tell. */
const turnsOfLibraries = 4;

export async function firstQuestion(folder: string): Promise<Line[]> {
  const house = await organisation(join(folder, 'house'), 80);
  const server = await startServer({ dataFolder: house.folder, demo: false });
  const pages = join(folder, 'pages');
  await buildRivals(pages, ['bare', 'surveyjs', 'formbricks']);
  copyFileSync(join(import.meta.dirname, '..', '..', 'web', 'public', 'icon.png'), join(pages, 'icon.png'));
  const rivals = fork(join(import.meta.dirname, 'rivalServer.ts'), [pages]);
  const [port] = (await once(rivals, 'message')) as [number];
  const browser = await launch();
  try {
    const ours: Subject = { name: 'check-in', origin: server.origin, path: '/check-in', answer: '.options button', taken: '.options button[aria-pressed=true], #question:not(:empty)' };
    const keep = keeping(await heldIn(house));
    const rival = (name: string, answer: string, taken: string): Subject => ({ name, origin: `http://localhost:${port}`, path: `/${name}/index.html`, answer, taken });
    const bare = rival('bare', 'input[type=radio]', 'input:checked');
    const surveyjs = rival('surveyjs', '#check-in .sd-item label', 'input:checked');
    const formbricks = rival('formbricks', '#check-in [role=radiogroup] label', 'input:checked');

    const bytes = new Map<Subject, Visit>();
    for (const subject of [ours, bare, surveyjs, formbricks]) bytes.set(subject, await visit(browser, subject, keep, 'gzip'));
    const times = new Map<Subject, number[]>();
    for (let turn = 0; turn < turns; turn++) {
      const subjects = turn < turnsOfLibraries ? [ours, bare, surveyjs, formbricks] : [ours, bare];
      // What came before leaves traces on the machine: each is first as often as last.
      for (const subject of turn % 2 === 0 ? subjects : subjects.toReversed()) times.set(subject, [...(times.get(subject) ?? []), (await visit(browser, subject, keep, 'br')).milliseconds]);
    }
    return [...bytesLines(bytes, ours, [bare, surveyjs, formbricks]), ...timeLines(times, ours, [bare, surveyjs, formbricks])];
  } finally {
    await browser.close();
    rivals.kill();
    await server.stop();
  }
}

function bytesLines(visits: ReadonlyMap<Subject, Visit>, ours: Subject, others: readonly Subject[]): Line[] {
  for (const [{ name }, { fetched }] of visits) console.error(`     ${name}: ${fetched.map((f) => `${f.path} ${f.bytes}`).join(' + ')}`);
  return others.map((other, i) =>
    lineOf({ name: 'HTML + JS + CSS before the first question (gzip)', unit: 'bytes', against: titles[other.name] ?? other.name, ours: [codeBytes(visits.get(ours))], theirs: [codeBytes(visits.get(other))], bound: i === 0 ? { of: 'ours', atMost: 16_000 } : null }),
  );
}

function timeLines(times: ReadonlyMap<Subject, readonly number[]>, ours: Subject, others: readonly Subject[]): Line[] {
  return others.map((other, i) => {
    const theirs = times.get(other) ?? [];
    return lineOf({ name: 'first answerable question (CPU 4×, 1.6 Mbit/s, 150 ms)', unit: 'ms', against: titles[other.name] ?? other.name, ours: (times.get(ours) ?? []).slice(0, theirs.length), theirs, bound: i === 0 ? { of: 'ratio', atMost: 1.15 } : null });
  });
}

const titles: Readonly<Record<string, string>> = { bare: 'bare Solid page, native radios', surveyjs: 'SurveyJS 2.5.38', formbricks: '@formbricks/surveys 1.99.0' };

/** What the wallet keeps once a token has been collected. */
async function heldIn(house: Organisation): Promise<Held> {
  const [cohort] = house.prepared.cohorts;
  if (cohort === undefined) throw new Error('the round has a cohort');
  const { prepared, signature } = await tokenOf(house, cohort.hash);
  const { manifest, head } = house.prepared;
  return {
    v: 1, owner: 'person-0', round: house.round, cohort: cohort.hash, group: cohort.group, name: cohort.name, size: cohort.people, names: house.people.slice(0, cohort.people).map((p) => p.name), changed: null,
    manifest, head, state: 'held', prepared: toBase64url(prepared), signature: toBase64url(signature),
  };
}

/** Puts it where the wallet keeps it (`web/src/wallet/{database,atHand}.ts`). Where the database changes, no question is shown and the benchmark stops. */
const keeping = (held: Held) => (page: Page): Promise<void> =>
  page.evaluate(
    (held) =>
      new Promise<void>((done, failed) => {
        const opening = indexedDB.open('headroom', 1);
        opening.addEventListener('error', () => failed(new Error('no database')));
        opening.addEventListener('upgradeneeded', () => {
          opening.result.createObjectStore('rounds', { keyPath: ['owner', 'round'] });
          opening.result.createObjectStore('queue', { keyPath: 'mark' });
          opening.result.createObjectStore('device');
        });
        opening.addEventListener('success', () => {
          const change = opening.result.transaction('rounds', 'readwrite');
          change.objectStore('rounds').put(held);
          localStorage.setItem('headroom/at-hand', JSON.stringify({ rounds: [held], queue: [], clockAheadBy: 0 }));
          change.addEventListener('complete', () => {
            opening.result.close();
            done();
          });
        });
      }),
    held,
  );
