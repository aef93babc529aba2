import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { SessionShape } from '../../shared/contract/identity/time.ts';
import { people } from '../../infra/local/demo/people.ts';
import { dayAndTime, shortDay } from '../../web/src/ui/dates.ts';
import { mondayOf, wallOf } from '../../web/src/ui/wallClock.ts';
import { byIcalJs, byPython } from '../calendar/readBack.ts';
import { demo, expectAccessible, expectSaid } from './demo.ts';

/** An hour of somebody newly qualified, from the manager’s week to the executive’s page. */
const { server, told, visitAs } = demo();

const team = people.filter((p) => p.team === 'family-help');
const [manager, starter] = [team[0]!, team.at(-1)!];
const executive = 'Helen Marsh';
const service = { id: 'children', name: 'Children and families' };

/** An offered time on a day on which they have no other supervision: theirs is on Wednesdays. */
const otherTime = (within: Locator) => within.locator('.times button').filter({ hasNotText: /Wed/ }).first();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const sheet = (page: Page) => page.getByRole('dialog');
const patience = { timeout: 30_000 };
const sessions = async (): Promise<SessionShape[]> => (await told<{ sessions: SessionShape[] }>(starter.id, 'GET', '/time')).sessions;
async function sessionNow(id: string): Promise<SessionShape> {
  const found = (await sessions()).find((s) => s.id === id);
  if (found === undefined) throw new Error('the session is there');
  return found;
}

/** The demo’s clock, a day and a bit past an instant: by then the day has been counted. */
async function dayAfter(instant: string): Promise<void> {
  const to = new Date(Date.parse(instant) + 26 * 3_600_000).toISOString();
  await told('tom-ridley', 'POST', '/clock', { to });
  await expect.poll(async () => (await counted()).countedOn, patience).toBe(wallOf(to).day);
}
interface Counted {
  countedOn: string | null;
  services: { id: string; months: { month: string; figures: { kept: number; owed: number } | null }[] }[];
}
const counted = (): Promise<Counted> => told('helen-marsh', 'GET', '/protected-time');
async function figuresOf(month: string): Promise<{ kept: number; owed: number }> {
  const found = (await counted()).services.find(({ id }) => id === service.id)?.months.find((m) => m.month === month)?.figures;
  if (found == null) throw new Error('the month is shown');
  return found;
}
const monthName = (month: string): string => new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' }).format(new Date(`${month}-15`));
const weekOf = (start: string): string => `/week/family-help/${mondayOf(wallOf(start).day)}`;

/** What the executive’s page says of a month, cell by cell. */
async function rowOf(page: Page, month: string): Promise<string[]> {
  const row = page.getByRole('region', { name: `${service.name}, month by month` }).getByRole('row').filter({ hasText: monthName(month) });
  await row.waitFor();
  return row.getByRole('cell').allTextContents();
}
const inHours = (minutes: number): string => `${Math.round(minutes / 60)} h`;

test('a starter’s monthly supervision is booked, in their feed, taken for court, owed, booked again, signed by both; and the executive’s page moves', async () => {
  const before = new Set((await sessions()).map((s) => s.id));
  const boss = await visitAs(manager.name, '/week/family-help');
  await button(boss.page, 'Book time').click();
  await sheet(boss.page).getByRole('checkbox', { name: starter.name }).check();
  await otherTime(sheet(boss.page)).click();
  await sheet(boss.page).getByRole('radio', { name: 'Every month' }).check();
  await button(boss.page, 'Book it').click();
  await expectSaid(boss.page, /^Booked \d+ times, first on /);
  const series = (await sessions()).filter((s) => !before.has(s.id));
  const [booked] = series;
  if (booked === undefined) throw new Error('nothing was booked');
  expect(series.length).toBeGreaterThanOrEqual(3);
  expect(booked).toMatchObject({ of: 'supervision', givenBy: manager.id, people: [starter.id] });

  const { path } = await told<{ path: string }>(starter.id, 'POST', '/time/feed');
  const feed = async (): Promise<string> => (await fetch(`${server().origin}/api${path}`)).text();
  const inFeed = await feed();
  for (const events of [byIcalJs(inFeed), byPython(inFeed).events]) {
    for (const { id, start, end } of series) expect(events.find(({ uid }) => uid === `${id}@headroom`)).toMatchObject({ start: iso(start), end: iso(end), status: 'CONFIRMED', title: 'Protected time' });
    expect(events.every(({ title }) => title === 'Protected time')).toBe(true);
  }

  await boss.page.goto(server().origin + weekOf(booked.start));
  await button(boss.page, new RegExp(`Change: Supervision, ${starter.name}.*${dayAndTime(booked.start)}`)).click();
  await button(boss.page, 'Take this time').click();
  await sheet(boss.page).getByLabel('What is it taken for?').selectOption('court');
  await button(boss.page, 'Take it').click();
  await sheet(boss.page).getByText('Taken, and owed from now on.').waitFor();
  expect(await sessionNow(booked.id)).toMatchObject({ gone: { kind: 'taken', reason: 'court', by: manager.id }, lines: [{ minutesOwed: 90, state: 'taken' }] });
  const withdrawn = await feed();
  for (const events of [byIcalJs(withdrawn), byPython(withdrawn).events]) expect(events.find(({ uid }) => uid === `${booked.id}@headroom`)).toMatchObject({ status: 'CANCELLED', sequence: 1 });

  await dayAfter(booked.end);
  const month = wallOf(booked.start).day.slice(0, 7);
  const whileOwed = await figuresOf(month);
  expect(whileOwed.owed).toBeGreaterThanOrEqual(90);
  const theirs = await visitAs(starter.name, '/time');
  const lost = theirs.page.locator('article.row', { hasText: `by ${manager.name} (court)` }).filter({ hasText: '1 hour 30 minutes still owed' });
  await otherTime(lost).click();
  await expectSaid(theirs.page, /^Booked again for /);
  const again = await sessionNow(booked.id);
  expect(again).toMatchObject({ gone: null, lines: [{ state: 'planned', minutesOwed: 90 }] });

  const boardroom = await visitAs(executive, '/protected-time');
  const [, , owedThen] = await rowOf(boardroom.page, month);
  expect(owedThen).toBe(inHours(whileOwed.owed));

  await told('tom-ridley', 'POST', '/clock', { to: new Date(Date.parse(again.end) + 600_000).toISOString() });
  await theirs.page.reload();
  await theirs.page.locator('article.row', { hasText: dayAndTime(again.start) }).getByRole('button', { name: 'It happened, all of it' }).click();
  await expectSaid(theirs.page, /^Saved. It counts as kept/);
  await boss.page.goto(server().origin + weekOf(again.start));
  await button(boss.page, new RegExp(`Change: Supervision, ${starter.name}.*${dayAndTime(again.start)}`)).click();
  await sheet(boss.page).getByRole('button', { name: 'It happened, all of it', exact: true }).click();
  await expectSaid(boss.page, /^Saved. It counts as kept/);

  await boss.page.goto(`${server().origin}/supervision/${starter.id}`);
  await button(boss.page, new RegExp(`^Write the record of ${shortDay(again.start)}`)).click();
  await boss.page.getByLabel('Reflection').fill('How the first weeks have been, and what to ask for.');
  await button(boss.page, 'Keep this version').click();
  await button(boss.page, 'Sign this version').click();
  await boss.page.getByText('Signed by you.').waitFor();
  await theirs.page.goto(`${server().origin}/supervision`);
  await theirs.page.getByText('How the first weeks have been, and what to ask for.').waitFor();
  await button(theirs.page, 'Sign this version').click();
  await theirs.page.getByText(new RegExp(`Signed by (${manager.name} and you|you and ${manager.name})\\.`)).waitFor();

  const { records } = await told<{ records: { session: string; newest: { signatures: Record<string, string> } }[] }>(starter.id, 'GET', `/supervision/${starter.id}`);
  expect(Object.keys(records.find(({ session }) => session === booked.id)?.newest.signatures ?? {}).sort()).toEqual([starter.id, manager.id].sort());

  await dayAfter(again.end);
  const kept = await figuresOf(month);
  expect(kept.kept).toBe(whileOwed.kept + 90);
  await boardroom.page.reload();
  const [share, , owedNow] = await rowOf(boardroom.page, month);
  expect(owedNow).toBe(inHours(kept.owed));
  expect(share).toMatch(/^\d+\u00A0%/);
  expect([...boss.complaints, ...theirs.complaints, ...boardroom.complaints]).toEqual([]);
}, 200_000);

const iso = (instant: string): string => new Date(instant).toISOString();

test('the page keeps nobody out, and is not there for a manager', async () => {
  const { page, complaints } = await visitAs(executive, '/protected-time');
  await page.getByRole('img', { name: /^Adults: share of booked time/ }).locator('svg').waitFor();
  await page.getByRole('img', { name: /^Adults: acting against/ }).locator('svg').waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Protected time' }).focus();
  for (let i = 0; i < 30; i++) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))) === 'Adults, month by month') break;
  }
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Adults, month by month');
  expect(complaints).toEqual([]);
  const other = await visitAs(manager.name, '/protected-time');
  await other.page.getByText('This belongs to someone else, or to another role.').waitFor();
}, 120_000);

test('who is left alone on duty has it before them, taps what is so and takes it back; a manager brings in a rota whole or not at all', async () => {
  const desk = people.filter((p) => p.team === 'duty');
  const [lead, , , alone] = [desk[0]!, desk[1]!, desk[2]!, desk[3]!];
  const theirs = await visitAs(alone.name, '/time');
  await theirs.page.getByText(/You were the only qualified person on duty on \d days of the last 14/).waitFor();
  await theirs.page.getByText(new RegExp(`Seen by you, ${lead.name}, who supervises you, and the principal`)).waitFor();
  await expectAccessible(theirs.page);
  await button(theirs.page, 'I was alone today').press('Enter');
  await button(theirs.page, 'I was not alone today after all').press('Enter');
  await button(theirs.page, 'I was alone today').waitFor();

  const boss = await visitAs(lead.name, '/week/duty');
  const monday = mondayOf(wallOf(Date.now() + 120 * 86_400_000).day);
  const bring = async (line: string): Promise<void> => {
    await boss.page.getByLabel('The rota as a spreadsheet (CSV)').setInputFiles({ name: 'rota.csv', mimeType: 'text/csv', buffer: Buffer.from(`person,date,start,end,kind,qualified\n${alone.name},${monday},09:00,17:00,duty,yes\n${line}`) });
    await button(boss.page, 'Bring it in').click();
  };
  await boss.page.getByText('Bring in a rota').click();
  await bring(`Nobody Known,${monday},09:00,17:00,duty,yes`);
  await boss.page.getByText('line 3: nobody of this team is called that').waitFor();
  await expectAccessible(boss.page);
  await bring(`${desk[4]!.name},${monday},22:00,08:00,out-of-hours,yes`);
  await expectSaid(boss.page, /^Brought in: 2 shifts of 2 people/);
  await boss.page.goto(`${server().origin}/week/duty/${monday}`);
  await boss.page.locator('.on-duty li', { hasText: `${alone.name}, 09:00–17:00; ${desk[4]!.name}, 22:00–08:00, out of hours` }).filter({ hasText: 'fewer qualified people' }).waitFor();
  expect([...theirs.complaints, ...boss.complaints]).toEqual([]);
}, 180_000);
