import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import { maxCommentBytes } from '../../shared/pulse/answer.ts';
import { dynamoStore } from '../../functions/store/dynamo.ts';
import { answerOf, call, collect, memoryClosingKeys, opens, peopleOf, prepared, smallHouse, smallTeams, submission, type TestHouse } from '../round/house.ts';
import { houseItem, personItem, teamItem } from '../../functions/identity/people.ts';
import { openTable } from '../store/dynamoDouble.ts';
import { type Line, lineOf } from './line.ts';

/** What DynamoDB counts for issuing one token and taking one answer, through the real routes: dynalite’s numbers, or a real table’s. */
const round = 1;
const times = 5;

export async function writeUnits(): Promise<Line[]> {
  const at = { now: opens(round) - 1 };
  const opened = await openTable();
  let units = 0;
  opened.client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      if (!/^(Get|Query)/.test(String(context.commandName))) units += capacityOf(result.output as { ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] });
      return result;
    },
    { step: 'initialize', name: 'counted' },
  );
  // One table stands in for all: their keys never meet, and what a put costs does not depend on the others.
  const store = dynamoStore(opened.client, opened.table, () => at.now);
  const house: TestHouse = Object.assign(at, { folder: '', stores: { identity: store, anonymous: store, published: store, closingKeys: memoryClosingKeys() }, close: () => {} });
  try {
    const people = peopleOf({ northside: 20 });
    for (const item of [houseItem(smallHouse), ...smallTeams.map(teamItem), ...people.map(personItem)]) await store.put(item);
    const p = await prepared(house, round);
    const issued: number[] = [];
    const answered: number[] = [];
    for (const person of people.slice(0, times)) {
      house.now = opens(round);
      units = 0;
      const held = await collect(house, person, p);
      issued.push(units);
      // The longest there can be: every answer is as long as any other before it is sealed.
      const body = await submission(p, held, answerOf(5, 'x'.repeat(maxCommentBytes)));
      units = 0;
      const { status } = await call(house, 'submitAnswer', { body });
      if (status !== 200) throw new Error('an answer was refused');
      answered.push(units);
    }
    const against = 'DynamoDB’s consumed capacity';
    return [
      lineOf({ name: 'write units to issue a token', unit: 'units', against, ours: issued, theirs: null, bound: { of: 'ours', atMost: 1 } }),
      lineOf({ name: 'write units to answer', unit: 'units', against, ours: answered, theirs: null, bound: { of: 'ours', atMost: 2 } }),
    ];
  } finally {
    await opened.close();
  }
}

/** Throws where a write does not say what it took. */
function capacityOf({ ConsumedCapacity: consumed }: { ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] }): number {
  const all = [consumed ?? []].flat();
  return all.reduce((sum, { CapacityUnits }) => sum + (CapacityUnits ?? Number.NaN), 0);
}
