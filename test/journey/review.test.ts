import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoPassphrase } from '../../infra/local/demo/comments.ts';
import { demo, expectAccessible } from './demo.ts';
import { expectHeading } from './smallRound.ts';

/** A comment’s way, in a browser, against the real server and its demo organisation: written, sealed again, reviewed, read. */
const { server, told, visit, visitAs } = demo();

function answersArrived(): number {
  const db = new DatabaseSync(join(server().dataFolder, 'anonymous.sqlite'), { readOnly: true });
  const { n } = db.prepare("SELECT count(*) AS n FROM item WHERE pk LIKE 'answers#%'").get() as { n: number };
  db.close();
  return n;
}

const written = 'Kestrel on our duty desk was never told that the Okonjo family moved to Wharf Lane.';

async function checkInWith(page: Page, comment: string): Promise<void> {
  await page.getByRole('button', { name: 'Yes, it is mine', exact: true }).click();
  await page.getByRole('link', { name: 'Check in', exact: true }).click();
  await page.waitForURL((url) => url.pathname === '/check-in');
  const heading = page.getByRole('heading', { level: 1 });
  let [before, taps] = ['', 0];
  while (before !== 'Ready to send') {
    await expect.poll(() => heading.textContent(), { timeout: 20_000 }).not.toBe(before);
    before = (await heading.textContent()) ?? '';
    if (before === 'Ready to send') break;
    await page.keyboard.press('2');
    taps += 1;
  }
  await page.getByRole('textbox').fill(comment);
  await page.getByText(/Two people outside your line of management/).waitFor();
  await expectAccessible(page);
  const arrived = answersArrived();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  expect(taps + 1).toBeLessThanOrEqual(7);
  await expectHeading(page, 'sealed');
  await expect.poll(answersArrived, { timeout: 60_000 }).toBe(arrived + 1);
}

/** Returns when it closed. */
async function closeTheRound(): Promise<number> {
  const me = await told<{ rounds: { state: string; closesAt: string }[] }>('tom-ridley', 'GET', '/me');
  const at = Date.parse(me.rounds.find((r) => r.state === 'open')?.closesAt ?? '');
  await told('tom-ridley', 'POST', '/clock', { to: new Date(at + 60_000).toISOString() });
  return at;
}

/** What stands before the reviewer just now; null where nothing waits. */
const shownText = (page: Page) => page.locator('.one-comment > blockquote');
const standing = (page: Page) => page.locator('.standing').textContent();

test('the sign-in page of the demo says with which passphrase its reviewers read', async () => {
  const { page } = await visit('/review');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => url.pathname.startsWith('/oidc'));
  expect(await page.textContent('body')).toContain(demoPassphrase);
});

test('a comment is written, sealed again when the round closes, read by a reviewer who takes a name out, and shown to its group without it', async () => {
  const { page: practitioner, complaints } = await visitAs('Aled Abbott', '/');
  await checkInWith(practitioner, written);
  const closedAt = await closeTheRound();

  const { page: reviewer, complaints: theirs } = await visitAs('Ruth Calder', '/review');
  await reviewer.getByLabel('Your passphrase').fill('otters cross the wrong ford');
  await reviewer.getByRole('button', { name: 'Unlock' }).click();
  await reviewer.getByText('That passphrase opens none of your keys.').waitFor();
  await expectAccessible(reviewer);
  await reviewer.getByLabel('Your passphrase').fill(demoPassphrase);
  await reviewer.getByLabel('Your passphrase').press('Enter');
  await shownText(reviewer).waitFor();
  await reviewer.getByText(/(Due|It was due) by /).waitFor();

  await told('tom-ridley', 'POST', '/clock', { to: new Date(closedAt + 9 * 86_400_000).toISOString() });
  await reviewer.reload();
  await reviewer.getByText(/(of them are|One of them is) overdue\.$/).waitFor();
  await reviewer.getByLabel('Your passphrase').fill(demoPassphrase);
  await reviewer.getByLabel('Your passphrase').press('Enter');
  await shownText(reviewer).waitFor();
  await reviewer.getByText(/It was due by /).waitFor();
  const { page: reading } = await visitAs('David Osei', '/reading-room');
  await reading.locator('.comments').getByText(/to be read by the reviewers, who had until .+\. That is overdue\.$/).first().waitFor();

  let withheld = false;
  for (;;) {
    const [text, before] = [await shownText(reviewer).textContent(), await standing(reviewer)];
    if (text === written) break;
    if (withheld) await reviewer.getByRole('button', { name: 'Show it as it is' }).click();
    else {
      await reviewer.getByText('Do not show it').first().click();
      await reviewer.getByRole('radio', { name: 'attacks somebody' }).check();
      await expectAccessible(reviewer);
      await reviewer.getByRole('button', { name: 'Do not show it' }).click();
      withheld = true;
    }
    await expect.poll(() => standing(reviewer)).not.toBe(before);
    await shownText(reviewer).waitFor();
  }

  await reviewer.getByText('Take parts out').click();
  const area = reviewer.getByRole('textbox', { name: 'The comment, with what you take out' });
  await reviewer.getByRole('button', { name: 'A name' }).click();
  await reviewer.getByText('Mark some words first.').waitFor();
  await area.fill(`${written} Really.`);
  await area.evaluate((it: HTMLTextAreaElement) => it.setSelectionRange(0, 'Kestrel'.length));
  await reviewer.getByRole('button', { name: 'A name' }).click();
  await reviewer.getByText('Only take words out; what stays has to be as it was written.').waitFor();
  await area.fill(written);
  for (const [what, as] of [['Kestrel', 'A name'], ['the Okonjo family', 'A family'], ['Wharf Lane', 'Another detail']] as const) {
    await area.evaluate((it: HTMLTextAreaElement, marked) => it.setSelectionRange(it.value.indexOf(marked), it.value.indexOf(marked) + marked.length), what);
    await reviewer.getByRole('button', { name: as }).click();
  }
  await reviewer.getByText('So it will read:').waitFor();
  await expectAccessible(reviewer);
  const before = await standing(reviewer);
  await reviewer.getByRole('button', { name: 'Show it like this' }).click();
  await expect.poll(() => standing(reviewer)).not.toBe(before);

  const { page: executive, complaints: hers } = await visitAs('Helen Marsh', '/reading-room');
  const comments = executive.locator('.comments');
  await comments.getByText('on our duty desk was never told that').waitFor();
  for (const gone of ['Kestrel', 'Okonjo', 'Wharf']) expect(await comments.textContent()).not.toContain(gone);
  expect(await comments.locator('blockquote').filter({ hasText: 'on our duty desk' }).locator('.masked').allTextContents()).toEqual(['a name', 'a family', 'a detail'].map((what) => `taken out by the reviewers: ${what}`));
  expect(await comments.textContent()).toMatch(/One is not shown: one attacks somebody\./);
  await expectAccessible(executive);
  // The list says whose it is, and that group's own page has it too, apart from its scores.
  const name = ((await comments.locator('article').filter({ hasText: 'on our duty desk' }).locator('h3').textContent()) ?? '').replace(/, round.*/, '');
  await executive.locator('aside').getByRole('link', { name, exact: true }).click();
  await executive.locator('.measure').nth(4).waitFor();
  await comments.locator('blockquote').filter({ hasText: 'on our duty desk' }).waitFor();
  expect(await executive.locator('.measure').filter({ hasText: 'on our duty desk' }).count()).toBe(0);
  expect([...complaints, ...theirs, ...hers]).toEqual([]);
}, 300_000);

test('a reviewer makes a key in their own browser, and it counts once it has opened something', async () => {
  const { page, complaints } = await visitAs('Sian Powell', '/review');
  await page.getByText('Make a new key').click();
  const first = page.getByLabel('A passphrase: four or five words that do not belong together');
  const again = page.getByLabel('The same passphrase again, without looking at the first');
  const make = page.getByRole('button', { name: 'Make the key' });
  await first.fill('too short');
  await again.fill('too short');
  await make.click();
  await page.getByText('That is shorter than 16 letters.').waitFor();
  await first.fill('a curlew above four quarries');
  await again.fill('a curlew above for quarries');
  await make.click();
  await page.getByText('The two are not the same. Type both again.').waitFor();
  await expectAccessible(page);
  await again.fill('a curlew above four quarries');
  await make.click();
  await page.getByText(/^Your key works\. It counts from round \d+ on\.$/).waitFor({ timeout: 60_000 });
  await page.goto(`${server().origin}/rounds`);
  await page.getByText(/A reviewer of comments has a new key, from round \d+ on/).first().waitFor();
  expect(complaints).toEqual([]);
}, 120_000);

test('nobody but a reviewer has the page, by address neither', async () => {
  const { page } = await visitAs('Helen Marsh', '/review');
  await page.getByText('This belongs to someone else, or to another role.').waitFor();
  expect(await page.getByRole('link', { name: 'Review comments' }).count()).toBe(0);
}, 60_000);
