import type { Server } from 'node:http';
import { once } from 'node:events';
import type { RouteName } from '../../shared/contract/contract.ts';
import type { Served } from '../../functions/http/pipeline.ts';
import type { Files } from './files.ts';
import { api, type Handler, listener, refuse } from './listener.ts';
import { routerOf } from './router.ts';
import type { Settings } from './settings.ts';

/**
 * Two listeners, under two host names.
 *
 *     web        /            the documents and their files
 *                /api/…       identity side
 *                /oidc/…      the embedded sign-in, where no other provider is set
 *     anonymous  /…           anonymous side and the public record; for the web's origin, and without credentials
 */
export interface Running {
  /** Takes no more requests, answers those that are here, and ends. */
  stop(): Promise<void>;
}

export interface Parts {
  served: ReadonlyMap<RouteName, Served>;
  /** Null where the web has not been built. */
  files: Files | null;
  signIn: Handler | null;
}

export async function startServer(settings: Pick<Settings, 'port' | 'listenOn' | 'origin'>, parts: Parts): Promise<Running> {
  const servers = [listener(web(parts)), listener(anonymous(parts.served, settings.origin))];
  try {
    for (const [i, server] of servers.entries()) {
      server.listen(settings.port + i, settings.listenOn);
      await once(server, 'listening');
    }
  } catch (error) {
    for (const server of servers) server.close();
    throw error;
  }
  return { stop: async () => void (await Promise.all(servers.map(ended))) };
}

/** What is still open after five seconds is cut off. */
async function ended(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), 5_000);
  await closed;
  clearTimeout(late);
}

export function web({ served, files, signIn }: Parts): Handler {
  const identity = api(routerOf(['identity'], served), '/api', { authorization: true }, {});
  return (request, response, path, query) => {
    if (path.startsWith('/api/')) return identity(request, response, path, query);
    if (signIn !== null && path.startsWith('/oidc/')) return signIn(request, response, path, query);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 'wrong-method', null, { allow: 'GET, HEAD' });
    if (broken(path)) return refuse(response, 'malformed', 'address');
    if (files?.serve(request, response, path) !== true) return refuse(response, 'not-found', files === null ? 'the pages have not been built' : null);
  };
}

export function anonymous(served: ReadonlyMap<RouteName, Served>, webOrigin: string): Handler {
  const router = routerOf(['anonymous', 'publishing'], served);
  // One origin may read the answers, whoever asks: nothing here depends on the caller. No credentials are allowed, so none are sent.
  const cors = { 'access-control-allow-origin': webOrigin, 'cross-origin-resource-policy': 'cross-origin' };
  const routes = api(router, '', { authorization: false }, cors);
  return (request, response, path, query) => {
    if (request.method !== 'OPTIONS') return routes(request, response, path, query);
    const methods = router.methodsAt(path);
    if (methods === null) return refuse(response, 'not-found', null, cors);
    response.writeHead(204, { ...cors, 'access-control-allow-methods': methods, 'access-control-allow-headers': 'content-type', 'access-control-max-age': '7200' }).end();
  };
}

function broken(path: string): boolean {
  if (!path.includes('%')) return false;
  try {
    decodeURIComponent(path);
    return false;
  } catch {
    return true;
  }
}
