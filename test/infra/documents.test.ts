import { describe, expect, test } from 'vitest';
import { documentAt, documents, filled, headersFor, type Origins, policyOf } from '../../infra/documents.ts';

const local: Origins = { web: 'http://localhost:8080', identity: 'http://localhost:8080/api', anonymous: 'http://127.0.0.1:8081', issuer: 'http://localhost:8080/oidc' };
const cloud: Origins = { web: 'https://headroom.test', identity: 'https://who.headroom.test', anonymous: 'https://answers.headroom.test', issuer: 'https://login.test/pool' };
const directive = (policy: string, name: string): string | undefined => policy.split('; ').find((d) => d.startsWith(`${name} `));

describe.each([['one machine', local], ['the cloud', cloud]])('the documents on %s', (_where, origins) => {
  test('the check-in can connect to the anonymous host and to nothing else', () => {
    expect(directive(policyOf('checkIn', origins), 'connect-src')).toBe(`connect-src ${origins.anonymous}`);
  });

  test('no policy lets anything run or be styled inline, be loaded from elsewhere, or be posted by a form', () => {
    for (const name of [...(Object.keys(documents) as (keyof typeof documents)[]), null]) {
      const policy = policyOf(name, origins);
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/unsafe|\*|blob:|nonce/);
      expect(directive(policy, 'script-src') ?? "script-src 'self'").toBe("script-src 'self'");
      expect(directive(policy, 'form-action') ?? "form-action 'none'").toBe("form-action 'none'");
    }
  });

  test('only the app frames the check-in, and nothing frames the app', () => {
    expect(directive(policyOf('checkIn', origins), 'frame-ancestors')).toBe("frame-ancestors 'self'");
    expect(directive(policyOf('checkIn', origins), 'frame-src')).toBe("frame-src 'none'");
    expect(directive(policyOf('app', origins), 'frame-ancestors')).toBe("frame-ancestors 'none'");
    expect(directive(policyOf('app', origins), 'frame-src')).toBe("frame-src 'self'");
  });

  test('no address is served without a policy, nor with a referrer', () => {
    for (const path of ['/', '/check-in', '/groups/x', '/assets/a-1.js', '/favicon.svg']) {
      const headers = headersFor(path, origins);
      expect(headers['content-security-policy']).toBe(policyOf(documentAt(path), origins));
      expect(headers['referrer-policy']).toBe('no-referrer');
    }
  });
});

test('a sign-in or identity on the web’s own origin is ‘self’, each other origin is named once and without its path', () => {
  expect(directive(policyOf('app', local), 'connect-src')).toBe("connect-src 'self' http://127.0.0.1:8081");
  expect(directive(policyOf('app', cloud), 'connect-src')).toBe('connect-src https://who.headroom.test https://answers.headroom.test https://login.test');
});

test('an address belongs to one document, and a file to none', () => {
  expect(['/', '/groups/north+south', '/index.html', '/check-ins'].map(documentAt)).toEqual(['app', 'app', 'app', 'app']);
  expect(['/check-in', '/check-in/', '/check-in.html'].map(documentAt)).toEqual(['checkIn', 'checkIn', 'checkIn']);
  expect(['/assets/main-1a.js', '/favicon.svg'].map(documentAt)).toEqual([null, null]);
});

test('only files that carry their hash are kept without asking', () => {
  expect(headersFor('/assets/main-1a.js', local)['cache-control']).toContain('immutable');
  expect(headersFor('/check-in', local)['cache-control']).toBe('no-cache');
});

test('a setting cannot leave its attribute, and an unknown placeholder is refused', () => {
  const settings = { ...cloud, client: 'web', organisation: 'A & B "<script>' };
  expect(filled('<meta content="%ORGANISATION%">', settings)).toBe('<meta content="A &amp; B &quot;&lt;script>">');
  expect(() => filled('%WEBSITE%', settings)).toThrow('WEBSITE');
});
