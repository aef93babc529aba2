import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Effect, ManagedPolicy, Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { CfnTable, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { beforeAll, describe, expect, test } from 'vitest';
import context from '../../cdk.json' with { type: 'json' };
import { headroom } from '../../infra/app.ts';
import { deployed } from '../../infra/deployed.ts';
import { chains, errands } from '../../infra/schedule.ts';
import { jobRows, routeRows } from '../../shared/contract/contract.ts';
import type { Row } from '../../shared/contract/route.ts';
import { breaches, guarded, reachOf, resourcesOf, rolesOf } from './role.ts';

/** Without CloudFormation's own rules, which take seconds: `npm run synth` keeps to them. */
const stacks = () => headroom(new App({ context: context.context, analyticsReporting: false, builtinCloudFormationValidation: false }), () => Code.fromInline('export {};'), { app: [], checkIn: [], speaking: [], recovery: [] });

/** Written out once more, so that a slip in the code that grants does not stand in its own test. */
const actions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  table: { get: ['dynamodb:GetItem'], query: ['dynamodb:Query'], put: ['dynamodb:PutItem'], delete: ['dynamodb:DeleteItem'], clear: ['dynamodb:DeleteItem', 'dynamodb:Query'], transact: ['dynamodb:PutItem'] },
  closingKeys: { get: ['ssm:GetParameter'], put: ['ssm:PutParameter'], delete: ['ssm:DeleteParameters', 'ssm:GetParametersByPath'] },
  closingKeysKey: { get: ['kms:Decrypt'], put: ['kms:Encrypt'], delete: [] },
};
const sorted = (verbs: readonly string[], of: string): string[] => [...new Set(verbs.flatMap((v) => actions[of]?.[v] ?? []))].sort();

function expectedReach(grants: Readonly<Record<string, readonly string[] | undefined>>): [string, string[]][] {
  return Object.entries(grants).flatMap(([name, verbs = []]): [string, string[]][] =>
    name === 'closingKeys'
      ? [['closing keys', sorted(verbs, 'closingKeys')], ['closing keys’ key', sorted(verbs, 'closingKeysKey')]]
      : [[`${name} table`, sorted(verbs, 'table')], [`${name} key`, ['kms:Decrypt']]],
  );
}

let template: Template;
let web: Template;
beforeAll(() => {
  const made = stacks();
  template = Template.fromStack(made.sides);
  web = Template.fromStack(made.web);
});

const roleOf = (name: string, of: Template = template) => rolesOf(of).find(({ id }) => new RegExp(`^(identity|anonymous|publishing)${name}Role`).test(id)) ?? expect.fail(`${name} has no role`);

describe('roles', () => {
  test.each(deployed.map((f) => [f.name, f.row.grants] as const))('%s can do what its row grants, and nothing else', (name, grants) => {
    expect(reachOf(roleOf(name))).toEqual(new Map(expectedReach(grants)));
    const { statements, managed } = roleOf(name);
    expect(managed).toEqual([]);
    const others = statements.filter((s) => s.allow).flatMap((s) => s.actions).filter((a) => !/^(dynamodb|ssm|kms):/.test(a));
    expect(others.every((a) => ['logs:CreateLogStream', 'logs:PutLogEvents'].includes(a))).toBe(true);
    // A key is used through its service, so that holding the role is no way to open what was copied.
    expect(statements.filter((s) => s.allow && s.actions.some((a) => a.startsWith('kms:'))).every((s) => s.conditional)).toBe(true);
  });

  test('each function has a role of its own', () => {
    const used = resourcesOf(template, 'AWS::Lambda::Function').map(([, p]) => JSON.stringify(p['Role']));
    expect(used).toHaveLength(deployed.length);
    expect(new Set(used).size).toBe(used.length);
  });

  test('nobody reaches people and answers, only the two jobs reach closing keys, no host of the anonymous side can log', () => {
    expect(breaches(template)).toEqual([]);
    expect(breaches(web)).toEqual([]);
  });

  test('what is guarded is there under the name it is guarded by', () => {
    const ids = resourcesOf(template).map(([id]) => id);
    for (const start of Object.values(guarded)) if (!start.startsWith('parameter/')) expect(ids.filter((id) => id.startsWith(start)), start).toHaveLength(1);
    expect(JSON.stringify(template.toJSON())).toContain(guarded['closing keys']);
  });
});

describe('a planted policy is caught:', () => {
  interface Planted {
    sides: Stack;
    role(path: string): Role;
    arn(side: string): string;
  }
  const allow = (actions: string, resource: string) => new PolicyStatement({ actions: [actions], resources: [resource] });
  const plants: readonly [what: string, breach: RegExp, plant: (p: Planted) => unknown][] = [
    ['people, for the function that takes answers', /submitAnswer\w* reaches people and answers/, ({ role, arn }) => role('anonymous/submitAnswer').addToPolicy(allow('dynamodb:GetItem', arn('identity')))],
    ['answers, for a function that knows who', /issueToken\w* reaches people and answers/, ({ role, arn }) => role('identity/issueToken').addToPolicy(allow('dynamodb:PutItem', arn('anonymous')))],
    ['every table, for a function that knows who', /readMe\w* reaches people and answers/, ({ role }) => role('identity/readMe').addToPolicy(allow('dynamodb:Query', '*'))],
    ['tables by a pattern', /readCohort\w* reaches people and answers/, ({ role }) => role('identity/readCohort').addToPolicy(allow('dynamodb:Query', 'arn:aws:dynamodb:eu-west-2:111111111111:table/*'))],
    ['people, for the close', /closeRound\w* reaches people and answers/, ({ role, arn }) => role('publishing/closeRound').addToPolicy(allow('dynamodb:Query', arn('identity')))],
    ['a policy attached from elsewhere', /listDue\w* reaches people and answers/, ({ sides, role, arn }) => new Policy(sides, 'Elsewhere', { roles: [role('identity/listDue')], statements: [allow('dynamodb:Query', arn('anonymous'))] })],
    ['reading answers, for the function that takes them', /submitAnswer\w* reads or removes answers/, ({ role, arn }) => role('anonymous/submitAnswer').addToPolicy(allow('dynamodb:GetItem', arn('anonymous')))],
    ['closing keys, for a function that knows who', /prepareRound\w* reaches closing keys and people/, ({ role }) => role('identity/prepareRound').addToPolicy(allow('ssm:GetParameter', 'arn:aws:ssm:eu-west-2:111111111111:parameter/*'))],
    ['closing keys, for the public record', /readManifest\w* reaches closing keys$/, ({ role }) => role('publishing/readManifest').addToPolicy(allow('ssm:GetParameter', 'arn:aws:ssm:eu-west-2:111111111111:parameter/headroom/closing-keys/*'))],
    ['a log, for the function that takes answers', /submitAnswer\w* may write a log/, ({ role }) => role('anonymous/submitAnswer').addToPolicy(allow('logs:PutLogEvents', 'arn:aws:logs:eu-west-2:111111111111:log-group:x'))],
    ['a policy that AWS keeps', /readLog\w* has a policy that does not stand here/, ({ role }) => role('publishing/readLog').addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaBasicExecutionRole'))],
    ['everything of a service', /readGroup\w* may do everything of a service/, ({ role, arn }) => role('identity/readGroup').addToPolicy(allow('dynamodb:*', arn('identity')))],
    ['all but one thing', /readAlarms\w* may do everything of a service/, ({ role, arn }) => role('identity/readAlarms').addToPolicy(new PolicyStatement({ effect: Effect.ALLOW, notActions: ['dynamodb:Scan'], resources: [arn('identity')] }))],
    ['a stream of answers', /anonymousVaultTable\w* has a stream/, ({ sides }) => ((sides.node.findChild('anonymous').node.findChild('Vault').node.findChild('Table').node.defaultChild as CfnTable).streamSpecification = { streamViewType: 'NEW_IMAGE' })],
  ];
  let found: string[];
  beforeAll(() => {
    const { sides } = stacks();
    const at = (path: string): unknown => path.split('/').reduce<IConstruct>((node, id) => node.node.findChild(id), sides);
    for (const [, , plant] of plants) plant({ sides, role: (path) => at(`${path}/Role`) as Role, arn: (side) => (at(`${side}/Vault/Table`) as Table).tableArn });
    found = breaches(Template.fromStack(sides));
  });

  test.each(plants)('%s', (_what, breach) => {
    expect(found.filter((f) => breach.test(f))).toHaveLength(1);
  });

  test('the refusal to log, taken away', () => {
    const json = structuredClone(template.toJSON()) as { Resources: Record<string, { Type: string; Properties: { Policies?: { PolicyDocument: { Statement: { Effect: string }[] } }[] } }> };
    for (const { Properties } of Object.values(json.Resources)) for (const { PolicyDocument } of Properties.Policies ?? []) PolicyDocument.Statement = PolicyDocument.Statement.filter((s) => s.Effect !== 'Deny');
    const silent = deployed.filter(({ kind, row }) => row.side === 'anonymous' || (row.side === 'publishing' && kind === 'route')).map(({ name, row }) => `${row.side}${name} may write a log`);
    expect(silent).toContain('anonymoussubmitAnswer may write a log');
    expect(breaches(Template.fromJSON(json)).map((f) => f.replace(/Role.*? /, ' ')).sort()).toEqual(silent.sort());
  });
});

describe('tables', () => {
  const tables = () => new Map(resourcesOf(template, 'AWS::DynamoDB::Table').map(([id, p]) => [id.replace(/Vault.*/, ''), p]));

  test('there is one a side, each under a key of its own, with expiry and no stream', () => {
    expect([...tables().keys()].sort()).toEqual(['anonymous', 'identity', 'publishing']);
    const keys = [...tables().values()].map((p) => JSON.stringify((p['SSESpecification'] as Record<string, unknown>)['KMSMasterKeyId']));
    expect(new Set(keys).size).toBe(3);
    for (const properties of tables().values()) expect(properties).toMatchObject({ BillingMode: 'PAY_PER_REQUEST', TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true }, SSESpecification: { SSEEnabled: true, SSEType: 'KMS' } });
    for (const properties of tables().values()) expect(properties['StreamSpecification']).toBeUndefined();
  });

  test('the anonymous one cannot be recovered to a point in time, the others can', () => {
    const recovers = (side: string) => ((tables().get(side) ?? expect.fail(side))['PointInTimeRecoverySpecification'] as Record<string, unknown>)['PointInTimeRecoveryEnabled'];
    expect([recovers('anonymous'), recovers('identity'), recovers('publishing')]).toEqual([false, true, true]);
    expect(template.toJSON()).not.toHaveProperty('Resources.BackupPlan');
    for (const type of ['AWS::Backup::BackupPlan', 'AWS::CloudTrail::Trail', 'AWS::Kinesis::Stream', 'AWS::Lambda::EventSourceMapping']) template.resourceCountIs(type, 0);
  });
});

describe('logs', () => {
  const loggable = (name: string): boolean => {
    const f = deployed.find((d) => d.name === name);
    return f !== undefined && (f.row.side === 'identity' || (f.row.side === 'publishing' && f.kind === 'job'));
  };
  const functions = () => resourcesOf(template, 'AWS::Lambda::Function').map(([id, p]) => [deployed.find((f) => new RegExp(`^${f.row.side}${f.name}Function`).test(id))?.name ?? expect.fail(id), p] as const);

  test('no function that the anonymous host serves has a log group, and every other one writes to its side’s', () => {
    for (const [name, properties] of functions()) expect(properties['LoggingConfig'] !== undefined, name).toBe(loggable(name));
    template.resourceCountIs('AWS::Logs::LogGroup', 2);
    for (const [name, properties] of functions().filter(([n]) => loggable(n)))
      expect(JSON.stringify(properties['LoggingConfig'])).toMatch(new RegExp(`"${deployed.find((d) => d.name === name)?.row.side}Log`));
    template.resourceCountIs('AWS::Logs::SubscriptionFilter', 0);
  });

  test('nothing is traced', () => {
    for (const [name, properties] of functions()) expect(properties['TracingConfig'], name).toBeUndefined();
  });

  test('neither host keeps an access log or counts a route at a time, and neither does the web', () => {
    const stages = resourcesOf(template, 'AWS::ApiGatewayV2::Stage');
    expect(stages).toHaveLength(2);
    for (const [id, stage] of stages) {
      expect(stage['AccessLogSettings'], id).toBeUndefined();
      expect((stage['DefaultRouteSettings'] as Record<string, unknown>)['DetailedMetricsEnabled'] ?? false, id).toBe(false);
      expect(stage['RouteSettings'], id).toBeUndefined();
    }
    const [, distribution] = resourcesOf(web, 'AWS::CloudFront::Distribution')[0] ?? expect.fail('no distribution');
    expect((distribution['DistributionConfig'] as Record<string, unknown>)['Logging']).toBeUndefined();
    expect((distribution['DistributionConfig'] as Record<string, unknown>)['RealtimeLogConfigArn']).toBeUndefined();
  });
});

describe('hosts', () => {
  const routesAt = (host: 'identity' | 'anonymous') =>
    resourcesOf(template, 'AWS::ApiGatewayV2::Route').filter(([, p]) => JSON.stringify(p['ApiId']).includes(`${host}HostApi`)).map(([, p]) => String(p['RouteKey'])).sort();
  const keysOf = (keep: (row: Row) => boolean) => [...routeRows.values()].filter((row) => row.localOnly !== true && keep(row)).map(({ method, path }) => `${method} ${path}`).sort();

  test('the identity host serves the identity side alone, the anonymous host answers and the public record', () => {
    expect(routesAt('identity')).toEqual(keysOf((row) => row.side === 'identity'));
    expect(routesAt('anonymous')).toEqual(keysOf((row) => row.side !== 'identity'));
  });

  test('what only one machine has is not deployed', () => {
    expect([...routeRows].filter(([, row]) => row.localOnly).map(([name]) => name)).toEqual(['moveClock']);
    expect(JSON.stringify(template.toJSON())).not.toMatch(/moveClock|\/clock/i);
  });

  test('only the web’s own pages may call, and none with the browser’s credentials', () => {
    for (const [, api] of resourcesOf(template, 'AWS::ApiGatewayV2::Api')) {
      const cors = api['CorsConfiguration'] as Record<string, unknown>;
      expect(cors['AllowOrigins']).toEqual(['https://headroom.example']);
      expect(cors['AllowCredentials'] ?? false).toBe(false);
      expect(api['DisableExecuteApiEndpoint']).toBe(true);
    }
    const [, anonymous] = resourcesOf(template, 'AWS::ApiGatewayV2::Api').find(([id]) => id.startsWith('anonymous')) ?? expect.fail('no anonymous host');
    expect((anonymous['CorsConfiguration'] as Record<string, unknown>)['AllowHeaders']).toEqual(['content-type']);
  });

  test('every job is run by the scheduler, and by nobody else', () => {
    const machines = JSON.stringify(resourcesOf(template, 'AWS::StepFunctions::StateMachine'));
    // Those of rounds in their chains, those that go outside each by itself.
    const alone = JSON.stringify(resourcesOf(template, 'AWS::Scheduler::Schedule'));
    for (const name of jobRows.keys()) expect((errands as readonly string[]).includes(name) ? alone : machines, name).toMatch(new RegExp(`(identity|publishing)${name}Function`));
    template.resourceCountIs('AWS::Scheduler::Schedule', Object.keys(chains).length + errands.length);
    const open = resourcesOf(template, 'AWS::Lambda::Permission').map(([, p]) => p);
    expect(open.every((p) => p['Principal'] === 'apigateway.amazonaws.com')).toBe(true);
    expect(JSON.stringify(open.map((p) => p['FunctionName']))).not.toMatch(new RegExp([...jobRows.keys()].join('|')));
    expect(resourcesOf(template, 'AWS::Lambda::Url')).toEqual([]);
  });
});
