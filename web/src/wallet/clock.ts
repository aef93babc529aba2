import { keepAtHand } from './atHand.ts';
import { database } from './database.ts';

/** A round opens and closes by the server's clock. What a sign-in told of it is kept, for the check-in asks nobody. */
export async function clockAheadBy(): Promise<number> {
  const kept = await (await database()).get('device', 'clock');
  return typeof kept === 'number' ? kept : 0;
}

export async function keepClock(aheadByMilliseconds: number): Promise<void> {
  await (await database()).put('device', aheadByMilliseconds, 'clock');
  await keepAtHand();
}
