import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Verb } from '../shared/contract/route.ts';

/**
 * What each verb of a row is on AWS, and nothing more. A transaction needs the actions of what is in it: `transact` brings puts,
 * and deletes only where the row grants them as well.
 */
export const tableActions = {
  get: ['dynamodb:GetItem'],
  query: ['dynamodb:Query'],
  put: ['dynamodb:PutItem'],
  delete: ['dynamodb:DeleteItem'],
  clear: ['dynamodb:Query', 'dynamodb:DeleteItem'],
  transact: ['dynamodb:PutItem'],
} as const satisfies Record<Verb, readonly string[]>;

export const closingKeyActions = {
  get: ['ssm:GetParameter'],
  put: ['ssm:PutParameter'],
  delete: ['ssm:GetParametersByPath', 'ssm:DeleteParameters'],
} as const satisfies Record<'get' | 'put' | 'delete', readonly string[]>;

/** Using a key through one service alone. A table's key is only ever used by the table, on the caller's behalf. */
export const throughService = (service: 'dynamodb' | 'ssm', region: string, keyArn: string, actions: readonly string[]): PolicyStatement =>
  new PolicyStatement({ actions: [...actions], resources: [keyArn], conditions: { StringEquals: { 'kms:ViaService': `${service}.${region}.amazonaws.com` } } });

export const actionsOf = <V extends string>(table: Readonly<Record<V, readonly string[]>>, verbs: readonly V[]): string[] => [...new Set(verbs.flatMap((v) => table[v]))].sort();
