import { runInNewContext } from 'node:vm';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { beforeAll, describe, expect, test } from 'vitest';
import { headroom } from '../../infra/app.ts';
import { originsOf } from '../../infra/deployment.ts';
import { documentAt, documents, headersFor, workerPath } from '../../infra/documents.ts';

/** What the distribution does with an address: CloudFront picks by the address as it is written, before its function rewrites it. */
interface Behaviour {
  PathPattern?: string;
  ResponseHeadersPolicyId: { Ref: string };
  FunctionAssociations?: { FunctionARN: { 'Fn::GetAtt': [string, string] } }[];
}
type Resources = Record<string, { Type: string; Properties: Record<string, unknown> }>;

const chosen = { domain: 'headroom.test', issuer: 'https://login.test/pool', issuerKeys: 'https://login.test/keys', client: 'headroom', organisation: 'Northmoor' };
const built = { app: [], checkIn: ['sha256-AAAA'], speaking: ['sha256-BBBB'], recovery: [] };
let resources: Resources;
let behaviours: Behaviour[];
beforeAll(() => {
  const { web } = headroom(new App({ context: { headroom: chosen }, analyticsReporting: false, builtinCloudFormationValidation: false }), () => Code.fromInline('export {};'), built);
  resources = (Template.fromStack(web).toJSON() as { Resources: Resources }).Resources;
  const distribution = Object.values(resources).find((r) => r.Type === 'AWS::CloudFront::Distribution') ?? expect.fail('no distribution');
  const config = distribution.Properties['DistributionConfig'] as { CacheBehaviors: Behaviour[]; DefaultCacheBehavior: Behaviour };
  behaviours = [...config.CacheBehaviors, config.DefaultCacheBehavior];
});

function behaviourAt(path: string): Behaviour {
  const matches = (pattern: string): boolean => new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*')}$`).test(path);
  return behaviours.find((b) => b.PathPattern === undefined || matches(b.PathPattern)) ?? expect.fail(path);
}

function fileAt(path: string): string {
  const association = behaviourAt(path).FunctionAssociations?.[0];
  if (association === undefined) return path;
  const code = String(resources[association.FunctionARN['Fn::GetAtt'][0]]?.Properties['FunctionCode']);
  // CloudFront's own runtime runs the same text.
  return String(runInNewContext(`${code}; handler({ request: { uri: path } }).uri`, { path }));
}

function headersAt(path: string): Record<string, string> {
  const policy = resources[behaviourAt(path).ResponseHeadersPolicyId.Ref]?.Properties['ResponseHeadersPolicyConfig'] as {
    SecurityHeadersConfig: Record<string, Record<string, unknown>>;
    CustomHeadersConfig: { Items: { Header: string; Value: string; Override: boolean }[] };
  };
  const { ContentSecurityPolicy: csp, FrameOptions: frame, ReferrerPolicy: referrer, StrictTransportSecurity: transport, ContentTypeOptions: sniff } = policy.SecurityHeadersConfig;
  for (const header of [csp, frame, referrer, transport, sniff]) expect(header?.['Override']).toBe(true);
  return {
    'content-security-policy': String(csp?.['ContentSecurityPolicy']),
    'x-frame-options': String(frame?.['FrameOption']),
    'referrer-policy': String(referrer?.['ReferrerPolicy']),
    'strict-transport-security': `max-age=${String(transport?.['AccessControlMaxAgeSec'])}${transport?.['IncludeSubdomains'] === true ? '; includeSubDomains' : ''}`,
    'x-content-type-options': 'nosniff',
    ...Object.fromEntries(policy.CustomHeadersConfig.Items.map((i) => [i.Header, i.Value])),
  };
}

const addresses = ['/', '/groups/north+south', '/sign-in', '/check-in', '/check-in/', '/check-in.html', '/more', '/speak-up.html', '/recovery', '/recovery/', '/recovery.html', '/index.html', '/assets/main-1a2b.js', workerPath];

describe.each(addresses)('the cloud at %s', (path) => {
  test('answers with the headers of the table, as one machine does', () => {
    expect(headersAt(path)).toEqual(headersFor(path, originsOf(chosen), built));
  });
  test('answers with the file of the table', () => {
    const name = documentAt(path);
    expect(fileAt(path)).toBe(name === null ? path : `/${documents[name].file}`);
  });
});

test('however an address is written, the check-in is never answered under another document’s policy', () => {
  const odd = ['/check-in%2Ehtml', '/check%2Din.html', '/./check-in.html', '//check-in.html', '/x/../check-in.html', '/check-in.html/', '/CHECK-IN.HTML', '/check-in.html?x', '/check-in.html;x', '/Check-in'];
  const own = headersAt('/check-in')['content-security-policy'];
  const under = odd.filter((path) => headersAt(path)['content-security-policy'] !== own);
  expect(under.map(fileAt).filter((file) => /check|%/i.test(file))).toEqual([]);
  expect(under.length).toBeGreaterThan(5);
});
