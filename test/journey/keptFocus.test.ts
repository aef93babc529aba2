import { join } from 'node:path';
import { build } from 'esbuild';
import { type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../browser.ts';

/** Where the focus goes when what had it is gone; on small pages, so that each way is walked by itself. */
let browser: Browser;
let script: string;
beforeAll(async () => {
  const entry = join(import.meta.dirname, '../../web/src/ui/keptFocus.ts');
  const [{ outputFiles }, launched] = await Promise.all([build({ entryPoints: [entry], bundle: true, write: false, format: 'iife', globalName: 'kept' }), launch()]);
  script = `${outputFiles[0]?.text ?? expect.fail('nothing was built')}kept.keepFocus();`;
  browser = launched;
});
afterAll(() => browser.close());

/** `<b data-gone>`: a press of its button takes away the nearest thing of that name, and puts `data-comes` in its place. */
const pressing = `document.addEventListener('click', ({ target }) => {
  if (target.dataset.opens) document.getElementById(target.dataset.opens).showModal();
  if (!target.dataset.gone) return;
  const gone = target.closest(target.dataset.gone);
  gone.insertAdjacentHTML('afterend', target.dataset.comes ?? '');
  gone.remove();
});`;
async function on(html: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser.newPage(options);
  await page.setContent(`<main><h1>The page</h1>${html}</main>`);
  await page.addScriptTag({ content: script + pressing });
  return page;
}
const at = (page: Page) => page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.id || document.activeElement?.textContent}`);
async function press(page: Page, id: string): Promise<void> {
  await page.locator(`#${id}`).focus();
  await page.keyboard.press('Enter');
}

test('of rows that are called alike the one that is gone leaves the focus to no other: it goes to the heading of them all', async () => {
  const row = (id: string) => `<article><h3>Supervision</h3><button id="${id}" data-gone="article">Book</button></article>`;
  const page = await on(`<section><h2>Lost</h2>${row('first')}${row('second')}</section>`);
  await press(page, 'second');
  await expect.poll(() => at(page)).toBe('H2 Lost');
});

test('what is drawn anew under the same heading has the focus, wherever it came', async () => {
  const row = (id: string, more = '') => `<article id='of-${id}'><h3>Supervision</h3><button id='${id}' data-gone='article' ${more}>Book</button></article>`;
  const page = await on(`<section><h2>Lost</h2>${row('first')}${row('second', `data-comes="${row('third')}"`)}</section>`);
  await press(page, 'second');
  await expect.poll(() => page.evaluate(() => document.activeElement?.parentElement?.id)).toBe('of-third');
});

test('a dialog that is gone gives the focus back to what opened it, a button of it that was gone before or not', async () => {
  const dialog = '<dialog id="sheet"><h2>Move it</h2><div><h3>One</h3><button id="self" data-gone="button">Never mind</button></div><button id="done" data-gone="dialog">Done</button></dialog>';
  for (const isSelfFirst of [true, false]) {
    const page = await on(`<section><h2>Coming</h2><button id="opener" data-opens="sheet">Open</button></section>${dialog}`);
    await press(page, 'opener');
    if (isSelfFirst) {
      await press(page, 'self');
      await expect.poll(() => at(page)).toBe('H3 One');
    }
    await press(page, 'done');
    await expect.poll(() => at(page)).toBe('BUTTON opener');
  }
});

test('Escape gives it back too, to the place of what opened the dialog where that was drawn anew meanwhile', async () => {
  const page = await on('<section><h2>Coming</h2><article><button id="opener" data-opens="sheet">Open</button></article></section><dialog id="sheet"><h2>Move it</h2><button id="in">Done</button></dialog>');
  await page.evaluate(() => document.querySelector('dialog')?.addEventListener('close', ({ currentTarget }) => (currentTarget as HTMLElement).remove()));
  await press(page, 'opener');
  await page.locator('#in').focus();
  await page.evaluate(() => document.querySelector('article')?.remove());
  await page.keyboard.press('Escape');
  await expect.poll(() => at(page)).toBe('H2 Coming');
});

test('what has a place among the tab stops keeps it', async () => {
  const page = await on('<div id="region" tabindex="0"><p>A wide table</p></div><dialog id="sheet"><h2>Move it</h2><button id="done" data-gone="dialog">Done</button></dialog>');
  await page.locator('#region').focus();
  await page.evaluate(() => document.querySelector('dialog')?.showModal());
  await press(page, 'done');
  await expect.poll(() => at(page)).toBe('DIV region');
  expect(await page.locator('#region').getAttribute('tabindex')).toBe('0');
});

test.each([['Tab', 0], ['a finger', 1000]] as const)('where %s led to a field that is gone, the page stands at %i: it moves for the keyboard alone, to show where the focus went', async (by, stands) => {
  const page = await on('<section style="padding-block: 1500px"><form><input id="field"></form></section>', { hasTouch: true });
  if (by === 'Tab') await page.keyboard.press('Tab');
  else await page.locator('#field').tap();
  await page.evaluate(() => {
    scrollTo(0, 1000);
    document.querySelector('form')?.remove();
  });
  await expect.poll(() => at(page)).toBe('H1 The page');
  expect(await page.evaluate(() => Math.round(scrollY))).toBe(stands);
});
