import { once } from 'node:events';
import type { Server } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type RouteName, routeRows } from '../../shared/contract/contract.ts';
import type { Served } from '../../functions/http/pipeline.ts';
import { listener } from '../../infra/local/listener.ts';
import { routerOf } from '../../infra/local/router.ts';
import { anonymous, web } from '../../infra/local/server.ts';
import { ask, refusalIn } from './ask.ts';

/** What a function is handed, by both listeners, with functions that only look. */
const seen: { name: RouteName; event: APIGatewayProxyEventV2 }[] = [];
const served = new Map<RouteName, Served>(
  [...routeRows.keys()].map((name): [RouteName, Served] => [
    name,
    async (event) => {
      seen.push({ name, event });
      return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: '{}' };
    },
  ]),
);
let servers: Server[];
let origins: string[];
beforeAll(async () => {
  servers = [listener(web({ served, files: null, signIn: null })), listener(anonymous(served, 'http://localhost:1'))];
  for (const server of servers) await once(server.listen(0, '127.0.0.1'), 'listening');
  origins = servers.map((s) => `http://127.0.0.1:${(s.address() as { port: number }).port}`);
});
afterAll(() => servers.forEach((s) => s.close()));
beforeEach(() => void seen.splice(0));

const told = { authorization: 'Bearer token', cookie: 'a=b', 'user-agent': 'agent', referer: 'http://from/', 'x-forwarded-for': '10.0.0.1', forwarded: 'for=10.0.0.1', 'accept-language': 'cy', 'content-type': 'application/json' };

describe('a function is handed', () => {
  test('on the anonymous host the body and its type, and nothing of who sends it', async () => {
    await ask(origins[1] ?? '', { method: 'POST', path: '/answers?from=me', headers: told, body: '{"a":1}' });
    expect(seen).toEqual([{ name: 'submitAnswer', event: expect.objectContaining({ headers: { 'content-type': 'application/json' }, body: '{"a":1}', pathParameters: {}, rawPath: '', rawQueryString: '' }) }]);
    const all = JSON.stringify(seen);
    for (const word of ['token', 'a=b', 'agent', 'http://from', '10.0.0.1', '127.0.0.1', '"cy"', 'cookies']) expect([word, all.includes(word)]).toEqual([word, false]);
    expect(seen[0]?.event.requestContext).toMatchObject({ timeEpoch: 0, http: { sourceIp: '', userAgent: '' } });
  });

  test('on the identity side the bearer too', async () => {
    await ask(origins[0] ?? '', { path: '/api/rounds/3/cohort', headers: told });
    expect(seen).toEqual([{ name: 'readCohort', event: expect.objectContaining({ headers: { authorization: 'Bearer token', 'content-type': 'application/json' }, pathParameters: { round: '3' } }) }]);
    expect(JSON.stringify(seen)).not.toMatch(/a=b|agent|from|10\.0\.0\.1|127/);
  });

  test('path and query decoded, a name that comes twice joined', async () => {
    await ask(origins[0] ?? '', { path: '/api/groups/north%2Bsouth' });
    await ask(origins[1] ?? '', { path: '/log?after=1&after=2&x=a+b%21&__proto__=1' });
    expect(seen[0]?.event.pathParameters).toEqual({ group: 'north+south' });
    expect({ ...seen[1]?.event.queryStringParameters }).toEqual(Object.fromEntries([['after', '1,2'], ['x', 'a b!'], ['__proto__', '1']]));
  });
});

describe('each host', () => {
  test('serves its own sides’ routes, every one of them, and none of another side’s', async () => {
    for (const [name, row] of routeRows) {
      const path = row.path.replaceAll(/\{\w+\}/g, 'x');
      const host = row.side === 'identity' ? 0 : 1;
      const [right, other] = [{ origin: origins[host] ?? '', prefix: host === 0 ? '/api' : '' }, { origin: origins[1 - host] ?? '', prefix: host === 0 ? '' : '/api' }];
      const asked = { method: row.method, headers: { 'content-type': 'application/json' }, ...(row.body === undefined ? {} : { body: '{}' }) };
      expect([name, (await ask(right.origin, { ...asked, path: right.prefix + path })).status]).toEqual([name, 200]);
      expect([name, refusalIn(await ask(other.origin, { ...asked, path: other.prefix + path })).status]).toEqual([name, expect.toSatisfy((s: number) => s === 404 || s === 405)]);
      expect(seen.splice(0).map((s) => s.name)).toEqual([name]);
    }
  });

  test('hands a function no body that its row does not take', async () => {
    expect(refusalIn(await ask(origins[0] ?? '', { path: '/api/me', body: 'x' })).type).toBe('too-large');
    expect(refusalIn(await ask(origins[1] ?? '', { method: 'POST', path: '/answers', body: 'x'.repeat(4097) })).type).toBe('too-large');
    expect(seen).toEqual([]);
    expect((await ask(origins[1] ?? '', { method: 'POST', path: '/answers', body: 'x'.repeat(4096) })).status).toBe(200);
  });
});

test('a word of a path comes before a parameter, and an empty part is neither', () => {
  const router = routerOf(['publishing'], served);
  expect(router.find('GET', '/rounds/3')).toMatchObject({ route: { name: 'readManifest' }, params: { round: '3' } });
  expect(router.find('GET', '/rounds/3/marks')).toMatchObject({ route: { name: 'readMarks' } });
  for (const path of ['/rounds/', '/rounds', '/rounds/3/', '/rounds//marks', '']) expect(router.find('GET', path)).toEqual({ problem: 'not-found' });
  expect(router.methodsAt('/rounds/3')).toBe('GET');
});
