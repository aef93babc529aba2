import * as z from 'zod';
import { routeRows } from '../shared/contract/contract.ts';
import { problems } from '../shared/contract/problem.ts';
import type { Row } from '../shared/contract/route.ts';
import type { Origins } from './documents.ts';

/**
 * The contract as OpenAPI 3.1, for whoever writes another client: `node infra/openapi.ts > openapi.json`. Each path names its own
 * server, because the two sides are two hosts.
 */
export function openapi({ identity, anonymous }: Pick<Origins, 'identity' | 'anonymous'>) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, row] of routeRows) {
    const server = { url: row.side === 'identity' ? identity : anonymous };
    paths[row.path] = { ...paths[row.path], [row.method.toLowerCase()]: { operationId: name, tags: [row.side], servers: [server], ...operationOf(row) } };
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Headroom', version: '1', description: 'Every route of the contract. Failures are problem+json (RFC 9457), each with what can be done now.' },
    paths,
    components: { schemas: { Problem: problemShape }, securitySchemes: { signedIn: { type: 'openIdConnect', openIdConnectUrl: '/.well-known/openid-configuration' } } },
  };
}

function operationOf(row: Row) {
  const success = Object.entries(row.responses).map(([status, shape]): [string, unknown] => [status, { description: 'As the summary says.', content: content(row.as ?? 'application/json', shape, 'output') }]);
  const refusals = Map.groupBy(namesOf(row), (name) => String(problems[name].status));
  const failures = [...refusals].map(([status, names]): [string, unknown] => [
    status,
    { description: names.map((name) => `${name}: ${problems[name].title}`).join(' '), content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
  ]);
  return {
    summary: row.summary,
    ...(row.localOnly === true ? { description: 'Only where one machine is the whole product.' } : {}),
    security: row.who === 'anyone' ? [] : [{ signedIn: [] }],
    ...(Array.isArray(row.who) ? { 'x-roles': row.who } : {}),
    parameters: [...parametersOf(row.params, 'path'), ...parametersOf(row.query, 'query')],
    ...(row.body === undefined ? {} : { requestBody: { required: true, content: content('application/json', row.body, 'input') } }),
    responses: Object.fromEntries([...success, ...failures]),
  };
}

/** What the row names, and what the pipeline answers for every row: not signed in, too much at once, a fault of ours. */
const namesOf = (row: Row) => [...new Set([...(row.who === 'anyone' ? [] : (['signed-out', 'unknown-person'] as const)), ...row.problems, 'busy' as const, 'fault' as const])];

const schemaOf = (shape: z.ZodType, io: 'input' | 'output'): Record<string, unknown> => {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io, target: 'draft-2020-12' });
  return schema;
};
const content = (type: string, shape: z.ZodType, io: 'input' | 'output') => ({ [type]: { schema: schemaOf(shape, io) } });

function parametersOf(shape: z.ZodObject | undefined, where: 'path' | 'query') {
  if (shape === undefined) return [];
  return Object.entries(shape.shape).map(([name, of]) => ({ name, in: where, required: where === 'path', schema: schemaOf(of as z.ZodType, 'output') }));
}

const problemShape = schemaOf(
  z.object({ type: z.enum(Object.keys(problems)), title: z.string(), status: z.number().int(), detail: z.string().nullable(), remedy: z.string() }),
  'output',
);

if (import.meta.main) {
  const origins = { identity: 'https://who.headroom.example', anonymous: 'https://answers.headroom.example' };
  process.stdout.write(`${JSON.stringify(openapi(origins), null, 2)}\n`);
}
