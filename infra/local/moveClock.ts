import { setTimeout } from 'node:timers/promises';
import { identityRoutes } from '../../shared/contract/identity.ts';
import { endpoint, type Endpoint } from '../../functions/http/endpoint.ts';
import type { LocalHouse } from './house.ts';

/** A year of rounds takes longer to make up than a browser waits; they go on being made up behind the answer. */
const longestWaitMs = 20_000;

/** The demo's clock, forwards. Answers once the rounds have followed, so that whoever looks next sees them where they belong. */
export const moveClock = (house: Pick<LocalHouse, 'clock' | 'tick'>): Endpoint<'moveClock'> =>
  endpoint(identityRoutes, 'moveClock', async ({ body }) => {
    house.clock.moveTo(Date.parse(body.to));
    await Promise.race([house.tick(), setTimeout(longestWaitMs, undefined, { ref: false })]);
    return { now: new Date(house.clock.now()).toISOString() };
  });
