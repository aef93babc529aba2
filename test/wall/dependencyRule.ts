import { graphOf, importsOf, targetOf, type Tree } from './source.ts';

/**
 * What each folder may import. A folder that is not named may import nothing, and may not be there.
 *
 *     shared ◀── mail, outside, store ◀── http ◀── identity │ anonymous │ publishing ◀── infra
 *        ▲
 *        ├── ui, wallet ◀── identity ◀── pages
 *        ├── ui, wallet ◀── anonymous │ speaking
 *        └── ui ◀── recovery
 */
interface Rule {
  folders: readonly string[];
  packages: readonly string[];
  /** Not even within an allowed folder. */
  never?: readonly string[];
}

const functions = ['shared', 'functions/store', 'functions/http'];
/** Of the mail and of other people’s calendars the port alone: what is behind it comes in where a job is handed it. */
const outside = ['functions/mail/mailer.ts', 'functions/outside/publishedCalendar.ts'];
const page = ['shared', 'web/src/ui', 'web/src/wallet'];
/** A side does not know the other one's routes either; and a function none but its own part's, which would be read when it starts. */
const contractOf = {
  identity: ['shared/contract/identity.ts', 'shared/contract/identity'],
  anonymous: ['shared/contract/anonymous.ts'],
  publishing: ['shared/contract/publishing.ts'],
  all: ['shared/contract/contract.ts'],
} as const;

export const rules = {
  'shared': { folders: ['shared'], packages: ['zod', '@cloudflare/blindrsa-ts', '@hpke/core', 'age-encryption', '@scure/base', 'shamir-secret-sharing', 'temporal-polyfill', 'rrule-temporal', 'ical-generator', 'ical.js', 'd3-dsv'] },
  'functions/store': { folders: ['shared', 'functions/store'], packages: ['node:*', '@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb', '@aws-sdk/client-ssm'] },
  'functions/mail': { folders: ['shared', 'functions/mail'], packages: ['node:*', 'nodemailer'] },
  'functions/outside': { folders: ['shared', 'functions/outside'], packages: ['node:*'] },
  'functions/http': { folders: [...functions, ...outside], packages: ['node:*', '@middy/core', 'zod', 'aws-lambda', '@aws-sdk/client-dynamodb'] },
  'functions/identity': { folders: [...functions, ...outside, 'functions/identity'], packages: ['node:*', 'temporal-polyfill', 'jose'], never: [...contractOf.anonymous, ...contractOf.publishing, ...contractOf.all, 'shared/contract/identity.ts'] },
  'functions/anonymous': { folders: [...functions, 'functions/anonymous'], packages: ['node:*'], never: [...contractOf.identity, ...contractOf.publishing, ...contractOf.all] },
  'functions/publishing': { folders: [...functions, 'functions/publishing'], packages: ['node:*'], never: [...contractOf.identity, ...contractOf.anonymous, ...contractOf.all] },
  'infra': { folders: ['shared', 'functions', 'infra'], packages: ['node:*', 'zod', 'aws-cdk-lib', 'constructs', 'aws-lambda', 'esbuild', 'jose', 'oidc-provider', 'temporal-polyfill', 'vite'] },
  'audit': { folders: ['shared', 'functions/store', 'functions/identity/people.ts', 'audit'], packages: ['node:*', 'highs'] },
  'web/src/wallet': { folders: ['shared', 'web/src/wallet'], packages: ['idb', 'zod', 'zod/mini'], never: [...contractOf.identity, ...contractOf.anonymous, ...contractOf.all] },
  'web/src/ui': { folders: ['shared', 'web/src/ui'], packages: ['solid-js', '@solidjs/router'], never: Object.values(contractOf).flat() },
  'web/src/identity': { folders: [...page, 'web/src/identity'], packages: ['solid-js', 'oauth4webapi', 'zod'], never: [...contractOf.anonymous, ...contractOf.all] },
  'web/src/anonymous': { folders: [...page, 'web/src/anonymous'], packages: ['solid-js'], never: [...contractOf.identity, ...contractOf.all] },
  'web/src/speaking': { folders: [...page, 'web/src/speaking'], packages: ['solid-js'], never: [...contractOf.identity, ...contractOf.all] },
  'web/src/recovery': { folders: ['shared', 'web/src/ui', 'web/src/recovery'], packages: ['solid-js'], never: Object.values(contractOf).flat() },
  'web/src/pages': { folders: [...page, 'web/src/identity', 'web/src/pages'], packages: ['solid-js', '@solidjs/router', 'uqr', '@observablehq/plot'], never: [...contractOf.anonymous, ...contractOf.all] },
  'web': { folders: ['web/src/anonymous', 'web/src/speaking', 'web/src/recovery', 'web/src/pages'], packages: ['node:*', 'vite', 'vite-plugin-solid'] },
} as const satisfies Readonly<Record<string, Rule>>;

/** What comes along with a document, however deep: the other side's code must not. */
export const documentRules = {
  'web/check-in.html': ['web/src/identity', 'web/src/pages', 'functions', 'infra', ...contractOf.identity, ...contractOf.all],
  'web/speak-up.html': ['web/src/identity', 'web/src/pages', 'web/src/anonymous', 'functions', 'infra', ...contractOf.identity, ...contractOf.all],
  'web/recovery.html': ['web/src/identity', 'web/src/wallet', 'web/src/pages', 'web/src/anonymous', 'web/src/speaking', 'functions', 'infra', ...Object.values(contractOf).flat()],
  'web/src/anonymous/serviceWorker.ts': ['web/src/identity', 'web/src/pages', 'web/src/wallet', 'functions', 'infra', ...contractOf.identity, ...contractOf.all],
  'web/index.html': ['web/src/anonymous', 'web/src/speaking', 'functions', 'infra', ...contractOf.anonymous, ...contractOf.all],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);
const ruleAt = (path: string): readonly [string, Rule] | null => {
  const at = Object.entries<Rule>(rules).filter(([folder]) => within(path, folder));
  return at.sort(([a], [b]) => b.length - a.length)[0] ?? null;
};

/** Every import that breaks a rule, in words. */
export function violations(tree: Tree): string[] {
  const found: string[] = [];
  for (const [path, code] of tree) {
    const rule = ruleAt(path);
    if (rule === null) found.push(`${path} lies in no folder that a rule names`);
    else for (const specifier of importsOf(path, code)) if (!allowed(path, specifier, rule[1])) found.push(`${path} imports ${specifier ?? 'what is only known when it runs'}`);
  }
  for (const [document, strangers] of Object.entries(documentRules)) {
    if (!tree.has(document)) found.push(`${document} is not there`);
    for (const file of graphOf(tree, document)) if (strangers.some((s) => within(file, s))) found.push(`${document} brings along ${file}`);
  }
  return found;
}

function allowed(path: string, specifier: string | null, rule: Rule): boolean {
  if (specifier === null) return false;
  const target = targetOf(path, specifier);
  if ('pack' in target) return rule.packages.includes(target.pack) || (target.pack.startsWith('node:') && rule.packages.includes('node:*'));
  return rule.folders.some((folder) => within(target.path, folder)) && rule.never?.some((folder) => within(target.path, folder)) !== true;
}
