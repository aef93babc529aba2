import { type RouteName, routeRows } from '../../shared/contract/contract.ts';
import type { Row } from '../../shared/contract/route.ts';
import type { Served } from '../../functions/http/pipeline.ts';

/** One served route of the contract. */
export interface Route {
  name: RouteName;
  row: Row;
  serve: Served;
}

/**
 * The contract's paths as a tree, made once: a request walks it a segment at a time.
 *
 *     rounds ─ {round} ─┬─ (readManifest)
 *                       ├─ cohort ─ (readCohort)
 *                       └─ tokens ─ (issueToken)
 */
interface Branch {
  words: Map<string, Branch>;
  parameter: { name: string; branch: Branch } | null;
  methods: Map<string, Route>;
}

export type Found = { route: Route; params: Record<string, string> } | { problem: 'not-found' | 'malformed' } | { problem: 'wrong-method'; allow: string };

export interface Router {
  find(method: string, path: string): Found;
  /** The methods an address takes, for a browser that asks beforehand; null where there is no such address. */
  methodsAt(path: string): string | null;
}

const branch = (): Branch => ({ words: new Map(), parameter: null, methods: new Map() });

/** Of all routes those of these sides. */
export function routerOf(sides: readonly Row['side'][], served: ReadonlyMap<RouteName, Served>): Router {
  const root = branch();
  for (const [name, row] of routeRows) {
    const serve = served.get(name);
    if (serve === undefined || !sides.includes(row.side)) continue;
    let at = root;
    for (const segment of row.path.slice(1).split('/')) at = grow(at, segment);
    at.methods.set(row.method, { name, row, serve });
  }

  function walk(path: string): { at: Branch; params: Record<string, string> } | 'not-found' | 'malformed' {
    const params: Record<string, string> = {};
    let at = root;
    for (const segment of path.slice(1).split('/')) {
      const word = at.words.get(segment);
      if (word !== undefined) {
        at = word;
        continue;
      }
      if (segment.includes('%') && decoded(segment) === null) return 'malformed';
      if (at.parameter === null || segment === '') return 'not-found';
      params[at.parameter.name] = decoded(segment) ?? '';
      at = at.parameter.branch;
    }
    return at.methods.size === 0 ? 'not-found' : { at, params };
  }

  const allowed = (at: Branch): string => [...at.methods.keys()].join(', ');
  return {
    find(method, path) {
      const found = walk(path);
      if (typeof found === 'string') return { problem: found };
      const route = found.at.methods.get(method);
      return route === undefined ? { problem: 'wrong-method', allow: allowed(found.at) } : { route, params: found.params };
    },
    methodsAt(path) {
      const found = walk(path);
      return typeof found === 'string' ? null : allowed(found.at);
    },
  };
}

function grow(at: Branch, segment: string): Branch {
  if (!segment.startsWith('{')) {
    const next = at.words.get(segment) ?? branch();
    at.words.set(segment, next);
    return next;
  }
  const name = segment.slice(1, -1);
  at.parameter ??= { name, branch: branch() };
  if (at.parameter.name !== name) throw new Error(`two names for one part of a path: ${at.parameter.name}, ${name}`);
  return at.parameter.branch;
}

/** Null where the percent-encoding is broken. */
export function decoded(segment: string): string | null {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
