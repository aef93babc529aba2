import { describe, expect, test } from 'vitest';
import { rules, violations } from './dependencyRule.ts';
import { graphOf, planted, realTree, root } from './source.ts';

const tree = realTree();

test('no file imports across the wall', () => {
  expect(violations(tree)).toEqual([]);
});

test('every folder that a rule names is there, so that no rule guards nothing', () => {
  for (const folder of Object.keys(rules)) expect([...tree.keys()].some((path) => path.startsWith(`${folder}/`)), folder).toBe(true);
});

test('a document’s graph is followed all the way: the check-in reaches the wallet and the seal, the app the sign-in', () => {
  expect([...graphOf(tree, 'web/check-in.html')]).toEqual(expect.arrayContaining(['web/src/anonymous/main.tsx', 'shared/crypto/sealed.ts', 'web/src/wallet/database.ts']));
  expect([...graphOf(tree, 'web/index.html')]).toEqual(expect.arrayContaining(['web/src/pages/main.tsx', 'web/src/identity/signIn.ts', 'shared/crypto/blindToken.ts']));
  expect(root).toBe(process.cwd());
});

describe('a planted import across the wall is caught:', () => {
  const plants: readonly [what: string, path: string, code: string][] = [
    ['anonymous function → identity function', 'functions/anonymous/planted.ts', "import { personOf } from '../identity/people.ts'; personOf;"],
    ['anonymous function → identity function, of a type alone', 'functions/anonymous/planted.ts', "import type { Person } from '../identity/people.ts'; export type P = Person;"],
    ['anonymous function → identity function, inline in a type', 'functions/anonymous/planted.ts', "export type P = import('../identity/people.ts').Person;"],
    ['anonymous function → identity function, later', 'functions/anonymous/planted.ts', "export const late = () => import('../identity/people.ts');"],
    ['anonymous function → whatever it is told', 'functions/anonymous/planted.ts', 'export const late = (what: string) => import(what);'],
    ['anonymous function → the identity side’s contract', 'functions/anonymous/planted.ts', "export { identityRoutes } from '../../shared/contract/identity.ts';"],
    ['anonymous function → a part of the identity side’s contract', 'functions/anonymous/planted.ts', "export { timeRoutes } from '../../shared/contract/identity/time.ts';"],
    ['publishing → a part of the identity side’s contract', 'functions/publishing/planted.ts', "export { lostTimeRoutes } from '../../shared/contract/identity/lostTime.ts';"],
    ['identity function → every part of its side’s contract', 'functions/identity/planted.ts', "export { identityRoutes } from '../../shared/contract/identity.ts';"],
    ['anonymous function → publishing', 'functions/anonymous/planted.ts', "export * from '../publishing/closeRound.ts';"],
    ['anonymous function → sign-in', 'functions/anonymous/planted.ts', "import { jwtVerify } from 'jose'; jwtVerify;"],
    ['identity function → anonymous function', 'functions/identity/planted.ts', "import { verifierOf } from '../anonymous/verifier.ts'; verifierOf;"],
    ['identity function → publishing', 'functions/identity/planted.ts', "import '../publishing/closeRound.ts';"],
    ['publishing → identity function', 'functions/publishing/planted.ts', "import { allPeople } from '../identity/people.ts'; allPeople;"],
    ['http → a side', 'functions/http/planted.ts', "import { whoIs } from '../identity/caller.ts'; whoIs;"],
    ['shared → functions', 'shared/pulse/planted.ts', "import type { Store } from '../../functions/store/store.ts'; export type S = Store;"],
    ['shared → a package that needs a machine', 'shared/pulse/planted.ts', "import { readFileSync } from 'node:fs'; readFileSync;"],
    ['check-in → identity pages', 'web/src/anonymous/planted.ts', "import { session } from '../identity/session.ts'; session;"],
    ['check-in → pages', 'web/src/anonymous/planted.ts', "const page = () => import('../pages/me.tsx'); page;"],
    ['speaking up → identity pages', 'web/src/speaking/planted.ts', "import { session } from '../identity/session.ts'; session;"],
    ['speaking up → check-in', 'web/src/speaking/planted.ts', "import { send } from '../anonymous/send.ts'; send;"],
    ['speaking up → the identity side’s contract', 'web/src/speaking/planted.ts', "const rows = () => import('../../../shared/contract/identity.ts'); rows;"],
    ['pages → speaking up', 'web/src/pages/planted.ts', "import { send } from '../speaking/send.ts'; send;"],
    ['speaking up’s document → a script of the app', 'web/speak-up.html', '<script type="module" src="/src/pages/main.tsx"></script>'],
    ['joining shares → what talks to a server', 'web/src/recovery/planted.ts', "import { publicRecord } from '../wallet/publicRecord.ts'; publicRecord;"],
    ['joining shares’ document → a script of the app', 'web/recovery.html', '<script type="module" src="/src/pages/main.tsx"></script>'],
    ['identity pages → check-in', 'web/src/identity/planted.ts', "import { send } from '../anonymous/send.ts'; send;"],
    ['pages → check-in', 'web/src/pages/planted.ts', "import { send } from '../anonymous/send.ts'; send;"],
    ['wallet → identity pages', 'web/src/wallet/planted.ts', "import { session } from '../identity/session.ts'; session;"],
    ['wallet → check-in', 'web/src/wallet/planted.ts', "import { send } from '../anonymous/send.ts'; send;"],
    ['ui → wallet', 'web/src/ui/planted.ts', "import { openWallet } from '../wallet/wallet.ts'; openWallet;"],
    ['web → functions', 'web/src/pages/planted.ts', "import type { Caller } from '../../../functions/http/endpoint.ts'; export type C = Caller;"],
    ['by require', 'functions/anonymous/planted.ts', "declare const require: (x: string) => unknown; require('../identity/people.ts');"],
    ['from a folder nobody named', 'services/planted.ts', 'export {};'],
    ['check-in document → a script of the app', 'web/check-in.html', '<script type="module" src="/src/pages/main.tsx"></script>'],
  ];
  test.each(plants)('%s', (_what, path, code) => {
    expect(violations(planted(tree, path, code)).filter((v) => v.startsWith(`${path} `))).not.toEqual([]);
  });

  test('however deep it comes along with a document', () => {
    const through = (path: string, code: string) => violations(planted(tree, path, `${tree.get(path)}\n${code}`));
    expect(through('web/src/wallet/database.ts', "export * from '../identity/session.ts';")).toContain('web/check-in.html brings along web/src/identity/session.ts');
    expect(through('shared/crypto/sealed.ts', "export * from '../contract/identity.ts';")).toContain('web/check-in.html brings along shared/contract/identity.ts');
    expect(through('web/src/wallet/speakTokens.ts', "export * from '../identity/session.ts';")).toContain('web/speak-up.html brings along web/src/identity/session.ts');
    expect(through('web/src/ui/page.tsx', "export * from '../anonymous/send.ts';")).toContain('web/index.html brings along web/src/anonymous/send.ts');
  });
});
