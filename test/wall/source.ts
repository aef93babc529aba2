import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'vite';

/** Source files by their path in the tree, as `functions/identity/readMe.ts`. Tests plant files into copies of it. */
export type Tree = ReadonlyMap<string, string>;

export const root = join(import.meta.dirname, '..', '..');
const folders = ['shared', 'functions', 'audit', 'web', 'infra'];

export function realTree(): Tree {
  const tree = new Map<string, string>();
  for (const folder of folders)
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      const full = join(entry.parentPath, entry.name);
      if (entry.isFile() && /\.(tsx?|html)$/.test(entry.name)) tree.set(full.slice(root.length + 1).replaceAll('\\', '/'), readFileSync(full, 'utf8'));
    }
  return tree;
}

export const planted = (tree: Tree, path: string, code: string): Tree => new Map([...tree, [path, code]]);

export interface Node {
  type: string;
  readonly [field: string]: unknown;
}
export const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Every node of a file, types included. Throws where it does not parse: what cannot be read cannot be checked. */
export function nodesOf(path: string, code: string): Node[] {
  const { program, errors } = parseSync(path, code);
  if (errors[0] !== undefined) throw new SyntaxError(`${path}: ${errors[0].message}`);
  const found: Node[] = [];
  const waiting: unknown[] = [program];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (isNode(value)) found.push(value);
    if (typeof value === 'object' && value !== null) waiting.push(...Object.values(value));
  }
  return found;
}

const read = new Map<string, readonly (string | null)[]>();

/** The specifiers a file imports, types too; `null` for one that is computed and cannot be followed. What was parsed once is remembered. */
export function importsOf(path: string, code: string): readonly (string | null)[] {
  const name = `${path}\n${code}`;
  const found = read.get(name) ?? parsedImports(path, code);
  read.set(name, found);
  return found;
}

function parsedImports(path: string, code: string): (string | null)[] {
  if (path.endsWith('.html')) return [...code.matchAll(/<script\b[^>]*\bsrc="([^"]+)"/g)].map(([, src]) => src ?? null);
  return nodesOf(path, code).flatMap((node) => {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ImportExpression':
      case 'TSImportType':
        return [textOf(node['source'])];
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
        return node['source'] == null ? [] : [textOf(node['source'])];
      case 'TSExternalModuleReference':
        return [textOf(node['expression'])];
      case 'CallExpression':
        return isNode(node['callee']) && node['callee']['name'] === 'require' ? [textOf(Array.isArray(node['arguments']) ? node['arguments'][0] : null)] : [];
      default:
        return [];
    }
  });
}

const textOf = (literal: unknown): string | null => (isNode(literal) && typeof literal['value'] === 'string' ? literal['value'] : null);

/** Where a specifier leads: a path of the tree, or (not beginning with a dot or slash) a package. Vite's root is `web/`. */
export function targetOf(from: string, specifier: string): { path: string } | { pack: string } {
  if (specifier.startsWith('/')) return { path: posix.join('web', specifier) };
  if (specifier.startsWith('.')) return { path: posix.normalize(posix.join(posix.dirname(from), specifier)) };
  const [scope = '', name = ''] = specifier.split('/');
  return { pack: specifier.startsWith('@') ? `${scope}/${name}` : scope };
}

/** All files that come along with one, itself included. */
export function graphOf(tree: Tree, entry: string): Set<string> {
  const seen = new Set<string>();
  const waiting = [entry];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const code = tree.get(path);
    if (seen.has(path) || code === undefined) continue;
    seen.add(path);
    for (const specifier of importsOf(path, code)) {
      const target = specifier === null ? null : targetOf(path, specifier);
      if (target !== null && 'path' in target) waiting.push(target.path);
    }
  }
  return seen;
}
