import middy, { type MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod';
import { Problem, type ProblemBody, type ProblemName, problems } from '../../shared/contract/problem.ts';
import type { Row } from '../../shared/contract/route.ts';
import type { Granted } from '../store/granted.ts';
import type { Caller, Endpoint } from './endpoint.ts';

/**
 * What every route goes through. No body, header, parameter or address is logged anywhere in it.
 *
 *     event ─▶ problem ─▶ caller ─▶ contract ─▶ handle ─▶ JSON, or the text its row names
 *                 ▲─────────┴──────────┴──────────┘ a refusal, by name (RFC 9457)
 */
export interface Edge {
  now(): number;
  /** The person behind a bearer token. Throws `signed-out` or `unknown-person`. Only the identity side has one. */
  whoIs?(bearer: string): Promise<Caller>;
  /** Told when something broke that is a bug. Gets the route's name and the error's, and never its text. */
  fault?(route: string, error: Error): void;
}

export const defaultMaxBodyBytes = 4096;

type Event = APIGatewayProxyEventV2;
type Result = APIGatewayProxyStructuredResultV2;
interface Seen {
  caller: Caller | null;
  params: unknown;
  query: unknown;
  body: unknown;
}
const seen = new WeakMap<Event, Seen>();

export type Served = (event: Event) => Promise<Result>;

export function serve(endpoint: Endpoint, stores: Granted<Row['grants']>, edge: Edge): Served {
  const row: Row = endpoint.row;
  const handle = endpoint.handle as unknown as (request: unknown) => Promise<unknown>;
  const handler = middy<Event, Result>()
    .use(problem(endpoint.name, edge))
    .use(caller(row, edge))
    .use(contract(row))
    .handler(async (event: Event): Promise<Result> => {
      const result = await handle({ ...seen.get(event), stores, now: edge.now() });
      return row.as === undefined ? json(statusOf(row), result) : { statusCode: statusOf(row), headers: { ...headers, 'content-type': row.as }, body: String(result) };
    });
  return (event) => handler(event, {} as never);
}

const statusOf = (row: Row): number => Number(Object.keys(row.responses)[0]);

const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
const json = (statusCode: number, body: unknown): Result => ({
  statusCode,
  headers: { ...headers, 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** A refusal as it stands on the wire. */
export function problemResult(name: ProblemName, detail: string | null = null): Result {
  const { status, title, remedy } = problems[name];
  const body: ProblemBody = { type: name, title, status, detail, remedy };
  return { statusCode: status, headers: { ...headers, 'content-type': 'application/problem+json' }, body: JSON.stringify(body) };
}

function problem(route: string, edge: Edge): MiddlewareObj<Event, Result> {
  return {
    onError(request) {
      const { error } = request;
      if (error instanceof Problem) request.response = problemResult(error.problem, error.detail);
      else if (isThrottling(error)) request.response = problemResult('busy');
      else {
        edge.fault?.(route, error ?? new Error('unknown'));
        request.response = problemResult('fault');
      }
    },
  };
}

const isThrottling = (error: Error | null | undefined): boolean =>
  error != null && ['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded', 'StoreBusy'].includes(error.name);

function caller(row: Row, edge: Edge): MiddlewareObj<Event, Result> {
  return {
    async before({ event }) {
      const found = row.who === 'anyone' ? null : await signedIn(event, edge);
      if (found !== null && Array.isArray(row.who) && !row.who.some((role) => found.roles.includes(role))) throw new Problem('not-yours');
      seen.set(event, { caller: found, params: {}, query: {}, body: undefined });
    },
  };
}

function signedIn(event: Event, edge: Edge): Promise<Caller> {
  const bearer = /^Bearer ([A-Za-z0-9._~+/=-]{1,4096})$/.exec(event.headers['authorization'] ?? '')?.[1];
  if (bearer === undefined || edge.whoIs === undefined) throw new Problem('signed-out');
  return edge.whoIs(bearer);
}

function contract(row: Row): MiddlewareObj<Event, Result> {
  return {
    before({ event }) {
      const request = seen.get(event);
      if (request === undefined) throw new Error('the caller comes before the contract');
      if (row.params) request.params = parse(row.params, event.pathParameters ?? {}, 'address');
      if (row.query) request.query = parse(row.query, event.queryStringParameters ?? {}, 'query');
      if (row.body) request.body = parse(row.body, bodyOf(event, row.maxBodyBytes ?? defaultMaxBodyBytes), 'body');
    },
  };
}

function bodyOf(event: Event, maxBytes: number): unknown {
  const raw = event.body ?? '';
  if (raw.length > maxBytes) throw new Problem('too-large', `at most ${maxBytes} bytes`);
  if (!/^application\/json\b/i.test(event.headers['content-type'] ?? '')) throw new Problem('not-json');
  try {
    return JSON.parse(event.isBase64Encoded ? Buffer.from(raw, 'base64').toString('utf8') : raw);
  } catch {
    throw new Problem('malformed', 'the body is not JSON');
  }
}

/** Whether every text in it, names of fields too, is well-formed Unicode. */
const isWellFormed = (value: unknown): boolean => {
  if (typeof value === 'string') return value.isWellFormed();
  return typeof value !== 'object' || value === null || Object.entries(value).every(([name, inside]) => name.isWellFormed() && isWellFormed(inside));
};

/** Names where and what is off, never what was sent. */
function parse(schema: z.ZodType, value: unknown, part: string): unknown {
  const result = schema.safeParse(value);
  if (result.success) {
    // Here for every route, and after its shape, which bounds how deep this goes: half a surrogate pair is text that no store keeps.
    if (!isWellFormed(result.data)) throw new Problem('malformed', `${part}: must be text of whole characters`);
    return result.data;
  }
  const issue = result.error.issues[0];
  if (issue === undefined) throw new Problem('malformed', part);
  if (issue.code === 'unrecognized_keys') throw new Problem('malformed', `${part}: there is a field the contract does not have`);
  // A name that is off was sent too.
  const path = issue.code === 'invalid_key' ? issue.path.slice(0, -1) : issue.path;
  throw new Problem('malformed', `${[part, ...path.map(String)].join('.')}: ${issue.message}`);
}
