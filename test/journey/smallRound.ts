import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import { type Carried, handOverUrl } from '../../web/src/wallet/handOver.ts';
import { collect } from '../local/device.ts';
import { type Options, startServer, type TestServer } from '../local/server.ts';
import { mint, openRound, smallHouse } from '../local/smallHouse.ts';

/** The real server with a small organisation in it, and tokens for its people as a phone is handed them. */
export interface SmallRound extends TestServer {
  /** The address a phone’s camera reads for this person. One each: a token is issued once. */
  codeFor(person: string): Promise<string>;
  /** How many sealed answers have arrived. */
  answers(): number;
  end(): Promise<void>;
}

export async function smallRound(options: Options = {}): Promise<SmallRound> {
  const folder = options.dataFolder ?? (await smallHouse());
  const server = await startServer({ demo: false, tells: true, ...options, dataFolder: folder });
  return {
    ...server,
    codeFor: (person) => codeFor(server, folder, person),
    answers() {
      const db = new DatabaseSync(join(folder, 'anonymous.sqlite'), { readOnly: true });
      const { n } = db.prepare("SELECT count(*) AS n FROM item WHERE pk LIKE 'answers#%'").get() as { n: number };
      db.close();
      return n;
    },
    async end() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function codeFor(server: TestServer, folder: string, person: string): Promise<string> {
  const bearer = await mint(folder, server.origin, person);
  const { cohort, token } = await collect(server, bearer, openRound);
  const told = await fetch(`${server.origin}/api/rounds/${openRound}/cohort`, { headers: { authorization: `Bearer ${bearer}` } });
  const { name, names } = (await told.json()) as { name: string; names: string[] };
  const carried: Carried = {
    round: openRound, size: names.length, cohort, name, prepared: toBase64url(token.prepared), signature: toBase64url(token.signature),
  };
  return handOverUrl(carried, server.origin, 0);
}

/** What a page complained of: errors, and whatever its content policy stopped. Read it at the end of a journey. */
export async function complaintsOf(context: BrowserContext): Promise<string[]> {
  const complaints: string[] = [];
  await context.exposeFunction('headroomComplains', (what: string) => void complaints.push(what));
  await context.addInitScript(() => {
    const complain = (what: string) => (globalThis as unknown as { headroomComplains(what: string): void }).headroomComplains(what);
    document.addEventListener('securitypolicyviolation', (event) => complain(`policy: ${event.violatedDirective} ${event.blockedURI}`));
    addEventListener('error', (event) => complain(`error: ${event.message}`));
    addEventListener('unhandledrejection', (event) => complain(`rejection: ${String(event.reason)}`));
  });
  return complaints;
}

export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true };
export const heading = (page: Page) => page.getByRole('heading', { level: 1 });
export const expectHeading = async (page: Page, text: RegExp | string): Promise<void> => {
  await expect.poll(() => heading(page).textContent(), { timeout: 20_000 }).toMatch(text);
};
