import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { documentAt, filled, headersFor, type Origins, policyAt, type Scripts, scriptsIn, workerPath } from '../../infra/documents.ts';

const local: Origins = { web: 'http://localhost:8080', identity: 'http://localhost:8080/api', anonymous: 'http://127.0.0.1:8081', issuer: 'http://localhost:8080/oidc' };
const cloud: Origins = { web: 'https://headroom.test', identity: 'https://who.headroom.test', anonymous: 'https://answers.headroom.test', issuer: 'https://login.test/pool' };
const built: Scripts = { app: [], checkIn: ['sha256-AAAA'], speaking: ['sha256-BBBB'], recovery: [] };
const directive = (policy: string, name: string): string | undefined => policy.split('; ').find((d) => d.startsWith(`${name} `));

describe.each([['one machine', local], ['the cloud', cloud]])('the documents on %s', (_where, origins) => {
  test.each(['/check-in', '/more'])('%s can connect to the anonymous host and to nothing else', (path) => {
    expect(directive(policyAt(path, origins, built), 'connect-src')).toBe(`connect-src ${origins.anonymous}`);
  });

  test.each(['/recovery', '/recovery/', '/recovery.html'])('%s can connect to nobody, frames nothing and is framed by nobody', (path) => {
    const policy = policyAt(path, origins, built);
    for (const [name, value] of [['connect-src', "'none'"], ['frame-src', "'none'"], ['frame-ancestors', "'none'"], ['form-action', "'none'"], ['script-src', "'self'"], ['img-src', "'self' data:"]] as const) expect(directive(policy, name)).toBe(`${name} ${value}`);
  });

  test('no policy lets anything be styled inline, be loaded from elsewhere, or be posted by a form', () => {
    for (const path of ['/', '/check-in', '/more', '/recovery', '/assets/a-1.js', workerPath]) {
      const policy = policyAt(path, origins, built);
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/unsafe|\*|blob:|nonce/);
      expect(directive(policy, 'form-action') ?? "form-action 'none'").toBe("form-action 'none'");
    }
  });

  test('nothing runs but files of the web’s own and the very script its build put into a document', () => {
    expect(directive(policyAt('/', origins, built), 'script-src')).toBe("script-src 'self'");
    expect(directive(policyAt('/check-in', origins, built), 'script-src')).toBe("script-src 'self' 'sha256-AAAA'");
    expect(directive(policyAt('/more', origins, built), 'script-src')).toBe("script-src 'self' 'sha256-BBBB'");
    for (const path of ['/assets/a-1.js', workerPath]) expect(directive(policyAt(path, origins, built), 'script-src')).toBeUndefined();
  });

  test('only the app frames the check-in and the page for speaking up, and nothing frames the app', () => {
    for (const path of ['/check-in', '/more']) {
      expect(directive(policyAt(path, origins, built), 'frame-ancestors')).toBe("frame-ancestors 'self'");
      expect(directive(policyAt(path, origins, built), 'frame-src')).toBe("frame-src 'none'");
    }
    expect(directive(policyAt('/', origins, built), 'frame-ancestors')).toBe("frame-ancestors 'none'");
    expect(directive(policyAt('/', origins, built), 'frame-src')).toBe("frame-src 'self'");
  });

  test('a file can do nothing, and the worker fetch the documents’ own files alone', () => {
    expect(directive(policyAt('/assets/a-1.js', origins, built), 'connect-src')).toBeUndefined();
    expect(directive(policyAt(workerPath, origins, built), 'connect-src')).toBe("connect-src 'self'");
  });

  test('no address is served without a policy, nor with a referrer', () => {
    for (const path of ['/', '/check-in', '/more', '/recovery', '/groups/x', '/assets/a-1.js', '/favicon.svg']) {
      const headers = headersFor(path, origins, built);
      expect(headers['content-security-policy']).toBe(policyAt(path, origins, built));
      expect(headers['referrer-policy']).toBe('no-referrer');
    }
  });
});

test('a sign-in or identity on the web’s own origin is ‘self’, each other origin is named once and without its path', () => {
  expect(directive(policyAt('/', local, built), 'connect-src')).toBe("connect-src 'self' http://127.0.0.1:8081");
  expect(directive(policyAt('/', cloud, built), 'connect-src')).toBe('connect-src https://who.headroom.test https://answers.headroom.test https://login.test');
});

test('an address belongs to one document, and a file to none', () => {
  expect(['/', '/groups/north+south', '/index.html', '/check-ins'].map(documentAt)).toEqual(['app', 'app', 'app', 'app']);
  expect(['/check-in', '/check-in/', '/check-in.html'].map(documentAt)).toEqual(['checkIn', 'checkIn', 'checkIn']);
  expect(['/more', '/more/', '/speak-up.html', '/speak-up'].map(documentAt)).toEqual(['speaking', 'speaking', 'speaking', 'app']);
  expect(['/recovery', '/recovery/', '/recovery.html', '/recovery/x'].map(documentAt)).toEqual(['recovery', 'recovery', 'recovery', 'app']);
  expect(['/assets/main-1a.js', '/favicon.svg'].map(documentAt)).toEqual([null, null]);
});

test('only files that carry their hash are kept without asking', () => {
  expect(headersFor('/assets/main-1a.js', local, built)['cache-control']).toContain('immutable');
  expect(headersFor('/check-in', local, built)['cache-control']).toBe('no-cache');
});

test('a script is named by what stands between its tags, to the byte', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-scripts-'));
  writeFileSync(join(folder, 'check-in.html'), '<script type="module">let a = 1;\n</script><p>x</p><script type="module" src="/b.js"></script>');
  const hash = createHash('sha256').update('let a = 1;\n').digest('base64');
  expect(scriptsIn(folder)).toEqual({ app: [], checkIn: [`sha256-${hash}`], speaking: [], recovery: [] });
  rmSync(folder, { recursive: true });
});

test('a setting cannot leave its attribute, and an unknown placeholder is refused', () => {
  const settings = { ...cloud, client: 'web', audience: 'urn:headroom:identity', organisation: 'A & B "<script>', kind: 'own' };
  expect(filled('<meta content="%ORGANISATION%">', settings)).toBe('<meta content="A &amp; B &quot;&lt;script>">');
  expect(() => filled('%WEBSITE%', settings)).toThrow('WEBSITE');
});
