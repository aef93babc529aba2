import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Requests as they go over the line, made before anything is timed. */
export function request(origin: string, path: string, headers: Readonly<Record<string, string>>, body: unknown): Buffer {
  const json = JSON.stringify(body);
  const lines = [`POST ${path} HTTP/1.1`, `host: ${new URL(origin).host}`, 'content-type: application/json', `content-length: ${Buffer.byteLength(json)}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${json}`);
}

/**
 * A client that costs next to nothing, so that the server is what is measured: some connections that are kept, each sending one
 * request after the other. Seconds for all of them; throws where one is answered with anything but 200.
 */
export async function secondsFor(origin: string, requests: readonly Buffer[], connections: number): Promise<number> {
  const { hostname, port } = new URL(origin);
  const sockets = await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      return socket.setNoDelay(true);
    }),
  );
  let next = 0;
  const from = performance.now();
  await Promise.all(sockets.map((socket) => converse(socket, () => requests[next++])));
  const seconds = (performance.now() - from) / 1000;
  for (const socket of sockets) socket.destroy();
  return seconds;
}

const endOfHead = Buffer.from('\r\n\r\n');

function converse(socket: Socket, next: () => Buffer | undefined): Promise<void> {
  return new Promise((done, failed) => {
    let held: Buffer = Buffer.alloc(0);
    const send = () => {
      const request = next();
      if (request === undefined) done();
      else socket.write(request);
    };
    socket.on('error', failed);
    socket.on('close', () => failed(new Error('the server hung up')));
    socket.on('data', (chunk) => {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const head = held.indexOf(endOfHead);
      if (head === -1) return;
      const text = held.toString('latin1', 0, head);
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (held.length < head + endOfHead.length + length) return;
      if (!text.startsWith('HTTP/1.1 200')) return failed(new Error(`refused: ${held.toString('utf8')}`));
      held = Buffer.alloc(0);
      send();
    });
    send();
  });
}
