import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import type { Outside } from '../shared/contract/route.ts';
import { type Deployed, deployed, mayLog } from './deployed.ts';
import { buildWeb } from './local/webBuild.ts';

/**
 * One bundle a function, so that each holds what its row needs and a test can read, in its metafile, that it holds nothing of the
 * other side.
 *
 *     functions/<side>/<name>.ts + lambda.ts ─▶ dist/functions/<name>/index.mjs, what it loads later, meta.json
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

/** Two at a time: each takes a processor. */
const atOnce = 2;

/**
 * Bundles entries into `<into>/<name>/` (null: nowhere, where only what they hold is wanted), each by itself. What a function loads only
 * where it needs it, ours or a library's, is a file of its own beside `index.mjs`: a new process reads none of it before. `isWhole`: all in one file.
 */
export async function bundle(entries: readonly Entry[], into: string | null, { isWhole = false }: { isWhole?: boolean } = {}): Promise<Held> {
  const held: (readonly [name: string, own: Metafile])[] = [];
  const waiting = [...entries.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) held[next[0]] = [next[1].name, await bundled(next[1], into, isWhole)];
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return new Map(held);
}

async function bundled({ name, code }: Entry, into: string | null, isWhole: boolean): Promise<Metafile> {
  const { metafile } = await build({
    stdin: { contents: code, resolveDir: root, sourcefile: `entry:${name}`, loader: 'ts' },
    entryNames: 'index',
    outdir: join(into ?? bundles, name),
    outExtension: { '.js': '.mjs' },
    write: into !== null,
    bundle: true,
    splitting: !isWhole,
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
  const inIt = new Set(Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs)));
  const own = { inputs: Object.fromEntries(Object.entries(metafile.inputs).filter(([path]) => inIt.has(path))), outputs: metafile.outputs };
  if (into !== null) await writeFile(join(into, name, 'meta.json'), JSON.stringify(own));
  return own;
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
