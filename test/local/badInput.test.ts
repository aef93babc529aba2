import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RouteName, routeRows } from '../../shared/contract/contract.ts';
import type { ProblemName } from '../../shared/contract/problem.ts';
import type { Row } from '../../shared/contract/route.ts';
import { type Answered, ask, askRaw, refusalIn } from './ask.ts';
import { type TestServer, startServer } from './server.ts';
import { mint, openRound, smallHouse } from './smallHouse.ts';

/** In everything that is sent, and in nothing that comes back or is written. */
const canary = `canary${randomBytes(6).toString('hex')}`;
/** Refusals that any address may give, before its own row is looked at. */
const anywhere: readonly ProblemName[] = ['malformed', 'not-found', 'wrong-method', 'too-large'];

let server: TestServer;
let folder: string;
let member: string;
let cohorts: string[];

beforeAll(async () => {
  folder = await smallHouse();
  server = await startServer({ dataFolder: folder, demo: false, pages: false });
  member = await mint(folder, server.origin, 'northside-1');
  cohorts = (JSON.parse((await ask(server.anonymousOrigin, { path: `/rounds/${openRound}` })).text) as { cohorts: string[] }).cohorts;
});

afterAll(async () => {
  expect(await server.stop()).toBe(0);
  rmSync(folder, { recursive: true });
});

const baseOf = (row: Row): { origin: string; prefix: string } => (row.side === 'identity' ? { origin: server.origin, prefix: '/api' } : { origin: server.anonymousOrigin, prefix: '' });

const junkWord = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }).map((s) => encodeURIComponent(`${canary}${s.toWellFormed()}`)),
  fc.constantFrom('0', '-1', '1e9', '99999', '100000', '1.5', 'NaN', '%20', '%00', '..%2f..%2f', 'constructor', '__proto__').map((s) => `${s}${canary}`),
  fc.constantFrom('0', '-1', '1e9', '99999', '100000', '1.5', 'NaN', '%00', '__proto__', 'constructor', '%F0%9F%99%82'),
  fc.constantFrom('%', '%zz', '%c3%28', '%e0%a4%a', '%u0041', '%ff').map((s) => `${s}${canary}`),
  fc.integer({ min: 200, max: 3000 }).map((n) => canary.repeat(Math.ceil(n / canary.length))),
);

const pathOf = (row: Row) =>
  fc.tuple(...row.path.split('/').map((part) => (part.startsWith('{') ? fc.oneof(junkWord, fc.constantFrom(String(openRound), 'northside', canary)) : fc.constant(part)))).map((parts) => parts.join('/'));

const queryOf = fc.oneof({ weight: 3, arbitrary: fc.constant('') }, fc.array(fc.tuple(fc.constantFrom('after', canary, '%', '__proto__'), junkWord), { maxLength: 3 }).map((pairs) => `?${pairs.map(([n, v]) => `${n}=${v}`).join('&')}`));

const junkValue = fc.oneof(
  fc.constantFrom(null, true, 0, -1, 1e308, '', canary, `${canary}\u0000\u202e`, [], {}, [canary], { [canary]: canary }),
  fc.anything({ withNullPrototype: false, maxDepth: 2 }),
  fc.integer({ min: 1, max: 3000 }).map((n) => randomBytes(n).toString('base64url')),
);

const junkBody = fc.oneof(
  junkValue.map((value) => JSON.stringify(value) ?? 'undefined'),
  fc.dictionary(fc.constantFrom('round', 'cohort', 'prepared', 'signature', 'sealed', 'blinded', 'to', '__proto__', canary), junkValue).map((value) => JSON.stringify(value)),
  // The right fields, the right lengths, and nothing that was ever signed.
  fc.record({ round: fc.constantFrom(openRound, 1, 4, 5, 99_999), at: fc.nat(1), extra: fc.boolean() }).map(({ round, at, extra }) =>
    JSON.stringify({ round, cohort: cohorts[at], prepared: bytesOf(64), signature: bytesOf(256), sealed: bytesOf(1456), ...(extra ? { [canary]: 1 } : {}) }),
  ),
  fc.constant(0).map(() => JSON.stringify({ blinded: bytesOf(255) })),
  fc.constantFrom('', '{', '[[[[', 'null', `{"to":"${canary}"}`, '\u0000', '{"to":"9999-12-31T23:59:59Z"}', '{"to":"-000001-01-01T00:00:00Z"}').map((s) => s),
  fc.integer({ min: 5_000, max: 200_000 }).map((n) => JSON.stringify({ blinded: canary.repeat(Math.ceil(n / canary.length)) })),
  fc.integer({ min: 100, max: 2000 }).map((n) => '['.repeat(n)),
);
const bytesOf = (n: number): string => randomBytes(n).toString('base64url');

const contentType = fc.oneof({ weight: 4, arbitrary: fc.constant('application/json') }, fc.constantFrom('text/plain', `application/${canary}`, '', 'application/json-patch+json', 'multipart/form-data'));

/** A junk bearer, or none; or, so that what lies behind it is reached, a good one. */
const authorization = fc.oneof(
  { weight: 4, arbitrary: fc.constant('member') },
  fc.constantFrom('', 'Bearer', `Bearer ${canary}`, `Basic ${canary}`, `Bearer ${canary}.${canary}.${canary}`, `Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJzdGV3YXJkIn0.${canary}`, `bearer ${canary}`, `Bearer ${'a'.repeat(6000)}`),
);

const request = (row: Row) =>
  fc.record({ method: fc.oneof({ weight: 5, arbitrary: fc.constant<string>(row.method) }, fc.constantFrom('PUT', 'DELETE', 'PATCH', 'POST', 'GET', 'PROPFIND')), path: pathOf(row), query: queryOf, body: junkBody, type: contentType, auth: authorization });

/** Every word of an answer, its headers too. */
const wordsOf = ({ headers, text }: Answered): string => JSON.stringify(headers) + text;

describe('under junk, every route of the contract refuses by name or answers by its row', () => {
  test.each([...routeRows.keys()])('%s', async (name: RouteName) => {
    const row = routeRows.get(name);
    if (row === undefined) throw new Error('no such row');
    await fc.assert(
      fc.asyncProperty(request(row), async ({ method, path, query, body, type, auth }) => {
        const { origin, prefix } = baseOf(row);
        const headers: Record<string, string> = { 'x-junk': canary, 'user-agent': canary, referer: `http://${canary}.example/`, cookie: `a=${canary}` };
        if (type !== '') headers['content-type'] = type;
        if (auth !== '') headers['authorization'] = auth === 'member' ? `Bearer ${member}` : auth;
        const bodiless = method === 'GET';
        const answer = await ask(origin, { method, path: prefix + path + query, headers, ...(bodiless ? {} : { body }) });
        expect(wordsOf(answer)).not.toContain(canary);
        if (answer.status < 300) {
          // A change needs a body that says which, where it takes one at all.
          expect(method === 'GET' || (method === row.method && row.body === undefined)).toBe(true);
          return;
        }
        const { type: problem } = refusalIn(answer);
        const signedIn: readonly ProblemName[] = row.who === 'anyone' ? [] : ['signed-out', 'not-yours', 'not-json'];
        if (method === row.method) expect([...anywhere, ...signedIn, ...row.problems]).toContain(problem);
      }),
      { numRuns: 150 },
    );
  });
});

test('an address that is none, on either host, is not found, and the wrong method is told which one is right', async () => {
  for (const [origin, path] of [[server.origin, '/api/nowhere'], [server.origin, '/api/'], [server.origin, '/api/rounds//tokens'], [server.anonymousOrigin, '/'], [server.anonymousOrigin, `/${canary}`], [server.anonymousOrigin, '/api/me'], [server.origin, '/api/answers'], [server.origin, '/missing.js'], [server.origin, '/oidc/nowhere']] as const)
    expect(refusalIn(await ask(origin, { path })).type).toBe('not-found');
  const wrong = await ask(server.anonymousOrigin, { method: 'PUT', path: '/answers', body: '{}' });
  expect(refusalIn(wrong).type).toBe('wrong-method');
  expect(wrong.headers['allow']).toBe('POST');
  expect(refusalIn(await ask(server.origin, { method: 'POST', path: '/check-in' })).type).toBe('wrong-method');
});

test('broken percent-encoding anywhere is malformed and no fault', async () => {
  for (const path of ['/%', '/%zz', '/%c3%28', '/check-in%', '/assets/%ff', '/api/rounds/%/cohort', '/api/groups/%e0%a4%a'])
    expect(refusalIn(await ask(server.origin, { path, headers: { authorization: `Bearer ${member}` } })).type).toBe('malformed');
  for (const path of ['/%', '/rounds/3/%ff', '/rounds/%', '/rounds/%zz/entries', '/log?after=%', '/log?%=1'])
    expect(refusalIn(await ask(server.anonymousOrigin, { path })).type).toBe('malformed');
});

test('a huge body is refused as too large, whether its length is announced or not, and is never kept', async () => {
  const huge = Buffer.alloc(3 * 1024 * 1024, 'x');
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${member}` };
  for (const [origin, path] of [[server.anonymousOrigin, '/answers'], [server.origin, `/api/rounds/${openRound}/tokens`]] as const) {
    expect(refusalIn(await ask(origin, { method: 'POST', path, body: huge, headers })).type).toBe('too-large');
    const chunked = (chunks: number) => `POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${`10000\r\n${'y'.repeat(0x10000)}\r\n`.repeat(chunks)}0\r\n\r\n`;
    expect(await askRaw(origin, chunked(48))).toContain('"type":"too-large"');
    // Of more than four megabytes no more is taken off the line: whoever sends on is cut off, with the refusal or before they read it.
    expect(await askRaw(origin, chunked(80))).toMatch(/^$|"type":"too-large"/);
    expect(await askRaw(origin, `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99999999999\r\n\r\n{`)).toContain('"type":"too-large"');
  }
});

test('what is no HTTP at all is told so, without an echo', async () => {
  for (const bytes of [`${canary}\r\n\r\n`, `GET /${canary} HTTP/9.9\r\n\r\n`, `GET / HTTP/1.1\r\nhost: x\r\n${canary} : : \r\n\r\n`, `CONNECT ${canary}:443 HTTP/1.1\r\nhost: x\r\n\r\n`, `GET /${'a'.repeat(30_000)}${canary} HTTP/1.1\r\nhost: x\r\n\r\n`, `GET http://${canary}/ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`]) {
    for (const origin of [server.origin, server.anonymousOrigin]) {
      const answer = await askRaw(origin, bytes);
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d .*\r\n/);
      expect(answer).toContain('application/problem+json');
      expect(answer).not.toContain(canary);
    }
  }
});

describe('a bearer', () => {
  const me = async (bearer: string) => ask(server.origin, { path: '/api/me', headers: { authorization: `Bearer ${bearer}` } });

  test('of this provider, for this audience and in time is let in; any other is signed out', async () => {
    expect((await me(member)).status).toBe(200);
    const other = await smallHouse();
    const wrong = [
      await mint(folder, server.origin, 'northside-1', { audience: 'headroom-web' }),
      await mint(folder, server.origin, 'northside-1', { issuer: 'http://localhost:1/oidc' }),
      await mint(folder, server.origin, 'northside-1', { seconds: -5 }),
      await mint(other, server.origin, 'northside-1'),
      `${member.slice(0, -4)}AAAA`,
    ];
    for (const bearer of wrong) expect(refusalIn(await me(bearer)).type).toBe('signed-out');
    rmSync(other, { recursive: true });
  });

  test('of somebody whom nobody has added is told so', async () => {
    expect(refusalIn(await me(await mint(folder, server.origin, canary))).type).toBe('unknown-person');
  });

  test('names the person; nothing in a path, query or body can name another one', async () => {
    const asMember = { authorization: `Bearer ${member}`, 'content-type': 'application/json' };
    const mine = await ask(server.origin, { path: '/api/me?id=northside-2&sub=northside-2', headers: asMember });
    expect(JSON.parse(mine.text)).toMatchObject({ id: 'northside-1' });
    const body = JSON.stringify({ blinded: bytesOf(256), person: 'northside-2' });
    expect(refusalIn(await ask(server.origin, { method: 'POST', path: `/api/rounds/${openRound}/tokens`, headers: asMember, body })).type).toBe('malformed');
    expect((await ask(server.origin, { path: `/api/people/northside-2`, headers: asMember })).status).toBe(404);
  });

  test('of a practitioner opens no other team, no reading room and no alarms', async () => {
    const headers = { authorization: `Bearer ${member}`, 'content-type': 'application/json' };
    for (const path of ['/api/groups/riverside', '/api/groups/adults', '/api/groups/organisation', '/api/reading-room', '/api/alarms']) {
      const { type } = refusalIn(await ask(server.origin, { path, headers }));
      expect(['not-yours', 'not-found']).toContain(type);
    }
  });

  test('of a steward moves no clock where the organisation is not the demo: no round closes early', async () => {
    const to = new Date(Date.now() + 86_400_000).toISOString();
    for (const sub of ['steward', 'northside-1']) {
      const headers = { authorization: `Bearer ${await mint(folder, server.origin, sub)}`, 'content-type': 'application/json' };
      expect(refusalIn(await ask(server.origin, { method: 'POST', path: '/api/clock', headers, body: JSON.stringify({ to }) })).type).toBe('not-found');
    }
  });

  test('of somebody not asked in a round collects nothing there', async () => {
    const headers = { authorization: `Bearer ${await mint(folder, server.origin, 'executive')}`, 'content-type': 'application/json' };
    expect(refusalIn(await ask(server.origin, { method: 'POST', path: `/api/rounds/${openRound}/tokens`, headers, body: JSON.stringify({ blinded: bytesOf(256) }) })).type).toBe('not-in-round');
  });
});

test('nothing of any request was written to either stream', () => {
  expect(server.output()).not.toContain(canary);
  expect(server.output()).not.toContain(member.slice(-20));
  expect(server.output()).not.toMatch(/northside-1|\/api\/|\/answers|127\.0\.0\.1/);
});
