import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoPassphrase } from '../../infra/local/demo/comments.ts';
import { kept, type ThreadDays } from '../../shared/escalation/clock.ts';
import { dateOf, dayOf } from '../../shared/escalation/schedule.ts';
import { reasons } from '../../shared/escalation/themes.ts';
import { demo, expectAccessible, signIn, type Visit } from './demo.ts';
import { expectHeading, phone } from './smallRound.ts';
import { apiAs, everythingWritten, nextMorning, readerOf, withoutPause, writerAt } from './speakingRecord.ts';

const at = demo();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const canary = 'The heron lantern 40713 stands on the quay';
const answered = 'Thank you for writing. Two of us start on Monday: see https://example.org/rota and <b>ask</b>.';
const writeIn = 'Your message';
const sevenWords = 'Your seven words';
const whomToRing = 'Not a referral, and read once a day: whom to ring if somebody may be at risk';

const mayRead = (page: Page, reader: string) => page.getByRole('group', { name: 'Who may read it' }).getByLabel(new RegExp(reader));
async function choose(page: Page, about: string, readers: readonly string[]): Promise<void> {
  await button(page, 'Write a message').tap();
  await expectScreen(page, 'What is it about');
  await page.getByLabel(about, { exact: true }).check();
  for (const reader of readers) await mayRead(page, reader).check();
}
const receiptOn = async (page: Page): Promise<string> => {
  await page.locator('.receipt li').last().waitFor();
  return (await page.locator('.receipt li').allTextContents()).join(' ');
};
/** Locked and queued; it leaves without its pause, and then the page says so. */
async function hasLeft(page: Page, says: RegExp): Promise<void> {
  await page.getByText(/waits to leave\. That is within the next two minutes/).waitFor({ timeout: 20_000 });
  await withoutPause(page);
  await page.getByText(says).waitFor({ timeout: 20_000 });
}
/** A screen, with the way out on it. */
async function expectScreen(page: Page, heading: string): Promise<void> {
  await expectHeading(page, heading);
  expect(await button(page, 'Exit this page').isVisible(), heading).toBe(true);
}
const weather = 'https://www.bbc.co.uk/weather';
/** Somewhere else, that is there without a network. */
const awayFrom = (context: BrowserContext) => context.route('https://www.bbc.co.uk/**', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Weather</title>' }));
/** What stands behind a line that opens. */
async function unfold(page: Page, line: string, says: readonly RegExp[]): Promise<void> {
  for (const what of says) expect(await page.getByText(what).isVisible(), line).toBe(false);
  await page.getByText(line, { exact: true }).tap();
  for (const what of says) await page.getByText(what).waitFor();
}
/** No box that is typed into may be checked or finished by somebody else. */
async function expectUntold(page: Page): Promise<void> {
  const boxes = await page.locator('textarea, input:not([type=radio], [type=checkbox])').evaluateAll((all) => all.map((box) => ['autocomplete', 'spellcheck', 'writingsuggestions'].map((name) => box.getAttribute(name))));
  expect(boxes).toEqual([['off', 'false', 'false']]);
}
/** The words are on paper too, once the page is asked to print. */
async function expectPrinted(page: Page, words: string): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis, { print: () => (document.title += ' printed') }));
  await button(page, 'Print').click();
  expect(await page.title()).toBe('Headroom printed');
  await page.evaluate(() => (document.title = 'Headroom'));
  await page.emulateMedia({ media: 'print' });
  expect((await page.locator('.receipt li').evaluateAll((all) => all.map((li) => (li.checkVisibility() ? li.textContent : '')))).join(' ')).toBe(words);
  await page.emulateMedia({ media: 'screen' });
}
/** Whoever is about to leave what is half typed is asked, stays, and finds it there. */
async function expectAsked(page: Page, typed: { in: string | RegExp; is: string }): Promise<void> {
  const [dialog] = await Promise.all([page.waitForEvent('dialog', { timeout: 10_000 }), page.close({ runBeforeUnload: true })]);
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  expect(await page.getByLabel(typed.in).inputValue()).toBe(typed.is);
}
/** One letter of the longest word is another one. */
function mistyped(receipt: string): string {
  const longest = receipt.split(' ').toSorted((a, b) => b.length - a.length)[0] ?? '';
  return receipt.replace(longest, `${longest.slice(0, 3)}${longest[3] === 'q' ? 'x' : 'q'}${longest.slice(4)}`);
}
async function open(page: Page, typed: string): Promise<void> {
  await button(page, 'I have seven words: see my answer').click();
  await expectScreen(page, 'Your seven words');
  await page.getByLabel(sevenWords).fill(typed);
  await button(page, 'Open').click();
}

let receipt = '';
let thread = '';
let lookedOn = '';

test('a message is written on a phone in four screens, and nobody is asked for anything before it is locked', { timeout: 240_000 }, async () => {
  const { page, context, complaints } = await writerAt(at, 'Bethan Hussain');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { anonymousOrigin } = at.server();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url())) asked.push(`${request.method()} ${new URL(request.url()).origin === anonymousOrigin ? new URL(request.url()).pathname : 'page'}`);
    expect(request.headers()['authorization'], 'nothing says who asks').toBeUndefined();
    expect(request.postData() ?? '').not.toContain('heron');
  });
  await page.reload();
  await expectScreen(page, 'without your name');
  await page.getByText('This is read once a day and is not a referral').waitFor();
  for (const number of ['01632 960111', '01632 960222', '01632 960333', '01632 960444', '999']) expect(await page.locator('.refer').textContent()).toContain(number);
  await unfold(page, 'Other ways to say it', [/^Protect, the whistleblowing charity/, /^Your council’s monitoring officer/, /^Staying anonymous can make it harder to prove later/]);
  await unfold(page, 'What this cannot hide', [/^Your employer’s own device or network can watch/]);
  await unfold(page, 'If it is too much just now', [/^Samaritans: 116 123/, /^A message without a name cannot bring anyone to you/]);
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await choose(page, 'Workload, staffing and time', ['Helen Marsh', 'David Osei', 'Ruth Calder']);
  await page.getByText('Is it about one of them?').tap();
  await page.getByRole('group', { name: /^Whom you tick here does not get it/ }).getByLabel('David Osei').check();
  expect([await mayRead(page, 'David Osei').isChecked(), await mayRead(page, 'David Osei').isDisabled()]).toEqual([false, true]);
  await page.getByText('not sent to them: you say it is about them').waitFor();
  await expectAccessible(page);
  await button(page, 'Next').tap();
  await expectScreen(page, 'What do you want to say');
  await expectUntold(page);
  await unfold(page, whomToRing, [/^If a child or adult may be at risk, refer now/, /^01632 960111/, /^01632 960222/, /^01632 960333/, /^01632 960444/]);
  await page.getByLabel(writeIn).fill(`${canary}. Amina Abbott said it on 12 March.`);
  await page.getByText('2 places you may want to look at again').waitFor();
  await expectAccessible(page);
  await page.getByLabel(writeIn).fill(`${canary}. I cannot cope any more.`);
  await page.getByText('If it is too much just now').waitFor();
  for (const help of ['Samaritans: 116 123', 'text SHOUT to 85258', 'NHS 111, then option 2', '999 if a life is at risk', 'A message without a name cannot bring anyone to you.']) await page.getByText(help).waitFor();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByLabel(writeIn).fill(`${canary}.`);
  await expect.poll(() => page.getByText('If it is too much just now').count()).toBe(0);
  await button(page, 'On to your seven words').tap();
  receipt = await receiptOn(page);
  expect(receipt.split(' ')).toHaveLength(7);
  await expectScreen(page, 'Keep these seven words');
  await expectAccessible(page);
  await button(page, 'Copy').click();
  await page.getByText('Copied. Clear your clipboard afterwards').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(receipt);
  await expectPrinted(page, receipt);
  const saving = page.waitForEvent('download');
  await button(page, 'Save as a file').click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('notes.txt');
  expect(readFileSync(await saved.path(), 'utf8').split('\n')[0]).toBe(receipt);
  // What a browser’s list of downloads keeps of it.
  expect(saved.url()).toMatch(/^blob:https?:\/\/[^/]+\/[-\da-f]{36}$/);
  expect(asked.filter((what) => what !== 'GET page'), 'up to here nobody was asked for anything').toEqual([]);

  await button(page, 'I have kept them').click();
  await expectScreen(page, 'Type your seven words once');
  await expectUntold(page);
  await page.getByLabel(sevenWords).fill(receipt.split(' ').slice(1).join(' '));
  await button(page, 'Lock and send').click();
  await page.getByText('There are seven words').waitFor();
  await page.getByLabel(sevenWords).fill(mistyped(receipt));
  await button(page, 'Lock and send').click();
  await page.getByText(/was taken for/).waitFor();
  await expectAccessible(page);
  await button(page, 'Lock and send').click();
  await expectScreen(page, 'Your message is locked');
  await withoutPause(page);
  await expect.poll(() => page.getByRole('status').last().textContent(), { timeout: 20_000 }).toMatch(/It has left this device/);
  await expectAccessible(page);
  expect(asked).toContain('POST /threads');
  expect(await page.title()).toBe('Headroom');
  expect(new URL(page.url()).pathname + new URL(page.url()).hash).toBe('/more');
  expect(complaints).toEqual([]);
});

test('no server knows what was written: it is in no table, log, address or title', () => {
  const written = everythingWritten(at.server());
  // As base64 without what its neighbours change, wherever it began; each so long that it is nowhere by chance.
  const inBase64 = (part: string): string[] => [0, 1, 2].map((before) => Buffer.from(' '.repeat(before) + part).toString('base64').slice(4, -4));
  for (const part of ['heron lantern', '40713 stands', receipt]) for (const form of [part, ...inBase64(part), Buffer.from(part, 'utf8').toString('hex')]) expect(written.includes(form), form).toBe(false);
  // What it looks for it would find.
  expect(written).toContain('Bethan Hussain');
});

test('on the same day the seven words open nothing, and are not called wrong', { timeout: 120_000 }, async () => {
  const { page } = await at.visit('/more', phone);
  await open(page, receipt);
  await page.getByText(/Nothing opens with these words/).waitFor({ timeout: 30_000 });
  expect(await page.getByRole('alert').textContent()).toMatch(/If you wrote today, it is handed on tomorrow morning/);
  await expectAccessible(page);
});

test('after the night its readers open it, and nobody else', { timeout: 120_000 }, async () => {
  await nextMorning(at.server());
  const helen = await readerOf(at.server(), 'helen-marsh');
  const found = (await helen.messages()).find(({ entry }) => entry.kind === 'message' && entry.text.includes('heron'));
  if (found?.entry.kind !== 'message') return expect.fail('the message did not arrive');
  expect(found.entry).toMatchObject({ theme: 'workload', about: [expect.stringMatching(/^[\w-]{43}$/)], text: `${canary}.` });
  thread = found.thread;
  expect((await (await readerOf(at.server(), 'david-osei')).messages()).map((m) => m.thread)).not.toContain(thread);
});

/** At the list of an executive’s messages, unlocked. */
async function readsAs(name: string): Promise<Visit> {
  const visit = await at.visitAs(name, '/inbox');
  await visit.page.getByLabel('Your passphrase').fill(demoPassphrase);
  await visit.page.getByLabel('Your passphrase').press('Enter');
  await visit.page.getByRole('heading', { name: 'Messages for you' }).waitFor({ timeout: 60_000 });
  return visit;
}

test('an executive unlocks, reads and answers it in a browser, in time', { timeout: 240_000 }, async () => {
  const { page, complaints } = await readsAs('Helen Marsh');
  // The demo has an older one about the same; the new one is not acknowledged yet.
  const fresh = page.locator('li, article').filter({ hasText: /Workload, staffing and time.*to be acknowledged/ }).last();
  await fresh.getByRole('button', { name: /^Open “Workload, staffing and time”/ }).click();
  await page.getByText(`${canary}.`).waitFor();
  await page.getByLabel('Your reply').fill(answered);
  await button(page, 'Send the reply').click();
  await page.getByText('Sent. They read it with their seven words.').waitFor();
  await page.getByText('Say where it stands').click();
  await page.getByLabel('Where it stands, as the writer reads it').selectOption('being-changed');
  await button(page, 'Send where it stands').click();
  await page.getByText('Sent. They see where it stands.').waitFor();
  await page.getByText('They say that it is about David Osei.').waitFor();
  await page.getByText('Hand it over to another reader').click();
  const david = page.getByLabel('David Osei, whoever wrote it says so');
  expect([await david.isChecked(), await david.isDisabled()]).toEqual([true, true]);
  expect(await page.getByLabel('To whom').locator('option').allTextContents()).toEqual(['Choose a reader', 'Ruth Calder']);
  const { line } = (await apiAs(at.server(), 'helen-marsh')('GET', `/inbox/${thread}?after=0`)) as { line: ThreadDays };
  expect(kept(line, [], line.answeredOn ?? '')).toEqual({ acknowledged: 'in-time', answered: 'in-time' });
  expect(complaints).toEqual([]);
});

test('its writer comes back on another device, with one letter wrong, reads the answer and goes on', { timeout: 240_000 }, async () => {
  const { page, complaints } = await at.visit('/more', phone);
  await expectHeading(page, 'without your name');
  expect(await page.getByText(/You cannot write on this device now/).count()).toBe(1);
  // The numbers are on no device that nobody signed in on: they are there for whoever asks.
  expect(await page.locator('.refer').textContent()).not.toContain('has not put its own numbers here');
  await button(page, 'Show my organisation’s numbers').click();
  await page.getByText('01632 960333').waitFor();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await open(page, mistyped(receipt).toUpperCase().replaceAll(' ', ' - '));
  await expectScreen(page, 'Your conversation');
  expect(asked.filter((path) => path === '/threads/read')).toHaveLength(6);
  expect(await page.locator('.entries li').allTextContents()).toEqual([
    expect.stringMatching(`You wrote.*${canary}`),
    expect.stringMatching(/Helen Marsh \(executive\) has received it/),
    expect.stringMatching(`Helen Marsh \\(executive\\) answered.*${answered}`),
    expect.stringMatching(/Helen Marsh \(executive\) says where it stands.*Something is being changed/),
  ]);
  expect(await page.locator('.entries').locator('a, b').count(), 'what a reader writes is text, and leads nowhere').toBe(0);
  await page.getByText(/First answered on/).waitFor();
  await page.getByText('It is read by Helen Marsh and Ruth Calder.').or(page.getByText('It is read by Ruth Calder and Helen Marsh.')).waitFor();
  // A device that never signed in knows no other clock than its own.
  lookedOn = dateOf(dayOf(Date.now()));
  // Yesterday’s look-up of what was not there yet has left its mark nowhere.
  await page.getByText('These words have not been used before today').waitFor();
  await unfold(page, whomToRing, [/^If a child or adult may be at risk, refer now/]);
  await button(page, 'Show my organisation’s numbers').tap();
  await page.getByText('01632 960333').waitFor();
  await expectAccessible(page);
  await expectUntold(page);
  asked.length = 0;
  await page.getByLabel(/Say something in reply/).fill('Thank you. I do not feel safe at home.');
  await page.getByText('A message without a name cannot bring anyone to you.').waitFor();
  expect(asked, 'nobody is told that it was shown').toEqual([]);
  await expectAsked(page, { in: /Say something in reply/, is: 'Thank you. I do not feel safe at home.' });
  await page.getByLabel(/Say something in reply/).fill('Thank you. Which Monday?');
  await button(page, 'Lock and send').click();
  await hasLeft(page, /It is handed on tomorrow morning, and stands here/);
  // A second one of the same day goes under the next number.
  await page.getByLabel(/Say something in reply/).fill('And for how long?');
  await button(page, 'Lock and send').click();
  await hasLeft(page, /It is handed on tomorrow morning, and stands here/);
  expect(complaints).toEqual([]);
});

test('the day after, its readers see first of all that they have written again, until one of them has opened it', { timeout: 240_000 }, async () => {
  await nextMorning(at.server());
  const { page, complaints } = await readsAs('Helen Marsh');
  const first = page.locator('.messages li').first();
  await first.getByText(/^They have written again, on .* Nobody has opened it yet\.$/).waitFor();
  expect(await page.getByText(/^They have written again/).count(), 'nobody has gone on elsewhere').toBe(1);
  await expectAccessible(page);
  await first.getByRole('button', { name: /^Open “Workload, staffing and time”/ }).click();
  await page.getByText('And for how long?').waitFor();
  // Opening it has told the writer, as the first time.
  await expect.poll(() => page.getByText(/^Helen Marsh read it on/).count(), { timeout: 20_000 }).toBe(2);
  await button(page, 'Back to the list').click();
  await page.locator('.messages li').first().waitFor();
  await expect.poll(() => page.getByText(/^They have written again/).count(), { timeout: 20_000 }).toBe(0);
  expect(complaints).toEqual([]);
});

test('it stands there for its writer too, and the day of the last look is told; then it is ended', { timeout: 240_000 }, async () => {
  const { page, complaints } = await at.visit('/more');
  await open(page, receipt);
  await expectHeading(page, 'Your conversation');
  expect(await page.locator('.entries .own').allTextContents()).toEqual([expect.stringContaining(canary), expect.stringContaining('Which Monday?'), expect.stringContaining('And for how long?')]);
  expect(new Date(`${/last used on (.*)\./.exec((await page.getByText(/last used on/).textContent()) ?? '')?.[1]} 12:00Z`).toISOString().slice(0, 10)).toBe(lookedOn);
  await button(page, 'End this conversation').click();
  await expectAccessible(page);
  await button(page, 'Yes, end it').click();
  await hasLeft(page, /You have ended it\. They see that/);
  await nextMorning(at.server());
  const { line } = (await apiAs(at.server(), 'helen-marsh')('GET', `/inbox/${thread}?after=0`)) as { line: { closedOn: string | null } };
  expect(line.closedOn).not.toBeNull();
  expect(complaints).toEqual([]);
});

test('offline it is locked and kept, the device cannot read it any more, and it leaves when there is a connection', { timeout: 240_000 }, async () => {
  const { page, context, complaints } = await writerAt(at, 'Amina Abbott');
  await context.setOffline(true);
  await choose(page, 'Why I am leaving', ['Ruth Calder']);
  await button(page, 'Next').click();
  await page.getByText('Choose what made you decide to go.').waitFor();
  await page.getByText(/and not on your last day/).waitFor();
  await page.getByText(/and counted when a month is over/).waitFor();
  expect(await page.getByLabel(/What made you decide to go/).locator('option').allTextContents()).toEqual(['Choose one', 'I would rather not say', ...Object.values(reasons).slice(1)]);
  await expectAccessible(page);
  await page.getByLabel(/What made you decide to go/).selectOption(reasons['not-heard']);
  await button(page, 'Next').click();
  await button(page, 'On to your seven words').click();
  const words = await receiptOn(page);
  await button(page, 'I have kept them').click();
  await page.getByLabel(sevenWords).fill(words);
  await page.keyboard.press('Enter');
  await expectHeading(page, 'Your message is locked');
  await page.getByText('There is no connection just now').waitFor();
  await page.goto('about:blank');
  await context.setOffline(false);
  await page.goto(`${at.server().origin}/more`);
  await page.getByText('A message you wrote here is sealed and waits to leave').waitFor();
  // What was overdue when the page opened is put off anew, so that it does not leave in that moment.
  await expect.poll(async () => (await withoutPause(page), page.getByText('waits to leave').count()), { timeout: 30_000, interval: 2000 }).toBe(0);
  await nextMorning(at.server());
  const ruth = await readerOf(at.server(), 'ruth-calder');
  const leaving = (await ruth.messages()).filter(({ entry }) => entry.kind === 'message' && entry.theme === 'leaving');
  expect(leaving.map(({ entry }) => entry)).toMatchObject([{ reason: 'not-heard', text: reasons['not-heard'] }]);
  expect(complaints).toEqual([]);
});

test('the way out is on every screen, by button and by Esc three times, and Back does not lead here', { timeout: 120_000 }, async () => {
  for (const by of ['button', 'keys'] as const) {
    const { page, context } = await at.visit('/more');
    await awayFrom(context);
    await button(page, 'I have seven words: see my answer').click();
    await page.getByLabel(sevenWords).fill('abacus abdomen');
    const entries = await page.evaluate(() => history.length);
    if (by === 'button') await button(page, 'Exit this page').click();
    else {
      await page.keyboard.press('Escape');
      await page.getByText('Press Esc twice more to leave this page.').waitFor();
      for (const _ of [1, 2]) await page.keyboard.press('Escape');
    }
    await page.waitForURL(weather);
    expect(await page.evaluate(() => history.length)).toBe(entries);
    await page.goBack().catch(() => null);
    expect(page.url()).not.toContain('/more');
  }
});

test('nothing can be typed before all that is needed to send it has come: after that no script is missed, and no text lost', { timeout: 240_000 }, async () => {
  const { page, context, complaints } = await writerAt(at, 'Joanne Lewis');
  await page.evaluate(async () => {
    for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
  });
  const scripts = /\/assets\/.*\.js$/;
  let arrive = (): void => undefined;
  const arrived = new Promise<void>((done) => (arrive = done));
  await page.route(scripts, async (route) => (await arrived, route.continue()));
  await page.goto('about:blank');
  await page.goto(`${at.server().origin}/more`);
  await button(page, 'Write a message').tap();
  await page.getByRole('status').filter({ hasText: 'on its way' }).waitFor();
  arrive();
  await expectScreen(page, 'What is it about');
  await page.unroute(scripts);
  let away = true;
  await page.route(scripts, (route) => (away ? route.abort() : route.continue()));
  await page.goto('about:blank');
  await page.goto(`${at.server().origin}/more`);
  for (const way of ['Write a message', 'I have seven words: see my answer']) {
    await expectScreen(page, 'without your name');
    await button(page, way).tap();
    await expectScreen(page, 'A part of this page could not be fetched');
    expect(await page.locator('textarea').count()).toBe(0);
    await expectAccessible(page);
    await button(page, 'Open this page again').click();
  }
  away = false;
  await page.reload();
  await choose(page, 'Workload, staffing and time', ['Ruth Calder']);
  away = true;
  await button(page, 'Next').tap();
  await page.getByLabel(writeIn).fill('There is no cover on Fridays.');
  await expectAsked(page, { in: writeIn, is: 'There is no cover on Fridays.' });
  await button(page, 'On to your seven words').tap();
  const words = await receiptOn(page);
  await button(page, 'I have kept them').tap();
  await page.getByLabel(sevenWords).fill(words);
  await button(page, 'Lock and send').tap();
  await expectHeading(page, 'Your message is locked');
  await expect.poll(async () => (await withoutPause(page), page.getByRole('status').last().textContent()), { timeout: 20_000, interval: 2000 }).toMatch(/It has left this device/);
  away = false;
  await page.reload();
  await button(page, 'I have seven words: see my answer').tap();
  await expectScreen(page, 'Your seven words');
  away = true;
  await page.getByLabel(sevenWords).fill(words);
  await button(page, 'Open').tap();
  await page.getByText(/Nothing opens with these words/).waitFor({ timeout: 30_000 });

  // The way out asks nothing.
  away = false;
  await page.reload();
  await choose(page, 'Workload, staffing and time', ['Ruth Calder']);
  await button(page, 'Next').tap();
  await page.getByLabel(writeIn).fill('Half of it');
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await awayFrom(context);
  await button(page, 'Exit this page').tap();
  await page.waitForURL(weather);
  expect(asked).toEqual([]);
  expect(complaints).toEqual([]);
});

test('the guardian is asked for by name on a page that says so, sees who asked, and marks it as done', { timeout: 120_000 }, async () => {
  const asking = await at.visitAs('Bethan Hussain', '/contact-requests');
  await asking.page.getByText(/This one carries your name/).waitFor();
  await expectAccessible(asking.page);
  await asking.page.getByLabel('How and when can you be reached?').fill('After five, at home.');
  // What could not be read anew is said above what stands.
  let away = true;
  await asking.page.route('**/api/contact-request', (route) => (away && route.request().method() === 'GET' ? route.abort() : route.continue()));
  await button(asking.page, 'Ask, with my name').click();
  await asking.page.getByText('Headroom cannot be reached just now.').waitFor();
  await expectAccessible(asking.page);
  away = false;
  await button(asking.page, 'Try again').click();
  await asking.page.getByText('The guardian has not marked it as done yet.').waitFor();
  expect(await asking.page.getByText('Headroom cannot be reached just now.').count()).toBe(0);
  expect(await asking.page.getByText('Who has asked you to get in touch').count()).toBe(0);
  const guardian = await at.visitAs('Ruth Calder', '/contact-requests');
  const row = guardian.page.locator('article').filter({ hasText: 'Bethan Hussain' });
  await row.getByText('“After five, at home.”').waitFor();
  await expectAccessible(guardian.page);
  await row.getByRole('button', { name: 'I have been in touch' }).click();
  await guardian.page.getByText('Bethan Hussain: marked as done.').waitFor();
  await asking.page.reload();
  await asking.page.getByText(/The guardian marked on .* that they have been in touch/).waitFor();
  await expectAccessible(asking.page);
  await awayFrom(asking.context);
  await button(asking.page, 'Exit this page').click();
  await asking.page.waitForURL(weather);
  await asking.page.goBack().catch(() => null);
  expect(asking.page.url()).not.toContain('/contact-requests');
  expect([...asking.complaints, ...guardian.complaints]).toEqual([]);
});

test('the keyboard alone is enough to write and to come back', { timeout: 120_000 }, async () => {
  const { page } = await writerAt(at, 'Callum Okafor');
  await page.setViewportSize({ width: 1280, height: 900 });
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  const tabTo = async (text: RegExp) => {
    for (let i = 0; i < 60 && !text.test(await focused()); i++) await page.keyboard.press('Tab');
    expect(await focused()).toMatch(text);
  };
  await expect.poll(focused).toMatch(/^Say it without your name$/);
  await tabTo(/^Write a message$/);
  await page.keyboard.press('Enter');
  await expect.poll(focused).toMatch(/^What is it about/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await tabTo(/^Next$/);
  await page.keyboard.press('Enter');
  await expect.poll(focused).toMatch(/^What do you want to say/);
  await page.keyboard.press('Tab');
  await page.keyboard.type('Nobody answers the phone at night.');
  await tabTo(/^On to your seven words$/);
  await page.keyboard.press('Enter');
  await expect.poll(focused).toMatch(/^Keep these seven words$/);
  const words = await receiptOn(page);
  await tabTo(/^I have kept them$/);
  await page.keyboard.press('Enter');
  await expect.poll(focused).toMatch(/^Type your seven words once$/);
  await page.keyboard.press('Tab');
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await expectHeading(page, 'Your message is locked');
});

test('why people left is told to everyone, and to executives where they read: how many roughly, which reasons, and no number of one', { timeout: 120_000 }, async () => {
  const told = /^9 to 15 people who were leaving wrote in \w+ \d{4}\./;
  const tells = async (page: Page) => {
    const section = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Why people leave' }) });
    await section.getByText(told).waitFor();
    expect(await section.getByRole('listitem').allTextContents()).toEqual([reasons['against-values'], reasons['time-for-people']]);
  };
  const { page, complaints } = await at.visit('/how-this-works', phone);
  await tells(page);
  // Those who wrote it are counted with all messages, as everyone may see them.
  const figures = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Are messages answered in time?' }) });
  expect(await figures.getByRole('listitem').allTextContents()).toEqual([expect.stringMatching(/^20 messages came in \w+ \d{4}\.$/)]);
  await expectAccessible(page);
  const { page: reading, complaints: others } = await at.visit('/');
  await signIn(reading, 'Helen Marsh');
  await reading.getByRole('link', { name: 'Reading room' }).click();
  await tells(reading);
  await expectAccessible(reading);
  expect([...complaints, ...others]).toEqual([]);
});
