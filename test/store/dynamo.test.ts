import { randomUUID } from 'node:crypto';
import { ProvisionedThroughputExceededException, TransactionCanceledException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dynamoStore } from '../../functions/store/dynamo.ts';
import { type Store, StoreBusy } from '../../functions/store/store.ts';
import { conformance } from './conformance.ts';
import { openTable, type TestTable } from './dynamoDouble.ts';

conformance('DynamoDB', async (now) => {
  const { client, table, close } = await openTable();
  return { store: dynamoStore(client, table, now), close };
}, 30);

describe('where transactions meet', () => {
  let opened: TestTable;
  let store: Store;
  let pk = '';
  /** What the next requests are answered with, before any reaches the table. */
  let failures: Error[] = [];
  let sent = 0;
  beforeAll(async () => {
    opened = await openTable();
    opened.client.middlewareStack.add(
      (next) => async (args) => {
        sent++;
        const failure = failures.shift();
        if (failure !== undefined) throw failure;
        return next(args);
      },
      { step: 'initialize', name: 'failing' },
    );
    store = dynamoStore(opened.client, opened.table);
  });
  afterAll(() => opened.close());
  beforeEach(() => {
    pk = `test#${randomUUID()}`;
    failures = [];
    sent = 0;
  });

  const $metadata = {};
  const cancelled = (...codes: string[]) => new TransactionCanceledException({ $metadata, message: 'cancelled', CancellationReasons: codes.map((Code) => ({ Code })) });
  const conflict = () => new TransactionConflictException({ $metadata, message: 'conflict' });
  const two = () => store.transact([{ put: { pk, sk: 'a', v: 1 } }, { put: { pk, sk: 'b', v: 1 }, when: { absent: true } }]);

  test.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])('one that was cancelled by %s is tried again', async (code) => {
    failures = [cancelled('None', code), cancelled(code, 'None')];
    expect(await two()).toBe(true);
    expect(sent).toBe(3);
    expect((await store.query(pk)).items).toHaveLength(2);
  });

  test('one whose conditions alone did not hold is refused at once', async () => {
    failures = [cancelled('None', 'ConditionalCheckFailed')];
    expect(await two()).toBe(false);
    expect(sent).toBe(1);
  });

  test('one that met another besides is tried again: the other one may have been cancelled', async () => {
    failures = [cancelled('TransactionConflict', 'ConditionalCheckFailed')];
    expect(await two()).toBe(true);
    expect(sent).toBe(2);
  });

  test('a put and a deletion that meet a transaction are tried again', async () => {
    failures = [conflict(), conflict()];
    expect(await store.put({ pk, sk: 'a', v: 1 }, { absent: true })).toBe(true);
    failures = [conflict()];
    await store.delete({ pk, sk: 'a' });
    expect(sent).toBe(5);
    expect((await store.query(pk)).items).toStrictEqual([]);
  });

  test('what meets others every time is given up as StoreBusy', async () => {
    failures = Array.from({ length: 100 }, conflict);
    await expect(store.put({ pk, sk: 'a', v: 1 })).rejects.toThrow(StoreBusy);
    expect(sent).toBeLessThan(20);
  });

  test('what is wrong in another way is thrown as it is, once', async () => {
    for (const other of ['None', 'TransactionConflict']) {
      failures = [cancelled(other, 'ValidationError')];
      await expect(two()).rejects.toThrow(TransactionCanceledException);
    }
    failures = [new ProvisionedThroughputExceededException({ $metadata, message: 'slow down' })];
    await expect(store.put({ pk, sk: 'a', v: 1 })).rejects.toThrow(ProvisionedThroughputExceededException);
    expect(sent).toBe(3);
  });
});
