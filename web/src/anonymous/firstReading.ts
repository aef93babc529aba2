import { everythingKept } from '../wallet/everythingKept.ts';

/** What the device keeps, read while the rest of the check-in is still on its way: a file of its own, run as soon as it is there. */
export const firstReading = everythingKept();
// Whoever waits for it is told; until then nobody is.
firstReading.catch(() => undefined);
