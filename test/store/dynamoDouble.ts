import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AttributeValue, CreateTableCommand, DeleteTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';

/**
 * A DynamoDB to test against: a real table where HEADROOM_TABLE names one (with the account's own credentials), any server that
 * speaks DynamoDB where DYNAMODB_ENDPOINT is set, else dynalite in this process with the transactions it lacks.
 */
export interface TestTable {
  client: DynamoDBClient;
  table: string;
  close(): Promise<void>;
}

export async function openTable(): Promise<TestTable> {
  const given = process.env['HEADROOM_TABLE'];
  const endpoint = process.env['DYNAMODB_ENDPOINT'];
  if (given !== undefined) {
    const client = new DynamoDBClient(endpoint === undefined ? {} : { endpoint });
    return { client, table: given, close: async () => client.destroy() };
  }
  const double = endpoint === undefined ? await startDouble() : null;
  const client = new DynamoDBClient({ endpoint: endpoint ?? double?.url ?? '', region: 'eu-west-2', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  const table = `headroom-test-${randomUUID()}`;
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }, { AttributeName: 'sk', KeyType: 'RANGE' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }, { AttributeName: 'sk', AttributeType: 'S' }],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 0.02, maxDelay: 1 }, { TableName: table });
  return {
    client,
    table,
    async close() {
      if (double === null) await client.send(new DeleteTableCommand({ TableName: table }));
      client.destroy();
      await double?.close();
    },
  };
}

interface TransactItem {
  Put?: { TableName: string; Item: Record<string, AttributeValue> };
  Delete?: { TableName: string; Key: Record<string, AttributeValue> };
}

/**
 * dynalite behind a door that lets either many plain requests or one transaction through. A transaction is done as plain requests, with
 * dynalite's own reading of every condition, and taken back where one of them refused. Nobody sees it half done.
 *
 *     plain request ─┐                    ┌─▶ dynalite
 *     plain request ─┼─▶ door (many|one) ─┤
 *     transaction  ──┘                    └─▶ remember what stands · put/delete each · any refused? put it all back
 */
export async function startDouble(): Promise<{ url: string; close(): Promise<void> }> {
  const inner = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  const innerUrl = await listening(inner);
  const door = new Door();
  const outer = createServer((request, response) => {
    const operation = operationOf(request);
    if (operation !== 'TransactWriteItems') void door.shared(() => passOn(inner, request, response));
    else door.alone(() => transact(innerUrl, request, response)).catch(() => response.destroy());
  });
  const url = await listening(outer);
  return {
    url,
    async close() {
      for (const server of [outer, inner]) {
        server.closeAllConnections();
        await new Promise((done) => server.close(done));
      }
    },
  };
}

const operationOf = (request: IncomingMessage): string => String(request.headers['x-amz-target']).split('.')[1] ?? '';

async function listening(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const passOn = (inner: Server, request: IncomingMessage, response: ServerResponse): Promise<void> =>
  new Promise((done) => {
    response.on('close', done);
    inner.emit('request', request, response);
  });

async function transact(innerUrl: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const call = async (operation: string, body: object): Promise<{ ok: boolean; body: { __type?: string; Item?: Record<string, AttributeValue> } }> => {
    const headers = { 'authorization': request.headers.authorization ?? '', 'x-amz-date': String(request.headers['x-amz-date']), 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${operation}` };
    const answer = await fetch(innerUrl, { method: 'POST', headers, body: JSON.stringify(body) });
    return { ok: answer.ok, body: (await answer.json()) as { __type?: string } };
  };
  const answer = (status: number, body: object) => response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { TransactItems } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { TransactItems: TransactItem[] };
  const places = TransactItems.map(({ Put, Delete }) => ({ TableName: (Put ?? Delete)?.TableName, Key: keyOf(Put?.Item ?? Delete?.Key) }));
  if (new Set(places.map((p) => JSON.stringify(p))).size < places.length || places.length > 100 || places.length === 0) {
    answer(400, { __type: 'com.amazon.coral.validate#ValidationException', message: 'Transaction request cannot include multiple operations on one item' });
    return;
  }
  const before = await Promise.all(places.map((p) => call('GetItem', { ...p, ConsistentRead: true })));
  const results = await Promise.all(TransactItems.map(({ Put, Delete }) => (Put === undefined ? call('DeleteItem', Delete ?? {}) : call('PutItem', Put))));
  if (results.every((r) => r.ok)) {
    answer(200, {});
    return;
  }
  await Promise.all(places.map((p, i) => (before[i]?.body.Item === undefined ? call('DeleteItem', p) : call('PutItem', { TableName: p.TableName, Item: before[i].body.Item }))));
  const codes = results.map((r) => (r.ok ? 'None' : (r.body.__type ?? '').split('#')[1] === 'ConditionalCheckFailedException' ? 'ConditionalCheckFailed' : 'ValidationError'));
  answer(400, {
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(', ')}]`,
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
}

const keyOf = (item: Record<string, AttributeValue> | undefined) => ({ pk: item?.['pk'], sk: item?.['sk'] });

/** Many may be inside together, or one alone. */
class Door {
  #inside = new Set<Promise<unknown>>();
  #last: Promise<unknown> = Promise.resolve();

  async shared(work: () => Promise<void>): Promise<void> {
    for (let last: Promise<unknown> | null = null; last !== this.#last; ) {
      last = this.#last;
      await last;
    }
    const done = work();
    this.#inside.add(done);
    await done.finally(() => this.#inside.delete(done));
  }

  async alone(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(async () => {
      await Promise.all(this.#inside);
      await work();
    });
    this.#last = turn.catch(() => {});
    await turn;
  }
}
