import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from './source.ts';

/** A copy of the tree into which a violation is planted: the compiler itself has to refuse it. */
const copy = mkdtempSync(join(tmpdir(), 'headroom-wall-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** What the compiler says of the planted files: errors by file. */
function compile(project: string, options: readonly string[]): Promise<Map<string, string>> {
  return new Promise((done) => {
    execFile(join(root, 'node_modules', '.bin', 'tsc'), [...options, project, '--pretty', 'false'], { cwd: copy, maxBuffer: 1 << 26 }, (_error, stdout) => {
      done(new Map([...stdout.matchAll(/^(\S+?)\(\d+,\d+\): error (.+)$/gm)].map(([, file = '', message = '']) => [file, message])));
    });
  });
}

beforeAll(() => {
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const file of ['package.json', 'tsconfig.base.json']) cpSync(join(root, file), join(copy, file));
});

describe('a grant', () => {
  const row = (side: string, grants: string) => `import type { Routes } from '../shared/contract/route.ts';
export const planted = { planted: { side: '${side}', method: 'GET', path: '/x', who: 'anyone', responses: {}, problems: [], grants: ${grants}, summary: '' } } as const satisfies Routes<'${side}'>;
`;
  const jobRow = (side: string, grants: string) => `import type { JobRow } from '../shared/contract/route.ts';
export const planted = { side: '${side}', grants: ${grants}, summary: '' } as const satisfies JobRow<'${side}'>;
`;
  const granted = (handed: string, used: string) => `import type { Granted } from '../functions/store/granted.ts';
export const planted = (stores: Granted<${handed}>) => stores.${used};
`;
  const across: Readonly<Record<string, string>> = {
    'identity to answers': row('identity', "{ anonymous: ['get'] }"),
    'identity to putting an answer': row('identity', "{ anonymous: ['put'] }"),
    'identity to closing keys': jobRow('identity', "{ closingKeys: ['get'] }"),
    'anonymous to people': row('anonymous', "{ identity: ['get'] }"),
    'anonymous to reading answers': row('anonymous', "{ anonymous: ['get'] }"),
    'anonymous to listing answers': row('anonymous', "{ anonymous: ['put', 'query'] }"),
    'anonymous to writing what is published': row('anonymous', "{ published: ['put'] }"),
    'anonymous to closing keys': row('anonymous', "{ closingKeys: ['get'] }"),
    'publishing to people': jobRow('publishing', "{ identity: ['query'] }"),
    'publishing to adding an answer': jobRow('publishing', "{ anonymous: ['put'] }"),
    'a row under another side’s name': row('anonymous', "{ anonymous: ['put'] }").replace("side: 'anonymous'", "side: 'identity'"),
    'a row without grants': row('identity', '{}').replace(' grants: {},', ''),
    'a function that uses a verb its row has not': granted("{ anonymous: ['put'] }", 'anonymous.get'),
    'a function that uses a store its row has not': granted("{ anonymous: ['put'] }", 'identity'),
  };
  const within: Readonly<Record<string, string>> = {
    'identity to people and what is published': row('identity', "{ identity: ['get', 'query', 'put', 'delete', 'clear', 'transact'], published: ['get'] }"),
    'anonymous to putting an answer': row('anonymous', "{ anonymous: ['put'], published: ['get'] }"),
    'publishing to taking answers out': jobRow('publishing', "{ anonymous: ['query', 'clear'], published: ['put'], closingKeys: ['get', 'put', 'delete'] }"),
    'a function that uses what its row has': granted("{ anonymous: ['put'] }", 'anonymous.put'),
  };

  let errors: Map<string, string>;
  const nameOf = (what: string): string => `${what.replaceAll(/\W+/g, '-')}.ts`;
  beforeAll(async () => {
    mkdirSync(join(copy, 'grants'));
    for (const folder of ['shared', 'functions/store']) cpSync(join(root, folder), join(copy, folder), { recursive: true });
    for (const [what, code] of Object.entries({ ...across, ...within })) writeFileSync(join(copy, 'grants', nameOf(what)), code);
    writeFileSync(
      join(copy, 'grants', 'tsconfig.json'),
      JSON.stringify({ extends: '../tsconfig.base.json', compilerOptions: { composite: false, incremental: false, emitDeclarationOnly: false, declaration: false, noEmit: true, lib: ['es2024', 'dom'] }, include: ['*.ts'] }),
    );
    errors = await compile('grants', ['-p']);
  }, 240_000);

  test.each(Object.keys(across))('%s does not compile', (what) => {
    expect(errors.get(`grants/${nameOf(what)}`)).toMatch(/^TS(1360|2322|2339|2353|2741)\b/);
  });
  test.each(Object.keys(within))('%s compiles', (what) => {
    expect(errors.get(`grants/${nameOf(what)}`)).toBeUndefined();
  });
});

describe('an import', () => {
  /** Each project, as its own tsconfig.json has it, and what lies across the wall from it. */
  const across = {
    'shared': 'functions/store',
    'functions/store': 'functions/identity',
    'functions/mail': 'functions/store',
    'functions/outside': 'functions/store',
    'functions/http': 'functions/identity',
    'functions/identity': 'functions/anonymous',
    'functions/anonymous': 'functions/identity',
    'functions/publishing': 'functions/identity',
    'web/src/ui': 'web/src/wallet',
    'web/src/wallet': 'web/src/identity',
    'web/src/identity': 'web/src/anonymous',
    'web/src/anonymous': 'web/src/identity',
    'web/src/speaking': 'web/src/identity',
    'web/src/recovery': 'web/src/wallet',
    'web/src/pages': 'web/src/anonymous',
  } as const;
  const projects = Object.keys(across) as (keyof typeof across)[];

  let errors: Map<string, string>;
  beforeAll(async () => {
    const tree = join(copy, 'imports');
    for (const project of projects) {
      mkdirSync(join(tree, project), { recursive: true });
      cpSync(join(root, project, 'tsconfig.json'), join(tree, project, 'tsconfig.json'));
      // One small file stands for all: what may be imported is the project file's to say.
      writeFileSync(join(tree, project, 'there.ts'), 'export type There = 1;\n');
      writeFileSync(join(tree, project, 'within.ts'), `export type { There } from './there.ts';\nexport type { There as Shared } from '${up(project)}/shared/there.ts';\n`);
      writeFileSync(join(tree, project, 'across.ts'), `export type * from '${up(project)}/${across[project]}/there.ts';\n`);
    }
    for (const file of ['package.json', 'tsconfig.base.json']) cpSync(join(root, file), join(tree, file));
    writeFileSync(join(tree, 'tsconfig.json'), JSON.stringify({ files: [], references: projects.map((path) => ({ path })) }));
    errors = await compile('imports', ['-b']);
  }, 240_000);
  const up = (project: string): string => project.replaceAll(/[^/]+/g, '..');

  test.each(projects)('across the wall from %s does not compile, and one within it does', (project) => {
    // 6059: outside the project's root; 6307: listed by no project that this one may read.
    expect(errors.get(`imports/${project}/across.ts`)).toMatch(/^TS(6059|6307)\b/);
    expect(errors.get(`imports/${project}/within.ts`)).toBeUndefined();
  });
});
