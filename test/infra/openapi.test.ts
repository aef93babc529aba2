import { expect, test } from 'vitest';
import { openapi } from '../../infra/openapi.ts';
import { routeRows } from '../../shared/contract/contract.ts';
import { problems } from '../../shared/contract/problem.ts';

interface Operation {
  operationId: string;
  servers: { url: string }[];
  security: unknown[];
  parameters: { name: string; in: string; required: boolean; schema: Record<string, unknown> }[];
  requestBody?: { content: Record<string, { schema: Record<string, unknown> }> };
  responses: Record<string, { description: string }>;
}
const document = openapi({ identity: 'https://who.test', anonymous: 'https://answers.test' });
const operations = new Map(Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, o]): [string, Operation] => [`${method.toUpperCase()} ${path}`, o as Operation])));

test('every row of the contract is in it once, at its own host, with its parameters, body, answers and problems', () => {
  expect([...operations.values()].map((o) => o.operationId).sort()).toEqual([...routeRows.keys()].sort());
  for (const [name, row] of routeRows) {
    const operation = operations.get(`${row.method} ${row.path}`) ?? expect.fail(name);
    expect(operation.operationId).toBe(name);
    expect(operation.servers).toEqual([{ url: row.side === 'identity' ? 'https://who.test' : 'https://answers.test' }]);
    expect(operation.security.length === 0, name).toBe(row.who === 'anyone');
    const inPath = [...row.path.matchAll(/\{(\w+)\}/g)].map(([, p]) => p);
    expect(operation.parameters.filter((p) => p.in === 'path' && p.required).map((p) => p.name), name).toEqual(inPath);
    expect(operation.requestBody !== undefined, name).toBe(row.body !== undefined);
    for (const status of [...Object.keys(row.responses), ...row.problems.map((p) => String(problems[p].status))]) expect(operation.responses[status]?.description, `${name} ${status}`).toBeTruthy();
    for (const problem of row.problems) expect(operation.responses[problems[problem].status]?.description).toContain(problem);
  }
});

test('a shape says what the contract checks: a blinded token is exactly as long as the key, and nothing may stand beside it', () => {
  const schema = operations.get('POST /rounds/{round}/tokens')?.requestBody?.content['application/json']?.schema;
  expect(schema).toMatchObject({ type: 'object', required: ['blinded'], additionalProperties: false, properties: { blinded: { type: 'string', minLength: 342, maxLength: 342 } } });
});

test('it is plain JSON, and every reference in it leads somewhere', () => {
  const text = JSON.stringify(document);
  expect(JSON.parse(text)).toEqual(document);
  for (const [, name] of text.matchAll(/#\/components\/schemas\/(\w+)/g)) expect(document.components.schemas).toHaveProperty(name ?? '');
});
