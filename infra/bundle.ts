import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import type { Outside } from '../shared/contract/route.ts';
import { type Deployed, deployed, mayLog } from './deployed.ts';
import { buildWeb } from './local/webBuild.ts';

/**
 * One bundle a function, so that each holds what its row needs and a test can read, in its metafile, that it holds nothing of the
 * other side.
 *
 *     functions/<side>/<name>.ts + lambda.ts ─▶ dist/functions/<name>/index.mjs, meta.json
 */
export const root = join(import.meta.dirname, '..');
export const bundles = join(root, 'dist', 'functions');

/** The module that AWS starts: the route or job, and the parts its row and side have. */
export function entryOf(f: Deployed): string {
  const { kind, name, row } = f;
  const wrap = kind === 'route' ? 'lambdaRoute' : 'lambdaJob';
  const imports = [`import { ${wrap} } from './functions/http/lambda.ts';`, `import { ${name} } from './functions/${row.side}/${name}.ts';`];
  const parts: string[] = [];
  if (mayLog(f)) {
    imports.push("import { logFault } from './functions/http/fault.ts';");
    parts.push('fault: logFault');
  }
  if (kind === 'route' && row.side === 'identity' && row.who !== 'anyone') {
    imports.push("import { signedIn } from './functions/identity/signedIn.ts';");
    parts.push('whoIs: signedIn');
  }
  if ('closingKeys' in row.grants) {
    imports.push("import { SSMClient } from '@aws-sdk/client-ssm';", "import { SsmClosingKeys } from './functions/store/ssmClosingKeys.ts';");
    parts.push('closingKeys: (path, key) => new SsmClosingKeys(new SSMClient({}), path, key)');
  }
  if (kind === 'job' && row.outside !== undefined) {
    const reaches = row.outside.map((what) => outside[what]);
    imports.push(...reaches.map(({ from }) => from));
    parts.push(`outside: (environment) => ({ ${reaches.map(({ made }) => `...${made}`).join(', ')} })`);
  }
  return `${imports.join('\n')}\nexport const handler = ${wrap}(${name}, { ${parts.join(', ')} });\n`;
}

/** How each part of the outside comes into a bundle. Without a mail server that is set there is no mailer. */
const outside = {
  mail: { from: "import { mailFrom } from './functions/mail/smtp.ts';", made: 'mailFrom(environment)' },
  calendars: { from: "import { publishedCalendar } from './functions/outside/publishedCalendar.ts';", made: '{ calendars: publishedCalendar() }' },
} as const satisfies Readonly<Record<Outside, { from: string; made: string }>>;

export interface Entry {
  name: string;
  code: string;
}

/** Which files are in each bundle, by the function's name: what esbuild says of its own work. */
export type Held = ReadonlyMap<string, Metafile>;

/** Bundles entries into `<into>/<name>/` (null: nowhere, where only what they hold is wanted). One run, so that what they share is read once. */
export async function bundle(entries: readonly Entry[], into: string | null): Promise<Held> {
  const { metafile } = await build({
    entryPoints: entries.map(({ name }) => ({ in: `entry:${name}`, out: `${name}/index` })),
    plugins: [generated(entries)],
    outdir: into ?? bundles,
    outExtension: { '.js': '.mjs' },
    write: into !== null,
    bundle: true,
    minify: into !== null,
    metafile: true,
    absWorkingDir: root,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // ES modules where a package has them: they can be shaken. What still requires is given a `require` of its own.
    mainFields: ['module', 'main'],
    banner: { js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);" },
    legalComments: 'none',
    logLevel: 'error',
  });
  const held = new Map(entries.map(({ name }): [string, Metafile] => [name, ownPart(metafile, name)]));
  if (into !== null) await Promise.all([...held].map(([name, own]) => writeFile(join(into, name, 'meta.json'), JSON.stringify(own))));
  return held;
}

/** The entries as files that esbuild can open, at the root of the tree. */
const generated = (entries: readonly Entry[]): Plugin => ({
  name: 'generated',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^entry:/ }, ({ path }) => ({ path: path.slice('entry:'.length), namespace: 'entry' }));
    onLoad({ filter: /.*/, namespace: 'entry' }, ({ path }) => ({ contents: entries.find((e) => e.name === path)?.code ?? '', resolveDir: root, loader: 'ts' }));
  },
});

/** What of a run's metafile is one function's. */
function ownPart({ inputs, outputs }: Metafile, name: string): Metafile {
  const own = Object.entries(outputs).filter(([path]) => path.endsWith(`/${name}/index.mjs`));
  const files = new Set(own.flatMap(([, output]) => Object.keys(output.inputs)));
  return { inputs: Object.fromEntries(Object.entries(inputs).filter(([path]) => files.has(path))), outputs: Object.fromEntries(own) };
}

/** Bundles every function that is deployed. */
export async function bundleAll(into: string = bundles): Promise<Held> {
  await rm(into, { recursive: true, force: true });
  return bundle(deployed.map((f) => ({ name: f.name, code: entryOf(f) })), into);
}

if (import.meta.main) {
  // What the documents bring along is named in their policies.
  await buildWeb(root, (line) => process.stdout.write(`${line}\n`));
  for (const [name, { outputs }] of await bundleAll()) {
    const bytes = Object.values(outputs).reduce((n, o) => n + o.bytes, 0);
    process.stdout.write(`${name.padEnd(20)} ${Math.round(bytes / 1000)} kB\n`);
  }
}
