import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { SessionShape } from '../../shared/contract/identity/time.ts';
import { mondayOf, wallOf } from '../../web/src/ui/wallClock.ts';
import { demo, expectAccessible, expectSaid, tabTo } from './demo.ts';

/** An hour’s way, in a browser, against the real server and its demo organisation: booked, taken for court, owed, booked again, kept. */
const { server, told, visitAs } = demo();

const manager = { name: 'Amina Abbott', id: 'amina-abbott' } as const;
const person = { name: 'Tegan Cole', id: 'tegan-cole' } as const;

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const sheet = (page: Page) => page.getByRole('dialog');
const said = (page: Page) => page.locator('.said').first();

async function sessionsOf(id: string): Promise<SessionShape[]> {
  const answer = await fetch(`${server().origin}/api/time`, { headers: { authorization: `Bearer ${await server().signInAs(id)}` } });
  return ((await answer.json()) as { sessions: SessionShape[] }).sessions;
}
async function sessionNow(id: string): Promise<SessionShape> {
  const found = (await sessionsOf(person.id)).find((s) => s.id === id);
  if (found === undefined) throw new Error('the session is there');
  return found;
}
async function moveClockPast(instant: string): Promise<void> {
  const authorization = `Bearer ${await server().signInAs('tom-ridley')}`;
  const moved = await fetch(`${server().origin}/api/clock`, { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body: JSON.stringify({ to: new Date(Date.parse(instant) + 3_600_000).toISOString() }) });
  expect(moved.status).toBe(200);
}
/** “27 November” */
const dayOf = (start: string): string => new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', day: 'numeric', month: 'long' }).format(new Date(start));
const weekOf = (start: string): string => `/week/northside/${mondayOf(wallOf(start).day)}`;

const patience = { timeout: 20_000 };

describe('an hour of supervision', () => {
  test('is booked for every month, taken for court, stays owed, is booked again, and kept when both have said so', async () => {
    const before = new Set((await sessionsOf(person.id)).map((s) => s.id));
    const boss = await visitAs(manager.name, '/week');
    await button(boss.page, 'Book time').click();
    await button(boss.page, 'Book it').click();
    await sheet(boss.page).getByText('Choose at least one person.').waitFor();
    await sheet(boss.page).getByRole('checkbox', { name: person.name }).check();
    await sheet(boss.page).getByRole('radio', { name: 'Every month' }).check();
    // What is free once may not be every month; then another time is chosen.
    const clash = sheet(boss.page).getByText('has another session');
    for (let n = 0; n === 0 || (await clash.isVisible()); n++) {
      await sheet(boss.page).locator('.times button').nth(n).click();
      await button(boss.page, 'Book it').click();
      await clash.or(said(boss.page).getByText(/^Booked/)).first().waitFor(patience);
    }
    await expectSaid(boss.page, /^Booked \d+ times, first on /);
    const booked = (await sessionsOf(person.id)).find((s) => !before.has(s.id));
    if (booked === undefined) throw new Error('nothing was booked');
    expect(booked).toMatchObject({ of: 'supervision', givenBy: manager.id, people: [person.id], lines: [{ minutesOwed: 90, state: 'planned' }] });

    const theirs = await visitAs(person.name, '/time');
    await button(theirs.page, new RegExp(`Change: Supervision, .*${dayOf(booked.start)}`)).waitFor();

    await boss.page.goto(server().origin + weekOf(booked.start));
    await button(boss.page, new RegExp(`Change: Supervision, ${person.name}.*${dayOf(booked.start)}`)).click();
    await button(boss.page, 'Take this time').click();
    await button(boss.page, 'Take it').click();
    await sheet(boss.page).getByText('Choose what comes nearest.').waitFor();
    expect((await sessionNow(booked.id)).gone).toBeNull();
    await sheet(boss.page).getByLabel('What is it taken for?').selectOption('court');
    await button(boss.page, 'Take it').click();
    await sheet(boss.page).getByText('Taken, and owed from now on.').waitFor();
    await sheet(boss.page).locator('.times button').first().waitFor();
    await button(boss.page, 'Close').click();
    expect(await sessionNow(booked.id)).toMatchObject({ gone: { kind: 'taken', reason: 'court', by: manager.id }, lines: [{ minutesOwed: 90, state: 'taken' }] });

    await theirs.page.reload();
    const lost = theirs.page.locator('article.row', { hasText: 'by Amina Abbott (court)' }).filter({ hasText: '1 hour 30 minutes still owed' });
    await lost.locator('.times button').first().click();
    await expectSaid(theirs.page, /^Booked again for /);
    await expect.poll(() => lost.count(), patience).toBe(0);
    const again = await sessionNow(booked.id);
    expect(again).toMatchObject({ gone: null, lines: [{ state: 'planned', minutesOwed: 90 }] });

    await moveClockPast(again.end);
    await theirs.page.reload();
    await theirs.page.locator('article.row', { hasText: dayOf(again.start) }).getByRole('button', { name: 'It happened, all of it' }).click();
    await expectSaid(theirs.page, /^Saved. It counts as kept/);
    await boss.page.goto(server().origin + weekOf(again.start));
    await button(boss.page, new RegExp(`Change: Supervision, ${person.name}.*${dayOf(again.start)}`)).click();
    await sheet(boss.page).getByText(`${person.name} says: it happened, all of it.`).waitFor();
    await button(boss.page, 'It happened, all of it').and(sheet(boss.page).getByRole('button')).click();
    await expectSaid(boss.page, /^Saved. It counts as kept/);

    await theirs.page.reload();
    const row = theirs.page.getByRole('row').filter({ hasText: 'court (Amina Abbott)' }).first();
    await expect.poll(() => row.textContent(), patience).toMatch(/SupervisionKept90 of 90Taken on .*: court \(Amina Abbott\)(after \d+ days?|the same day|\d+ days? earlier)/);
    expect((await sessionNow(booked.id)).lines[0]).toMatchObject({ state: 'kept', accounts: { [manager.id]: { minutesUninterrupted: 90 }, [person.id]: { minutesUninterrupted: 90 } } });
    expect([...boss.complaints, ...theirs.complaints]).toEqual([]);
  }, 120_000);

  test('that clashes is not booked at the first try: it is said who is not free, and booking it all the same is a step of its own', async () => {
    const { page } = await visitAs(manager.name, '/week');
    const other = (await sessionsOf(manager.id)).filter((s) => s.gone === null && s.lines[0]?.state === 'planned' && s.people.length === 1 && s.people[0] !== manager.id).at(-1);
    if (other === undefined) throw new Error('the manager has something booked');
    const { day, minutes } = wallOf(other.start);
    await button(page, 'Book time').click();
    await sheet(page).getByRole('checkbox', { name: person.name }).check();
    await sheet(page).getByLabel('Day').fill(day);
    await sheet(page).getByLabel('Begins at').fill(`${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`);
    await button(page, 'Book it').click();
    await sheet(page).getByText(`${manager.name} has another session on`).waitFor();
    expect(await sheet(page).getByLabel('Day').inputValue()).toBe(day);
    await button(page, 'Everybody knows: do it all the same').click();
    await expectSaid(page, /^Booked for /);
  }, 60_000);
});

describe('the team’s week', () => {
  const inThreeWeeks = (): string => `/week/northside/${mondayOf(wallOf(Date.now() + 21 * 86_400_000).day)}`;

  test('is worked by keyboard alone: from the list an hour is taken, with its reason, and booked again', async () => {
    const { page, complaints } = await visitAs(manager.name, inThreeWeeks());
    await page.locator('.sessions button').first().waitFor();
    await tabTo(page, /^As a list$/);
    await page.keyboard.press('Enter');
    await tabTo(page, /^Change: Supervision, /);
    await page.keyboard.press('Enter');
    await sheet(page).waitFor();
    await tabTo(page, /^Take this time$/);
    await page.keyboard.press('Enter');
    await tabTo(page, /^What is it taken for\?$/);
    await page.keyboard.type('court');
    await tabTo(page, /^Take it$/);
    await page.keyboard.press('Enter');
    await sheet(page).locator('.times button').first().waitFor();
    await tabTo(page, /^[A-Z][a-z]{2} \d+ [A-Z][a-z]+, \d\d:\d\d$/);
    await page.keyboard.press('Enter');
    await expectSaid(page, /^Booked again for /);
    await expect.poll(() => sheet(page).count(), patience).toBe(0);
    expect(complaints).toEqual([]);
  }, 60_000);

  test('a block that is dragged asks why before it moves; left alone it stays where it was', async () => {
    const { page, complaints } = await visitAs(manager.name, inThreeWeeks());
    const block = page.locator('.block.still').first();
    await block.waitFor();
    const [label, box, column] = [await block.textContent(), await block.boundingBox(), await page.locator('.column').first().boundingBox()];
    if (box === null || column === null || label === null) throw new Error('the block is on the page');
    const drag = async (): Promise<void> => {
      await page.mouse.move(box.x + 30, box.y + 20);
      await page.mouse.down();
      await page.mouse.move(box.x + 30, box.y + 50, { steps: 4 });
      await page.mouse.move(box.x + 30, box.y + 90, { steps: 4 });
      await page.mouse.up();
      await sheet(page).waitFor();
    };
    await drag();
    await sheet(page).getByLabel('Why is it moved?').waitFor();
    expect(await sheet(page).getByLabel('Begins at').inputValue()).toBe(later(label, 60));
    await page.keyboard.press('Escape');
    await expect.poll(() => sheet(page).count(), patience).toBe(0);
    expect(await page.locator('.block.still').first().textContent()).toBe(label);
    await drag();
    await sheet(page).getByLabel('Why is it moved?').selectOption('meeting');
    await button(page, 'Move it').and(page.locator('[type=submit]')).click();
    const despite = button(page, 'Everybody knows: do it all the same');
    await expect.poll(async () => (await said(page).textContent()) !== '' || (await despite.count()) > 0, patience).toBe(true);
    if ((await despite.count()) > 0) await despite.click();
    await expectSaid(page, new RegExp(`^Moved to .* at ${later(label, 60)}`));
    expect(complaints).toEqual([]);
  }, 60_000);

  test('has who is on duty in it: what is booked on somebody’s duty is marked in the calendar and in the list, and while it is dragged', async () => {
    const booked = (await sessionsOf(person.id)).find((s) => s.gone === null && s.givenBy === manager.id && s.lines[0]?.state === 'planned' && Date.parse(s.start) > Date.now() + 86_400_000);
    if (booked === undefined) throw new Error('they have supervision to come');
    const { day, minutes } = wallOf(booked.start);
    const from = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:00`;
    const until = `${String(Math.floor(minutes / 60) + 1).padStart(2, '0')}:00`;
    const { page, complaints } = await visitAs(manager.name, weekOf(booked.start));
    const block = page.locator('.block', { hasText: person.name }).filter({ hasText: 'protected' }).first();
    const inList = page.locator('.sessions li', { hasText: person.name }).first();
    await block.waitFor();
    expect(await block.textContent()).not.toContain('On duty then');
    await page.getByText('Bring in a rota').click();
    await page.getByLabel('The rota as a spreadsheet (CSV)').setInputFiles({ name: 'rota.csv', mimeType: 'text/csv', buffer: Buffer.from(`person;date;start;end;kind;qualified\n"${person.name}";${day};${from};${until};duty;yes\n${person.name};${day};22:00;08:00;out-of-hours;yes`) });
    await button(page, 'Bring it in').click();
    await expectSaid(page, /^Brought in: 2 shifts of 1 person/);
    await block.getByText(`▲ On duty then: ${person.name}`).waitFor();
    await inList.getByText(`▲ ${person.name} is on duty then, ${from}–${until}.`).waitFor();
    await page.locator('.shift', { hasText: `${person.name}, ${from}–${until}, duty` }).waitFor();
    await page.locator('.day-head', { hasText: `${person.name}, 22:00–08:00, out of hours` }).waitFor();
    await expectAccessible(page);
    await block.evaluate((one) => one.scrollIntoView({ block: 'center' }));
    const box = await block.boundingBox();
    if (box === null) throw new Error('the block is on the page');
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 20, box.y + 60, { steps: 4 });
    await page.mouse.move(box.x + 20, box.y + 20 + 100, { steps: 4 });
    await expect.poll(() => page.locator('.block.dragged').textContent(), patience).not.toContain('On duty then');
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect(complaints).toEqual([]);
  }, 120_000);

  test('nothing on it or in its form keeps anybody out, at 390 and 1280 px, in both themes', async () => {
    const boss = await visitAs(manager.name, '/week');
    await boss.page.locator('.calendar').waitFor();
    await boss.page.evaluate(() => document.querySelectorAll('main details').forEach((d) => ((d as HTMLDetailsElement).open = true)));
    await expectAccessible(boss.page);
    await button(boss.page, 'Book time').click();
    await sheet(boss.page).getByRole('checkbox', { name: 'Bethan Hussain' }).check();
    await sheet(boss.page).locator('.times button').first().waitFor();
    await expectAccessible(boss.page);
    expect(boss.complaints).toEqual([]);
  }, 120_000);

  test('nor does anything on one’s own time', async () => {
    const theirs = await visitAs('Bethan Hussain', '/time');
    await theirs.page.getByRole('heading', { name: 'The last twelve months' }).waitFor();
    await theirs.page.evaluate(() => document.querySelectorAll('main details').forEach((d) => ((d as HTMLDetailsElement).open = true)));
    await expectAccessible(theirs.page);
    await button(theirs.page, /^Change: /).first().click();
    await button(theirs.page, 'Move it').first().click();
    await sheet(theirs.page).locator('.times button').first().waitFor();
    await expectAccessible(theirs.page);
    expect(theirs.complaints).toEqual([]);
  }, 120_000);

  test('is the principal’s to open, team by team; no executive opens it or is shown the way, nor does anybody in the team', async () => {
    const { page } = await visitAs('Sian Powell', '/week/riverside');
    await page.getByRole('heading', { name: /^Riverside: week of/ }).waitFor();
    await page.getByRole('navigation', { name: 'Teams' }).getByRole('link').first().click();
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent(), patience).not.toMatch(/^Riverside/);
    for (const name of ['Helen Marsh', person.name]) {
      const other = await visitAs(name, '/week/riverside');
      await other.page.getByText('This belongs to someone else, or to another role.').waitFor();
      expect(await other.page.getByRole('link', { name: 'Team’s week' }).count()).toBe(0);
    }
  }, 60_000);
});

test('the hours somebody says they work, by keyboard alone, are those in which time with them is offered; and none on days they say they are away', async () => {
  const { page, complaints } = await visitAs(person.name, '/time');
  await page.getByText('The hours you work').waitFor();
  await tabTo(page, /^The hours you work$/);
  await page.keyboard.press('Enter');
  const day = page.locator('.duty fieldset').first();
  await day.getByLabel('From').focus();
  await page.keyboard.type('0800');
  await tabTo(page, /^Save your hours$/);
  await page.keyboard.press('Enter');
  await day.getByText('Give both hours, the earlier one first, or neither.').waitFor();
  expect(await day.getByLabel('From').evaluate((field) => field === document.activeElement)).toBe(true);
  await day.getByLabel('From').fill('08:00');
  await day.getByLabel('To').fill('09:45');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.duty .said').textContent(), patience).toBe('Saved. Your hours count from now on.');
  await expectAccessible(page);
  await page.reload();
  await page.getByText('The hours you work').click();
  expect([await day.getByLabel('From').inputValue(), await day.getByLabel('To').inputValue()]).toEqual(['08:00', '09:45']);
  const weekday = (await day.locator('legend').textContent()) ?? '';
  const offered = await told<{ free: Pick<SessionShape, 'start' | 'end'>[] }>(person.id, 'POST', '/time/free', { people: [person.id], minutes: 90 });
  const on = (at: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', ...options }).format(new Date(at));
  const { free } = offered;
  const then = free.filter(({ start }) => on(start, { weekday: 'long' }) === weekday).map(({ start }) => on(start, { hour: '2-digit', minute: '2-digit' }));
  expect(then.length).toBeGreaterThan(0);
  for (const at of then) expect(['08:00', '08:15']).toContain(at);

  const away = free[0]?.start.slice(0, 10) ?? '';
  await page.getByText('Days you are away').click();
  await button(page, 'Save these days').click();
  await page.getByText('Give a first day, and a last day that is not before it.').waitFor();
  await page.getByLabel('First day').fill(away);
  await page.getByLabel('Last day').fill(away);
  await button(page, 'Save these days').click();
  await button(page, /^Take it back: /).waitFor();
  await expectAccessible(page);
  const days = async () => (await told<typeof offered>(person.id, 'POST', '/time/free', { people: [person.id], minutes: 90 })).free.map(({ start }) => start.slice(0, 10));
  expect(await days()).not.toContain(away);
  await button(page, /^Take it back: /).click();
  await expect.poll(() => page.locator('.duty .said').textContent(), patience).toBe('Taken back.');
  expect(await days()).toContain(away);
  expect(complaints).toEqual([]);
}, 90_000);

test('a rule that the principal writes and one that they adopt count at once, with their name for everybody to read; what is dropped is owed no more', async () => {
  const [boss, theirs] = [await visitAs('Sian Powell', '/time'), await visitAs(person.name, '/time')];
  await boss.page.getByRole('link', { name: 'See every rule, and which count here' }).click();
  await boss.page.getByText('Write a rule of our own').click();
  await button(boss.page, 'It counts from now on: write it down').click();
  await boss.page.getByText('Give it a name of three letters or more.').waitFor();
  await boss.page.getByLabel('What it is called').fill('Clinical supervision at Northmoor');
  await boss.page.getByLabel('What it gives').selectOption({ label: 'Clinical supervision' });
  await boss.page.getByLabel('At least every so many weeks').fill('6');
  await button(boss.page, 'It counts from now on: write it down').click();
  await expectSaid(boss.page, /^Written down: Clinical supervision at Northmoor/);
  const rule = (page: Page, name: string) => page.locator('article.rule').filter({ has: page.getByRole('heading', { level: 3, name, exact: true }) });
  const bia = 'Best interests assessors: training in the last twelve months';
  await rule(boss.page, bia).getByText('Off: to be checked at its source before it is adopted.').waitFor();
  await rule(boss.page, bia).getByRole('button', { name: /^I have checked it: adopt it/ }).click();
  await rule(boss.page, bia).getByText(/^Adopted by Sian Powell on .*: it counts here\.$/).waitFor();
  await expectAccessible(boss.page);

  await theirs.page.reload();
  await theirs.page.getByRole('heading', { name: /^Clinical supervision/ }).waitFor();
  await theirs.page.getByRole('link', { name: 'See every rule, and which count here' }).click();
  await rule(theirs.page, bia).getByText(/^Adopted by Sian Powell on/).waitFor();
  await rule(theirs.page, 'Clinical supervision at Northmoor').getByText(/^Written by Sian Powell on/).waitFor();
  expect(await theirs.page.locator('.rules').getByRole('button').count()).toBe(0);

  await rule(boss.page, 'Clinical supervision at Northmoor').getByRole('button', { name: /^Drop it/ }).click();
  await expectSaid(boss.page, /^Dropped: Clinical supervision at Northmoor/);
  await theirs.page.goto(`${server().origin}/time`);
  await theirs.page.getByRole('heading', { name: 'The last twelve months' }).waitFor();
  expect(await theirs.page.getByRole('heading', { name: /^Clinical supervision/ }).count()).toBe(0);
  expect([...boss.complaints, ...theirs.complaints]).toEqual([]);
}, 120_000);

/** The hour in a block’s name, so many minutes later. */
function later(label: string, minutes: number): string {
  const [, hour = '', minute = ''] = /(\d\d):(\d\d)–/.exec(label) ?? [];
  const at = Number(hour) * 60 + Number(minute) + minutes;
  return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
}
