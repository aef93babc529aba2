import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demo, expectAccessible } from './demo.ts';

/** A year’s CPD, in a browser, on the demo organisation. */
const { visitAs } = demo();

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('two pieces, one of them with a peer: the CPD tick stands, and neither the form’s nor the fee’s', async () => {
  const { page, complaints } = await visitAs('Daniel Vaughan', '/time');
  await page.getByRole('link', { name: 'Open your CPD record' }).click();
  await page.getByText(/^Submit 2 more pieces by/).waitFor();
  const tick = (name: string) => page.getByRole('listitem').filter({ has: page.locator('b', { hasText: name }) });

  await button(page, 'Write a piece').click();
  await page.getByLabel('What it was, and why it matters for your work').fill('A course on dementia');
  await page.getByLabel('What you learned').fill('What made case 12345 hard.');
  await page.getByLabel('I have submitted it to my regulator').check();
  await button(page, 'Keep it').click();
  await page.getByText(/it still needs what difference it made to|it still needs what difference it made\./).waitFor();
  await page.getByLabel('What difference it made to people').fill('Calmer visits.');
  await button(page, 'Keep it').click();
  await page.getByText('a case or reference number in what you learned').waitFor();
  await expectAccessible(page);
  // Left for another page and come back to, it is as it was.
  await button(page, 'Close; what you typed stays').click();
  await button(page, 'Go on with what you began').click();
  expect(await page.getByLabel('What difference it made to people').inputValue()).toBe('Calmer visits.');
  await page.getByLabel('What you learned').fill('To wait longer.');
  await button(page, 'Keep it').click();
  await page.getByText(/^Submit 1 more piece by/).waitFor();

  await button(page, 'Write a piece').click();
  await page.getByLabel('What it was, and why it matters for your work').fill('A hard visit, thought through');
  await page.getByLabel('What you learned').fill('To ask first.');
  await page.getByLabel('What difference it made to people').fill('She let me in.');
  await page.getByLabel('Did you think it through with a peer?').selectOption({ label: 'Yes, with a colleague' });
  await page.getByLabel('What came of that').fill('That it was not me.');
  await page.getByLabel('I have submitted it to my regulator').check();
  await button(page, 'Keep it').click();
  await expect.poll(() => tick('CPD').first().textContent()).toContain('CPD: Done');
  expect(await tick('Renewal form').first().textContent()).toContain('Still to do');
  expect(await tick('Fee').first().textContent()).toContain('Still to do');
  await expectAccessible(page);
  expect(complaints).toEqual([]);
});

test('printed on paper the record stands there and nothing to press does', async () => {
  const { page } = await visitAs('Callum Okafor', '/cpd');
  await page.getByText('How a nurse says it').waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByText(/^CPD record of Callum Okafor, printed on/).isVisible()).toBe(true);
  expect(await page.getByRole('button').count()).toBe(0);
});

test('a manager reads the piece that was shared, and no other', async () => {
  const { page } = await visitAs('Amina Abbott', '/cpd/callum-okafor');
  await page.getByText('How a nurse says it').waitFor();
  expect(await page.getByText('It is the nights').count()).toBe(0);
  expect(await page.getByRole('button', { name: /Change|Write|I have/ }).count()).toBe(0);
});
