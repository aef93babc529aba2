import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { type ProblemBody, problems } from '../../shared/contract/problem.ts';

export interface Asked {
  method?: string;
  /** As it goes on the wire: no address is tidied up on the way. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Buffer;
}

export interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export function ask(origin: string, { method = 'GET', path, headers = {}, body }: Asked): Promise<Answered> {
  const { hostname, port } = new URL(origin);
  return new Promise((done, failed) => {
    const asked = request({ hostname, port, method, path, headers: { ...headers, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) }, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => done({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(chunks).toString('utf8') }));
      answer.on('error', failed);
    });
    // A server that has answered and closed may still be written to: what counts is the answer.
    asked.on('error', failed);
    asked.end(body);
  });
}

/** Bytes on a socket, and all that comes back until it is closed. */
export function askRaw(origin: string, bytes: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(origin);
  return new Promise((done) => {
    const socket = connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname, () => socket.write(bytes));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => done(Buffer.concat(chunks).toString('utf8')));
  });
}

/** The refusal in an answer; throws, saying what is off, where it is none: RFC 9457 by the closed list, whole, and without a stack. */
export function refusalIn({ status, headers, text }: Answered): ProblemBody {
  if (status < 400 || status >= 500) throw new Error(`not a refusal: ${status} ${text}`);
  if (headers['content-type'] !== 'application/problem+json') throw new Error(`not problem+json: ${headers['content-type']}`);
  const body = JSON.parse(text) as ProblemBody;
  const row = new Map<string, { status: number; title: string; remedy: string }>(Object.entries(problems)).get(body.type);
  if (row === undefined || row.status !== status || body.status !== status || body.title !== row.title || body.remedy !== row.remedy) throw new Error(`not in the list of problems: ${text}`);
  if (/\bat .+:\d+:\d+|node_modules|\.ts\b|Error:/.test(text)) throw new Error(`shows its inside: ${text}`);
  return body;
}
