import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { core } from '../../shared/pulse/question.ts';
import { reportingQuestion } from '../../shared/pulse/reporting.ts';
import { launch } from '../browser.ts';
import { smallHouse } from '../local/smallHouse.ts';
import { complaintsOf, expectHeading, phone, type SmallRound, smallRound } from './smallRound.ts';

/** The open round began a week ago: at the turn of a quarter, on a clock that far ahead. */
function aWeekIntoAQuarter(): number {
  const today = new Date();
  return Date.UTC(today.getUTCFullYear(), 3 * (Math.floor(today.getUTCMonth() / 3) + 1), 8, 12);
}

let server: SmallRound;
let browser: Browser;
let now: number;
beforeAll(async () => {
  now = aWeekIntoAQuarter();
  const folder = mkdtempSync(join(tmpdir(), 'headroom-quarter-'));
  writeFileSync(join(folder, 'clock.json'), JSON.stringify({ v: 1, aheadMs: now - Date.now() }));
  await smallHouse(folder);
  [server, browser] = await Promise.all([smallRound({ dataFolder: folder }), launch()]);
});
afterAll(async () => {
  await browser.close();
  await server.end();
});

/** On a phone whose clock is as far ahead, from the first question to the last screen, by keyboard. */
async function readyToSend(page: Page, person: string): Promise<void> {
  await page.clock.setSystemTime(now);
  await page.goto(await server.codeFor(person));
  for (const question of core) {
    await expectHeading(page, question.text);
    await page.keyboard.press('1');
  }
  await expectHeading(page, 'Ready to send');
}

test('once a quarter what reporting cost is asked last, said by nobody unless they choose it, and sent with the answers', async () => {
  const context = await browser.newContext(phone);
  const complaints = await complaintsOf(context);
  const page = await context.newPage();
  await readyToSend(page, 'northside-0');
  const asked = page.getByLabel(reportingQuestion.text);
  expect(await asked.evaluate((s) => (s as HTMLSelectElement).selectedOptions[0]?.textContent)).toBe('Not answered');
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }

  // By keyboard: an arrow chooses in the list, and neither goes back nor sends.
  await asked.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await asked.evaluate((s) => (s as HTMLSelectElement).selectedOptions[0]?.textContent)).toBe(reportingQuestion.options[1]);
  await expectHeading(page, 'Ready to send');
  await page.reload();
  await expectHeading(page, 'Ready to send');
  expect(await page.getByLabel(reportingQuestion.text).evaluate((s) => (s as HTMLSelectElement).selectedOptions[0]?.textContent)).toBe(reportingQuestion.options[1]);

  await page.getByRole('button', { name: 'Send', exact: true }).tap();
  await expectHeading(page, 'sealed');
  await expect.poll(() => server.answers(), { timeout: 30_000 }).toBe(1);
  expect(complaints).toEqual([]);
  await context.close();
});
