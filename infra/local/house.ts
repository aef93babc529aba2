import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type JobName, jobs as jobRowsByName, type RouteName } from '../../shared/contract/contract.ts';
import type { Row } from '../../shared/contract/route.ts';
import type { Endpoint, Job, OutsideWorld } from '../../functions/http/endpoint.ts';
import { type Edge, serve, type Served } from '../../functions/http/pipeline.ts';
import { type Issuer, whoIs } from '../../functions/identity/caller.ts';
import { type DueJob, listDue, type Wanted } from '../../functions/identity/listDue.ts';
import { FileClosingKeys } from '../../functions/store/closingKeys.ts';
import { granted, type Stores } from '../../functions/store/granted.ts';
import { sqliteStore } from '../../functions/store/sqlite.ts';
import { endpoints, jobFunctions } from '../registry.ts';
import { type Clock, openClock } from './clock.ts';
import type { Kind } from './founding.ts';
import { lock } from './lock.ts';
import { moveClock } from './moveClock.ts';

/**
 * The whole product in one process: its stores in one folder, its clock, its jobs.
 *
 *     identity.sqlite · anonymous.sqlite · published.sqlite   one file a side
 *     closing-keys/                                           left out of every backup
 *     clock.json · sign-in.json · house.json                  how far ahead, the provider's keys, whether it is set up
 *
 * Each function is handed the stores its row grants and no others; only this file and the seed hold all of them.
 */
export interface LocalHouse {
  stores: Stores;
  clock: Clock;
  /** Runs one job by name, with what its row grants. */
  run(name: DueJob['job'], round: number, now?: number): Promise<unknown>;
  /** Runs whatever is due, one job at a time; asked again meanwhile, it looks again at the end. Never rejects. */
  tick(): Promise<void>;
  /** Ends what is under way and closes the files. */
  close(): Promise<void>;
}

/** Told of a job that failed: its name, its round and the error's name, and never the error's text. */
export type Complaint = (what: string) => void;

/** Throws `HouseBusy` where another process has this folder open. */
export function openHouse(folder: string, complain: Complaint, outside: OutsideWorld = {}): LocalHouse {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const held = lock(join(folder, 'lock'), 0);
  if (held === null) throw new HouseBusy(folder);
  const clock = openClock(folder);
  const open = (name: string) => sqliteStore(join(folder, `${name}.sqlite`), clock.now);
  const files = { identity: open('identity'), anonymous: open('anonymous'), published: open('published') };
  const stores: Stores = { ...files, closingKeys: new FileClosingKeys(join(folder, 'closing-keys')) };

  const run: LocalHouse['run'] = (name, round, now = clock.now()) => {
    const job = jobFunctions[name] as Job<JobName, { round: number }>;
    return job.run({ round }, { stores: granted(stores, jobRowsByName[name].grants), now });
  };

  let closing = false;
  async function runDue(): Promise<void> {
    if (closing) return;
    const wanted: Wanted = { jobs: ['makeClosingKey', 'prepareRound', 'endIssuing', 'closeRound', 'makeSpeakKey', 'releaseMessages'] };
    const listed = await listDue.run(wanted, { stores: granted(stores, listDue.row.grants), now: clock.now() });
    const failed: DueJob[] = [];
    for (const job of listed) {
      if (closing) return;
      if (failed.some((f) => waitsFor(job, f))) continue;
      try {
        await run(job.job, job.round);
      } catch (error) {
        failed.push(job);
        complain(`${job.job} of round ${job.round}: ${error instanceof Error ? error.name : 'unknown'}`);
      }
    }
  }

  /**
   * Between two of these the files do tell the order in which answers came and tokens went, and hold sealed comments that were decided.
   * Once a day, when it starts and when it stops: a copy taken at night, as backups are, tells nothing.
   */
  async function forget(): Promise<void> {
    for (const file of Object.values(files)) await file.forget().catch((error: unknown) => complain(`forgetting: ${error instanceof Error ? error.name : 'unknown'}`));
  }
  const today = (): number => Math.floor(clock.now() / 86_400_000);
  let forgotten = 0;
  async function forgetDaily(): Promise<void> {
    if (closing || forgotten === today()) return;
    forgotten = today();
    await forget();
  }

  /** Mail and other people’s calendars wait for strangers, and a count takes its time, so a round waits for none of them. Each is asked once at a time. */
  let errands: Promise<void> | null = null;
  async function runErrands(): Promise<void> {
    for (const name of ['remindOfCpd', 'sendNotices', 'sendMail', 'readBusyFeeds', 'countProtectedTime'] as const)
      if (!closing) await (jobFunctions[name] as Job).run({}, { ...outside, stores: granted(stores, jobRowsByName[name].grants), now: clock.now() }).catch((error: unknown) => complain(`${name}: ${error instanceof Error ? error.name : 'unknown'}`));
    errands = null;
  }

  let running: Promise<void> | null = null;
  let again = false;
  async function untilQuiet(): Promise<void> {
    do {
      again = false;
      try {
        await runDue();
        await forgetDaily();
      } catch (error) {
        complain(`scheduler: ${error instanceof Error ? error.name : 'unknown'}`);
      }
    } while (again);
    running = null;
  }

  return {
    stores,
    clock,
    run,
    tick() {
      again = running !== null;
      if (!closing) errands ??= runErrands();
      running ??= untilQuiet();
      return running;
    },
    async close() {
      closing = true;
      await Promise.all([running, errands]);
      await forget();
      for (const file of Object.values(files)) file.close();
      held.release();
    },
  };
}

/** Rounds are prepared one after the other; a round's other jobs wait for the one before them. */
const waitsFor = (job: DueJob, failed: DueJob): boolean => {
  const preparing = (d: DueJob) => d.job === 'makeClosingKey' || d.job === 'prepareRound';
  return job.round === failed.round || (preparing(job) && preparing(failed));
};

export class HouseBusy extends Error {
  override readonly name = 'HouseBusy';
}

/**
 * Every route, ready to take events. The anonymous host is given nobody to tell: it has no bearer to look at and nowhere to log, not
 * for the public record either, which the same browsers read in the same minute. Only a demo's clock can
 * be moved: in an organisation that is real it would close a round early.
 */
export function serveHouse(house: LocalHouse, issuer: Issuer, complain: Complaint, kind: Kind): ReadonlyMap<RouteName, Served> {
  const { now } = house.clock;
  const fault: Edge['fault'] = (route, error) => complain(`${route}: ${error.name}`);
  const edges: Record<Row['side'], Edge> = {
    identity: { now, fault, whoIs: whoIs(issuer, house.stores.identity) },
    anonymous: { now },
    publishing: { now },
  };
  const all = { ...endpoints, ...(kind === 'demo' ? { moveClock: moveClock(house) } : {}) } as unknown as Record<RouteName, Endpoint>;
  return new Map(
    (Object.entries(all) as [RouteName, Endpoint][]).map(([name, endpoint]) => {
      const { side, grants }: Row = endpoint.row;
      return [name, serve(endpoint, granted(house.stores, grants), edges[side])];
    }),
  );
}
