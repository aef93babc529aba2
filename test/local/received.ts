import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/** What came over the wire: what a browser’s tools say of a request that it answers from memory is not what anybody was sent. */
export interface Received {
  /** Which of the two it came to. */
  by: 'web' | 'anonymous';
  method: string | undefined;
  path: string | undefined;
  headers: IncomingMessage['headers'];
}

/** Loaded into a server before itself (`--import`), this tells the test that began it of every request it receives. */
subscribe('http.server.request.start', (message) => {
  const { method, url, headers, socket } = (message as { request: IncomingMessage }).request;
  const by = String(socket.localPort) === process.env['PORT'] ? 'web' : 'anonymous';
  process.send?.({ by, method, path: url, headers } satisfies Received);
});
