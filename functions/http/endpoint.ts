import type * as z from 'zod';
import type { jobs, JobName, RouteName, routes } from '../../shared/contract/contract.ts';
import type { Role, Row } from '../../shared/contract/route.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { Calendars } from '../outside/publishedCalendar.ts';
import type { Granted } from '../store/granted.ts';

/** Whoever is signed in, as the people table has them. */
export interface Caller {
  id: string;
  name: string;
  roles: readonly Role[];
  team: string | null;
  manages: readonly string[];
}

type Parsed<T> = T extends z.ZodType ? z.output<T> : Record<string, never>;
type ResultOf<R extends Row> = z.input<R['responses'][keyof R['responses'] & number]>;

export interface Request<R extends Row> {
  params: R extends { params: infer P } ? Parsed<P> : Record<string, never>;
  query: R extends { query: infer Q } ? Parsed<Q> : Record<string, never>;
  body: R extends { body: infer B } ? Parsed<B> : undefined;
  caller: R['who'] extends 'anyone' ? null : Caller;
  stores: Granted<R['grants']>;
  /** Epoch milliseconds. Nothing below reads a clock. */
  now: number;
}

export interface Endpoint<N extends RouteName = RouteName> {
  name: N;
  row: (typeof routes)[N];
  handle(request: Request<(typeof routes)[N]>): Promise<ResultOf<(typeof routes)[N]>>;
}

/** A route’s function: its row of the contract and what answers it. The rows are its own side’s, so that no bundle holds another’s. */
export const endpoint = <N extends RouteName>(rows: Pick<typeof routes, N>, name: N, handle: Endpoint<N>['handle']): Endpoint<N> => ({ name, row: rows[name], handle });

export interface Job<N extends JobName = JobName, I = unknown, O = unknown> {
  name: N;
  row: (typeof jobs)[N];
  run(input: I, context: JobContext<N>): Promise<O>;
}

/** What a job is handed: the stores its row grants, the time, and of the outside what its row names. */
export interface JobContext<N extends JobName> extends OutsideWorld {
  stores: Granted<(typeof jobs)[N]['grants']>;
  now: number;
}

/** Left out where there is none: no mail is sent then, and no calendar read. */
export interface OutsideWorld {
  mailer?: Mailer;
  calendars?: Calendars;
}

/** A scheduled function: its row of the contract and what it does. It may be killed anywhere and run again. */
export const job = <N extends JobName, I, O>(rows: Pick<typeof jobs, N>, name: N, run: Job<N, I, O>['run']): Job<N, I, O> => ({ name, row: rows[name], run });
