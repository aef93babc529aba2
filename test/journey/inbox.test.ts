import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoPassphrase } from '../../infra/local/demo/comments.ts';
import { readReceipt } from '../../shared/escalation/receipt.ts';
import { standingOf, type ThreadEntry } from '../../shared/escalation/thread.ts';
import { comeBack, sendMessage } from '../local/writer.ts';
import { shortDay } from '../../web/src/ui/dates.ts';
import { demo, expectAccessible, type Visit } from './demo.ts';
import { writerAt } from './speakingRecord.ts';

/** A message’s way among its readers, in browsers, on the demo organisation; its writer is played by the protocol. */
const at = demo();
const { server, visit, visitAs } = at;

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const passphrase = 'a curlew above four quarries';
const text = 'David raised his voice at two of us again. See https://example.org/what and <b>what</b> came of it.';

async function unlock(page: Page, words: string): Promise<void> {
  await page.getByLabel('Your passphrase').fill(words);
  await page.getByLabel('Your passphrase').press('Enter');
  await page.getByRole('heading', { name: 'Messages for you' }).waitFor({ timeout: 30_000 });
}

/** The clock of the house, a day on: what was sent is released. Returns the time before. */
async function nextDay(): Promise<void> {
  const authorization = `Bearer ${await server().signInAs('tom-ridley')}`;
  const { now } = await me();
  const to = new Date(Date.parse(now) + 32 * 3_600_000).toISOString();
  const moved = await fetch(`${server().origin}/api/clock`, { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body: JSON.stringify({ to }) });
  expect(moved.status).toBe(200);
}
async function me(): Promise<{ now: string }> {
  const authorization = `Bearer ${await server().signInAs('tom-ridley')}`;
  return (await (await fetch(`${server().origin}/api/me`, { headers: { authorization } })).json()) as { now: string };
}

const sixWords = async (page: Page): Promise<string[]> => {
  await page.locator('.six-words span').nth(5).waitFor();
  return page.locator('.six-words span').allTextContents();
};

test('nobody but executives and the guardian is shown the way to messages, and nobody else is let in', async () => {
  const { page } = await visitAs('Bethan Hussain', '/inbox');
  await page.getByText('This belongs to someone else, or to another role.').waitFor();
  expect(await page.getByRole('link', { name: 'Messages', exact: true }).count()).toBe(0);
});

test('a reader makes a key, another signs it after six words; a message is read, answered, handed over; its writer comes back with the receipt mistyped in one letter', async () => {
  const helen = await visitAs('Helen Marsh', '/inbox');
  await makesNewKey(helen.page);
  await unlock(helen.page, passphrase);
  const hers = await sixWords(helen.page);
  expect(hers).toHaveLength(6);
  await expectAccessible(helen.page);

  const david = await visitAs('David Osei', '/inbox');
  await david.page.getByText('Unlock first: you sign with your own key.').waitFor();
  await unlock(david.page, demoPassphrase);
  expect(await sixWords(david.page)).toEqual(hers);
  await expectAccessible(david.page);
  await button(david.page, 'Helen Marsh has read these six words to me: sign the key').click();
  await david.page.getByText('Signed. Messages can be written to Helen Marsh from now on.').waitFor();
  await button(david.page, 'Confirm that your key is still in your hands').click();
  await david.page.getByText('Confirmed for today. Whoever writes sees the day.').waitFor();
  await david.page.getByLabel('Name your deputy: type a part of their name').fill('powell');
  await button(david.page, 'Find them').click();
  await button(david.page, 'Name Sian Powell, Practice and leadership').click();
  await david.page.getByText('Your deputy is Sian Powell.').waitFor();

  const receipt = 'abacus abdomen abdominal abide abiding ability ablaze';
  await sendMessage(server(), { bearer: await server().signInAs('bethan-hussain'), receipt, text, to: ['Helen Marsh'], now: Date.parse((await me()).now) });
  await nextDay();

  await helen.page.reload();
  await unlock(helen.page, passphrase);
  await reads(helen.page);
  await helen.page.getByLabel('Your reply').fill('Thank you. I have spoken to him, and to whoever was there.');
  await button(helen.page, 'Send the reply').click();
  await helen.page.getByText('Sent. They read it with their seven words.').waitFor();
  await saysWhereItStands(helen.page);
  await handsOver(helen.page);

  await expectNothingFor(david);
  const ruth = await visitAs('Ruth Calder', '/inbox');
  await unlock(ruth.page, demoPassphrase);
  await button(ruth.page, /^Open “Bullying, harassment or discrimination”/).click();
  await ruth.page.getByText('Passed on by Helen Marsh, as what the colleague wrote').waitFor();
  expect(await ruth.page.locator('.thread .theirs .as-written').textContent()).toBe(text);
  await closes(ruth.page);

  const typed = readReceipt('ABACUS - ABDOMEN - ABDOMINAL - ABIDE - ABIDIN - ABILITY - ABLAZE');
  expect(typed).toMatchObject({ receipt, corrected: { word: 'abiding' } });
  await expectReadByItsWriter('receipt' in typed ? typed.receipt : '');
  const writer = await visit('/more');
  await button(writer.page, 'I have seven words: see my answer').click();
  await writer.page.getByLabel('Your seven words').fill(receipt);
  await button(writer.page, 'Open').click();
  await writer.page.getByText('All that you had written went with it, word for word: this page has compared it.').waitFor({ timeout: 30_000 });
  await writer.page.getByText('This page has compared it: it is word for word what you wrote.').waitFor();
  await expectAccessible(writer.page);
  expect(writer.complaints).toEqual([]);
  expect([...helen.complaints, ...david.complaints, ...ruth.complaints]).toEqual([]);
}, 500_000);

test('where a part of the readers’ page does not come, the page says so, and trying again opens it', { timeout: 120_000 }, async () => {
  const { page } = await visitAs('David Osei', '/');
  await page.getByRole('link', { name: 'Messages', exact: true }).waitFor();
  let away = true;
  await page.route(/\/assets\/.*\.js$/, (route) => (away ? route.abort() : route.continue()));
  await page.getByRole('link', { name: 'Messages', exact: true }).click();
  await page.getByText('Try again: the page then opens anew.').waitFor();
  await page.context().setOffline(true);
  await button(page, 'Try again').click();
  await page.getByText('There is no connection just now.').waitFor();
  await expectAccessible(page);
  await page.context().setOffline(false);
  // Many browsers ask once more for a script that failed only in a new document.
  const again = async (): Promise<void> => {
    await page.evaluate(() => Object.assign(globalThis, { isOld: true }));
    await button(page, 'Try again').click();
    await page.waitForFunction(() => !('isOld' in globalThis));
  };
  away = false;
  await again();
  await page.getByLabel('Your passphrase').waitFor();
  // What opens keys comes later than the page.
  away = true;
  await page.getByLabel('Your passphrase').fill(demoPassphrase);
  await button(page, 'Unlock').click();
  await page.getByText('A part of this page could not be fetched, so nothing was opened.').waitFor();
  await expectAccessible(page);
  away = false;
  await again();
  await unlock(page, demoPassphrase);
});

test('axe finds nothing where a reader has no key yet, nor where the keys are locked', { timeout: 120_000 }, async () => {
  const { page, complaints } = await visitAs('David Osei', '/');
  // As it is answered to a reader who has not set up yet.
  await page.route('**/api/inbox', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...((await response.json()) as object), keys: [] } });
  });
  await page.goto(`${server().origin}/inbox`);
  await page.getByRole('heading', { name: 'Set up to read' }).waitFor();
  await expectAccessible(page);
  await page.unroute('**/api/inbox');
  await page.reload();
  await page.getByLabel('Your passphrase').waitFor();
  await expectAccessible(page);
  expect(complaints).toEqual([]);
});

test('whoever writes sees on which day a reader last confirmed their key, and no day beside a key that its holder has not', { timeout: 240_000 }, async () => {
  await nextDay();
  const { page } = await visitAs('Ruth Calder', '/inbox');
  await unlock(page, demoPassphrase);
  await button(page, 'Confirm that your key is still in your hands').click();
  await page.getByText('Confirmed for today. Whoever writes sees the day.').waitFor();
  const today = shortDay((await me()).now.slice(0, 10));
  await page.getByRole('listitem').filter({ hasText: `Ruth Calder, guardian last confirmed on ${today}` }).waitFor();
  const writer = await writerAt(at, 'Callum Okafor');
  await button(writer.page, 'Write a message').click();
  const listed = async () => (await writer.page.getByRole('group', { name: 'Who may read it' }).locator('label').allTextContents()).map((label) => label.trim());
  await expect.poll(listed, { timeout: 20_000 }).toContain(`Ruth Calder guardian; key confirmed on ${today}`);
  expect(await listed()).toContain('Helen Marsh executive; has not confirmed their key yet');
  expect(writer.complaints).toEqual([]);
});

async function makesNewKey(page: Page): Promise<void> {
  await page.getByText('Make a new key').click();
  const first = page.getByLabel('A passphrase: four or five words that do not belong together');
  const again = page.getByLabel('The same passphrase again, without looking at the first');
  await first.fill('too short');
  await again.fill('too short');
  await button(page, 'Make the key').click();
  await page.getByText('That is shorter than 16 letters.').waitFor();
  await first.fill(passphrase);
  await again.fill(passphrase);
  await button(page, 'Make the key').click();
  await page.getByText(/^Your key works\./).waitFor({ timeout: 60_000 });
  const file = await saved(page, 'Save the locked key as a file');
  expect(file.content).toMatch(/^age-encryption\.org\/v1\n-> scrypt /);
  expect(file.address).toMatch(/^blob:/);
  await page.getByRole('heading', { name: 'Your key waits for another reader' }).waitFor();
  await page.getByLabel('Your passphrase').fill('a curlew above for quarries');
  await button(page, 'Unlock').click();
  await page.getByText('That passphrase opens none of your keys.').waitFor();
}

async function reads(page: Page): Promise<void> {
  await button(page, /^Open “Bullying, harassment or discrimination”/).click();
  await page.getByText(/^Helen Marsh read it on/).waitFor();
  const shown = page.locator('.thread .theirs .as-written');
  expect(await shown.textContent()).toBe(text);
  expect(await shown.locator('a, b').count()).toBe(0);
  expect(page.url()).toMatch(/\/inbox$/);
  expect(await page.title()).toBe('Messages · Headroom');
}

async function saysWhereItStands(page: Page): Promise<void> {
  await page.getByText('Say where it stands').click();
  await page.getByLabel('Where it stands, as the writer reads it').selectOption('being-changed');
  await button(page, 'Send where it stands').click();
  await page.getByText('Sent. They see where it stands.').waitFor();
  await page.getByText('Safeguarding action was taken elsewhere').first().click();
  await page.getByLabel('On which day').fill('2026-01-02');
  await page.getByLabel('By whom: a team or a role').fill('The adults’ front door');
  await expectAccessible(page);
  await button(page, 'Send that action was taken').click();
  await page.getByText('Sent. They see that somebody has acted.').waitFor();
}

async function handsOver(page: Page): Promise<void> {
  await page.getByText('Hand it over to another reader').click();
  const to = page.getByLabel('To whom');
  expect(await page.getByLabel('David Osei, their name stands in it').isChecked()).toBe(true);
  expect(await to.locator('option').allTextContents()).toEqual(['Choose a reader', 'Ruth Calder']);
  await to.selectOption({ label: 'Ruth Calder' });
  await page.getByText('Whoever wrote did not choose Ruth Calder.').waitFor();
  await expectAccessible(page);
  await button(page, 'Hand it over to Ruth Calder').click();
  await page.getByText('Handed over to Ruth Calder.').waitFor();
  await page.getByText(/^Helen Marsh handed this over to Ruth Calder on/).waitFor();
}

async function expectNothingFor({ page }: Visit): Promise<void> {
  await page.reload();
  await unlock(page, demoPassphrase);
  await page.getByText('One more is for other readers.').waitFor();
  expect(await page.locator('.messages').textContent()).not.toContain('Bullying');
}

async function closes(page: Page): Promise<void> {
  await page.getByText('Close it').first().click();
  await page.getByLabel('Last words (you need not)').fill('It stays with me from here.');
  await button(page, 'Close it').click();
  await page.getByText('Closed.', { exact: true }).waitFor();
  await page.getByText(/^Ruth Calder closed this on/).waitFor();
}

async function expectReadByItsWriter(receipt: string): Promise<void> {
  const thread = await comeBack(server(), receipt);
  expect(thread.filter((one) => 'refused' in one)).toEqual([]);
  const entries = thread as ThreadEntry[];
  expect(entries.map(({ entry }) => entry.kind)).toEqual(['message', 'acknowledged', 'reply', 'status', 'safeguarding', 'copy', 'handed-over', 'reply', 'closed']);
  expect(standingOf(entries)).toMatchObject({ status: 'being-changed', closedBy: 'reader', with: 'Ruth Calder', safeguarding: { actedOn: '2026-01-02', actedBy: 'The adults’ front door' } });
  expect(standingOf(entries).answeredOn).not.toBeNull();
}

async function saved(page: Page, name: string): Promise<{ content: string; address: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
  return { content: readFileSync(await download.path(), 'utf8'), address: download.url() };
}

test('the guardian makes a recovery key in three shares, and two of them are joined to a key that is saved', async () => {
  const { page, complaints } = await visitAs('Ruth Calder', '/inbox');
  await button(page, 'Make a new recovery key').click();
  await page.locator('.share-text').nth(2).waitFor();
  const shares = await page.locator('.share-text').allTextContents();
  expect(new Set(shares).size).toBe(3);
  await expectAccessible(page);
  await page.getByLabel(/^All three are printed/).check();
  await page.getByText(/^You sign it with your own reading key/).waitFor();
  expect(await button(page, 'Sign it and publish it').count()).toBe(0);
  await unlock(page, demoPassphrase);
  await button(page, 'Sign it and publish it').click();
  await page.getByText(/^The recovery key stands in the public log\./).waitFor();
  expect(await page.locator('.share-text').count()).toBe(0);
  await button(page, 'Fetch the sealed messages').click();
  await button(page, 'Thread 1, entry 1').waitFor();
  expect((await saved(page, 'Thread 1, entry 1')).content).toMatch(/^age-encryption\.org\/v1\n/);
  await page.getByRole('link', { name: 'Join two shares' }).click();
  await page.getByRole('heading', { name: 'Join two shares', level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.getByLabel('One share').fill(shares[2]!);
  await page.getByLabel('Another share').fill(shares[0]!.replace(/.$/, ''));
  await button(page, 'Join them').click();
  await page.getByText('The second is no share, or a letter of it is wrong.').waitFor();
  await page.getByLabel('Another share').fill(shares[0]!.toUpperCase());
  await button(page, 'Join them').click();
  await page.getByText('It is the recovery key of the public log.').waitFor();
  const key = await saved(page, 'Save the key as a file');
  expect(key.content).toMatch(/^AGE-SECRET-KEY-1[A-Z0-9]{58}\n$/);
  expect(key.address, 'a browser keeps the address of what it saved').toMatch(/^blob:/);
  expect(asked).toEqual([]);
  await expectAccessible(page);
  expect(complaints).toEqual([]);
  // Whatever its script were told, the browser lets it talk to nobody: not to its own server either.
  for (const url of ['/api/me', `${server().anonymousOrigin}/log`, '/']) expect(await page.evaluate((to) => fetch(to, { mode: 'no-cors' }).then(() => 'sent', () => 'stopped'), url), url).toBe('stopped');
});

test('everyone sees how many messages are overdue', async () => {
  const { page } = await visitAs('Bethan Hussain', '/');
  expect(await page.getByText(/overdue today\.$/).textContent()).toMatch(/^Of all messages written here, (one is|\d+ are) overdue today\.$/);
  await page.getByRole('link', { name: 'How this works' }).first().click();
  await page.getByRole('heading', { name: 'Are messages answered in time?' }).waitFor();
});

test('what was opened locks when it is asked to, and when the tab is left', async () => {
  const { page, context } = await visitAs('David Osei', '/inbox');
  await unlock(page, demoPassphrase);
  await button(page, /^Open “Workload, staffing and time”/).click();
  await page.locator('.thread .theirs').first().waitFor();
  for (const [name, value] of [['spellcheck', 'false'], ['writingsuggestions', 'false'], ['autocomplete', 'off']] as const) expect(await page.getByLabel('Your reply').getAttribute(name), 'nothing that is typed goes to a checker').toBe(value);
  await page.getByLabel('Your reply').fill('Half of a reply');
  await button(page, 'Lock now').click();
  await page.getByText('It is locked.').waitFor();
  expect(await page.locator('.thread').count()).toBe(0);
  await unlock(page, demoPassphrase);
  await button(page, /^Open “Workload, staffing and time”/).click();
  expect(await page.getByLabel('Your reply').inputValue()).toBe('Half of a reply');
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await page.getByText('It was locked when you left this tab.').waitFor();
  const kept = await context.storageState({ indexedDB: true });
  expect(JSON.stringify(kept)).not.toMatch(/AGE-SECRET-KEY|rota|otters cross|Half of a reply/i);
});

test('on a slow line it says what it waits for, takes one press for one entry, and shows nothing that comes once it is locked', async () => {
  const { page, complaints } = await visitAs('David Osei', '/inbox');
  await unlock(page, demoPassphrase);
  let added = 0;
  let slowMs = 0;
  await page.route('**/api/inbox**', async (route) => {
    if (route.request().method() === 'POST') added += 1;
    await new Promise((done) => setTimeout(done, slowMs));
    await route.continue().catch(() => undefined);
  });
  slowMs = 1500;
  await button(page, /^Open “Workload, staffing and time”/).click();
  await page.getByText('Opening the thread…').waitFor();
  await page.locator('.thread .theirs').first().waitFor();
  added = 0;
  await page.getByLabel('Your reply').fill('It is on its way.');
  await button(page, 'Send the reply').dblclick();
  await page.getByText('Signing, sealing and sending…').waitFor();
  expect(await button(page, 'Send the reply').isDisabled()).toBe(true);
  await page.getByText('Sent. They read it with their seven words.').waitFor();
  expect(added).toBe(1);
  await button(page, 'Back to the list').click();
  await button(page, 'Lock now').click();
  await page.getByText('It is locked.').waitFor();
  // What was asked for before it was locked comes after.
  await new Promise((done) => setTimeout(done, 2 * slowMs));
  expect(await page.locator('.messages, .thread').count()).toBe(0);
  await unlock(page, demoPassphrase);
  await page.getByText('Opening what is for you…').waitFor();
  await button(page, 'Lock now').click();
  await new Promise((done) => setTimeout(done, 2 * slowMs));
  expect(await page.locator('.messages, .thread').count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('the guardian sets whom to ring and how soon an answer comes; nobody else is let, and whoever writes reads it', async () => {
  const { page, complaints } = await visitAs('Ruth Calder', '/inbox');
  await page.getByRole('link', { name: 'Numbers to ring, and how soon you answer' }).click();
  await page.getByText(/^Ruth Calder last checked them on/).waitFor();
  const children = page.getByRole('group', { name: 'Children' });
  await children.getByLabel(/^Number/).fill('960111');
  for (const label of [/^Who answers/, /^Number/, /^When/]) await page.getByRole('group', { name: 'Adults' }).getByLabel(label).fill('');
  await button(page, 'I have checked these: set them').click();
  await page.getByText('That is no number every phone can ring.').waitFor();
  expect(await children.getByLabel(/^Number/).evaluate((field) => field === document.activeElement)).toBe(true);
  await expectAccessible(page);
  await children.getByLabel(/^Number/).fill('01632 960777');
  await button(page, 'I have checked these: set them').click();
  await page.getByText('Set, with your name and today’s date.').waitFor();
  await page.getByLabel(/^Days to say that it has arrived/).fill('2');
  await button(page, 'Promise this from tomorrow on').click();
  await page.getByText(/^From .*: 2 days to say that it has arrived/).waitFor();
  const writer = await visit('/more');
  await button(writer.page, 'Show my organisation’s numbers').click();
  await writer.page.getByRole('link', { name: '01632 960777' }).waitFor();
  await writer.page.getByText('No number is set.').waitFor();
  await writer.page.getByText(/^Ruth Calder last checked these numbers on/).waitFor();
  await expectAccessible(writer.page);
  const helen = await visitAs('Helen Marsh', '/numbers');
  await helen.page.getByText('The guardian sets these.').waitFor();
  expect(await helen.page.locator('form').count()).toBe(0);
  expect([...complaints, ...writer.complaints, ...helen.complaints]).toEqual([]);
});
