import { keepClock } from '../wallet/clock.ts';
import { readHandOver, takeIn } from '../wallet/handOver.ts';
import { onDevice } from '../wallet/keeping.ts';
import { rememberOwner } from '../wallet/owner.ts';
import { publicRecord, Unreachable } from '../wallet/publicRecord.ts';
import { Refused, refusals } from '../wallet/refusal.ts';
import { registerServiceWorker } from '../wallet/registerServiceWorker.ts';
import { codePlace } from './codePlace.ts';

/** Takes in the token of the code this tab was opened with. Null once it is kept here; else why not, in words. */
export async function takeKeptCode(anonymousHost: string): Promise<string | null> {
  const code = readHandOver(sessionStorage.getItem(codePlace) ?? '');
  try {
    if (code === null) throw new Refused('token-wrong');
    const token = await takeIn(code, publicRecord(anonymousHost));
    if (code.clockAheadBy !== 0) await keepClock(code.clockAheadBy);
    await onDevice.putIfAbsent(token);
    rememberOwner(token.owner);
    // Nobody signs in on a phone that was handed a token; from here on it opens offline as elsewhere.
    void registerServiceWorker();
  } catch (error) {
    // The code stays in this tab: opening it again once there is a connection goes on from here.
    if (error instanceof Unreachable) return 'There is no connection to check this code with. Open this page again when there is one.';
    if (!(error instanceof Refused)) throw error;
    sessionStorage.removeItem(codePlace);
    return refusals[error.why];
  }
  sessionStorage.removeItem(codePlace);
  return null;
}
