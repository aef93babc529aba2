import { chance } from '../wallet/outbox.ts';

const longest = 120_000;
const shortest = 20_000;

/** How long a sealed message waits before it leaves, so that it does not arrive in the minute in which somebody wrote. The day’s batch hides the rest. */
export const leavesAfter = (): number => Math.round(shortest + chance() * (longest - shortest));
