import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../browser.ts';
import { signIn } from './demo.ts';
import { expectHeading, heading, smallRound, type SmallRound } from './smallRound.ts';

/** A shared computer: somebody has half answered, signed out and left. The browser keeps the pages they left, as one does by default. */
let server: SmallRound;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([smallRound(), launch({ ignoreDefaultArgs: ['--disable-back-forward-cache'] })]);
});
afterAll(async () => {
  await browser.close();
  await server.end();
});

/** A page that is left in the middle of a request or a transaction is not kept. Tells when there has been none for a while. */
function resting(page: Page): () => Promise<void> {
  let underWay = 0;
  let last = Date.now();
  const counts = (by: number) => () => {
    underWay += by;
    last = Date.now();
  };
  page.on('request', counts(1)).on('requestfinished', counts(-1)).on('requestfailed', counts(-1));
  return async () => {
    await expect.poll(() => underWay === 0 && Date.now() - last > 1000, { timeout: 20_000 }).toBe(true);
  };
}
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

let tried = 0;

// A browser keeps a page that was left or does not, as it has room: where it kept none there was nothing to see, and it is asked again, as somebody else.
test('whoever comes next and goes back sees no name and no answer of the one before', { timeout: 120_000, retry: 3 }, async () => {
  const someone = `northside ${++tried}`;
  const page = await (await browser.newContext()).newPage();
  // Beginning anew keeps the name of a window. A function of the test's own, exposed to the page, would keep the browser from keeping it.
  await page.addInitScript(() => addEventListener('pageshow', (event) => event.persisted && (window.name = location.pathname)));
  const restored = () => page.evaluate(() => window.name).catch(() => '');
  const atRest = resting(page);
  await page.goto(server.origin);
  await signIn(page, someone);
  await button(page, 'Check in here now').click();
  await page.waitForURL((url) => url.pathname === '/check-in');
  await heading(page).waitFor();
  const first = await heading(page).textContent();
  await page.keyboard.press('3');
  await expect.poll(() => heading(page).textContent()).not.toBe(first);
  await atRest();
  await page.getByRole('link', { name: 'Headroom', exact: true }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await atRest();
  await button(page, 'Sign out').click();
  await button(page, 'Sign out all the same').click();
  await button(page, 'Sign in').waitFor();

  for (const path of ['/', '/check-in', '/']) {
    await atRest();
    await page.evaluate(() => {
      window.name = '';
      history.back();
    });
    await expect.poll(restored, { timeout: 10_000 }).toBe(path);
    if (path === '/check-in') await expectHeading(page, 'There is nothing to answer here');
    else await button(page, 'Sign in').waitFor();
    const text = (await page.locator('body').textContent()) ?? '';
    expect(text).not.toMatch(/northside \d|Signed in|About half/);
  }
});

test('a steward of an organisation of its own is shown no clock to move', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${server.origin}/rounds`);
  await signIn(page, 'Tom Steward');
  await page.waitForURL((url) => url.pathname === '/rounds');
  await page.locator('.tall').waitFor();
  expect(await page.locator('input[type=datetime-local]').count()).toBe(0);
});
