import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { SessionShape } from '../../shared/contract/identity/time.ts';
import { dayAndTime } from '../../web/src/ui/dates.ts';
import type { AtHome } from '../calendar/atHome.ts';
import { calendar, ics, publisher } from '../calendar/publishing.ts';
import { demo, expectAccessible } from './demo.ts';

/** A calendar that somebody publishes, read by the real server, and what its page asks of it. */
const published = await publisher();
afterAll(() => published.close());
const atHome = { host: 'calendars.example', cert: published.resolver.alsoTrusts ?? '' } satisfies AtHome;
const { told, visitAs } = demo({ env: { NODE_OPTIONS: `--import ${join(import.meta.dirname, '..', 'calendar', 'atHome.ts')}`, TEST_CALENDARS: JSON.stringify(atHome) } });

const [id, name] = ['bethan-hussain', 'Bethan Hussain'];
const patience = { timeout: 30_000 };
interface Calendars {
  busy: { lastReadAt: string | null; times: number } | null;
  gone: SessionShape[];
}
const calendars = () => told<Calendars>(id, 'GET', '/time/calendars');

/** Half an hour and a little on: the calendar is due again, and read. */
async function nextReading(): Promise<void> {
  const before = (await calendars()).busy?.lastReadAt ?? null;
  const { now } = await told<{ now: string }>('tom-ridley', 'GET', '/me');
  await told('tom-ridley', 'POST', '/clock', { to: new Date(Date.parse(now) + 32 * 60_000).toISOString() });
  await expect.poll(async () => (await calendars()).busy?.lastReadAt, patience).not.toBe(before);
}

test('a calendar that is let in says when it was last read; a session that goes from it is asked about, kept, and not asked about again', async () => {
  const { sessions } = await told<{ sessions: SessionShape[] }>(id, 'GET', '/time');
  const session = sessions.find((s) => s.gone === null && s.lines[0]?.state === 'planned' && Date.parse(s.start) > Date.now() + 3 * 86_400_000);
  if (session === undefined) throw new Error('they have time to come');
  const stamp = (instant: number): string => new Date(instant).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const other = ['UID:dentist', `DTSTART:${stamp(Date.now() + 40 * 86_400_000)}`, 'DURATION:PT1H'];
  const ours = [`UID:${session.id}@headroom`, `DTSTART:${stamp(Date.parse(session.start))}`, `DTEND:${stamp(Date.parse(session.end))}`];
  const publish = (...events: readonly (readonly string[])[]): void => {
    published.answer = (_request, response) => calendar(response, ics(events));
  };
  publish(other, ours);

  const { page, complaints } = await visitAs(name, '/time');
  const here = page.locator('.calendars');
  const button = (label: string) => here.getByRole('button', { name: label, exact: true });
  await here.getByText('Let it say when you are busy').click();
  await here.getByLabel('The address of your published calendar').fill(published.at('/mine.ics'));
  await button('Read it').click();
  await expect.poll(() => here.locator('.said').textContent(), patience).toMatch(/^It is set\./);
  await expect.poll(async () => (await calendars()).busy?.lastReadAt ?? null, patience).not.toBeNull();
  const { lastReadAt } = (await calendars()).busy ?? { lastReadAt: null };
  await page.reload();
  await here.getByText('Let it say when you are busy').click();
  await here.getByText(`Last read ${dayAndTime(lastReadAt ?? '')}: 1 busy time in the coming year.`).waitFor();
  expect(await here.getByRole('article').count()).toBe(0);

  publish(other);
  await nextReading();
  await page.reload();
  const asked = here.getByRole('article').filter({ hasText: `Your time on ${dayAndTime(session.start)} was in your calendar and is not there any more.` });
  await asked.waitFor();
  await expectAccessible(page);
  await asked.getByRole('button', { name: 'Keep it as it is', exact: true }).click();
  await expect.poll(() => here.locator('.said').textContent(), patience).toBe('It stays as it is. Nobody asks about it again.');
  await expect.poll(() => asked.count(), patience).toBe(0);

  await nextReading();
  expect((await calendars()).gone).toEqual([]);
  await page.reload();
  await here.getByText('Let it say when you are busy').waitFor();
  expect(await asked.count()).toBe(0);
  expect((await told<{ sessions: SessionShape[] }>(id, 'GET', '/time')).sessions.find((s) => s.id === session.id)).toMatchObject({ gone: null, start: session.start });
  expect(complaints).toEqual([]);
}, 180_000);
