import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import { maxCommentBytes } from '../../shared/pulse/answer.ts';
import { dynamoStore } from '../../functions/store/dynamo.ts';
import type { Store } from '../../functions/store/store.ts';
import { answerOf, call, collect, memoryClosingKeys, opens, peopleOf, prepared, smallHouse, smallTeams, submission, type TestHouse } from '../round/house.ts';
import { houseItem, type Person, personItem, teamItem } from '../../functions/identity/people.ts';
import { openTable } from '../store/dynamoDouble.ts';
import { type Line, lineOf } from './line.ts';

/** What DynamoDB counts for a write, through the real routes: dynalite’s numbers, or a real table’s. */
const round = 1;
const times = 5;

/** A house on a table for each side, as it is deployed: a name may stand on two sides. */
export interface CountedHouse extends TestHouse {
  /** The write units since this was last asked. */
  spent(): number;
}

export async function countedHouse(now: number, people: readonly Person[]): Promise<CountedHouse> {
  const at = { now };
  let units = 0;
  const opened = await Promise.all([openTable(), openTable(), openTable()]);
  const [identity, anonymous, published] = opened.map(({ client, table }) => {
    client.middlewareStack.add(
      (next, context) => async (args) => {
        const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
        if (!/^(Get|Query)/.test(String(context.commandName))) units += capacityOf(result.output as { ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] });
        return result;
      },
      { step: 'initialize', name: 'counted' },
    );
    return dynamoStore(client, table, () => at.now);
  }) as [Store, Store, Store];
  for (const item of [houseItem(smallHouse), ...smallTeams.map(teamItem), ...people.map(personItem)]) await identity.put(item);
  const spent = (): number => {
    const since = units;
    units = 0;
    return since;
  };
  return Object.assign(at, { folder: '', stores: { identity, anonymous, published, closingKeys: memoryClosingKeys() }, close: () => opened.forEach((o) => void o.close()), spent });
}

export async function writeUnits(): Promise<Line[]> {
  const people = peopleOf({ northside: 20 });
  const house = await countedHouse(opens(round) - 1, people);
  try {
    const p = await prepared(house, round);
    const issued: number[] = [];
    const answered: number[] = [];
    for (const person of people.slice(0, times)) {
      house.now = opens(round);
      house.spent();
      const held = await collect(house, person, p);
      issued.push(house.spent());
      // The longest there can be: every answer is as long as any other before it is sealed.
      const body = await submission(p, held, answerOf(5, 'x'.repeat(maxCommentBytes)));
      house.spent();
      const { status } = await call(house, 'submitAnswer', { body });
      if (status !== 200) throw new Error('an answer was refused');
      answered.push(house.spent());
    }
    return [
      lineOf({ name: 'write units to issue a token', unit: 'units', against: counts, ours: issued, theirs: null, bound: { of: 'ours', atMost: 1 } }),
      lineOf({ name: 'write units to answer', unit: 'units', against: counts, ours: answered, theirs: null, bound: { of: 'ours', atMost: 2 } }),
    ];
  } finally {
    house.close();
  }
}
export const counts = 'DynamoDB’s consumed capacity';

/** Throws where a write does not say what it took. */
function capacityOf({ ConsumedCapacity: consumed }: { ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] }): number {
  const all = [consumed ?? []].flat();
  return all.reduce((sum, { CapacityUnits }) => sum + (CapacityUnits ?? Number.NaN), 0);
}
