import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { allPeople, allTeams, houseOf, keys as identityKeys, personOf } from '../../functions/identity/people.ts';
import type { Mailer } from '../../functions/mail/mailer.ts';
import { mailFrom } from '../../functions/mail/smtp.ts';
import { publishedCalendar } from '../../functions/outside/publishedCalendar.ts';
import type { Settings as PageSettings } from '../documents.ts';
import { mayTry } from './demo/people.ts';
import { isSeeded, seedDemo } from './demo/seed.ts';
import { filesIn } from './files.ts';
import { type Kind, kindOf } from './founding.ts';
import { HouseBusy, type LocalHouse, openHouse, serveHouse } from './house.ts';
import { discovered } from './discovery.ts';
import { outbox } from './outbox.ts';
import { startServer } from './server.ts';
import { type Settings, settingsFrom, WrongSetting } from './settings.ts';
import { demoPassphrase, demoReviewers } from './demo/comments.ts';
import { demoReaders, demoReceipt } from './demo/speaking.ts';
import { type Directory, embeddedSignIn, type SignIn } from './signIn.ts';
import { signInKeys } from './signInKeys.ts';
import { byRole } from './signInPage.ts';
import { buildWeb, builtWeb } from './webBuild.ts';

/** `npm start`: the whole product on one machine. */
const root = join(import.meta.dirname, '..', '..');
const say = (line: string): void => console.log(line);
/** Names of what failed, and nothing of what was asked. */
const complain = (what: string): void => console.error(`Headroom: ${what}`);
const scheduleEveryMs = 3_000;

async function start(settings: Settings): Promise<void> {
  writable(settings.data);
  if (settings.build) await buildWeb(root, say);
  const mailer = mailerIn(settings.data);
  const house = openHouse(settings.data, complain, { mailer, calendars: publishedCalendar() });
  const kind = kindOf(settings.data, settings.demo ? 'demo' : 'own');
  const demo = kind === 'demo';
  if (!demo && settings.issuer === null && !isHere(settings)) throw new WrongSetting('With the sign-in that comes along anyone may sign in as anyone. An organisation of your own that other machines can reach needs its own: set HEADROOM_ISSUER.');
  if (demo) await setUpDemo(house);

  const directory = directoryOf(house, demo);
  const signIn = settings.issuer === null ? embeddedSignIn(settings.origin, settings.client, settings.audience, await signInKeys(settings.data), directory) : null;
  const issuer = signIn?.issuer ?? { issuer: settings.issuer ?? '', audience: settings.audience, keys: discovered(settings.issuer ?? '') };
  await house.tick();

  const pages = pageSettings(settings, signIn, await directory.organisation(), kind);
  const files = existsSync(join(builtWeb(root), 'index.html')) ? filesIn(builtWeb(root), { web: settings.origin, ...pages }, pages) : null;
  const server = await startServer(settings, { served: serveHouse(house, issuer, complain, kind), files, signIn: signIn?.handle ?? null });
  const timer = setInterval(() => void house.tick(), scheduleEveryMs);

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    clearInterval(timer);
    await server.stop();
    await house.close();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());

  if (files === null) say('The pages are not there: there is nothing in web/ to build them from.');
  say(`\n  Headroom is at  ${settings.origin}\n`);
  if (signIn !== null) await sayWho(directory);
  else say(`  Sign in with  ${settings.issuer}`);
  say(`\n  ${mailer.goes}`);
  say(`\n  Kept in ${settings.data}. Ctrl+C stops it.\n`);
  process.send?.('ready');
}

/** Mail goes where it is set to go, and else into files beside the rest. */
function mailerIn(data: string): Mailer & { goes: string } {
  try {
    const { mailer } = mailFrom(process.env);
    const folder = join(data, 'outbox');
    return mailer === undefined ? { ...outbox(folder), goes: `Mail is not sent: each message is a file in ${folder}.` } : { ...mailer, goes: `Mail goes out from ${mailer.from.mail}.` };
  } catch (error) {
    throw new WrongSetting(error instanceof Error ? error.message : 'The mail settings cannot be.');
  }
}

/** Whether only this machine can reach it. */
const isHere = ({ listenOn, origin }: Settings): boolean => [listenOn, new URL(origin).hostname].every((host) => ['localhost', '127.0.0.1', '::1', '[::1]'].includes(host));

function pageSettings(settings: Settings, signIn: SignIn | null, organisation: string, kind: Kind): PageSettings {
  return { anonymous: settings.anonymousOrigin, identity: `${settings.origin}/api`, issuer: signIn?.address ?? settings.issuer ?? '', client: settings.client, audience: settings.audience, organisation, kind };
}

async function setUpDemo(house: LocalHouse): Promise<void> {
  if (await isSeeded(house.stores)) return;
  say('Setting up the demo organisation, once:');
  const line = (round: number, of: number) => `  round ${round} of ${of} ${'█'.repeat(Math.round((round / of) * 30)).padEnd(30, '░')}`;
  await seedDemo(house.stores, house.clock.now(), (round, of) => {
    if (process.stdout.isTTY) process.stdout.write(`\r${line(round, of)}${round === of ? '\n' : ''}`);
    else if (round % 8 === 0 || round === of) say(line(round, of));
  });
}

/** Who may sign in with the embedded provider: whoever is in the people table. */
const directoryOf = ({ stores: { identity } }: LocalHouse, demo: boolean): Directory => ({
  beginWith: demo ? mayTry : new Set(),
  hint: demo ? hint : null,
  organisation: async () => ((await identity.get(identityKeys.house())) === null ? '' : (await houseOf(identity)).organisation),
  people: () => allPeople(identity),
  person: (id) => personOf(identity, id),
  teams: () => allTeams(identity),
});

/** What in a real organisation nobody could know but they. */
const named = (those: readonly { name: string }[]): string => new Intl.ListFormat('en-GB').format(those.map(({ name }) => name));
const hint = `In the demo only: ${named(demoReviewers)} review comments and ${named(demoReaders)} read messages, all with the passphrase “${demoPassphrase}”. A message that was answered is read again with “${demoReceipt}”.`;

async function sayWho(directory: Directory): Promise<void> {
  const groups = byRole(await directory.people(), directory.beginWith);
  if (groups.length === 0) return say('  Nobody may sign in yet: there are no people.');
  say('  Sign in as anyone; no password is asked for. For example:');
  for (const { role, people } of groups) {
    const names = people.slice(0, role === 'practitioner' ? 3 : 4).map((p) => p.name);
    const more = people.length - names.length;
    say(`    ${role.padEnd(13)} ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`);
  }
  if (directory.hint !== null) say(`  ${directory.hint}`);
}

/** Throws where nothing can be kept. */
function writable(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  accessSync(folder, constants.W_OK | constants.X_OK);
}

/** In one sentence what stands in the way and what to do; anything else is a bug and keeps its stack. */
function inWords(error: unknown, { port, data, listenOn }: Pick<Settings, 'port' | 'data' | 'listenOn'>): string | null {
  if (error instanceof WrongSetting) return error.message;
  if (error instanceof HouseBusy) return `Headroom already runs on ${data}. Stop it, or choose another folder with HEADROOM_DATA.`;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `Port ${port} or ${port + 1} is taken. Choose another with PORT=9000 npm start.`;
  if (code === 'EACCES' && syscall === 'listen') return `Port ${port} needs rights that this user does not have. Choose one above 1024 with PORT.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `There is no address ${listenOn} here to listen on.`;
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOSPC'].includes(code ?? '')) return `Nothing can be kept in ${data} (${code}). Choose another folder with HEADROOM_DATA.`;
  return null;
}

let settings: Settings | null = null;
try {
  settings = settingsFrom(process.env);
  await start(settings);
} catch (error) {
  const words = error instanceof WrongSetting ? error.message : settings === null ? null : inWords(error, settings);
  if (words === null) throw error;
  console.error(words);
  process.exit(1);
}
