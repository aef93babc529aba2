import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { GroupRelease } from '../../shared/disclosure/release.ts';
import { core } from '../../shared/pulse/question.ts';
import { demoPassphrase } from '../../infra/local/demo/comments.ts';
import { builtWeb } from '../../infra/local/webBuild.ts';
import type { AnswerOf } from '../../web/src/identity/client.ts';
import { hiddenRelease, shown } from '../pages/sample.ts';
import { stories } from '../signal/northmoor.ts';
import { demo, expectAccessible } from './demo.ts';
import { expectHeading } from './smallRound.ts';

/** Every page but the check-in, in a browser, against the real server and its demo organisation. */
const { server, told, visit, visitAs } = demo();

const someone = { practitioner: 'Aled Abbott', another: 'Aled Fletcher', third: 'Aled Khan', executive: 'Helen Marsh', steward: 'Tom Ridley' } as const;

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const own = (page: Page) => button(page, 'Yes, it is mine').click();
const checkInLink = (page: Page) => page.getByRole('link', { name: 'Check in', exact: true });

/** One option to every question, with the keyboard, and sent. */
async function checkIn(page: Page): Promise<void> {
  await page.waitForURL((url) => url.pathname === '/check-in');
  const heading = page.getByRole('heading', { level: 1 });
  let before = '';
  while (before !== 'Ready to send') {
    await expect.poll(() => heading.textContent(), { timeout: 20_000 }).not.toBe(before);
    before = (await heading.textContent()) ?? '';
    if (before !== 'Ready to send') await page.keyboard.press('2');
  }
  await page.keyboard.press('Enter');
  await expectHeading(page, 'sealed');
}

describe('WCAG 2.2 AA: axe finds nothing and nothing is wider than the screen, in both themes, at 360 and 1280 px', () => {
  test('before sign-in', async () => {
    const { page, complaints } = await visit('/');
    await expectHeading(page, 'Headroom at Northmoor Council');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'How this works' }).click();
    await expectHeading(page, 'How this works');
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  test('start, asked whose device it is', async () => {
    const { page, complaints } = await visitAs(someone.practitioner);
    await expectHeading(page, 'The check-in is open');
    await button(page, 'No, others use it too').waitFor();
    expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily)).toMatch(/^"?Atkinson/);
    await page.locator('summary').click();
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  test('start, with a code for the phone', async () => {
    const { page, complaints } = await visitAs(someone.practitioner);
    await own(page);
    await checkInLink(page).waitFor();
    await button(page, 'Move to my phone').click();
    await button(page, 'Show the code').click();
    await page.getByRole('img', { name: /square code/ }).waitFor();
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  test('a group’s picture', async () => {
    const { page, complaints } = await visitAs(someone.practitioner);
    await page.locator('.links a').first().click();
    await page.locator('.measure').nth(4).waitFor();
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  test('the provider’s own page, on which one says who one is', async () => {
    const { page } = await visit('/');
    await button(page, 'Sign in').click();
    await page.waitForURL((url) => url.pathname.startsWith('/oidc'));
    await page.evaluate(() => document.querySelectorAll('details').forEach((d) => (d.open = true)));
    await button(page, someone.practitioner).waitFor();
    await expectAccessible(page);
  });

  test.each(['/groups/organisation', '/groups/service-adults'])('what executives read at %s', async (address) => {
    const { page, complaints } = await visitAs(someone.executive, address);
    await page.locator('.measure').nth(4).waitFor();
    if (address.endsWith('organisation')) await page.getByRole('heading', { name: 'What reporting lost time cost' }).waitFor();
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  test('the reading room', async () => {
    const { page, complaints } = await visitAs(someone.executive, '/reading-room');
    await page.locator('.map').waitFor();
    await page.getByRole('radio', { name: 'Acted against own judgement' }).check();
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  test('rounds, with the clock', async () => {
    const { page, complaints } = await visitAs(someone.steward, '/rounds');
    await page.locator('.tall').waitFor();
    await page.locator('input[type=datetime-local]').waitFor();
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  test('a refusal, and an address that is none', async () => {
    const { page, complaints } = await visitAs(someone.steward, '/reading-room');
    await page.getByRole('alert').waitFor();
    await expectAccessible(page);
    await page.goto(`${server().origin}/no/such/page`);
    await expectHeading(page, 'There is nothing at this address');
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });
});

const nothingOwed = { owedBy: [], answers: [] };
/** A group of these rounds and nothing else, as the identity side answers it. */
const group = (releases: readonly GroupRelease[], more: object = {}) => ({ name: 'Northside', releases, says: [], owing: nothingOwed, events: [], follows: [], followedBy: [], hasEnded: false, days: null, ...more });

describe('the picture', () => {
  test('a hidden round is a gap in the line, a reason in the table, and no number anywhere', async () => {
    const { page } = await visitAs(someone.executive);
    const releases = [shown(26, 40), hiddenRelease(27, 'too-few'), hiddenRelease(28, 'withheld'), shown(29, 45), shown(30, 30)];
    await page.route('**/api/groups/northside', (route) => route.fulfill({ json: group(releases) }));
    await page.goto(`${server().origin}/groups/northside`);
    await expectHeading(page, /^30\s% often had room in their head for another person\.$/);
    const measure = page.locator('.measure').first();
    const chart = measure.locator('.process-chart svg');
    await chart.waitFor();
    expect(await chart.locator('rect[fill^="url("], g[fill^="url("] rect').count()).toBe(1);
    // Two stretches, and no line from one to the other.
    expect((await chart.locator('g[aria-label=line] path').getAttribute('d'))?.match(/M/g)).toHaveLength(2);
    expect(await measure.locator('h2').textContent()).toMatch(/^Too short to say in Northside: three rounds so far/);
    const rows = await measure.locator('tbody tr').allTextContents();
    expect(rows[2]).toMatch(/^28.*hidden: withheld/);
    expect(rows[3]).toMatch(/^27.*hidden: fewer than 8 answered, or hardly more could have$/);
    expect(await measure.getByRole('img').getAttribute('aria-label')).toContain('2 rounds are hidden');
    await page.getByText('The reason named most often: not enough staff.').waitFor();
  });

  test('answers that could not be read are counted, and said so', async () => {
    const { page } = await visitAs(someone.executive);
    const newest = shown(30, 40);
    await page.route('**/api/groups/northside', (route) => route.fulfill({ json: group([{ ...newest, figures: newest.figures === null ? null : { ...newest.figures, unreadable: 2 } }]) }));
    await page.goto(`${server().origin}/groups/northside`);
    await expect.poll(() => page.locator('.lead').textContent()).toContain('2 answers could not be read and are not counted.');
  });

  test('a hidden newest round says why before anything else', async () => {
    const { page } = await visitAs(someone.executive);
    await page.route('**/api/groups/northside', (route) => route.fulfill({ json: group([shown(29, 45), hiddenRelease(30, 'too-few')]) }));
    await page.goto(`${server().origin}/groups/northside`);
    await expectHeading(page, 'Round 30 is not shown for this group');
    expect(await page.locator('.lead').textContent()).toMatch(/^Fewer than 8 answered, or/);
  });

  test('a total that is hidden says why, and the reading room then says where its groups lie', async () => {
    const { page } = await visitAs(someone.executive);
    const line = (id: string, percent: number | null) => {
      const more = { group: id, name: id, teams: [id] };
      const latest = percent === null ? hiddenRelease(30, 'too-few', more) : shown(30, percent, more);
      return { latest, line: [latest], says: [] };
    };
    const whole = hiddenRelease(30, 'withheld', { group: 'organisation', kind: 'organisation', name: 'Northmoor Council', teams: ['a', 'b', 'c'] });
    await page.route('**/api/reading-room', (route) => route.fulfill({ json: { round: 30, groups: [{ latest: whole, line: [whole], says: [] }, line('c', 45), line('b', null), line('a', 25)], owing: nothingOwed, events: [] } }));
    await page.goto(`${server().origin}/reading-room`);
    await expectHeading(page, /^Room for another person: from 25\s% to 45\s% in the 2 groups that can be shown, of 3\.$/);
    await page.getByText('Nothing can be said of changes: no group could be shown.').waitFor();
    expect(await page.locator('.lead').textContent()).toBe('There is no figure for Northmoor Council as a whole: withheld: more answers came in than there were people to give them.');
    expect(await page.locator('.map tbody th a').allTextContents()).toEqual(['Northmoor Council', 'a', 'b', 'c']);
    expect(await page.locator('.map tbody tr').nth(2).locator('td').textContent()).toBe('hidden');
  });

  test('what an executive owes a group is answered once, where the group reads it', async () => {
    const { page } = await visitAs(someone.executive, '/groups/northside');
    const owed = page.locator('.owed article').first();
    await owed.getByText(/^Helen Marsh ow(es|ed) Northside an answer by /).waitFor();
    await owed.getByText('Write the answer').click();
    const text = 'The order is taken back from Monday on. Sian Powell looks at each case it touched.';
    await owed.getByRole('textbox', { name: 'Your answer to Northside' }).fill(text);
    await owed.getByRole('button', { name: 'Give this answer' }).press('Enter');
    await owed.getByText(/^Helen Marsh answered on /).waitFor();
    const { page: other } = await visitAs('David Osei', '/groups/northside');
    await expect.poll(() => other.locator('.owed blockquote').first().textContent()).toBe(text);
    expect(await other.locator('.owed article').first().getByRole('textbox').count()).toBe(0);
  });

  test('what happened is added by who manages the group, with the keyboard, flagged on every chart, and taken back where everybody sees it', async () => {
    const { page, complaints } = await visitAs('Chidi Jenkins', '/groups/family-help');
    const events = page.locator('.events');
    await events.getByText('Add something that happened').press('Enter');
    const add = events.getByRole('button', { name: 'Add it' });
    await add.press('Enter');
    await events.getByText(/^Choose a day from .*: there are no rounds at other times\.$/).waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('date');
    const latest = (await events.getByLabel('On which day?').getAttribute('max')) ?? '';
    const day = new Date(Date.parse(latest) - 60 * 86_400_000).toISOString().slice(0, 10);
    await events.getByLabel('On which day?').fill(day);
    await add.press('Enter');
    await events.getByText('Say in a sentence what happened.').waitFor();
    await events.getByLabel('What happened, and why is it marked?').fill('Two teams share one duty phone now.');
    await events.getByRole('radio', { name: 'New way of working' }).press('Space');
    await add.press('Enter');
    const added = events.locator('article').filter({ hasText: 'Two teams share one duty phone now.' });
    await added.getByText(/^Added by Chidi Jenkins on /).waitFor();
    expect(await page.locator('.process-chart text').filter({ hasText: '⚑' }).count()).toBe(5);
    expect(await page.locator('.measure').first().locator('.flag-row').textContent()).toMatch(/^⚑ 1 New way of working, /);
    await added.getByText('Before and after').press('Enter');
    await added.getByText('What cannot be concluded').waitFor();
    const compared = added.locator('.before-and-after li');
    expect(await compared.count()).toBe(5);
    expect(await compared.first().locator('dd').first().textContent()).toMatch(/^about \d+\s% over \w+ rounds, \d+\u2060?–\u2060?\d+ answering/);
    expect(await compared.first().locator('p').textContent()).toMatch(/^(Nothing can be said yet: six rounds on each side are needed|No change that stands out from the usual ups and downs|Since then, (more|fewer) people .+ than before, by more than the usual ups and downs)\.$/);
    await expectAccessible(page);

    const { page: member } = await visitAs('Bethan Eze', '/groups/family-help');
    await member.locator('.events article').waitFor();
    expect(await member.getByText('Add something that happened').count()).toBe(0);
    await added.getByText('Take this back').press('Enter');
    await added.getByLabel('Why is it taken back?').fill('It begins in the new year.');
    await added.getByRole('button', { name: 'Take it back' }).press('Enter');
    await added.getByText(/^Taken back by Chidi Jenkins on /).waitFor();
    expect(await page.locator('.flag-row').count()).toBe(0);
    await member.reload();
    await member.getByText('It begins in the new year.').waitFor();
    expect(complaints).toEqual([]);
  });

  test('teams that were merged or closed begin a new line, linked to the old, which ends where it ended', async () => {
    const { page } = await visitAs(someone.executive, '/groups/duty+harbour+practice+sensory');
    await page.getByText(/^This group was asked for the last time in round 11\./).waitFor();
    await page.locator('.measure').nth(4).waitFor();
    await expectAccessible(page);
    await page.locator('.kin a').click();
    await page.getByText(/^A new line, from round 12 on\./).waitFor();
    expect(await page.locator('.measure').first().locator('tbody th').last().textContent()).toBe('12');
    await page.locator('.kin a').click();
    await page.getByText(/^This group was asked for the last time in round 11\./).waitFor();
  });

  test('the organisation that is brought up tells the planted stories and no other, and shows nearly all of its groups', async () => {
    const { groups } = await told<AnswerOf<'readReadingRoom'>>('helen-marsh', 'GET', '/reading-room');
    const cohorts = groups.filter(({ latest }) => latest.kind === 'cohort');
    const found = cohorts.flatMap(({ latest, says }) => says.flatMap(({ question, direction }) => (direction === null ? [] : [`${latest.group} ${question} ${direction}`])));
    expect(found.sort()).toEqual(stories.map((story) => story.join(' ')));
    const rounds = cohorts.flatMap(({ line }) => line);
    expect(rounds.length).toBeGreaterThan(60);
    expect(rounds.filter(({ figures }) => figures !== null).length / rounds.length).toBeGreaterThanOrEqual(0.85);
  });

  test('a page asks the identity side once', async () => {
    const { page } = await visitAs(someone.executive);
    await expectHeading(page, /./);
    const asked: string[] = [];
    page.on('request', (request) => request.url().includes('/api/') && asked.push(new URL(request.url()).pathname));
    await page.getByRole('link', { name: 'Reading room' }).click();
    await page.locator('.map').waitFor();
    expect(asked.filter((path) => path.includes('reading-room') || path.includes('owed') || path.includes('events'))).toEqual(['/api/reading-room']);
  });

  test('every measure of every group is there as lines when it is asked for, each with its figure and what was said', async () => {
    const { page, complaints } = await visitAs(someone.executive, '/reading-room');
    expect(await page.locator('.lines').count()).toBe(0);
    await page.getByText('Every measure of every group, as lines').press('Enter');
    const lines = page.locator('table.lines');
    await lines.waitFor();
    const groups = await lines.locator('tbody th a').allTextContents();
    expect(await lines.locator('tbody th').last().textContent()).toMatch(/ \d+ to \d+ answered$/);
    expect(groups).toEqual(await page.locator('table.map:not(.lines) tbody th a').allTextContents());
    expect(await lines.locator('td svg').count()).toBe(5 * groups.length);
    expect(await lines.locator('tr').filter({ hasText: 'Moorland' }).locator('td').first().textContent()).toMatch(/%.*Getting worse$/);
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  test('what draws charts is fetched by a page that shows one, and by none before it', async () => {
    const files = join(builtWeb(join(import.meta.dirname, '..', '..')), 'assets');
    // The class that Observable Plot gives what it draws.
    const drawing = new Set(readdirSync(files).filter((name) => name.endsWith('.js') && readFileSync(join(files, name), 'utf8').includes('plot-d6a7b5')).map((name) => `/assets/${name}`));
    expect(drawing.size).toBeGreaterThan(0);
    const fetched = (paths: readonly (string | undefined)[]) => paths.filter((path) => path !== undefined && drawing.has(path));
    const before = server().received().length;
    const now = () => server().received().slice(before).map(({ path }) => path);
    const { page } = await visitAs(someone.practitioner);
    await expectHeading(page, /./);
    await page.goto(`${server().origin}/check-in`);
    await expectHeading(page, /./);
    await page.goto(`${server().origin}/time`);
    await expectHeading(page, /./);
    expect(now().length).toBeGreaterThan(10);
    expect(fetched(now())).toEqual([]);
    await page.goto(server().origin);
    await page.locator('.links a').first().click();
    await page.locator('.measure svg').first().waitFor();
    await expect.poll(() => fetched(now()).length).toBeGreaterThan(0);
  });

  test('each sees only what is theirs, by address too', async () => {
    const { page } = await visitAs(someone.practitioner, '/groups/organisation');
    await page.getByText('This belongs to someone else, or to another role.').waitFor();
    expect(await page.getByRole('link', { name: 'Reading room' }).count()).toBe(0);
    await page.goto(`${server().origin}/reading-room`);
    await page.getByText('Open what is listed on your own start page.').waitFor();
  });
});

describe('the device', () => {
  test('to the anonymous host goes no cookie, no bearer and no referrer; while somebody answers nothing but documents is asked of anybody else', async () => {
    const { page } = await visitAs(someone.another);
    await own(page);
    await checkInLink(page).click();
    await expectHeading(page, core[0]?.text ?? '');
    const before = server().received().length;
    await checkIn(page);
    const whileAnswering = server().received().slice(before);
    expect(whileAnswering.filter(({ by, method, headers }) => by === 'web' && (method !== 'GET' || headers.authorization !== undefined)), 'while they answered').toEqual([]);
    await page.goto(server().origin);
    await expect.poll(() => page.locator('.open-round').textContent(), { timeout: 90_000 }).toContain('Your answers have been sent.');
    const there = server().received().filter(({ by }) => by === 'anonymous');
    expect(there.map(({ method, path }) => `${method} ${path}`)).toContain('POST /answers');
    for (const { path, headers } of there) expect(Object.keys(headers).filter((h) => ['cookie', 'authorization', 'referer'].includes(h)), path).toEqual([]);
  });

  test('a shared device keeps nothing of a person who has signed out, and says first what that costs', async () => {
    const { page } = await visitAs(someone.third);
    await button(page, 'No, others use it too').click();
    await button(page, 'Check in here now').click();
    await page.waitForURL((url) => url.pathname === '/check-in');
    await page.goto(server().origin);
    await checkInLink(page).waitFor();
    await button(page, 'Sign out').click();
    await page.getByText('If you sign out on this computer now, you lose this round.').waitFor();
    await page.evaluate(() => (document.body.id = 'before-sign-out'));
    await button(page, 'Sign out all the same').click();
    await page.locator('body:not(#before-sign-out)').getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    expect(await page.evaluate(() => [Object.keys(sessionStorage), Object.keys(localStorage)])).toEqual([[], []]);
    const rounds = await page.evaluate(
      () =>
        new Promise<number>((done) => {
          const opened = indexedDB.open('headroom');
          opened.addEventListener('success', () => {
            const counted = opened.result.transaction('rounds').objectStore('rounds').count();
            counted.addEventListener('success', () => done(counted.result));
          });
        }),
    );
    expect(rounds).toBe(0);
  });

  test('a round that was collected here is “collected on another device” there', async () => {
    const { page } = await visitAs(someone.third);
    await button(page, 'Check in here now').click();
    await expect.poll(() => page.locator('.open-round').textContent(), { timeout: 30_000 }).toContain('You have collected your place in this round on another device.');
    await page.getByText('If you have lost that device, you have lost this round, and only this one.').waitFor();
  });

  test('a sign-in that has run out leads to the way back in, with no name left standing', async () => {
    const { page } = await visitAs(someone.practitioner);
    await expectHeading(page, 'The check-in is open');
    await page.route('**/api/groups/*', (route) => route.fulfill({ status: 401, contentType: 'application/problem+json', body: JSON.stringify({ type: 'signed-out', title: 't', remedy: 'r', status: 401, detail: null }) }));
    await page.locator('.links a').first().click();
    await page.getByText('Your sign-in has run out.').waitFor();
    expect(await page.getByText(someone.practitioner).count()).toBe(0);
    await button(page, 'Sign in').waitFor();
  });

  test('the keyboard gets past the header, and each page says where one is', async () => {
    const { page } = await visitAs(someone.practitioner);
    await expectHeading(page, 'The check-in is open');
    await page.locator('body').press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the page');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('page');
    await page.getByRole('link', { name: 'Rounds' }).press('Enter');
    await expectHeading(page, 'Rounds');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Rounds');
    expect(await page.title()).toBe('Rounds · Headroom');
  });
});

test('what a key takes off the page leaves the focus in its place: at the heading of what came, or of what stands there, and at no other thing’s button', async () => {
  const { page, complaints } = await visitAs('Sian Powell', '/lost-time');
  const at = () => page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.textContent}`);
  const press = async (name: RegExp) => {
    await page.getByRole('button', { name }).first().focus();
    await page.keyboard.press('Enter');
  };
  const shownFirst = await page.locator('article.row h3').allTextContents();
  await press(/more that are answered$/);
  await expect.poll(at).toMatch(/^H3 .+, reported on /);
  expect(shownFirst).not.toContain((await at()).slice(3));
  await page.goto(`${server().origin}/supervision`);
  await press(/^Write the record of/);
  await expect.poll(at).toMatch(/^H3 Session of /);
  await press(/^Never mind$/);
  await expect.poll(at).toMatch(/^BUTTON Write the record of/);
  await page.goto(`${server().origin}/review`);
  await page.getByLabel('Your passphrase').fill(demoPassphrase);
  await page.keyboard.press('Enter');
  await page.locator('.one-comment blockquote').waitFor({ timeout: 60_000 });
  await expect.poll(at).toMatch(/^H2 For /);
  await press(/^Show it as it is$/);
  await expect.poll(at).toMatch(/^H2 For /);
  // Whoever leaves a field is not fetched back to it, whatever is drawn meanwhile: a phone’s keyboard would open again.
  await page.goto(`${server().origin}/lost-time`);
  await page.locator('textarea').first().focus();
  await page.evaluate(() => {
    (document.activeElement as HTMLElement).blur();
    setTimeout(() => document.querySelector('main')?.append(document.createElement('p')));
  });
  await page.waitForTimeout(300);
  expect(await at()).toMatch(/^BODY/);
  expect(complaints).toEqual([]);
});

// Last: it moves the clock for everybody.
test('from sign-in to received: the device answers, the round closes, its mark is in the list and the picture has the round', async () => {
  const { page, complaints } = await visitAs(someone.executive);
  await own(page);
  await checkInLink(page).click();
  await checkIn(page);
  await page.goto(server().origin);
  await expect.poll(() => page.locator('.open-round').textContent(), { timeout: 90_000 }).toContain('Your answers have been sent.');

  const { page: steward } = await visitAs(someone.steward, '/rounds');
  await steward.getByRole('button', { name: /round 31 closes and round 32 opens/ }).click();
  await steward.getByText(/^Done\. It is now/).waitFor({ timeout: 120_000 });
  await expect.poll(() => steward.locator('table').first().textContent()).toMatch(/32open now/);

  await page.reload();
  await page.getByText('Received: your answer’s mark is in the public list.').waitFor({ timeout: 90_000 });
  await checkInLink(page).waitFor();
  await page.getByRole('link', { name: 'Reading room' }).click();
  await page.getByText(/^Round 31, closed on/).waitFor();
  expect(complaints).toEqual([]);
});
