import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { SessionShape } from '../../shared/contract/identity/time.ts';
import { dayAndTime } from '../../web/src/ui/dates.ts';
import { mondayOf, wallOf } from '../../web/src/ui/wallClock.ts';
import { demo, expectAccessible, expectSaid } from './demo.ts';

/** A lost hour’s way past the line manager, in a browser, on the demo organisation: reported, owed an answer by a day, answered, read. */
const { ask, server, visitAs } = demo();

const [manager, person, principal, guardian] = [{ name: 'Amina Abbott', id: 'amina-abbott' }, { name: 'Tegan Cole', id: 'tegan-cole' }, 'Sian Powell', 'Ruth Calder'] as const;
const text = 'It was taken the evening before, and it is the second one this autumn.';
const reply = 'I have spoken with your manager. It is booked again for Tuesday and stays there; in four weeks I ask you both how it went.';

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });

test('a loss is reported by whoever it was owed to, who is told before who reads it; the principal reads it, the manager does not, and the answer comes back', async () => {
  const { body } = await ask<{ sessions: SessionShape[] }>(person.id, 'GET', '/time');
  const taken = body.sessions.find((s) => s.of === 'supervision' && s.gone === null && s.givenBy === manager.id && s.lines[0]?.state === 'planned');
  if (taken === undefined) throw new Error('they have supervision to come');
  expect((await ask(manager.id, 'POST', `/sessions/${taken.id}/changes`, { owner: person.id, kind: 'taken', reason: 'court' })).status).toBe(200);

  const theirs = await visitAs(person.name, '/time');
  const lost = theirs.page.locator('article.row', { hasText: `Taken: ${dayAndTime(taken.start)}, by ${manager.name} (court)` });
  await lost.getByText('Report this loss').press('Enter');
  await lost.getByText(`Read by ${principal}, as principal social worker, and by nobody else. Not by your manager.`).waitFor();
  await expectAccessible(theirs.page);
  await lost.getByLabel('Anything you want to say with it?').fill('It went to case 12345.');
  await lost.getByRole('button', { name: 'Send the report' }).press('Enter');
  await lost.getByText('This seems to point at a person who uses services.').waitFor();
  await lost.getByLabel('Anything you want to say with it?').fill(text);
  await lost.getByRole('button', { name: 'Send the report' }).press('Enter');
  await expectSaid(theirs.page, /^Reported\. The day by which you are owed an answer/);
  const sent = theirs.page.locator('article.row', { hasText: text });
  await sent.getByText(/^You are owed an answer by .*, from the principal social worker\.$/).waitFor();
  expect(await lost.getByText('Report this loss').count()).toBe(0);

  const boss = await visitAs(manager.name, `/week/northside/${mondayOf(wallOf(taken.start).day)}`);
  await boss.page.locator('.calendar').waitFor();
  expect(await boss.page.getByText(text).count()).toBe(0);
  expect(await boss.page.getByRole('link', { name: 'Lost time' }).count()).toBe(0);
  await boss.page.goto(`${server().origin}/lost-time`);
  await boss.page.getByRole('heading', { name: 'How reports are answered' }).waitFor();
  expect(await boss.page.getByText(person.name).count() + (await boss.page.getByRole('heading', { name: 'Waiting for your answer' }).count())).toBe(0);
  expect((await ask(manager.id, 'GET', '/lost-time')).status).toBe(403);
  // Of a closed quarter everybody reads how many there were and how many were answered in time.
  expect(await boss.page.getByText(/^[A-Z][a-z]+ to [A-Z][a-z]+ \d{4}: \d+ reports, /).count()).toBeGreaterThan(0);

  const other = await visitAs(guardian, '/lost-time');
  await other.page.getByRole('heading', { name: 'Waiting for your answer' }).waitFor();
  expect(await other.page.getByText(text).count()).toBe(0);

  const lead = await visitAs(principal, '/');
  await lead.page.getByRole('link', { name: 'Lost time' }).click();
  const owed = lead.page.locator('article.row', { hasText: text });
  await owed.getByText(/^Answer owed by /).waitFor();
  await owed.getByText(`Supervision on ${dayAndTime(taken.start)}: taken, court (${manager.name})`).waitFor();
  await expectAccessible(lead.page);
  await owed.getByRole('button', { name: 'Give this answer' }).press('Enter');
  await owed.getByText('Say in a sentence or two what comes of it.').waitFor();
  await owed.getByLabel(`Your answer to ${person.name}`).fill(reply);
  await owed.getByRole('button', { name: 'Give this answer' }).press('Enter');
  await expectSaid(lead.page, new RegExp(`^Answered\\. ${person.name} sees it`));
  await owed.getByText(new RegExp(`^${principal} answered on `)).waitFor();

  await theirs.page.reload();
  await sent.getByText(reply).waitFor();
  await sent.getByText(new RegExp(`^${principal} answered on `)).waitFor();
  expect(await button(theirs.page, /Change the answer/).count()).toBe(0);
  expect([...theirs.complaints, ...boss.complaints, ...other.complaints, ...lead.complaints]).toEqual([]);
}, 240_000);

test('the principal’s own report goes to the guardian, and it is said so before it is sent', async () => {
  const { page, complaints } = await visitAs(principal, '/time');
  await page.getByText('Report time that nobody booked').press('Enter');
  await page.getByText(`Read by ${guardian}, as guardian, and by nobody else.`).waitFor();
  await page.getByLabel('What should have been booked?').fill('My own supervision for this month.');
  await button(page, 'Send the report').press('Enter');
  await expectSaid(page, /^Reported\./);
  const other = await visitAs(guardian, '/lost-time');
  await other.page.locator('article.row', { hasText: 'My own supervision for this month.' }).getByText(/^Answer owed by /).waitFor();
  await page.goto(`${server().origin}/lost-time`);
  await page.getByRole('heading', { name: 'Waiting for your answer' }).waitFor();
  expect(await page.getByText('My own supervision for this month.').count()).toBe(0);
  expect([...complaints, ...other.complaints]).toEqual([]);
}, 120_000);
