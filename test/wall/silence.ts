import { isNode, type Node, nodesOf, type Tree } from './source.ts';

/** The one place that may write a log, and what it may write is its own two arguments. */
export const logsIn = 'functions/http/fault.ts';

const silentFolders = ['functions/', 'shared/'];
const writers = ['stdout', 'stderr', 'emitWarning', 'report', '_rawDebug'];
const packages = ['node:console', 'node:util', 'node:diagnostics_channel', 'node:trace_events', 'node:inspector', 'node:child_process', 'node:dgram', 'node:net', 'node:http', 'node:https'];
/** Files are the stores’ own trade, and nobody else’s. */
const files = ['node:fs', 'node:fs/promises', 'node:sqlite'];
/** The one folder that speaks to hosts elsewhere: what it asks is an address, and what it says is fixed. */
const asksIn = 'functions/outside/';
const asking = ['node:net', 'node:https'];
/** What of a package that could write is used, and does not. */
const harmless: Readonly<Record<string, readonly string[]>> = { 'node:util': ['promisify'] };

/** Every place under `functions/` and `shared/` from which something sent could reach a log, in words. */
export function noises(tree: Tree): string[] {
  const found: string[] = [];
  for (const [path, code] of tree) {
    if (!silentFolders.some((folder) => path.startsWith(folder)) || path === logsIn) continue;
    for (const node of nodesOf(path, code)) {
      const name = noiseOf(node, tradeOf(path));
      if (name !== null) found.push(`${path} uses ${name}`);
    }
  }
  return found;
}

const tradeOf = (path: string): readonly string[] =>
  path.startsWith('functions/store/') ? packages : [...packages.filter((name) => !(path.startsWith(asksIn) && asking.includes(name))), ...files];

function noiseOf(node: Node, packages: readonly string[]): string | null {
  if (node.type === 'Identifier' && ['console', 'eval'].includes(nameOf(node))) return nameOf(node);
  if (node.type === 'MemberExpression' && isNode(node['object']) && isNode(node['property'])) {
    const object = nameOf(node['object']);
    if (['globalThis', 'global', 'window', 'self'].includes(object) && (node['computed'] === true || nameOf(node['property']) === 'process')) return `${object}[…]`;
    if (object !== 'process') return null;
    // A computed member can be any of them.
    const member = nameOf(node['property']);
    return node['computed'] === true || writers.includes(member) ? `process.${member}` : null;
  }
  if (node.type === 'VariableDeclarator' && isNode(node['init']) && node['init']['name'] === 'process') return 'process, taken apart';
  if (node.type === 'ImportDeclaration' && isNode(node['source'])) {
    const from = typeof node['source']['value'] === 'string' ? node['source']['value'] : '';
    if (from === 'node:process' || from === 'process') return from;
    if (!packages.includes(from) || node['importKind'] === 'type') return null;
    const names = (Array.isArray(node['specifiers']) ? node['specifiers'] : []).map((s: unknown) => (isNode(s) && isNode(s['imported']) ? nameOf(s['imported']) : '*'));
    return names.every((n) => harmless[from]?.includes(n)) ? null : from;
  }
  return null;
}

const nameOf = (node: Node): string => (typeof node['name'] === 'string' ? node['name'] : '');
