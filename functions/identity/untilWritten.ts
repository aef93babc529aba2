import { Problem } from '../../shared/contract/problem.ts';

/** How often it is tried again where somebody else was faster. */
const tries = 5;

/** Reads, decides and writes under a condition on what was read, until nothing came in between; null says that something did. Refuses as `busy`. */
export async function untilWritten<T>(attempt: () => Promise<T | null>): Promise<T> {
  for (let tried = 0; tried < tries; tried++) {
    const done = await attempt();
    if (done !== null) return done;
  }
  throw new Problem('busy');
}
