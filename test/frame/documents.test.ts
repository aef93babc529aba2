import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { people } from '../../infra/local/demo/people.ts';
import { home } from './planted.ts';

/** Everything git would keep that ends in .md. */
const documents = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], { cwd: home, encoding: 'utf8' })
  .stdout.split('\n')
  .filter((path) => path !== '' && existsSync(join(home, path)))
  .map((path) => ({ path, text: readFileSync(join(home, path), 'utf8') }));
const readme = documents.find(({ path }) => path === 'README.md')?.text ?? '';
const { scripts } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

const fences = (text: string): { language: string; body: string }[] => [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = '', body = '']) => ({ language, body }));
const withoutFences = (text: string): string => text.replaceAll(/^```[\s\S]*?^```$/gm, '');

/** Commands a document tells a reader to run: lines of `sh` blocks, and inline code that starts with a program's name. */
function commands(text: string): string[] {
  const blocks = fences(text).filter(({ language }) => ['sh', 'bash', 'shell', 'console'].includes(language));
  const lines = blocks.flatMap(({ body }) => body.split('\n')).map((line) => line.replace(/^\$ /, '').trim());
  const inline = [...withoutFences(text).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code).filter((code) => /^([A-Z_]+=\S+ )*(npm|npx|node|git|docker|cdk|apt-get|\.\/)\s/.test(code));
  return [...lines.filter((line) => line !== '' && !line.startsWith('#')), ...inline];
}

/** The npm script a command is, its settings and what it is given aside; null where it is anything else. */
const scriptOf = (command: string): string | null => {
  const [, run, short] = /^(?:[A-Z_]+=\S+ )*npm (?:run ([\w:-]+)(?: -- \S.*)?|(start|test))$/.exec(command) ?? [];
  return run ?? short ?? null;
};

describe.each(documents)('$path', ({ path, text }) => {
  test('names only commands that are npm scripts, of which every file is there', () => {
    for (const command of commands(text)) {
      const script = scripts[scriptOf(command) ?? ''];
      expect(script, command).toBeDefined();
      for (const [, file = ''] of script?.matchAll(/\bnode (\S+)/g) ?? []) expect(existsSync(join(home, file)), `${command} runs ${file}`).toBe(true);
    }
  });

  test('links to files that are there, inside the repository', () => {
    for (const [, link = ''] of withoutFences(text).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^(https?:|#|mailto:)/.test(link)) continue;
      const target = join(home, dirname(path), link.replace(/#.*$/, ''));
      expect(relative(home, target).startsWith('..'), link).toBe(false);
      expect(existsSync(target), link).toBe(true);
    }
  });
});

// A README beside vectors speaks of another project's files: where they come from.
test.each(documents.filter(({ path }) => !path.startsWith('test/')))('$path names only files and folders of the house that are there', ({ text }) => {
  const named = [...text.matchAll(/(?<![\w./#])((?:bin|docs|functions|infra|shared|test|web)\/[\w./-]*\w\/?)/g)].map(([, name = '']) => name);
  for (const name of named) expect(existsSync(join(home, name)), name).toBe(true);
});

describe('the README', () => {
  test('shows one sentence, the picture and the two commands before anything else', () => {
    const first = readme.split(/^## /m)[0] ?? '';
    expect(first).toMatch(/^# Headroom\n\n[^\n]+\.\n\n!\[[^\]]+\]\(docs\/picture\.svg\)\n\n```sh\nnpm start\n```\n\n```sh\nnpm test\n```\n/);
  });

  test('names only settings that something reads', () => {
    const read = ['infra/local/settings.ts', 'functions/mail/smtp.ts', 'bin/age.mjs', 'bin/chromium.mjs', 'bin/python.mjs'].map((file) => readFileSync(join(home, file), 'utf8')).join('\n');
    const named = new Set(readme.match(/\bHEADROOM_[A-Z_]+|\bPORT\b/g));
    expect(named.size).toBeGreaterThan(2);
    for (const name of named) expect(read, name).toMatch(new RegExp(`\\b${name}\\b`));
  });

  test('says who may sign in, by names that the demo has', () => {
    const rows = [...readme.matchAll(/^\| (?:a|an|the) [\w ,]+ \| ([A-Z][\w ,]+) \|/gm)].flatMap(([, names = '']) => names.split(', '));
    expect(rows).toHaveLength(8);
    for (const name of rows) expect(people.map((person) => person.name)).toContain(name);
  });

  test('has every command that a person runs by hand', () => {
    const told = new Set(commands(readme).map(scriptOf));
    for (const script of ['start', 'test', 'check', 'synth', 'audit', 'bench']) expect(told).toContain(script);
  });
});

test('decisions are numbered without gaps, dated, and say what was rejected and what it costs', () => {
  const files = readdirSync(join(home, 'docs', 'decisions')).sort();
  for (const [i, file] of files.entries()) {
    expect(file).toMatch(new RegExp(`^${String(i + 1).padStart(4, '0')}-[a-z0-9-]+\\.md$`));
    const text = readFileSync(join(home, 'docs', 'decisions', file), 'utf8');
    expect(text, file).toMatch(/^# [^\n]+\n\n20\d\d-\d\d-\d\d\n/);
    expect(text, file).toContain('**Rejected.**');
    expect(text, file).toContain('**What it costs.**');
  }
  expect(files.length).toBeGreaterThan(0);
});
