import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { problems, type ProblemName } from '../../shared/contract/problem.ts';
import { defaultMaxBodyBytes, problemResult } from '../../functions/http/pipeline.ts';
import { decoded, type Route, type Router } from './router.ts';

/**
 * HTTP in front of the functions. A function is handed the address, the body and the two headers it may need, and nothing else of
 * who asks: no network address, agent, cookie, referrer or time. Nothing of a request is logged.
 */
export type Handler = (request: IncomingMessage, response: ServerResponse, path: string, query: string) => void | Promise<void>;

/** Slow or silent callers are let go: headers within 10 s, a whole request within 20. */
const limits = { headersTimeout: 10_000, requestTimeout: 20_000, keepAliveTimeout: 15_000, connectionsCheckingInterval: 2_000, maxHeaderSize: 16_384 } as const;

export function listener(handle: Handler): Server {
  const server = createServer(limits, (request, response) => {
    const url = request.url ?? '';
    const mark = url.indexOf('?');
    const path = mark === -1 ? url : url.slice(0, mark);
    const query = mark === -1 ? '' : url.slice(mark + 1);
    if (!path.startsWith('/') || path.includes('\\')) return refuse(response, 'malformed', 'address');
    const done = handle(request, response, path, query);
    done?.catch(() => (response.headersSent ? response.destroy() : refuse(response, 'fault')));
  });
  server.setTimeout(60_000, (socket) => socket.destroy());
  server.on('checkExpectation', (_, response) => refuse(response, 'malformed', 'the expect header asks for what nothing here can do'));
  server.on('connect', (_, socket) => socket.end(raw('wrong-method')));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (socket.writable && error.code !== 'ECONNRESET') socket.end(raw(error.code === 'HPE_HEADER_OVERFLOW' ? 'too-large' : 'malformed'));
    else socket.destroy();
  });
  return server;
}

/** A refusal on a socket that no request could be read from. */
function raw(name: ProblemName): string {
  const { body = '' } = problemResult(name, 'this is not a request in HTTP/1.1 that could be read');
  return `HTTP/1.1 ${problems[name].status} \r\nconnection: close\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

export const refuse = (response: ServerResponse, name: ProblemName, detail: string | null = null, more: Record<string, string> = {}): void =>
  send(response, problemResult(name, detail), more);

function send(response: ServerResponse, { statusCode = 500, headers = {}, body = '' }: APIGatewayProxyStructuredResultV2, more: Record<string, string>): void {
  response.writeHead(statusCode, { ...(headers as Record<string, string>), ...more, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** Which of the two headers a side may look at. The anonymous one sees no bearer, even where a caller sends one. */
export interface Sees {
  authorization: boolean;
}

/** Serves the routes of a router under a prefix; `more` are headers every answer carries. */
export function api(router: Router, prefix: string, sees: Sees, more: Record<string, string>): Handler {
  return async (request, response, path, query) => {
    const found = router.find(request.method ?? '', path.slice(prefix.length));
    if ('problem' in found) return refuse(response, found.problem, null, found.problem === 'wrong-method' ? { ...more, allow: found.allow } : more);
    const { route, params } = found;
    const asked = query === '' ? {} : queryOf(query);
    if (asked === null) return refuse(response, 'malformed', 'query', more);
    const { body, whole } = await read(request, route.row.body === undefined ? 0 : (route.row.maxBodyBytes ?? defaultMaxBodyBytes));
    if (request.errored !== null) return;
    if (body === null) return refuse(response, 'too-large', null, whole ? more : { ...more, connection: 'close' });
    send(response, await route.serve(eventOf(route, request, sees, params, asked, body)), more);
  };
}

/** The part of an event that a function here must not read, and AWS’ types ask for. */
const nobody = {
  accountId: '',
  apiId: '',
  domainName: '',
  domainPrefix: '',
  requestId: '',
  routeKey: '',
  stage: '$default',
  time: '',
  timeEpoch: 0,
  http: { method: '', path: '', protocol: '', sourceIp: '', userAgent: '' },
} as const;

function eventOf(route: Route, request: IncomingMessage, sees: Sees, pathParameters: Record<string, string>, queryStringParameters: Record<string, string>, body: string): APIGatewayProxyEventV2 {
  const headers: Record<string, string> = {};
  const { 'content-type': type, authorization } = request.headers;
  if (type !== undefined) headers['content-type'] = type;
  if (sees.authorization && authorization !== undefined) headers['authorization'] = authorization;
  return { version: '2.0', routeKey: route.name, rawPath: '', rawQueryString: '', headers, pathParameters, queryStringParameters, body, isBase64Encoded: false, requestContext: nobody };
}

/** Null where the percent-encoding is broken. A name that comes twice is joined by a comma, as the cloud’s gateway does it. */
function queryOf(query: string): Record<string, string> | null {
  const found: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const pair of query.split('&')) {
    const mark = pair.indexOf('=');
    const name = decoded((mark === -1 ? pair : pair.slice(0, mark)).replaceAll('+', ' '));
    const value = decoded((mark === -1 ? '' : pair.slice(mark + 1)).replaceAll('+', ' '));
    if (name === null || value === null) return null;
    if (name !== '') found[name] = found[name] === undefined ? value : `${found[name]},${value}`;
  }
  return found;
}

/** How much of a body that is too large is still taken off the line, so that whoever sends it can read the refusal. */
const drainedBytes = 4 * 1024 * 1024;

/** The body; null where it is larger than `maxBytes`. `whole`: all of it was read, and the connection can go on. */
function read(request: IncomingMessage, maxBytes: number): Promise<{ body: string | null; whole: boolean }> {
  const announced = request.headers['content-length'];
  if (announced === undefined && request.headers['transfer-encoding'] === undefined) return Promise.resolve(nothing);
  if (Number(announced) > drainedBytes) return Promise.resolve({ body: null, whole: false });
  return new Promise((done) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maxBytes) chunks.push(chunk);
      else if (length > drainedBytes) done({ body: null, whole: false });
    });
    request.on('end', () => done({ body: length > maxBytes ? null : Buffer.concat(chunks).toString('utf8'), whole: true }));
    request.on('error', () => done({ body: null, whole: false }));
  });
}

const nothing = { body: '', whole: true } as const;
