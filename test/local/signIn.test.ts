import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signInMemory } from '../../infra/local/signInMemory.ts';
import { ask, refusalIn } from './ask.ts';
import { choose, exchange, openSignIn, redirectTarget, startServer, type TestServer, Visitor } from './server.ts';
import { smallHouse } from './smallHouse.ts';

let server: TestServer;
let folder: string;

beforeAll(async () => {
  folder = await smallHouse();
  server = await startServer({ dataFolder: folder, demo: false, pages: false });
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const me = (token: string) => ask(server.origin, { path: '/api/me', headers: { authorization: `Bearer ${token}` } });

test('a name, chosen, becomes an access token for the identity side alone, for an hour', async () => {
  const token = await server.signInAs('riverside-3');
  expect(JSON.parse((await me(token)).text)).toMatchObject({ id: 'riverside-3', team: 'riverside' });
  const { aud, sub, iat = 0, exp = 0, iss } = decodeJwt(token);
  expect({ aud, sub, iss, seconds: exp - iat }).toEqual({ aud: 'urn:headroom:identity', sub: 'riverside-3', iss: `${server.origin}/oidc`, seconds: 3600 });
  expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
});

describe('a replayed sign-in', () => {
  test('is refused: a code that was used gives nothing again', async () => {
    const underway = await openSignIn(server.origin);
    const code = await choose(underway, server.origin, 'northside-1');
    expect((await exchange(server.origin, code, underway)).status).toBe(200);
    const again = await exchange(server.origin, code, underway);
    expect([again.status, await again.json()]).toEqual([400, { error: 'invalid_grant' }]);
  });

  test('is refused at the same moment too: of twenty requests with one code one is answered', async () => {
    const underway = await openSignIn(server.origin);
    const code = await choose(underway, server.origin, 'northside-1');
    const answers = await Promise.all(Array.from({ length: 20 }, () => exchange(server.origin, code, underway)));
    expect(answers.map((a) => a.status).toSorted((a, b) => a - b)).toEqual([200, ...Array.from({ length: 19 }, () => 400)]);
  });

  test('is refused by what the provider remembers, however far apart it looks and consumes', async () => {
    const codes = signInMemory()('AuthorizationCode');
    await codes.upsert('code', { jti: 'code', grantId: 'grant' }, 60);
    await codes.consume('code');
    await expect(codes.consume('code')).rejects.toThrow('invalid_grant');
    await expect(codes.consume('never')).rejects.toThrow('invalid_grant');
  });

  test('is refused without the verifier that began it, and for any other address to return to', async () => {
    const [mine, other] = [await openSignIn(server.origin), await openSignIn(server.origin)];
    const code = await choose(mine, server.origin, 'northside-1');
    expect((await exchange(server.origin, code, { ...mine, verifier: other.verifier })).status).toBe(400);
    expect((await exchange(server.origin, code, { ...mine, redirectUri: 'http://localhost:1/signed-in' })).status).toBe(400);
    await expect(openSignIn(server.origin, { redirect_uri: 'https://elsewhere.example/signed-in' })).rejects.toThrow();
  });

  test('of a form is refused: a page whose name was chosen takes no second one', async () => {
    const underway = await openSignIn(server.origin);
    await choose(underway, server.origin, 'northside-1');
    expect((await underway.visitor.submit(underway.page, { once: underway.once, person: 'northside-2' })).status).toBe(400);
  });
});

test('what the provider remembers is gone when its time is over, or its grant is', async () => {
  let now = 0;
  const memory = signInMemory(() => now);
  const [sessions, codes] = [memory('Session'), memory('AuthorizationCode')];
  await sessions.upsert('a', { uid: 'u', accountId: 'x' }, 10);
  await codes.upsert('a', { grantId: 'g' }, 60);
  expect(await sessions.findByUid('u')).toMatchObject({ accountId: 'x' });
  expect(await codes.findByUid('u')).toBeUndefined();
  now = 10_000;
  expect([await sessions.find('a'), await sessions.findByUid('u')]).toEqual([undefined, undefined]);
  expect(await codes.find('a')).toBeDefined();
  await codes.revokeByGrantId('g');
  expect(await codes.find('a')).toBeUndefined();
});

describe('a sign-in that another site or another browser drives', () => {
  test('is refused without this browser’s cookie', async () => {
    const { page, once } = await openSignIn(server.origin);
    expect((await new Visitor().submit(page, { once, person: 'northside-1' })).status).toBe(400);
    expect((await new Visitor().go(page)).status).toBe(400);
  });

  test('is refused without the page’s own field, with another page’s, or posted from another site', async () => {
    const mine = await openSignIn(server.origin);
    const other = await openSignIn(server.origin);
    for (const once of ['', other.once, `${mine.once}x`, 'é'.repeat(mine.once.length)]) expect((await mine.visitor.submit(mine.page, { once, person: 'northside-1' })).status).toBe(403);
    const crossSite = await mine.visitor.go(mine.page, { method: 'POST', body: new URLSearchParams({ once: mine.once, person: 'northside-1' }), headers: { 'sec-fetch-site': 'cross-site' } });
    expect(crossSite.status).toBe(403);
    expect(await choose(mine, server.origin, 'northside-1')).not.toBe('');
  });

  test('cannot make somebody up', async () => {
    const { visitor, page, once } = await openSignIn(server.origin);
    expect((await visitor.submit(page, { once, person: 'nobody' })).status).toBe(403);
  });
});

test('the provider’s cookies go to its own path alone, are out of reach of scripts and of other sites, and end with the browser', async () => {
  const visitor = new Visitor();
  const lines: string[] = [];
  const underway = await openSignIn(server.origin);
  let answer = await underway.visitor.submit(underway.page, { once: underway.once, person: 'northside-1' });
  while (answer.status === 303) {
    lines.push(...answer.headers.getSetCookie());
    const to = redirectTarget(answer, server.origin);
    if (to.includes('/signed-in')) break;
    answer = await underway.visitor.go(to);
  }
  const begun = await visitor.go(`${server.origin}/oidc/auth?${new URLSearchParams({ client_id: 'headroom-web', redirect_uri: underway.redirectUri, response_type: 'code', scope: 'openid', code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' })}`);
  lines.push(...begun.headers.getSetCookie());
  expect(lines.some((l) => l.startsWith('_session='))).toBe(true);
  for (const line of lines) {
    expect(line).toMatch(/;\s*path=\/oidc(\/|;|$)/i);
    expect(line).toMatch(/;\s*httponly/i);
    expect(line).toMatch(/;\s*samesite=lax/i);
    if (line.startsWith('_session')) expect(line.replace('Thu, 01 Jan 1970', '')).not.toMatch(/expires=\w/i);
  }
});

test('the page with the names says that no password is asked for, lists everybody once, and runs nothing', async () => {
  const { visitor, page } = await openSignIn(server.origin);
  const answer = await visitor.go(page);
  const html = await answer.text();
  expect(html).toContain('There is no password');
  expect([...html.matchAll(/name="person" value="[^"]+"/g)]).toHaveLength(82);
  expect(html).not.toMatch(/<script|\sstyle=|<style|\son\w+=/);
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  const styles = /<link rel="stylesheet" href="([^"]+)"/.exec(html)?.[1] ?? '';
  expect((await fetch(styles)).headers.get('content-type')).toContain('text/css');
});

test('whoever is signed in is signed in again without being asked, until they sign out', async () => {
  const underway = await openSignIn(server.origin);
  const tokens = (await (await exchange(server.origin, await choose(underway, server.origin, 'northside-7'), underway)).json()) as { id_token: string };
  const asked = new URLSearchParams({ client_id: 'headroom-web', redirect_uri: underway.redirectUri, response_type: 'code', scope: 'openid', code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' });
  const again = await underway.visitor.go(`${server.origin}/oidc/auth?${asked}`);
  expect(new URL(redirectTarget(again, server.origin)).searchParams.has('code')).toBe(true);

  const leaving = new URLSearchParams({ id_token_hint: tokens.id_token, client_id: 'headroom-web', post_logout_redirect_uri: `${server.origin}/` });
  const page = await underway.visitor.go(`${server.origin}/oidc/session/end?${leaving}`);
  const html = await page.text();
  const script = /<script>([^<]+)<\/script>/.exec(html)?.[1] ?? '';
  expect(page.headers.get('content-security-policy')).toContain(`script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
  expect((await underway.visitor.submit(`${server.origin}/oidc/session/end/confirm`, { xsrf: 'guessed', logout: 'yes' })).status).toBe(400);
  const left = await underway.visitor.submit(`${server.origin}/oidc/session/end/confirm`, { xsrf, logout: 'yes' });
  expect(redirectTarget(left, server.origin)).toBe(`${server.origin}/`);
  const asks = await underway.visitor.go(`${server.origin}/oidc/auth?${asked}`);
  expect(redirectTarget(asks, server.origin)).toContain('/oidc/sign-in/');
});

test('another site that sends somebody to be signed out has them asked first', async () => {
  const underway = await openSignIn(server.origin);
  await choose(underway, server.origin, 'northside-8');
  const other = await openSignIn(server.origin);
  const { id_token: hint } = (await (await exchange(server.origin, await choose(other, server.origin, 'northside-9'), other)).json()) as { id_token: string };
  for (const query of ['', `?id_token_hint=${hint}`]) {
    const page = await (await underway.visitor.go(`${server.origin}/oidc/session/end${query}`)).text();
    expect(page).toContain('Sign out of Headroom?');
    expect(page).not.toContain('<script');
  }
});

test('nobody is signed out by a page that is not ours: neither by a form it posts, with a field of its own or of another’s, nor by an address it leads to', async () => {
  const victim = await openSignIn(server.origin);
  await choose(victim, server.origin, 'northside-5');
  const attacker = await openSignIn(server.origin);
  await choose(attacker, server.origin, 'northside-6');
  const end = `${server.origin}/oidc/session/end`;
  const theirs = /name="xsrf" value="([^"]+)"/.exec(await (await attacker.visitor.go(end)).text())?.[1] ?? '';
  expect(theirs).not.toBe('');
  const elsewhere = { headers: { 'origin': 'https://elsewhere.example', 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' } };
  await victim.visitor.go(`${end}?client_id=headroom-web&post_logout_redirect_uri=${encodeURIComponent(`${server.origin}/`)}&logout=yes`);
  for (const body of [new URLSearchParams({ logout: 'yes' }), new URLSearchParams({ xsrf: theirs, logout: 'yes' }), new URLSearchParams({ xsrf: '', logout: 'yes' })]) {
    expect((await victim.visitor.go(`${end}/confirm`, { method: 'POST', body, ...elsewhere })).status).toBe(400);
    await victim.visitor.go(end, { method: 'POST', body, ...elsewhere });
  }
  const asked = new URLSearchParams({ client_id: 'headroom-web', redirect_uri: victim.redirectUri, response_type: 'code', scope: 'openid', code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' });
  const again = await victim.visitor.go(`${server.origin}/oidc/auth?${asked}`);
  expect(new URL(redirectTarget(again, server.origin)).searchParams.has('code'), 'still signed in').toBe(true);
});

test('going back without signing in returns to the web with a refusal and no code', async () => {
  const { visitor, page, once } = await openSignIn(server.origin);
  let answer = await visitor.submit(page, { once, person: '' });
  answer = await visitor.go(redirectTarget(answer, server.origin));
  const back = new URL(redirectTarget(answer, server.origin));
  expect([back.pathname, back.searchParams.get('error'), back.searchParams.has('code')]).toEqual(['/signed-in', 'access_denied', false]);
});

test('the provider’s addresses come from the setting and never from what a caller says its host is', async () => {
  const answer = await ask(server.origin, { path: '/oidc/.well-known/openid-configuration', headers: { host: 'elsewhere.example', 'x-forwarded-host': 'elsewhere.example', 'x-forwarded-proto': 'https' } });
  expect(answer.text).not.toContain('elsewhere');
  expect(JSON.parse(answer.text)).toMatchObject({ issuer: `${server.origin}/oidc`, token_endpoint: `${server.origin}/oidc/token`, token_endpoint_auth_methods_supported: ['none'] });
});

test('junk at the provider is refused without an echo and without a fault', async () => {
  const word = 'echo0f3b';
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const asked = [
    { path: `/oidc/auth?client_id=${word}&redirect_uri=${word}&response_type=${word}` },
    { path: `/oidc/auth?client_id=headroom-web&client_id=${word}` },
    { path: `/oidc/auth?%zz=${word}` },
    { path: `/oidc/auth/${word}` },
    { path: `/oidc/sign-in/${word}` },
    { path: `/oidc/sign-in/%zz${word}` },
    { path: `/oidc/session/end?id_token_hint=${word}` },
    { method: 'POST', path: '/oidc/token', body: word, headers: form },
    { method: 'POST', path: '/oidc/token', body: `grant_type=authorization_code&client_id=headroom-web&code=${word}&redirect_uri=${word}&code_verifier=${word}`, headers: { ...form, origin: `http://${word}.example` } },
    { method: 'POST', path: '/oidc/token', body: word, headers: { 'content-type': `text/${word}` } },
    { method: 'POST', path: '/oidc/token', body: 'x'.repeat(100_000), headers: form },
    { method: 'POST', path: `/oidc/sign-in/${word}`, body: word.repeat(5000), headers: form },
    { method: 'PUT', path: `/oidc/token?${word}` },
    { method: 'POST', path: '/oidc/session/end/confirm', body: `xsrf=${word}`, headers: form },
  ];
  for (const one of asked) {
    const answer = await ask(server.origin, one);
    expect([one.path, answer.status]).toEqual([one.path, expect.toSatisfy((s: number) => s >= 400 && s < 500)]);
    expect(answer.text).not.toContain(word);
  }
  expect(refusalIn(await ask(server.origin, { method: 'PUT', path: '/oidc/sign-in/x' })).type).toBe('wrong-method');
  expect(server.output()).not.toContain(word);
});
