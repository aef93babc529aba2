import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { core } from '../../shared/pulse/question.ts';
import { launch } from '../browser.ts';
import { expectAccessible } from './demo.ts';
import { complaintsOf, expectHeading, heading, phone, type SmallRound, smallRound } from './smallRound.ts';

let server: SmallRound;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([smallRound(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await server.end();
});

let people = 0;
const nextCode = (): Promise<string> => server.codeFor(`northside-${people++}`);
const question = (i: number): string => core[i]?.text ?? '';
const kept = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const opened = await new Promise<IDBDatabase>((done) => {
      const request = indexedDB.open('headroom');
      request.addEventListener('success', () => done(request.result));
    });
    const all = await Promise.all(
      [...opened.objectStoreNames].map(
        (name) =>
          new Promise<unknown>((done) => {
            const request = opened.transaction(name).objectStore(name).getAll() as IDBRequest<unknown>;
            request.addEventListener('success', () => done(request.result));
          }),
      ),
    );
    opened.close();
    return JSON.stringify([all, Object.entries(sessionStorage), Object.entries(localStorage)]);
  });
/** From the first question, the first answer to each, up to what is asked before sending. */
async function answerAll(page: Page): Promise<void> {
  for (const i of [1, 2, 3, 4]) {
    await page.keyboard.press('1');
    await expectHeading(page, question(i));
  }
  await page.keyboard.press('1');
  await expectHeading(page, 'Ready');
}
const sent = /They have left this device/;
const expectSent = async (page: Page): Promise<void> => {
  await expect.poll(() => page.getByRole('status').textContent(), { timeout: 30_000 }).toMatch(sent);
};

test('what is served is what people get, though a test began the build: no library’s development build', async () => {
  const document = await (await fetch(`${server.origin}/check-in`)).text();
  const script = /<script type="module">(.+?)<\/script>/s.exec(document)?.[1] ?? '';
  expect(script.length).toBeGreaterThan(10_000);
  expect(script).not.toMatch(/multiple instances of Solid|console\.warn/);
});

/** Silent reading of English, words a minute: Brysbaert (2019), Journal of Memory and Language 109. */
const wordsAMinute = 238;
const wordsOnScreen = (): number => (document.querySelector('main')?.innerText ?? '').split(/\s+/).filter((word) => /[a-z]/i.test(word)).length;
const wordsAround = (): number => [...document.querySelectorAll<HTMLElement>('main > header, main nav, main > footer, main div.comment')].reduce((n, part) => n + part.innerText.split(/\s+/).filter((word) => /[a-z]/i.test(word)).length, 0);

test('seven taps on a phone, and a minute of reading, lead from the first question to sent, and one answer arrives', async () => {
  const context = await browser.newContext(phone);
  const complaints = await complaintsOf(context);
  const page = await context.newPage();
  const before = server.answers();
  await page.goto(await nextCode());
  let [taps, read] = [0, 0];
  const tap = async (name: string) => {
    // Two taps at one place within 300 ms are a double tap, and its second one is not for the next question.
    await new Promise((done) => setTimeout(done, 400));
    read += (await page.evaluate(wordsOnScreen)) - (taps === 0 ? 0 : await page.evaluate(wordsAround));
    await page.getByRole('button', { name, exact: true }).tap();
    taps++;
  };
  await expectHeading(page, question(0));
  expect(new URL(page.url()).hash).toBe('');
  await tap('Rarely');
  await expectHeading(page, question(1));
  await tap('About half');
  await expectHeading(page, question(2));
  await tap('A few times');
  await expectHeading(page, 'What was most behind it?');
  await tap('Not enough staff');
  await expectHeading(page, question(3));
  await tap('Once');
  await expectHeading(page, question(4));
  await tap('Most of it');
  await expectHeading(page, 'Ready to send');
  await page.getByText(/^Your answers are locked here and sent without your name; on .+ they are counted with your colleagues’ and deleted, and everyone in Northside/).waitFor();
  await tap('Send');
  await expectHeading(page, 'sealed');
  expect(taps).toBe(7);
  // Every question with all its options, the reason that is asked for, and what happens to the answers; what stands around them all the way is read once. What a house may ask of whoever likes to say it comes on top.
  expect(read).toBeGreaterThan(150);
  expect(read).toBeLessThanOrEqual(wordsAMinute);
  await expectSent(page);
  expect(server.answers()).toBe(before + 1);
  expect(complaints).toEqual([]);
  await context.close();
});

test('the page is waited for once: with its first question there, every screen to the last stands without a wait, though nothing more comes over the line', async () => {
  const context = await browser.newContext({ ...phone, serviceWorkers: 'block' });
  const page = await context.newPage();
  // What comes while the first question is read.
  const rest = ['sendScreen', 'seal', 'answered'].map(async (name) => (await page.waitForResponse((response) => response.url().includes(`/assets/${name}-`))).finished());
  await page.goto(await nextCode());
  await expectHeading(page, question(0));
  await Promise.all(rest);
  await page.waitForTimeout(1000);
  await page.route('**/*', () => undefined);
  // Every frame from here on has a heading and something to do or to read under it.
  await page.evaluate(() => {
    const bare: string[] = [];
    Object.assign(window, { bare });
    const look = (): void => {
      const main = document.querySelector('main');
      if (!main?.querySelector('h1')?.textContent || main.querySelector('button, [role=status]') === null || document.querySelector('[aria-busy=true]') !== null) bare.push(main?.innerText ?? '');
      requestAnimationFrame(look);
    };
    look();
  });
  await answerAll(page);
  await page.keyboard.press('Enter');
  await expectHeading(page, 'sealed');
  expect(await page.evaluate(() => (window as unknown as { bare: string[] }).bare)).toEqual([]);
  await context.close();
});

test('what somebody says they are is asked last, said by nobody unless they choose it, and remembered where they ask for it', async () => {
  const context = await browser.newContext(phone);
  const complaints = await complaintsOf(context);
  const page = await context.newPage();
  const toTheEnd = async (address: string): Promise<void> => {
    await page.goto(address);
    await expectHeading(page, question(0));
    await page.keyboard.press('3');
    for (let i = 1; i < core.length; i++) {
      await expectHeading(page, question(i));
      await page.keyboard.press('s');
    }
    await expectHeading(page, 'Ready to send');
  };
  const chosen = () => page.locator('select').evaluateAll((all) => all.map((s) => (s as HTMLSelectElement).selectedOptions[0]?.textContent));
  const remembered = () => page.evaluate(() => localStorage.getItem('headroom/classes'));
  await toTheEnd(await nextCode());
  await page.getByLabel('Your profession').waitFor();
  expect(await chosen()).toEqual(['Rather not say', 'Rather not say']);
  await page.getByLabel('Your profession').selectOption('Occupational therapist');
  expect(await remembered()).toBeNull();
  // Keys choose in a list, and neither go back nor send.
  await page.getByLabel('Your contract').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('s');
  await expectHeading(page, 'Ready to send');
  await page.getByLabel('Your contract').selectOption('Rather not say');
  await page.getByLabel('Remember this on this device').check();
  expect(JSON.parse((await remembered()) ?? 'null')).toMatchObject({ words: ['Occupational therapist', 'Rather not say'] });
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  // As in another tab, or another round.
  await page.evaluate(() => sessionStorage.clear());
  await page.goto('about:blank');
  await toTheEnd(`${server.origin}/check-in`);
  await page.getByLabel('Your profession').waitFor();
  await expect.poll(chosen).toEqual(['Occupational therapist', 'Rather not say']);
  await page.getByLabel('Remember this on this device').uncheck();
  expect(await remembered()).toBeNull();
  await page.getByRole('button', { name: 'Send', exact: true }).tap();
  await expectHeading(page, 'sealed');
  await expectSent(page);
  expect(complaints).toEqual([]);
  await context.close();
}, 90_000);

test('the keyboard alone is enough: digits, Enter, back and skip', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const complaints = await complaintsOf(context);
  const page = await context.newPage();
  const before = server.answers();
  await page.goto(await nextCode());
  await expectHeading(page, question(0));
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  const pressed = () => page.locator('[aria-pressed=true]').allTextContents();
  await expect.poll(focused).toBe(question(0));
  await page.keyboard.press('9');
  await page.keyboard.press('Enter');
  await expectHeading(page, question(0));
  await page.keyboard.press('4');
  await expectHeading(page, question(1));
  await expect.poll(focused).toBe(question(1));
  await page.keyboard.press('ArrowLeft');
  await expectHeading(page, question(0));
  expect(await pressed()).toEqual(['4Often']);
  await page.keyboard.press('Enter');
  await expectHeading(page, question(1));
  await page.keyboard.press('s');
  await expectHeading(page, question(2));
  // As before the first heading has taken it: nothing has the focus.
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('5');
  await expectHeading(page, 'What was most behind it?');
  await page.keyboard.press('2');
  await expectHeading(page, question(3));
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await expectHeading(page, question(2));
  await page.keyboard.press('1');
  await expectHeading(page, question(3));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expectHeading(page, question(4));
  await page.keyboard.press('5');
  await expectHeading(page, 'Ready to send');
  await page.keyboard.press('Enter');
  await expectSent(page);
  expect(server.answers()).toBe(before + 1);
  expect(complaints).toEqual([]);
  await context.close();
});

test('it asks nobody who is there: no request but for its own files and to the anonymous host, none with a cookie or a name', async () => {
  const context = await browser.newContext(phone);
  // As if signed in: what the web’s origin has must not go along.
  await context.addCookies([{ name: 'session', value: 'me', url: server.origin }, { name: 'session', value: 'me', url: server.anonymousOrigin }]);
  const page = await context.newPage();
  const asked: URL[] = [];
  context.on('request', (request) => asked.push(new URL(request.url())));
  const code = await nextCode();
  const before = server.received().length;
  await page.goto(code);
  await expectHeading(page, question(0));
  await answerAll(page);
  await page.keyboard.press('Enter');
  await expectSent(page);
  const anonymous = server.received().slice(before).filter(({ by }) => by === 'anonymous');
  expect(anonymous.map(({ path }) => path)).toContain('/answers');
  for (const { headers } of anonymous) for (const name of ['cookie', 'authorization', 'referer']) expect(headers).not.toHaveProperty(name);
  for (const { origin, pathname } of asked.filter((url) => url.origin !== server.anonymousOrigin)) {
    expect(origin).toBe(server.origin);
    expect(pathname).toMatch(/^\/(check-in|more|assets\/.*|icon\.png|service-worker\.js)$/);
  }
  await context.close();
});

test('progress survives a reload and a way round by a link; once sealed nothing on the device says what was answered', async () => {
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  await page.goto(await nextCode());
  await expectHeading(page, question(0));
  await page.keyboard.press('2');
  await expectHeading(page, question(1));
  await page.reload();
  await expectHeading(page, question(1));
  await page.keyboard.press('ArrowLeft');
  await expectHeading(page, question(0));
  expect(await page.locator('[aria-pressed=true]').allTextContents()).toEqual(['2Rarely']);
  await page.keyboard.press('Enter');
  await expectHeading(page, question(1));
  await page.goto(`${server.origin}/icon.png`);
  await page.goto(`${server.origin}/check-in`);
  await expectHeading(page, question(1));
  await page.keyboard.press('ArrowLeft');
  await expectHeading(page, question(0));
  await answerAll(page);
  expect(await kept(page)).toContain('answers');
  await context.setOffline(true);
  await page.keyboard.press('Enter');
  await expectHeading(page, 'sealed');
  const after = await kept(page);
  for (const said of ['\\"answers\\"', '"answers"', '\\"headroom\\":1', 'headroom/draft', '"signature":null']) expect(after).not.toContain(said);
  await context.setOffline(false);
  await expectSent(page);
  const end = await kept(page);
  for (const gone of ['prepared":"', 'sealed":"', 'signature":"']) expect(end).not.toContain(gone);
  await context.close();
});

describe('offline', () => {
  test('it opens and is answered offline, and what was sealed leaves when the connection is back', async () => {
    const context = await browser.newContext(phone);
    const page = await context.newPage();
    const before = server.answers();
    await page.goto(await nextCode());
    await expectHeading(page, question(0));
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await context.setOffline(true);
    await page.goto(`${server.origin}/check-in`);
    await expectHeading(page, question(0));
    await answerAll(page);
    await page.keyboard.press('Enter');
    await expectHeading(page, 'sealed');
    expect(await page.getByRole('status').textContent()).toMatch(/no connection just now\. They leave this device when there is one/);
    await new Promise((done) => setTimeout(done, 2500));
    expect(await page.getByRole('status').textContent()).not.toMatch(sent);
    expect(server.answers()).toBe(before);
    await context.setOffline(false);
    await expectSent(page);
    expect(server.answers()).toBe(before + 1);
    await context.close();
  });

  test.each(['/check-in', '/check-in#send'])('a tab closed before it was sent: opening %s sends it, once', async (address) => {
    const context = await browser.newContext(phone);
    const before = server.answers();
    const page = await context.newPage();
    await page.goto(await nextCode());
    await expectHeading(page, question(0));
    for (const i of [1, 2, 3, 4]) {
      await page.keyboard.press('s');
      await expectHeading(page, question(i));
    }
    await page.keyboard.press('5');
    await expectHeading(page, 'Ready');
    await context.setOffline(true);
    await page.keyboard.press('Enter');
    await expectHeading(page, 'sealed');
    await page.close();
    await context.setOffline(false);
    const again = await context.newPage();
    await again.goto(server.origin + address);
    await expect.poll(() => server.answers(), { timeout: 30_000 }).toBe(before + 1);
    expect(await again.locator('main').count()).toBe(address.endsWith('#send') ? 0 : 1);
    await again.goto(`${server.origin}/check-in?again`);
    await expectSent(again);
    expect(server.answers()).toBe(before + 1);
    await context.close();
  });
});

test('a browser that cannot encrypt sends nothing and says so', async () => {
  const context = await browser.newContext(phone);
  await context.addInitScript(() => {
    const { importKey } = SubtleCrypto.prototype;
    SubtleCrypto.prototype.importKey = function refusing(this: SubtleCrypto, ...given: never[]): Promise<never> {
      if (JSON.stringify(given[2]).includes('X25519')) return Promise.reject(new DOMException('no X25519', 'NotSupportedError'));
      return Reflect.apply(importKey, this, given) as Promise<never>;
    } as never;
  });
  const page = await context.newPage();
  const posted: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && posted.push(request.url()));
  await page.goto(await nextCode());
  await expectHeading(page, question(0));
  await answerAll(page);
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/cannot encrypt/);
  await expectAccessible(page);
  await new Promise((done) => setTimeout(done, 1500));
  expect(posted).toEqual([]);
  await context.close();
});

test('a screen whose code did not come is asked for again, by itself or in a new document, and no answer is lost', async () => {
  const context = await browser.newContext({ ...phone, serviceWorkers: 'block' });
  const page = await context.newPage();
  let away = true;
  await page.route(/\/assets\/sendScreen-.*\.js$/, (route) => (away ? route.abort() : route.continue()));
  await page.goto(await nextCode());
  for (const i of [0, 1, 2, 3, 4]) {
    await expectHeading(page, question(i));
    await page.keyboard.press('1');
  }
  const again = page.getByRole('button', { name: 'Open this page again' });
  await again.waitFor();
  await expectAccessible(page);
  away = false;
  // A newer Chromium comes to it by itself, and then there is nothing to press.
  await again.press('Enter', { timeout: 1000 }).catch(() => undefined);
  await expectHeading(page, 'Ready to send');
  await page.getByRole('button', { name: 'Send', exact: true }).press('Enter');
  await expectSent(page);
  await context.close();
});

test('a copy that is older than what is kept begins no second check-in: what is kept decides', async () => {
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  await page.goto(await nextCode());
  await expectHeading(page, question(0));
  const place = 'headroom/at-hand';
  const older = await page.evaluate((at) => localStorage.getItem(at), place);
  expect(older).toContain('signature');
  await answerAll(page);
  await page.keyboard.press('Enter');
  await expectSent(page);
  await page.evaluate(([at, copy]) => localStorage.setItem(at, copy), [place, older ?? ''] as const);
  await page.goto(`${server.origin}/check-in?again`);
  await expectSent(page);
  expect(await page.evaluate((at) => localStorage.getItem(at), place)).not.toContain('signature');
  await context.close();
});

test('a browser that lets this site store nothing is told so', async () => {
  const context = await browser.newContext(phone);
  await context.addInitScript(() => {
    for (const storage of ['sessionStorage', 'localStorage'])
      Object.defineProperty(globalThis, storage, {
        get() {
          throw new DOMException('forbidden', 'SecurityError');
        },
      });
  });
  const page = await context.newPage();
  await page.goto(await nextCode());
  await expectHeading(page, 'This browser keeps nothing for Headroom');
  await expectAccessible(page);
  expect(new URL(page.url()).hash).toBe('');
  await context.close();
});

test('a comment is asked for where somebody reviews it, counted in bytes, and kept out of what is not sealed', async () => {
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  await page.goto(await nextCode());
  await expectHeading(page, question(0));
  await page.evaluate(async () => {
    const request = indexedDB.open('headroom');
    await new Promise((done) => request.addEventListener('success', done));
    const change = request.result.transaction('rounds', 'readwrite');
    const rounds = change.objectStore('rounds');
    const all = rounds.getAll() as IDBRequest<{ manifest: { comment: unknown } }[]>;
    await new Promise((done) => all.addEventListener('success', done));
    for (const kept of all.result) rounds.put({ ...kept, manifest: { ...kept.manifest, comment: { floor: 8, maxBytes: 20 } } });
    // The reload that follows would undo what is not written yet.
    await new Promise((done) => change.addEventListener('complete', done));
    request.result.close();
    localStorage.removeItem('headroom/at-hand');
  });
  await page.reload();
  for (const i of [0, 1, 2, 3]) {
    await expectHeading(page, question(i));
    await page.keyboard.press('1');
  }
  await expectHeading(page, question(4));
  await page.keyboard.press('1');
  await expectHeading(page, 'Ready');
  const box = page.getByRole('textbox');
  await box.pressSequentially('1s ŵŵŵŵŵŵŵŵ');
  await expect.poll(() => page.locator('.left').textContent()).toBe('Room for 1 letter more');
  await box.pressSequentially('ŵ');
  await expect.poll(() => page.getByRole('alert').first().textContent()).toBe('Too long by 1 letter');
  expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
  await page.keyboard.press('Backspace');
  await expectHeading(page, 'Ready');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Send' }).click();
  await expectHeading(page, 'sealed');
  expect(await kept(page)).not.toContain('ŵ');
  await context.close();
});

test('without a token it says so plainly, and a forged code is refused in words', async () => {
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  await page.goto(`${server.origin}/check-in`);
  await expectHeading(page, 'nothing to answer here');
  expect(await page.getByRole('link', { name: 'To the start page' }).getAttribute('href')).toBe('/');
  const code = await nextCode();
  const forged = `${code.slice(0, 200)}${code[200] === 'A' ? 'B' : 'A'}${code.slice(201)}`;
  await page.goto(`${server.origin}/`);
  await page.goto(forged);
  await expectHeading(page, 'This code did not work');
  expect(new URL(page.url()).hash).toBe('');
  await expectAccessible(page);
  await context.close();
});

describe.each([['light', 360], ['dark', 360], ['light', 1280], ['dark', 1280]] as const)('in the %s theme at %i px', (colorScheme, width) => {
  test('axe finds nothing on any screen, and nothing is wider than the screen', async () => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 780 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const wrong: string[] = [];
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    const look = async (screen: string) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const { id, nodes } of violations) wrong.push(`${screen}: ${id} ${nodes[0]?.html ?? ''}`);
      if (!(await fits())) wrong.push(`${screen}: wider than the screen`);
      // 1280 px at 400 % zoom.
      await page.setViewportSize({ width: 320, height: 256 });
      if (!(await fits())) wrong.push(`${screen}: wider than the screen at 400 %`);
      await page.setViewportSize({ width, height: 780 });
      const small = await page.locator('button, a.button').evaluateAll((all) => all.filter((e) => e.getBoundingClientRect().height < 44).map((e) => e.textContent));
      for (const text of small) wrong.push(`${screen}: “${text}” is lower than 44 px`);
    };
    await page.goto(`${server.origin}/check-in`);
    await expectHeading(page, 'nothing to answer');
    await look('nothing here');
    await page.goto(`${server.origin}/`);
    await page.goto(await nextCode());
    await expectHeading(page, question(0));
    await look('a question');
    await page.keyboard.press('3');
    await expectHeading(page, question(1));
    await page.keyboard.press('ArrowLeft');
    await expectHeading(page, question(0));
    await look('an answered question');
    for (const [key, next] of [['3', question(1)], ['s', question(2)], ['4', 'What was most behind it?']] as const) {
      await page.keyboard.press(key);
      await expectHeading(page, next);
    }
    await look('the reason');
    for (const [key, next] of [['s', question(3)], ['s', question(4)], ['s', 'Ready']] as const) {
      await page.keyboard.press(key);
      await expectHeading(page, next);
    }
    await look('the last screen');
    await page.keyboard.press('Enter');
    await expectSent(page);
    await look('sent');
    expect(wrong).toEqual([]);
    await context.close();
  });
});

test('the heading is what a screen reader hears first, with where one is', async () => {
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  await page.goto(await nextCode());
  await expectHeading(page, question(0));
  expect(await page.locator('main').ariaSnapshot()).toContain(`- heading "${question(0)}" [level=1]`);
  expect(await heading(page).getAttribute('aria-describedby')).toBe('count');
  expect(await page.locator('#count').textContent()).toBe('Question 1 of 5');
  expect(await page.getByRole('group', { name: question(0) }).getByRole('button').allTextContents()).toHaveLength(5);
  await context.close();
});
