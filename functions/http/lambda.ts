import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { JobRow, Row } from '../../shared/contract/route.ts';
import { dynamoStore } from '../store/dynamo.ts';
import { granted, type Granted, type Stores } from '../store/granted.ts';
import type { ClosingKeys, Store } from '../store/store.ts';
import type { Endpoint, Job, OutsideWorld } from './endpoint.ts';
import { type Environment, setting } from './environment.ts';
import { type Edge, problemResult, serve, type Served } from './pipeline.ts';

/**
 * What a bundle brings along beside its route or job. A bundle's entry names only what its row needs, so that the anonymous
 * side's holds neither a sign-in nor a log.
 */
export interface Parts {
  /** Who is behind a bearer token, by the people table. Only routes of the identity side have it. */
  whoIs?(environment: Environment, identity: Pick<Store, 'get'>): (bearer: string) => ReturnType<NonNullable<Edge['whoIs']>>;
  closingKeys?(path: string, keyId: string): ClosingKeys;
  /** What a job may reach of the outside, by what it is told. */
  outside?(environment: Environment): OutsideWorld;
  /** Left out where nothing may be logged. */
  fault?(name: string, error: Error): void;
}

/** A route as AWS runs it. Everything is made at the first event and kept; nothing is read when the module is loaded. */
export function lambdaRoute(endpoint: Endpoint, parts: Parts = {}, environment: Environment = process.env): Served {
  let served: Served | null = null;
  return async (event) => {
    try {
      served ??= serve(endpoint, ...made(endpoint.row, parts, environment));
    } catch (error) {
      parts.fault?.(endpoint.name, asError(error));
      return problemResult('fault');
    }
    return served(event);
  };
}

/** A job as AWS runs it. Where it fails, only its name and the error's leave it, and the scheduler runs it again. */
export function lambdaJob<I, O>(job: Job<Job['name'], I, O>, parts: Parts = {}, environment: Environment = process.env): (input: I) => Promise<O> {
  let stores: Granted<JobRow['grants']> | null = null;
  let outside: OutsideWorld | null = null;
  return async (input) => {
    try {
      stores ??= granted(storesOf(job.row, parts, environment), job.row.grants);
      outside ??= parts.outside?.(environment) ?? {};
      return await job.run(input, { ...outside, stores, now: Date.now() });
    } catch (error) {
      parts.fault?.(job.name, asError(error));
      throw new Error(`${job.name} failed`);
    }
  };
}

function made(row: Row, parts: Parts, environment: Environment): [Granted<Row['grants']>, Edge] {
  const stores = storesOf(row, parts, environment);
  const edge: Edge = { now: Date.now };
  if (parts.fault !== undefined) edge.fault = parts.fault;
  if (parts.whoIs !== undefined && stores.identity !== undefined) edge.whoIs = parts.whoIs(environment, stores.identity);
  return [granted(stores, row.grants), edge];
}

/** The stores a row grants, and no others: the environment does not even name the rest. */
function storesOf(row: Row | JobRow, parts: Parts, environment: Environment): Partial<Stores> {
  const stores: Partial<Stores> = {};
  const client = new DynamoDBClient({});
  for (const name of Object.keys(row.grants) as (keyof Stores)[]) {
    if (name !== 'closingKeys') stores[name] = dynamoStore(client, setting(environment, name));
    else if (parts.closingKeys !== undefined) stores.closingKeys = parts.closingKeys(setting(environment, name), setting(environment, 'closingKeysKey'));
  }
  return stores;
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error('unknown'));
