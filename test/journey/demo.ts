import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launch } from '../browser.ts';
import { type Options, startServer, type TestServer } from '../local/server.ts';
import { complaintsOf } from './smallRound.ts';

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** What the page complained of. Read it at the end of a journey. */
  complaints: string[];
}

/** The real server with its demo organisation, and a browser, for all tests of a file. What a test opened is closed after it. */
export interface Demo {
  /** Once a test runs. */
  server(): TestServer;
  visit(path: string, options?: BrowserContextOptions): Promise<Visit>;
  visitAs(name: string, path?: string): Promise<Visit>;
  /** A request to the identity side, signed in as somebody by their id. */
  ask<T>(as: string, method: string, path: string, body?: unknown): Promise<{ status: number; body: T }>;
  /** The same, which has to be answered. */
  told<T>(as: string, method: string, path: string, body?: unknown): Promise<T>;
}

export function demo(options: Pick<Options, 'env'> = {}): Demo {
  let server: TestServer;
  let browser: Browser;
  let contexts: BrowserContext[] = [];
  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer({ withinMs: 200_000, tells: true, ...options }), launch()]);
  }, 240_000);
  afterEach(async () => {
    for (const context of contexts) await context.close();
    contexts = [];
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });
  const visit = async (path: string, options: BrowserContextOptions = {}): Promise<Visit> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    contexts.push(context);
    const complaints = await complaintsOf(context);
    const page = await context.newPage();
    await page.goto(server.origin + path);
    return { page, context, complaints };
  };
  const ask = async <T>(as: string, method: string, path: string, body?: unknown): Promise<{ status: number; body: T }> => {
    const authorization = `Bearer ${await server.signInAs(as)}`;
    const answer = await fetch(`${server.origin}/api${path}`, { method, headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    return { status: answer.status, body: (await answer.json()) as T };
  };
  return {
    server: () => server,
    visit,
    ask,
    async told<T>(as: string, method: string, path: string, given?: unknown) {
      const { status, body } = await ask<T>(as, method, path, given);
      expect(status).toBe(200);
      return body;
    },
    async visitAs(name, path = '/') {
      const visited = await visit(path);
      await signIn(visited.page, name);
      return visited;
    },
  };
}

/** What the page says of what was just done. */
export async function expectSaid(page: Page, what: RegExp): Promise<void> {
  await expect.poll(() => page.locator('.said').first().textContent(), { timeout: 20_000 }).toMatch(what);
}

/** From any page that asks for it, as one of the names on the sign-in page. */
export async function signIn(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => url.pathname.startsWith('/oidc'));
  await page.evaluate(() => document.querySelectorAll('details').forEach((d) => (d.open = true)));
  await page.getByRole('button', { name, exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/oidc') && url.pathname !== '/signed-in');
}

/** Nothing is wider than the screen and axe finds nothing, in both themes, on the narrowest phone and at 1280 px. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [360, 1280]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), { timeout: 20_000 }).toBe(0);
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
      expect(violations.map((v) => `${width} ${colorScheme} ${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
    }
}

/** With the Tab key and nothing else, until what is focused has this name. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  const focused = () => page.evaluate(() => {
    const at = document.activeElement;
    const label = at instanceof HTMLElement ? at.getAttribute('aria-label') ?? (at.id === '' ? null : document.querySelector(`label[for="${at.id}"]`)?.textContent) ?? at.textContent : '';
    return label?.trim() ?? '';
  });
  for (let i = 0; i < 200; i++) {
    await page.keyboard.press('Tab');
    if (name.test(await focused())) return;
  }
  throw new Error(`the keyboard does not get to ${String(name)}`);
}
