import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Architecture, type Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { environment } from '../functions/http/environment.ts';
import type { Verb } from '../shared/contract/route.ts';
import { type Deployed, mayLog } from './deployed.ts';
import { actionsOf, closingKeyActions, tableActions, throughService } from './grant.ts';

/** A side's table and the key it is encrypted with. Both outlive the stack: people's records are not a deployment's to delete. */
export class Vault extends Construct {
  readonly table: Table;
  readonly key: Key;

  /** `recovery`: a point in time can be recovered. Where answers are, it would rebuild who came when, so there it is off. */
  constructor(scope: Construct, id: string, { recovery }: { recovery: boolean }) {
    super(scope, id);
    this.key = new Key(this, 'Key', { enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN, description: `Headroom: ${scope.node.id} table` });
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'expiresAt',
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: recovery },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}

/** Closing keys: SecureStrings under one path of the parameter store. They are no resources of the stack: a job makes them, another destroys them. */
export class ClosingKeyPath extends Construct {
  readonly path = '/headroom/closing-keys';
  readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', { enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN, description: 'Headroom: closing keys' });
  }

  get arn(): string {
    return Stack.of(this).formatArn({ service: 'ssm', resource: 'parameter', resourceName: `${this.path.slice(1)}/*` });
  }
}

/** Every store of the cloud, by the names that rows grant them under. */
export interface Vaults {
  identity: Vault;
  anonymous: Vault;
  published: Vault;
  closingKeys: ClosingKeyPath;
}

export interface FunctionProps {
  code(name: string): Code;
  vaults: Vaults;
  /** Where those of the side's functions write that may. One for all: each has its own streams in it, and a stack holds 500 things. */
  log?: LogGroup;
  /** What the side's functions are told beside their stores. */
  told?: Readonly<Record<string, string>>;
}

/** A side's log. */
export const logOf = (side: Construct): LogGroup => new LogGroup(side, 'Log', { retention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });

/** One function with a role of its own: the actions its row grants on the stores its row grants, and nothing else. */
export function functionOf(scope: Construct, f: Deployed, { code, vaults, log, told = {} }: FunctionProps): Lambda {
  const here = new Construct(scope, f.name);
  const logs = mayLog(f) ? log : undefined;
  const role = new Role(here, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: `${f.row.side}: ${f.name}`,
    inlinePolicies: { row: new PolicyDocument({ statements: [...statementsOf(here, f, vaults), logStatement(logs)] }) },
  });
  return new Lambda(here, 'Function', {
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: code(f.name),
    handler: 'index.handler',
    role,
    memorySize: f.kind === 'job' ? 1769 : 512,
    timeout: f.kind === 'job' ? Duration.minutes(15) : Duration.seconds(10),
    environment: { ...told, ...storesTold(f, vaults) },
    ...(logs === undefined ? {} : { logGroup: logs }),
  });
}

/** What a row's grants are as statements. */
function statementsOf(scope: Construct, { row }: Deployed, vaults: Vaults): PolicyStatement[] {
  const { region } = Stack.of(scope);
  return grantsOf(row.grants).flatMap(([name, verbs]) => {
    if (name === 'closingKeys') {
      const { arn, key } = vaults.closingKeys;
      const own = verbs.filter((v) => v in closingKeyActions) as (keyof typeof closingKeyActions)[];
      const uses = [...(own.includes('put') ? ['kms:Encrypt'] : []), ...(own.includes('get') ? ['kms:Decrypt'] : [])];
      return [new PolicyStatement({ actions: actionsOf(closingKeyActions, own), resources: [arn] }), throughService('ssm', region, key.keyArn, uses)];
    }
    const { table, key } = vaults[name];
    return [new PolicyStatement({ actions: actionsOf(tableActions, verbs), resources: [table.tableArn] }), throughService('dynamodb', region, key.keyArn, ['kms:Decrypt'])];
  });
}

const logStatement = (logs: LogGroup | undefined): PolicyStatement =>
  logs === undefined
    ? new PolicyStatement({ effect: Effect.DENY, actions: ['logs:*'], resources: ['*'] })
    : new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logs.logGroupArn] });

function storesTold({ row }: Deployed, { closingKeys, ...tables }: Vaults): Record<string, string> {
  const told: Record<string, string> = {};
  for (const [name] of grantsOf(row.grants)) {
    if (name !== 'closingKeys') told[environment[name]] = tables[name].table.tableName;
    else Object.assign(told, { [environment.closingKeys]: closingKeys.path, [environment.closingKeysKey]: closingKeys.key.keyArn });
  }
  return told;
}

const grantsOf = (grants: Deployed['row']['grants']): [keyof Vaults, readonly Verb[]][] => Object.entries(grants) as [keyof Vaults, readonly Verb[]][];
