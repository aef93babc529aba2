import { randomBytes, randomUUID } from 'node:crypto';
import { type ConsumedCapacity, ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { answerKey } from '../../functions/store/record.ts';
import { dynamoStore } from '../../functions/store/dynamo.ts';
import type { Store } from '../../functions/store/store.ts';
import { answerBytes } from '../../shared/pulse/answer.ts';
import { sealOverheadBytes } from '../../shared/crypto/size.ts';
import { openTable, type TestTable } from './dynamoDouble.ts';

/** What issuing and answering cost on DynamoDB, by its own count: of dynalite, or of a real table where one is given (see `conformance.ts`). */
let opened: TestTable;
let store: Store;
/** Every request since the test began, by name, with the write units it took. A refusal says none, and is written with as many as a put would be. */
let requests: { name: string; writeUnits: number | null }[] = [];

beforeAll(async () => {
  opened = await openTable();
  opened.client.middlewareStack.add(
    (next, context) => async (args) => {
      const name = String(context.commandName);
      try {
        const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
        requests.push({ name, writeUnits: (result.output as { ConsumedCapacity?: ConsumedCapacity }).ConsumedCapacity?.CapacityUnits ?? null });
        return result;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) requests.push({ name, writeUnits: null });
        throw error;
      }
    },
    { step: 'initialize', name: 'counted' },
  );
  store = dynamoStore(opened.client, opened.table);
});
afterAll(() => opened.close());
beforeEach(() => {
  requests = [];
});

const random = (n: number): Uint8Array => new Uint8Array(randomBytes(n));
const hash = (): string => randomBytes(32).toString('base64url');

test('issuing a token is one request of one write unit, again and refused too', async () => {
  const key = { pk: 'issued#31', sk: randomUUID() };
  const record = { digest: hash(), cohort: hash() };
  const issue = (digest: string) => store.put({ ...key, v: 1, ...record, digest }, { absentOr: { ...record, digest } });
  expect(await issue(record.digest)).toBe(true);
  expect(await issue(record.digest)).toBe(true);
  expect(await issue(hash())).toBe(false);
  expect(requests).toStrictEqual([
    { name: 'PutItemCommand', writeUnits: 1 },
    { name: 'PutItemCommand', writeUnits: 1 },
    { name: 'PutItemCommand', writeUnits: null },
  ]);
});

test('an answer is one request of at most two write units, again and refused too', async () => {
  const key = answerKey(31, hash(), hash());
  expect(key.pk.length + key.sk.length).toBe(54 + 43);
  const sealed = random(answerBytes + sealOverheadBytes);
  expect(sealed).toHaveLength(1456);
  const answer = (bytes: Uint8Array) => store.put({ ...key, v: 1, sealed: bytes }, { absentOr: { sealed: bytes } });
  expect(await answer(sealed)).toBe(true);
  expect(await answer(sealed)).toBe(true);
  expect(await answer(random(1456))).toBe(false);
  expect(requests.map((r) => r.name)).toStrictEqual(['PutItemCommand', 'PutItemCommand', 'PutItemCommand']);
  expect(requests.slice(0, 2).map((r) => r.writeUnits)).toStrictEqual([2, 2]);
});
