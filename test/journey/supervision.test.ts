import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { SessionShape } from '../../shared/contract/identity/time.ts';
import { managerAway } from '../../infra/local/demo/employment.ts';
import { people } from '../../infra/local/demo/people.ts';
import { dayAndTime, shortDay } from '../../web/src/ui/dates.ts';
import { clock, wallOf } from '../../web/src/ui/wallClock.ts';
import { demo, expectAccessible, expectSaid, tabTo } from './demo.ts';

/** A record’s way between the two it is for, what it is written under, and who stands in for one of them: in a browser, on the demo organisation. */
const { server, told, visitAs } = demo();

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const person = 'Bethan Hussain';

test('a supervisor writes a record, is told of a case number in it and loses nothing; both sign; the principal’s reading is seen', async () => {
  const { page: manager, complaints } = await visitAs('Amina Abbott', '/supervision');
  await manager.getByRole('link', { name: person, exact: true }).click();
  await manager.getByRole('heading', { level: 1, name: `Supervision with ${person}` }).waitFor();
  const writes = await button(manager, /^Write the record of/).count();
  const first = await button(manager, /^Write the record of/).first().textContent();
  await button(manager, /^Write the record of/).first().click();
  await manager.getByLabel('Reflection').fill('What made case 12345 hard to put down.');
  await button(manager, 'Add something to do').click();
  await manager.getByLabel('What', { exact: true }).fill('Swap one duty day');
  await button(manager, 'Keep this version').click();
  await expect.poll(() => manager.getByRole('alert').filter({ hasText: /person who uses services/ }).textContent()).toContain('case or reference number under “Reflection”');
  await expectAccessible(manager);
  await manager.getByLabel('Reflection').fill('What made one visit hard to put down.');
  await button(manager, 'Keep this version').click();
  await manager.getByText('What made one visit hard to put down.').waitFor();
  expect(await button(manager, /^Write the record of/).allTextContents()).not.toContain(first);
  expect(await button(manager, /^Write the record of/).count()).toBe(writes - 1);
  await button(manager, 'Sign this version').click();
  await manager.getByText('Signed by you.').waitFor();

  const { page: practitioner } = await visitAs(person, '/supervision');
  await practitioner.getByText('What made one visit hard to put down.').waitFor();
  await button(practitioner, 'Sign this version').click();
  await practitioner.getByText(/Signed by (Amina Abbott and you|you and Amina Abbott)\./).waitFor();
  await expectAccessible(practitioner);

  // What both signed stays to be read by both, whatever is changed after it.
  const record = practitioner.locator('article.record', { hasText: 'hard to put down' });
  await record.getByRole('button', { name: 'Change it' }).click();
  await practitioner.getByLabel('Reflection').fill('What made one visit stay with me.');
  await button(practitioner, 'Keep this version').click();
  await practitioner.getByText('Not signed by anyone yet.').first().waitFor();
  for (const page of [practitioner, manager]) {
    await page.reload();
    const changed = page.locator('article.record', { hasText: 'What made one visit stay with me.' });
    await changed.getByText('1 earlier version is kept.').click();
    await changed.locator('.earlier', { hasText: 'What made one visit hard to put down.' }).getByText(/Signed by .*(and you|you and)/).waitFor();
    await expectAccessible(page);
  }

  const { page: principal } = await visitAs('Sian Powell', '/supervision/bethan-hussain');
  await principal.getByText(/You read this as an audit/).waitFor();
  expect(await principal.getByText('What made one visit hard to put down.').count()).toBe(0);
  expect(await button(principal, /Write the record|Change it|Sign/).count()).toBe(1);
  await practitioner.reload();
  await practitioner.getByText('Read as an audit by Sian Powell.').waitFor();
  expect(complaints).toEqual([]);
});

test('an agreement is put by one and holds once the other has signed', async () => {
  const { page: practitioner } = await visitAs('Callum Okafor', '/supervision');
  await button(practitioner, 'Propose a new agreement').click();
  await practitioner.getByLabel('Where').fill('Room 2, door closed');
  await practitioner.getByLabel('What stays between you, and what cannot').fill('What is said here stays here, unless somebody is at risk.');
  await practitioner.getByLabel(/^Who stands in when the supervisor is away\?/).fill('Sian');
  await button(practitioner, /^Add Sian Powell/).click();
  await expectAccessible(practitioner);
  await button(practitioner, 'Sign it, and ask the other to sign').click();
  await practitioner.getByText('Waits for Amina Abbott to sign.').waitFor();
  const { page: manager } = await visitAs('Amina Abbott', '/supervision/callum-okafor');
  await button(manager, 'Sign this agreement').click();
  await manager.getByText(/^Holds from/).waitFor();
  await manager.locator('.terms dd', { hasText: 'Sian Powell' }).waitFor();

  // Another supervisor comes beside the first, and ends nothing.
  await practitioner.reload();
  await button(practitioner, 'Propose a new agreement').click();
  await practitioner.getByLabel('Somebody else: type a part of their name').fill('Joanne');
  await button(practitioner, /^Add Joanne Lewis/).click();
  expect(await practitioner.getByLabel('With which supervisor').locator('option:checked').textContent()).toBe('Joanne Lewis');
  expect(await practitioner.getByLabel('Does this supervisor take another’s place?').locator('option').allTextContents()).toEqual(['No: their agreement stands beside any other', 'Yes, the place of Amina Abbott']);
  await practitioner.getByLabel('Where').fill('The clinic');
  await practitioner.getByLabel('What stays between you, and what cannot').fill('What is said here stays here.');
  await expectAccessible(practitioner);
  await button(practitioner, 'Sign it, and ask the other to sign').click();
  await practitioner.getByText('Waits for Joanne Lewis to sign.').waitFor();
  const { page: clinical } = await visitAs('Joanne Lewis', '/supervision/callum-okafor');
  await button(clinical, 'Sign this agreement').click();
  await clinical.getByText(/^Holds from/).waitFor();
  await practitioner.reload();
  await practitioner.getByRole('heading', { name: 'Your agreements' }).waitFor();
  expect(await practitioner.getByText(/^Holds from .*, signed by both\.$/).count()).toBe(2);
});

/** And what becomes of the records that are being written meanwhile. */
test('the principal changes the headings by keyboard alone; a record begun before keeps its own, one begun after has the new ones, and everybody sees who did it', async () => {
  const writing = await visitAs('Amina Abbott', '/supervision/bethan-hussain');
  await button(writing.page, /^Write the record of/).first().click();
  await writing.page.getByLabel('How you are').fill('Tired, and glad of the quiet week.');

  const { page, complaints } = await visitAs('Sian Powell', '/supervision');
  await page.getByRole('link', { name: 'The headings of a record, and who changed them' }).waitFor();
  await tabTo(page, /^The headings of a record, and who changed them$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'The headings of a record' }).waitFor();
  await page.getByLabel('What it is called').first().waitFor();

  // Down and up again: the keyboard stays with what it moves.
  await tabTo(page, /^Move down: How you are$/);
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.said').first().textContent()).toBe('How you are is now 2 of 4.');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Move down: How you are');
  await tabTo(page, /^Remove: Development$/);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Add a heading$/);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Use these from now on$/);
  await page.keyboard.press('Enter');
  await page.getByText('Say what this heading is called.').waitFor();
  await page.keyboard.type('Practice, as in case 12345');
  await page.keyboard.press('Enter');
  await page.getByText('a case or reference number in heading 4').waitFor();
  await expectAccessible(page);
  await page.getByLabel('What it is called').last().fill('Practice');
  await page.locator('.record-preview').getByRole('heading', { name: 'Practice', exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.said').first().textContent()).toBe('Kept as version 1. Records begun from now on have these headings.');
  expect(await page.locator('.record-preview h3').allTextContents()).toEqual(['Workload', 'Reflection', 'How you are', 'Practice', 'What is to be done']);
  await page.getByText(/^Version 1, by Sian Powell on .*, in use now$/).waitFor();

  await button(writing.page, 'Keep this version').click();
  await writing.page.getByText('Tired, and glad of the quiet week.').waitFor();
  const kept = writing.page.locator('article.record', { hasText: 'glad of the quiet week' });
  await kept.getByRole('button', { name: 'Change it' }).click();
  await writing.page.getByLabel('Development').waitFor();
  expect(await writing.page.getByLabel('Practice', { exact: true }).count()).toBe(0);

  const other = await visitAs('Amina Abbott', '/supervision/callum-okafor');
  await button(other.page, /^Write the record of/).first().click();
  await other.page.getByLabel('Practice', { exact: true }).waitFor();
  expect(await other.page.getByLabel('Development').count()).toBe(0);

  const theirs = await visitAs(person, '/supervision-template');
  await theirs.page.getByText(/^Version 1, by Sian Powell on /).click();
  expect(await theirs.page.getByLabel('What it is called').count() + (await button(theirs.page, /Use these|Put these/).count())).toBe(0);
  await expectAccessible(theirs.page);

  // What came with Headroom is put back, as a version of its own.
  await page.getByText('Version 0, which came with Headroom').click();
  await button(page, 'Put these into the form: version 0').click();
  await button(page, 'Use these from now on').click();
  await expect.poll(() => page.locator('.said').first().textContent()).toMatch(/^Kept as version 2\./);
  await page.goto(`${server().origin}/supervision-template`);
  await expect.poll(() => page.getByLabel('What it is called').evaluateAll((all) => all.map((one) => (one instanceof HTMLInputElement ? one.value : '')))).toEqual(['How you are', 'Workload', 'Reflection', 'Development']);
  expect([...complaints, ...writing.complaints, ...other.complaints, ...theirs.complaints]).toEqual([]);
}, 180_000);

/** Of the team whose manager is away. */
const team = people.filter((p) => p.team === managerAway);
const [away, supervisee, other, standIn] = [team[0]!, team[1]!, team[2]!, team[6]!];

const patience = { timeout: 20_000 };
async function sessionToCome(): Promise<SessionShape> {
  const { sessions } = await told<{ sessions: SessionShape[] }>(supervisee.id, 'GET', '/time');
  const found = sessions.find((s) => s.of === 'supervision' && s.gone === null && s.givenBy === away.id && s.lines[0]?.state === 'planned');
  if (found === undefined) throw new Error('they have supervision to come');
  return found;
}

// Last: it moves the clock for everybody.
test('a stand-in is named by both, finds the session that is theirs, says what happened, writes and signs its record; and nobody else may', async () => {
  const text = 'What the week was like without the usual person to ask.';
  const session = await sessionToCome();
  const theirs = await visitAs(supervisee.name, '/supervision');
  await button(theirs.page, 'Propose a new agreement').click();
  await theirs.page.getByLabel('Where').fill('The small room');
  await theirs.page.getByLabel('What stays between you, and what cannot').fill('What is said here stays here, unless somebody is at risk.');
  await theirs.page.getByLabel(/^Who stands in when the supervisor is away\?/).fill(standIn.name);
  await button(theirs.page, new RegExp(`^Add ${standIn.name}`)).click();
  await button(theirs.page, 'Sign it, and ask the other to sign').click();
  await theirs.page.getByText(`Waits for ${away.name} to sign.`).waitFor();

  // Until both have signed it nobody stands in.
  const stand = await visitAs(standIn.name, `/supervision/${supervisee.id}`);
  await stand.page.getByText('There is nothing at this address.').waitFor();
  const boss = await visitAs(away.name, `/supervision/${supervisee.id}`);
  await button(boss.page, 'Sign this agreement').click();
  await boss.page.getByText(/^Holds from/).waitFor();

  await stand.page.goto(`${server().origin}/supervision`);
  await stand.page.getByRole('heading', { name: 'For whom you stand in' }).waitFor();
  await stand.page.getByRole('link', { name: supervisee.name, exact: true }).click();
  await stand.page.getByRole('heading', { level: 1, name: `Supervision with ${supervisee.name}` }).waitFor();
  expect(await button(stand.page, 'It happened, all of it').count()).toBe(0);

  await told('tom-ridley', 'POST', '/clock', { to: new Date(Date.parse(session.end) + 600_000).toISOString() });
  await stand.page.reload();
  await stand.page.getByRole('heading', { name: `You stand in for ${away.name}: what happened?` }).waitFor();
  await stand.page.getByText(dayAndTime(session.start)).waitFor();
  await expectAccessible(stand.page);
  await button(stand.page, 'It happened, all of it').click();
  await expectSaid(stand.page, /^Saved\. It counts as kept/);
  await expect.poll(() => button(stand.page, 'It happened, all of it').count(), patience).toBe(0);
  await button(stand.page, `Write the record of ${shortDay(session.start)}`).click();
  await stand.page.getByLabel('Reflection').fill(text);
  await button(stand.page, 'Keep this version').click();
  await button(stand.page, 'Sign this version').click();
  await stand.page.getByText('Signed by you.').waitFor();
  expect(await stand.page.locator('article.record').count()).toBe(1);

  await theirs.page.goto(`${server().origin}/time`);
  const asked = theirs.page.locator('article.row', { hasText: dayAndTime(session.start) });
  await asked.getByText(`${standIn.name} says: it happened, all of it.`).waitFor();
  const began = wallOf(session.start).minutes;
  await asked.getByRole('button', { name: 'It was shorter, or at another time' }).click();
  await asked.getByLabel('It began at').fill(clock(began + 5));
  await asked.getByLabel('It ended at').fill(clock(began + 50));
  await asked.getByLabel('How many minutes without a break?').fill('50');
  await asked.getByRole('button', { name: 'Save it' }).click();
  await asked.getByText('Give a number from 0 to 45.').waitFor();
  await asked.getByLabel('How many minutes without a break?').fill('40');
  await asked.getByLabel('What cut it short?').selectOption({ label: 'court' });
  await expectAccessible(theirs.page);
  await asked.getByRole('button', { name: 'Save it' }).click();
  await expectSaid(theirs.page, /^Saved\. It stays owed/);
  const differing = theirs.page.locator('article.row', { hasText: 'Two accounts that differ' });
  await differing.getByText(`${standIn.name} says: it happened, all of it.`).waitFor();
  await differing.getByText(`You say: it was cut short to 40 minutes, by court, from ${clock(began + 5)} to ${clock(began + 50)}.`).waitFor();
  await differing.getByText(/^Until they agree, the fewer minutes count\./).waitFor();
  await expectAccessible(theirs.page);
  await differing.getByText('Say again what happened').click();
  await differing.getByRole('button', { name: 'It happened, all of it' }).click();
  await expectSaid(theirs.page, /^Saved\. It counts as kept/);
  const { sessions } = await told<{ sessions: SessionShape[] }>(supervisee.id, 'GET', '/time');
  expect(sessions.find(({ id }) => id === session.id)?.lines[0]).toMatchObject({ state: 'kept', accounts: { [standIn.id]: { minutesUninterrupted: 90 }, [supervisee.id]: { minutesUninterrupted: 90 } } });
  await theirs.page.goto(`${server().origin}/supervision`);
  await theirs.page.getByText(text).waitFor();
  await button(theirs.page, 'Sign this version').click();
  await theirs.page.getByText(new RegExp(`Signed by (${standIn.name} and you|you and ${standIn.name})\\.`)).waitFor();

  // Back again, the supervisor reads what was written for them; a colleague learns nothing of it.
  await boss.page.reload();
  await boss.page.getByText(text).waitFor();
  const nobody = await visitAs(other.name, `/supervision/${supervisee.id}`);
  await nobody.page.getByText('There is nothing at this address.').waitFor();
  expect([...theirs.complaints, ...stand.complaints, ...boss.complaints, ...nobody.complaints]).toEqual([]);
}, 240_000);
