import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Caller } from '../../functions/http/endpoint.ts';
import { serve } from '../../functions/http/pipeline.ts';
import type { Person } from '../../functions/identity/people.ts';
import { granted } from '../../functions/store/granted.ts';
import { api, listener } from '../../infra/local/listener.ts';
import { endpoints } from '../../infra/registry.ts';
import { routerOf } from '../../infra/local/router.ts';
import type { TestHouse } from '../round/house.ts';

/** What the readers’ page reads with, and nothing of it replaced: its own client, over HTTP, from the routes of a house that is there. */
export interface ServedInbox {
  page: typeof import('../../web/src/pages/inbox/messages.ts');
  close(): void;
}

export async function servedInbox(house: TestHouse, as: Person): Promise<ServedInbox> {
  const { readInbox } = endpoints;
  const served = serve(readInbox, granted(house.stores, readInbox.row.grants), { now: () => house.now, whoIs: async (bearer) => JSON.parse(Buffer.from(bearer, 'base64url').toString()) as Caller });
  const server = listener(api(routerOf(['identity'], new Map([['readInbox', served]])), '/api', { authorization: true }, {}));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const content = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  const accessToken = Buffer.from(JSON.stringify(as)).toString('base64url');
  // The two things of a browser that the client looks at, once, when it is loaded.
  Object.assign(globalThis, {
    document: { querySelector: (which: string) => (which.includes('headroom-identity') ? { content } : null) },
    sessionStorage: { getItem: () => JSON.stringify({ accessToken, idToken: '', expiresAt: Date.now() + 86_400_000 }), setItem: () => undefined, removeItem: () => undefined },
  });
  return { page: await import('../../web/src/pages/inbox/messages.ts'), close: () => void server.close() };
}
