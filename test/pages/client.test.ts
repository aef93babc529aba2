import { afterEach, describe, expect, test, vi } from 'vitest';
import { identityRoutes } from '../../shared/contract/identity.ts';
import { problems, type ProblemName } from '../../shared/contract/problem.ts';
import { publishingRoutes } from '../../shared/contract/publishing.ts';
import { type IdentityRows, identityAddresses, recordAddresses } from '../../web/src/identity/addresses.ts';
import { localPath, mayBeInsecure } from '../../web/src/identity/allowed.ts';
import { clientOf, Refused } from '../../web/src/identity/contractClient.ts';
import { howSoon } from '../../web/src/ui/dates.ts';

const ask = clientOf<IdentityRows>(identityAddresses, 'http://identity.example/api', () => ({ credentials: 'omit', headers: { authorization: 'Bearer one' } }));
const answers = (body: unknown, status = 200, type = 'application/json') => vi.fn<typeof fetch>(async () => new Response(JSON.stringify(body), { status, headers: { 'content-type': type } }));
const refused = async (asked: Promise<unknown>): Promise<Refused> => {
  const error: unknown = await asked.then(
    () => null,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(Refused);
  return error as Refused;
};

afterEach(() => vi.unstubAllGlobals());

describe('the client', () => {
  test('its addresses are the contract’s, every route and no other', () => {
    const addressesOf = (rows: Readonly<Record<string, { method: string; path: string }>>) => Object.fromEntries(Object.entries(rows).map(([name, { method, path }]) => [name, `${method} ${path}`]));
    expect(identityAddresses).toEqual(addressesOf(identityRoutes));
    expect(recordAddresses).toEqual(addressesOf(publishingRoutes));
  });

  test('a parameter cannot leave its place in the address', async () => {
    const fetched = answers({ name: 'x', releases: [] });
    vi.stubGlobal('fetch', fetched);
    await ask('readGroup', { params: { group: '../people?x=1#y' } });
    expect(fetched.mock.calls[0]?.[0]).toBe('http://identity.example/api/groups/..%2Fpeople%3Fx%3D1%23y');
    await ask('issueToken', { params: { round: 31 }, body: { blinded: 'AAAA' } });
    expect(fetched.mock.calls[1]).toEqual([
      'http://identity.example/api/rounds/31/tokens',
      expect.objectContaining({ method: 'POST', credentials: 'omit', body: '{"blinded":"AAAA"}', headers: { 'authorization': 'Bearer one', 'content-type': 'application/json' } }),
    ]);
  });

  test('every refusal of the contract arrives with its name and the words for it', async () => {
    for (const [name, { status, title, remedy }] of Object.entries(problems)) {
      vi.stubGlobal('fetch', answers({ type: name, status, title, remedy, detail: null }, status, 'application/problem+json'));
      const { problem, title: said, remedy: cure } = await refused(ask('readMe'));
      expect([problem, said, cure]).toEqual([name as ProblemName, title, remedy]);
    }
  });

  test('a proxy’s page, a broken answer and no answer are all “cannot be reached”, never a crash', async () => {
    const broken = [
      answers('<h1>Blocked</h1>', 403, 'text/html'),
      vi.fn<typeof fetch>(async () => new Response('not json', { status: 200 })),
      vi.fn<typeof fetch>(async () => new Response('not json', { status: 500, headers: { 'content-type': 'application/problem+json' } })),
      vi.fn<typeof fetch>(async () => Promise.reject(new TypeError('network'))),
    ];
    for (const fetched of broken) {
      vi.stubGlobal('fetch', fetched);
      expect((await refused(ask('readMe'))).problem).toBe('unreachable');
    }
  });
});

describe('sign-in', () => {
  test('plain http is taken from this very machine and from nowhere else', () => {
    for (const issuer of ['http://localhost:8080/oidc', 'http://127.0.0.1:8080', 'http://[::1]:1']) expect(mayBeInsecure(new URL(issuer))).toBe(true);
    for (const issuer of ['https://localhost/', 'http://localhost.example', 'http://sign-in.example/localhost', 'http://127.0.0.2']) expect(mayBeInsecure(new URL(issuer))).toBe(false);
  });

  test('it leads back to a path of this site and nowhere else', () => {
    for (const to of ['/', '/groups/a+b', '/rounds']) expect(localPath(to)).toBe(to);
    for (const to of ['//elsewhere.example', '/\\elsewhere.example', 'https://elsewhere.example', 'javascript:alert(1)', '']) expect(localPath(to)).toBe('/');
  });
});

test('how far off something is, in words as coarse as they are useful', () => {
  const now = Date.parse('2026-11-24T08:00:00Z');
  expect(['2026-11-24T08:30:00Z', '2026-11-24T13:00:00Z', '2026-11-30T09:00:00Z', '2026-11-24T07:00:00Z'].map((at) => howSoon(at, now))).toEqual(['within the hour', 'in 5 hours', 'in 6 days', '']);
});
