import { type Browser, type BrowserContext, chromium, type LaunchOptions } from 'playwright-core';
import { findChromium } from '../bin/chromium.mjs';

/** Quiet and repeatable: nothing is fetched, updated or synced that the test did not ask for. Profiles start empty. */
export const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

/** The Chromium the bootstrap found or installed. Throws where there is none: a journey is never skipped. */
export function chromiumPath(): string {
  const path = findChromium();
  if (path === null) throw new Error('There is no Chromium here. Run `node bin/bootstrap.mjs --browser`, or set HEADROOM_CHROMIUM to one.');
  return path;
}

/** A browser with an empty profile. Whoever launches it closes it. */
export const launch = (options: LaunchOptions = {}): Promise<Browser> => chromium.launch(settings(options));

/** A browser whose profile stays in `folder`, for what has to survive closing it. */
export const launchWithProfile = (folder: string, options: LaunchOptions = {}): Promise<BrowserContext> => chromium.launchPersistentContext(folder, settings(options));

const settings = (options: LaunchOptions): LaunchOptions => ({ executablePath: chromiumPath(), ...options, args: [...flags, ...(options.args ?? [])] });
