import type * as z from 'zod';
import type { ProblemName } from './problem.ts';

/**
 * A route is one row of plain data. CDK builds APIs, functions and roles from it, the local server serves it, the web client
 * is typed by it and OpenAPI is printed from it. What a side may be granted is a type, so a grant across the wall does not compile.
 *
 *     identity   KNOWS WHO, NEVER AN ANSWER    its own table, and the published one
 *     anonymous  GETS ANSWERS, NEVER WHO       may put into its own table, may read published round keys
 *     publishing ONE WAY, AFTER THE CLOSE      takes answers out once, holds the closing keys, never sees a person
 */
export type Side = 'identity' | 'anonymous' | 'publishing';
export type Verb = 'get' | 'query' | 'put' | 'delete' | 'clear' | 'transact';

export interface GrantsOf {
  identity: { identity?: readonly Verb[]; published?: readonly Verb[] };
  anonymous: { anonymous?: readonly 'put'[]; published?: readonly 'get'[] };
  publishing: { anonymous?: readonly ('query' | 'clear')[]; published?: readonly Verb[]; closingKeys?: readonly ('get' | 'put' | 'delete')[] };
}
export type Grants<S extends Side = Side> = GrantsOf[S];

export const roles = ['practitioner', 'manager', 'executive', 'guardian', 'principal', 'reviewer', 'steward'] as const;
export type Role = (typeof roles)[number];

/** `anyone`: no credentials are sent or read. `member`: anybody signed in and known. Else: one of these roles. */
export type Who = 'anyone' | 'member' | readonly Role[];

export interface Row<S extends Side = Side> {
  side: S;
  method: 'GET' | 'POST';
  /** Parameters in braces, as in `/rounds/{round}/cohort`. */
  path: string;
  who: Who;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The largest body taken, in bytes; the default is 4 KiB. */
  maxBodyBytes?: number;
  /** What success looks like, under its one status. */
  responses: Readonly<Record<number, z.ZodType>>;
  /** What success is sent as, where it is text and not JSON. */
  as?: 'text/calendar; charset=utf-8';
  problems: readonly ProblemName[];
  grants: Grants<S>;
  /** Only where one machine is the whole product: never deployed. */
  localOnly?: true;
  summary: string;
}

/** A job is a function nobody can call from outside: the scheduler runs it, and it may be killed anywhere and run again. */
export interface JobRow<S extends Side = Side> {
  side: S;
  grants: Grants<S>;
  /** What it may reach beyond the stores: the mail, calendars that people publish. No route may. */
  outside?: readonly Outside[];
  summary: string;
}
export type Outside = 'mail' | 'calendars';

export type Routes<S extends Side> = Readonly<Record<string, Row<S>>>;
