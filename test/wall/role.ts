import type { Template } from 'aws-cdk-lib/assertions';

/** What the template lets each role do, read back from it without the code that wrote it. */
export interface Statement {
  allow: boolean;
  actions: readonly string[];
  /** Each as JSON with its references in it. */
  resources: readonly string[];
  conditional: boolean;
}

export interface RoleOfTemplate {
  id: string;
  statements: readonly Statement[];
  /** Policies that AWS keeps: what they allow does not stand in the template. */
  managed: readonly unknown[];
}

interface Resource {
  Type: string;
  Properties?: Readonly<Record<string, unknown>>;
}

export const resourcesOf = (template: Template, type?: string): [id: string, properties: Readonly<Record<string, unknown>>][] =>
  Object.entries((template.toJSON() as { Resources: Record<string, Resource> }).Resources).flatMap(([id, { Type, Properties = {} }]) =>
    type === undefined || Type === type ? [[id, Properties] as [string, typeof Properties]] : [],
  );

const listOf = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

function statementsIn(document: unknown): Statement[] {
  return listOf((document as { Statement?: unknown }).Statement).map((s) => {
    const { Effect, Action, NotAction, Resource: on, NotResource, Condition } = s as Record<string, unknown>;
    // “All but these” is taken for everything: nothing here needs it.
    const actions = NotAction === undefined ? listOf(Action).map(String) : ['*'];
    const resources = NotResource === undefined ? listOf(on).map((r) => (typeof r === 'string' ? r : JSON.stringify(r))) : ['*'];
    return { allow: Effect === 'Allow', actions, resources, conditional: Condition !== undefined };
  });
}

export function rolesOf(template: Template): RoleOfTemplate[] {
  const attached = [...resourcesOf(template, 'AWS::IAM::Policy'), ...resourcesOf(template, 'AWS::IAM::ManagedPolicy')];
  return resourcesOf(template, 'AWS::IAM::Role').map(([id, properties]) => {
    const inline = listOf(properties['Policies']).map((p) => (p as { PolicyDocument: unknown }).PolicyDocument);
    const others = attached.filter(([, p]) => JSON.stringify(p['Roles'] ?? []).includes(`"${id}"`)).map(([, p]) => p['PolicyDocument']);
    return { id, statements: [...inline, ...others].flatMap(statementsIn), managed: listOf(properties['ManagedPolicyArns']) };
  });
}

/** What is guarded, by how its logical id begins. */
export const guarded = {
  'identity table': 'identityVaultTable',
  'anonymous table': 'anonymousVaultTable',
  'published table': 'publishingVaultTable',
  'identity key': 'identityVaultKey',
  'anonymous key': 'anonymousVaultKey',
  'published key': 'publishingVaultKey',
  'closing keys': 'parameter/headroom/closing-keys',
  'closing keys’ key': 'publishingClosingKeysKey',
} as const;
export type Guarded = keyof typeof guarded;

/** What a role reaches: actions by what they are allowed on. A resource with a star that could be anything is everything. */
export function reachOf({ statements }: RoleOfTemplate): Map<Guarded, string[]> {
  const reach = new Map<Guarded, string[]>();
  for (const { allow, actions, resources } of statements) {
    if (!allow) continue;
    for (const [name, start] of Object.entries(guarded) as [Guarded, string][]) {
      const service = name === 'closing keys' ? 'ssm' : name.endsWith('table') ? 'dynamodb' : 'kms';
      const relevant = actions.filter((a) => a === '*' || a.startsWith(`${service}:`));
      const hit = resources.some((r) => r.includes(start) || r === '*' || /^arn:[^:]*:(dynamodb|kms|ssm|\*)?:.*\*/.test(r));
      if (hit && relevant.length > 0) reach.set(name, [...new Set([...(reach.get(name) ?? []), ...relevant])].sort());
    }
  }
  return reach;
}

/** Every way in which the roles of a template break the wall, in words. */
export function breaches(template: Template): string[] {
  const found: string[] = [];
  const roles = rolesOf(template);
  for (const role of roles) {
    const reach = reachOf(role);
    const touches = (...names: Guarded[]): boolean => names.some((n) => reach.has(n));
    if (touches('identity table', 'identity key') && touches('anonymous table', 'anonymous key')) found.push(`${role.id} reaches people and answers`);
    if (touches('closing keys', 'closing keys’ key') && !/^publishing(makeClosingKey|closeRound)Role/.test(role.id)) found.push(`${role.id} reaches closing keys`);
    if (touches('closing keys', 'closing keys’ key') && touches('identity table', 'identity key')) found.push(`${role.id} reaches closing keys and people`);
    if (reach.get('anonymous table')?.some((a) => a !== 'dynamodb:PutItem') === true && !/^publishing(closeRound|releaseMessages)Role/.test(role.id)) found.push(`${role.id} reads or removes answers`);
    if (role.managed.length > 0) found.push(`${role.id} has a policy that does not stand here`);
    if (role.statements.some((s) => s.allow && s.actions.some((a) => a === '*' || a.endsWith(':*')))) found.push(`${role.id} may do everything of a service`);
    if (/^(anonymous|publishingread)/.test(role.id) && mayLog(role)) found.push(`${role.id} may write a log`);
  }
  for (const [id, properties] of resourcesOf(template, 'AWS::DynamoDB::Table')) {
    if (properties['ResourcePolicy'] !== undefined) found.push(`${id} lets somebody in by a policy of its own`);
    if (properties['StreamSpecification'] !== undefined || properties['KinesisStreamSpecification'] !== undefined) found.push(`${id} has a stream`);
  }
  return found;
}

/** The explicit refusal stands above whatever else is allowed. */
function mayLog({ statements }: RoleOfTemplate): boolean {
  const refused = statements.some((s) => !s.allow && !s.conditional && s.actions.includes('logs:*') && s.resources.includes('*'));
  return !refused || statements.some((s) => s.allow && s.actions.some((a) => a.startsWith('logs:')));
}
