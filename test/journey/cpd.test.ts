import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { utf8 } from '../../shared/crypto/encoding.ts';
import { readReceipt } from '../../shared/escalation/receipt.ts';
import { filesIn, holding } from '../unlinkable/raw.ts';
import { demo, expectAccessible } from './demo.ts';

/** A year’s CPD, in a browser, on the demo organisation. */
const { server, visitAs } = demo();

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

/** As somebody without a mouse gets there. */
async function tabTo(page: Page, to: Locator): Promise<void> {
  await to.waitFor();
  for (let i = 0; i < 150; i++) {
    if (await to.evaluate((there) => there === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not get there');
}
const press = async (page: Page, name: string) => {
  await tabTo(page, button(page, name));
  await page.keyboard.press('Enter');
};
const fill = async (page: Page, label: string, text: string) => {
  await tabTo(page, page.getByLabel(label));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
};
/** The words with one letter left out, so that it can be told which was meant. */
function mistyped(words: string): string {
  const slips = words.split(' ').flatMap((word, i, list) => Array.from({ length: word.length }, (_, at) => list.with(i, word.slice(0, at) + word.slice(at + 1)).join(' ')));
  const clear = slips.find((typed) => {
    const read = readReceipt(typed);
    return 'receipt' in read && read.receipt === words && read.corrected !== null;
  });
  return clear ?? expect.fail('no slip is clear');
}

test('a private reflection, by keyboard alone: locked with words made here, found nowhere, opened with a letter mistyped and with no other words', async () => {
  const { page, complaints } = await visitAs('Amina Mensah', '/cpd');
  const text = 'I was short with her because I was afraid.';
  await press(page, 'Write a piece');
  await fill(page, 'What it was, and why it matters for your work', 'A visit that went wrong');
  await page.getByText('If you lose them, nobody can open it again, not even Headroom.').waitFor();
  await press(page, 'Make my seven words');
  await page.locator('.seven-words li').nth(6).waitFor();
  const words = (await page.locator('.seven-words li').allTextContents()).join(' ');
  expect(readReceipt(words)).toEqual({ receipt: words, corrected: null });
  await expectAccessible(page);
  await page.emulateMedia({ media: 'print' });
  expect([await page.locator('.seven-words').isVisible(), await page.getByRole('button').count(), await page.getByRole('heading', { level: 1 }).count()]).toEqual([true, 0, 0]);
  await page.emulateMedia({ media: 'screen' });

  await press(page, 'I have kept them');
  const [one, two, ...rest] = words.split(' ');
  await fill(page, 'Your seven words', [two, one, ...rest].join(' '));
  await page.keyboard.press('Enter');
  await page.getByText('Word 1 and 2 are not as it was shown.').waitFor();
  await expectAccessible(page);
  await fill(page, 'Your seven words', mistyped(words));
  await page.keyboard.press('Enter');
  await page.getByText('was taken for').waitFor();
  await page.keyboard.press('Enter');

  const box = page.getByLabel('What only you can read');
  await box.waitFor();
  expect(await box.evaluate((there) => there === document.activeElement), 'one goes on where one was').toBe(true);
  for (const [name, value] of [['spellcheck', 'false'], ['writingsuggestions', 'false'], ['autocomplete', 'off']] as const) expect(await box.getAttribute(name), 'nothing that is typed goes to a checker').toBe(value);
  await page.keyboard.type('It was case 12345.');
  await press(page, 'Keep it');
  await page.getByText('In your private reflection there is what looks like a case or reference number.').waitFor();
  await fill(page, 'What only you can read', text);
  await expectAccessible(page);
  const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().includes('/cpd-entries/'));
  await press(page, 'Keep it');
  expect((await sent).postData()).toContain('A visit that went wrong');
  for (const secret of ['afraid', ...words.split(' ').map((word) => ` ${word} `), 'AGE-SECRET-KEY']) expect((await sent).postData()).not.toContain(secret);
  await page.getByText('Kept.', { exact: true }).waitFor();
  await page.getByText(text).waitFor();

  const answered = page.waitForResponse((response) => response.url().includes('/cpd/'));
  await page.reload();
  expect(await (await answered).text()).not.toContain('afraid');
  await page.getByText('Kept encrypted.').waitFor();
  expect(await page.getByText(text).count()).toBe(0);
  const files = filesIn(server().dataFolder);
  expect(holding(files, utf8('A visit that went wrong')).length).toBeGreaterThan(0);
  for (const secret of [text, words]) expect(holding(files, utf8(secret))).toEqual([]);

  await fill(page, 'Your seven words', 'abacus abdomen abdominal abide abiding ability ablaze');
  await page.keyboard.press('Enter');
  await page.getByText('These words open nothing in your record.').waitFor();
  await expectAccessible(page);
  await fill(page, 'Your seven words', mistyped(words));
  await page.keyboard.press('Enter');
  await page.getByText(text).waitFor();
  expect(await page.getByText('Your private reflections are open in this tab.').evaluate((there) => there === document.activeElement)).toBe(true);
  await expectAccessible(page);

  // To change it, it is there; and what is kept without a change is what was kept.
  await press(page, 'Change it: A visit that went wrong');
  expect(await page.getByLabel('What only you can read').inputValue()).toBe(text);
  await press(page, 'Keep it');
  await page.getByText('Kept.', { exact: true }).waitFor();
  await page.getByText(text).waitFor();

  const table = async () => {
    const [file] = await Promise.all([page.waitForEvent('download'), press(page, 'Save as a table (CSV)')]);
    return readFileSync(await file.path(), 'utf8');
  };
  expect(await table()).toContain(text);
  await press(page, 'Lock them again');
  await page.getByText('Kept encrypted.').waitFor();
  expect(await page.getByText(text).count()).toBe(0);
  expect(await table()).toContain(',kept encrypted');
  expect(complaints).toEqual([]);
});

test('lost words lose what they locked and nothing else: the piece is kept, and new words lock what is written anew', async () => {
  const { page } = await visitAs('Bethan Hussain', '/cpd');
  await button(page, 'Change it: A visit that went wrong, thought through').click();
  await page.getByText('Left as it is, it stays.').waitFor();
  await page.getByLabel('What difference it made to people').fill('I rang before I came.');
  await button(page, 'Keep it').click();
  await page.getByText('Kept.', { exact: true }).waitFor();
  await page.getByText('Kept encrypted.').waitFor();

  await button(page, 'Change it: A visit that went wrong, thought through').click();
  await button(page, 'Write it anew instead').click();
  await page.getByLabel('What only you can read').fill('Tired, that was all.');
  await button(page, 'I have lost my words').click();
  await page.getByText('What you locked before still needs the words before.').waitFor();
  const words = (await page.locator('.seven-words li').allTextContents()).join(' ');
  await button(page, 'I have kept them').click();
  await page.getByLabel('Your seven words').last().fill(words);
  await button(page, 'Use these words').click();
  // An answer that is lost is no other piece: what is sent again is what was sealed.
  await page.route('**/cpd-entries/*', async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await button(page, 'Keep it').click();
  await page.getByText('Headroom cannot be reached just now.').waitFor();
  await button(page, 'Keep it').click();
  await page.getByText('Tired, that was all.').waitFor();
  await page.reload();
  await page.getByLabel('Your seven words').fill('apricot cobalt kettle granite hammock thimble walnut');
  await button(page, 'Open').click();
  await page.getByText('These words open nothing in your record.').waitFor();
  await page.getByLabel('Your seven words').fill(words);
  await button(page, 'Open').click();
  await page.getByText('Tired, that was all.').waitFor();
  expect(await page.getByText('I rang before I came.').count(), 'what is filed was never locked').toBe(1);
});

test('a piece begins with what the team was at together, from one’s own diary', async () => {
  const { page } = await visitAs('Callum Okafor', '/cpd');
  await button(page, 'Write a piece').click();
  const begin = page.getByLabel('Begin with something from your diary');
  const group = begin.getByRole('option', { name: /^Reflective group, / }).first();
  await group.waitFor({ state: 'attached' });
  await begin.selectOption({ label: (await group.textContent()) ?? '' });
  expect(await page.getByLabel('Type', { exact: true }).inputValue()).toBe('group');
  expect(await page.getByLabel('Minutes', { exact: true }).inputValue()).toBe(await page.getByLabel('Of them, minutes with other people').inputValue());
  await expectAccessible(page);
});

test('whoever a piece is shared with is told that its reflection is private, and no more', async () => {
  const { page } = await visitAs('Amina Mensah', '/cpd');
  await page.getByText(/^Who may read it: You alone/).click();
  await page.getByText('They see that there is a private reflection, and not what it says.').waitFor();
  // What could not be read anew is said above what stands, and nothing goes away for it.
  let away = true;
  await page.route('**/api/cpd/*', (route) => (away && route.request().method() === 'GET' ? route.abort() : route.continue()));
  await page.getByLabel(/who manages your team/).check();
  await page.getByText(/can read it now/).waitFor();
  await page.getByText('Headroom cannot be reached just now.').waitFor();
  await expectAccessible(page);
  away = false;
  await page.getByText('They see that there is a private reflection, and not what it says.').waitFor();
  await button(page, 'Try again').click();
  await expect.poll(() => page.getByText('Headroom cannot be reached just now.').count()).toBe(0);
  const other = await visitAs('Brigid Roberts', '/cpd/amina-mensah');
  await other.page.getByText('Kept private. Only whoever wrote it can open it.').waitFor();
  await expectAccessible(other.page);
});
