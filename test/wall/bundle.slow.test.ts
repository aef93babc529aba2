import { beforeAll, expect, test } from 'vitest';
import { bundle, entryOf, type Held } from '../../infra/bundle.ts';
import { deployed, mayLog } from '../../infra/deployed.ts';
import type { Side } from '../../shared/contract/route.ts';

/** What a side's bundles must not hold, by the start of a path: the other sides, their routes, and what only one of them needs. */
const strangers = {
  identity: ['functions/anonymous/', 'functions/publishing/', 'shared/contract/anonymous.ts', 'shared/contract/publishing.ts', 'functions/store/ssmClosingKeys.ts', 'node_modules/@hpke/'],
  anonymous: [
    'functions/identity/', 'functions/publishing/', 'shared/contract/identity', 'shared/contract/publishing.ts', 'node_modules/age-encryption/', 'functions/http/fault.ts', 'functions/store/ssmClosingKeys.ts',
    'node_modules/jose/', 'node_modules/oauth4webapi/', 'node_modules/oidc-provider/', 'node_modules/@hpke/', 'node_modules/@aws-sdk/client-ssm/',
  ],
  publishing: ['functions/identity/', 'functions/anonymous/', 'shared/contract/identity', 'shared/contract/anonymous.ts', 'node_modules/jose/', 'node_modules/oauth4webapi/', 'node_modules/oidc-provider/'],
} as const satisfies Record<Side, readonly string[]>;
/** In no bundle: the browser's, the local server's, the embedded store's, and the table of every side's routes. */
const nowhere = ['web/', 'infra/', 'test/', 'functions/store/sqlite.ts', 'shared/contract/contract.ts', 'node_modules/aws-cdk-lib/'];

const filesOf = (held: Held, name: string): string[] => Object.keys(held.get(name)?.inputs ?? {});
const strangersIn = (side: Side, files: readonly string[]): string[] => files.filter((file) => [...strangers[side], ...nowhere].some((start) => file.startsWith(start)));

const entry = (name: string): string => entryOf(deployed.find((f) => f.name === name) ?? expect.fail('no such function'));
const plants: readonly [what: string, side: Side, code: string, file: string][] = [
  ['who someone is, on the anonymous side', 'anonymous', `${entry('submitAnswer')}export { personOf } from './functions/identity/people.ts';`, 'functions/identity/people.ts'],
  ['sign-in, on the anonymous side', 'anonymous', `${entry('submitAnswer')}export { jwtVerify } from 'jose';`, 'node_modules/jose/'],
  ['a log, on the anonymous side', 'anonymous', `${entry('submitAnswer')}export { logFault } from './functions/http/fault.ts';`, 'functions/http/fault.ts'],
  ['the close, on the anonymous side', 'anonymous', `${entry('submitAnswer')}export { closeRound } from './functions/publishing/closeRound.ts';`, 'functions/publishing/closeRound.ts'],
  ['every side’s routes, on the anonymous side', 'anonymous', `${entry('submitAnswer')}export { routes } from './shared/contract/contract.ts';`, 'shared/contract/identity.ts'],
  ['taking answers, on the identity side', 'identity', `${entry('issueToken')}export { submitAnswer } from './functions/anonymous/submitAnswer.ts';`, 'functions/anonymous/submitAnswer.ts'],
  ['opening answers, on the identity side', 'identity', `${entry('issueToken')}export { open } from './shared/crypto/sealed.ts';`, 'node_modules/@hpke/'],
  ['closing keys, on the identity side', 'identity', `${entry('issueToken')}export { SsmClosingKeys } from './functions/store/ssmClosingKeys.ts';`, 'functions/store/ssmClosingKeys.ts'],
  ['people, in the close', 'publishing', `${entry('closeRound')}export { allPeople } from './functions/identity/people.ts';`, 'functions/identity/people.ts'],
];

/** Every function that is deployed, and every plant, in one run. */
let held: Held;
beforeAll(async () => {
  const entries = deployed.map((f) => ({ name: f.name, code: entryOf(f) }));
  held = await bundle([...entries, ...plants.map(([, , code], n) => ({ name: `planted${n}`, code }))], null);
}, 240_000);

test.each(deployed.map((f) => [f.name, f] as const))('the bundle of %s holds its own function and no file of another side', (name, f) => {
  const files = filesOf(held, name);
  expect(files).toEqual(expect.arrayContaining([`functions/${f.row.side}/${name}.ts`, 'functions/http/lambda.ts', 'functions/store/dynamo.ts']));
  expect(strangersIn(f.row.side, files)).toEqual([]);
});

test('only a function that may log holds the one file that does', () => {
  for (const f of deployed) expect(filesOf(held, f.name).includes('functions/http/fault.ts'), f.name).toBe(mayLog(f));
});

test('only a job that is granted closing keys holds the way to them', () => {
  const holding = deployed.filter((f) => filesOf(held, f.name).some((file) => file.startsWith('node_modules/@aws-sdk/client-ssm/')));
  expect(holding.map((f) => f.name)).toEqual(['makeClosingKey', 'closeRound']);
});

test('only the job that sends mail holds the way to a mail server, only the one that reads calendars the way to them, and what knows iCalendar is in no other', () => {
  const holding = (start: string) => deployed.filter((f) => filesOf(held, f.name).some((file) => file.startsWith(start))).map((f) => f.name);
  expect(holding('node_modules/nodemailer/')).toEqual(['sendMail']);
  expect(holding('functions/outside/publishedCalendar.ts')).toEqual(['readBusyFeeds']);
  expect(holding('node_modules/ical.js/')).toEqual(['readBusyFeeds']);
  expect(holding('node_modules/ical-generator/')).toEqual(['readFeed', 'sendMail']);
});

test('an identity route that is not for anyone checks who is signed in, and no other function can', () => {
  const holding = deployed.filter((f) => filesOf(held, f.name).includes('functions/identity/caller.ts'));
  expect(holding).toEqual(deployed.filter((f) => f.kind === 'route' && f.row.side === 'identity' && f.row.who !== 'anyone'));
});

test.each(plants.map(([what, side, , file], n) => [what, side, file, n] as const))('planted in a bundle: %s is caught', (_what, side, file, n) => {
  expect(strangersIn(side, filesOf(held, `planted${n}`)).some((path) => path.startsWith(file))).toBe(true);
});
