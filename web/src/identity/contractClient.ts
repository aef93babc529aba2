import type * as z from 'zod';
import type { ProblemBody, ProblemName } from '../../../shared/contract/problem.ts';
import type { Row } from '../../../shared/contract/route.ts';

/**
 * A client typed by the contract's rows and by nothing else: method, path, parameters, body and answer follow from a route's
 * name. Only types cross from the contract, so none of its parsing is in the browser.
 */
type Rows = Readonly<Record<string, Row>>;
type Output<S> = S extends z.ZodType ? z.output<S> : never;

/** Method and path of every row. One that is not the contract's does not compile. */
export type Addresses<R extends Rows> = { readonly [N in keyof R]: `${R[N]['method']} ${R[N]['path']}` };

export type Sent<R extends Row> = (R extends { params: infer P } ? { params: Output<P> } : unknown) &
  (R extends { query: infer Q } ? { query: Output<Q> } : unknown) &
  (R extends { body: infer B } ? { body: Output<B> } : unknown);

export type Answered<R extends Row> = Output<R['responses'][keyof R['responses'] & number]>;

type Arguments<R extends Row> = unknown extends Sent<R> ? [] : [Sent<R>];
export type Client<R extends Rows> = <N extends keyof R>(name: N, ...sent: Arguments<R[N]>) => Promise<Answered<R[N]>>;

/** A refusal as a page shows it: what is wrong, and what one can do now. `unreachable`: no answer came, or none of ours. */
export class Refused extends Error {
  readonly problem: ProblemName | 'unreachable';
  readonly title: string;
  readonly remedy: string;
  /** What exactly is in the way, where the refusal says it. */
  readonly detail: string | null;
  constructor(problem: ProblemName | 'unreachable', title: string, remedy: string, detail: string | null = null) {
    super(title);
    this.name = 'Refused';
    this.problem = problem;
    this.title = title;
    this.remedy = remedy;
    this.detail = detail;
  }
}

export const unreachable = (): Refused => new Refused('unreachable', 'Headroom cannot be reached just now.', 'Check your connection and try again. Nothing you did was lost.');

interface Loose {
  params?: Readonly<Record<string, unknown>>;
  query?: Readonly<Record<string, unknown>>;
  body?: unknown;
}

/** `init` is asked for at every request: credentials and headers of whoever is signed in then. */
export function clientOf<R extends Rows>(addresses: Addresses<R>, base: string, init: () => RequestInit): Client<R> {
  return async (name, ...[sent]) => {
    const { params = {}, query = {}, body } = (sent ?? {}) as Loose;
    const [method = 'GET', path = ''] = addresses[name].split(' ');
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, field: string) => encodeURIComponent(String(params[field])));
    const search = new URLSearchParams(Object.entries(query).map(([k, v]): [string, string] => [k, String(v)])).toString();
    const { headers, ...rest } = init();
    const answer = await fetch(`${base}${filled}${search === '' ? '' : `?${search}`}`, {
      ...rest,
      method,
      cache: 'no-store',
      signal: AbortSignal.timeout(patienceMs),
      headers: { ...(headers as Record<string, string> | undefined), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => {
      throw unreachable();
    });
    if (!answer.ok) throw await refusal(answer);
    return (await answer.json().catch(() => {
      throw unreachable();
    })) as never;
  };
}

const patienceMs = 20_000;

async function refusal(answer: Response): Promise<Refused> {
  if (answer.headers.get('content-type')?.startsWith('application/problem+json') !== true) return unreachable();
  const said = (await answer.json().catch(() => null)) as ProblemBody | null;
  return said === null ? unreachable() : new Refused(said.type, said.title, said.remedy, said.detail);
}
