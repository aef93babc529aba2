import { setTimeout as sleep } from 'node:timers/promises';
import { type CancellationReason, ConditionalCheckFailedException, type DynamoDBClient, TransactionCanceledException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, type QueryCommandInput, type QueryCommandOutput, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { checkChanges, checkItem, checkKey, type Span, spanOf } from './bounds.ts';
import { type Change, type Condition, type Item, type Page, type Scalar, type Store, StoreBusy } from './store.ts';

/**
 * Where the store grows: a DynamoDB table with the key attributes `pk` and `sk` (text) and `expiresAt` as its time to live.
 *
 * A put and its condition are one write and no read, a repeated request under `absentOr` too. Reads are consistent, as they are in
 * the embedded store. The table removes what has expired when it likes, within days: until then reads leave it out, and a
 * condition takes it for absent. Transactions that meet another one are tried again, and then given up as `StoreBusy`.
 */
export function dynamoStore(client: DynamoDBClient, table: string, now: () => number = Date.now): Store {
  const db = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const seconds = () => Math.floor(now() / 1000);

  async function readOn(pk: string, span: Span): Promise<Page> {
    let input: QueryCommandInput | null = { TableName: table, ConsistentRead: true, ScanIndexForward: !span.reverse, Limit: span.limit, ...rangeOf(pk, span, seconds()) };
    while (input !== null) {
      const { Items = [], LastEvaluatedKey }: QueryCommandOutput = await db.send(new QueryCommand(input));
      // A page of nothing but expired items is no end.
      if (Items.length > 0) return { items: Items as Item[], next: LastEvaluatedKey === undefined ? null : (LastEvaluatedKey['sk'] as string) };
      input = LastEvaluatedKey === undefined ? null : { ...input, ExclusiveStartKey: LastEvaluatedKey };
    }
    return { items: [], next: null };
  }

  return {
    async get(key) {
      checkKey(key);
      const { Item: item } = await db.send(new GetCommand({ TableName: table, Key: { pk: key.pk, sk: key.sk }, ConsistentRead: true }));
      return item === undefined || isExpired(item as Item, seconds()) ? null : (item as Item);
    },
    async query(pk, range = {}) {
      checkKey({ pk, sk: '-' });
      const span = spanOf(range);
      return span === null ? { items: [], next: null } : readOn(pk, span);
    },
    async put(item, when) {
      checkItem(item);
      return answered(() => db.send(new PutCommand({ TableName: table, Item: item, ...conditionOf(when, seconds()) })));
    },
    async delete(key) {
      checkKey(key);
      await answered(() => db.send(new DeleteCommand({ TableName: table, Key: { pk: key.pk, sk: key.sk } })));
    },
    async clear(pk) {
      checkKey({ pk, sk: '-' });
      const keysOfPage = (start: QueryCommandInput['ExclusiveStartKey']) =>
        db.send(new QueryCommand({ TableName: table, ConsistentRead: true, KeyConditionExpression: 'pk = :pk', ProjectionExpression: 'pk, sk', ExpressionAttributeValues: { ':pk': pk }, Limit: clearedAtATime, ExclusiveStartKey: start }));
      let page: QueryCommandOutput | null = null;
      do {
        page = await keysOfPage(page?.LastEvaluatedKey);
        await Promise.all((page.Items ?? []).map((Key) => answered(() => db.send(new DeleteCommand({ TableName: table, Key })))));
      } while (page.LastEvaluatedKey !== undefined);
    },
    async transact(changes) {
      checkChanges(changes);
      const write = (change: Change) =>
        'delete' in change
          ? { Delete: { TableName: table, Key: { pk: change.delete.pk, sk: change.delete.sk } } }
          : { Put: { TableName: table, Item: change.put, ...conditionOf(change.when, seconds()) } };
      return changes.length === 0 || answered(() => db.send(new TransactWriteCommand({ TransactItems: changes.map(write) })));
    },
    async forget() {
      // Nothing to do: what was deleted leaves no pages here that we could reach. Backups are the table's own settings.
    },
  };
}

/** Deletions on their way at once. */
const clearedAtATime = 100;

const isExpired = (item: Item, second: number): boolean => item.expiresAt !== undefined && item.expiresAt <= second;

/** Names and values of an expression. Every name is given by number, because any word may be one of DynamoDB's own. */
class Terms {
  readonly names: Record<string, string> = {};
  readonly values: Record<string, Scalar> = {};
  name(name: string): string {
    const found = Object.entries(this.names).find(([, n]) => n === name)?.[0];
    if (found !== undefined) return found;
    const made = `#n${Object.keys(this.names).length}`;
    this.names[made] = name;
    return made;
  }
  value(value: Scalar): string {
    const made = `:v${Object.keys(this.values).length}`;
    this.values[made] = value;
    return made;
  }
  get used() {
    const some = Object.keys(this.values).length > 0;
    return { ExpressionAttributeNames: this.names, ...(some ? { ExpressionAttributeValues: this.values } : {}) };
  }
}

function conditionOf(when: Condition | undefined, second: number) {
  if (when === undefined) return {};
  const t = new Terms();
  const hasAll = (values: Readonly<Record<string, Scalar>>) =>
    [`attribute_exists(${t.name('pk')})`, ...Object.entries(values).map(([name, value]) => `${t.name(name)} = ${t.value(value)}`)].join(' AND ');
  const absent = () => `attribute_not_exists(${t.name('pk')}) OR ${t.name('expiresAt')} <= ${t.value(second)}`;
  const expression = 'absent' in when ? absent() : 'has' in when ? `${hasAll(when.has)} AND ${liveBy(t, second)}` : `${absent()} OR (${hasAll(when.absentOr)})`;
  return { ConditionExpression: expression, ...t.used };
}

const liveBy = (t: Terms, second: number): string => `(attribute_not_exists(${t.name('expiresAt')}) OR ${t.name('expiresAt')} > ${t.value(second)})`;

/** A key condition has one comparison only, and a start must lie within it: with a prefix the start is a key, without one it is the comparison. */
function rangeOf(pk: string, { prefix, after, reverse }: Span, second: number) {
  const t = new Terms();
  const parts = [`${t.name('pk')} = ${t.value(pk)}`];
  if (prefix !== '') parts.push(`begins_with(${t.name('sk')}, ${t.value(prefix)})`);
  else if (after !== null) parts.push(`${t.name('sk')} ${reverse ? '<' : '>'} ${t.value(after)}`);
  const start = prefix !== '' && after !== null ? { ExclusiveStartKey: { pk, sk: after } } : {};
  return { KeyConditionExpression: parts.join(' AND '), FilterExpression: liveBy(t, second), ...t.used, ...start };
}

const patience = { tries: 8, waitMs: 20 };

/** True when it was written, false when a condition did not hold. Meeting another transaction is neither: that is tried again, ever more rarely. */
async function answered(send: () => Promise<unknown>): Promise<boolean> {
  for (let tries = 1; ; tries++) {
    try {
      await send();
      return true;
    } catch (error) {
      if (isRefusal(error)) return false;
      if (!isCollision(error)) throw error;
      if (tries === patience.tries) throw new StoreBusy('another transaction writes here');
    }
    await sleep(Math.random() * patience.waitMs * 2 ** tries);
  }
}

const reasonsOf = (error: TransactionCanceledException): CancellationReason['Code'][] =>
  (error.CancellationReasons ?? []).map((r) => r.Code).filter((code) => code !== undefined && code !== 'None');

const isRefusal = (error: unknown): boolean =>
  error instanceof ConditionalCheckFailedException ||
  (error instanceof TransactionCanceledException && reasonsOf(error).length > 0 && reasonsOf(error).every((code) => code === 'ConditionalCheckFailed'));

const passing = ['ConditionalCheckFailed', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];

const isCollision = (error: unknown): boolean =>
  error instanceof TransactionConflictException ||
  (error instanceof TransactionCanceledException && reasonsOf(error).length > 0 && reasonsOf(error).every((code) => passing.includes(code ?? '')));
