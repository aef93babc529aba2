import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { ProblemName } from '../../shared/contract/problem.ts';
import type { Row } from '../../shared/contract/route.ts';
import { endpoints } from '../../infra/registry.ts';
import { call, type TestHouse } from '../round/house.ts';
import { problemBody, readyHouse, type Request, type Served } from './good.ts';

/** As whoever may ask, each route is sent what is almost right: it answers, or says by name what is wrong; it never breaks. */
const names = Object.keys(endpoints) as Served[];

/** In whatever is sent that nobody would send, and never in what comes back. */
const canary = 'canaryinjunk';
const lone = `${canary}\ud800`;

/** Junk that is tried in every place there is. */
const everywhere: readonly unknown[] = [null, -1, 1e308, '', lone, canary, `${canary}\u0000`, '__proto__', 'constructor', 'A'.repeat(43), 'A'.repeat(401), '€'.repeat(1300), '9999-12-31', '0001-01-01T00:00', [], { [lone]: canary }];
const junk = fc.oneof(fc.constantFrom(...everywhere), fc.constantFrom('2026-02-30', '-000001-01-01', '2026-03-29T01:30', 'FREQ=YEARLY;COUNT=999', 'FREQ=WEEKLY;UNTIL=99991231T000000Z', '99999999-9999', '_'.repeat(342), 0.5, 2 ** 53, true), fc.string({ unit: 'binary', maxLength: 20 }), fc.anything({ maxDepth: 1, withNullPrototype: false }));

type Part = 'params' | 'query' | 'body';
const parts = ['params', 'query', 'body'] as const satisfies readonly Part[];
const shapesOf = ({ params, query, body }: Row) => ({ params, query, body });

/** What JSON Schema says of a shape, as far as the contract uses it. */
const shape = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    pattern: z.string().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    items: z.unknown().optional(),
    maxItems: z.number().optional(),
    properties: z.record(z.string(), z.unknown()).optional(),
    required: z.array(z.string()).optional(),
    propertyNames: z.unknown().optional(),
    additionalProperties: z.unknown().optional(),
    oneOf: z.array(z.unknown()).optional(),
    anyOf: z.array(z.unknown()).optional(),
    allOf: z.array(z.unknown()).optional(),
  }),
);
type Shape = z.infer<typeof shape>;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What has the shape, often with what is good in its place, now and then with junk there. */
function almost(told: unknown, good: unknown): fc.Arbitrary<unknown> {
  const is = shape.parse(told);
  const choices = is.oneOf ?? is.anyOf;
  if (choices !== undefined) return fc.oneof(...choices.map((one) => almost(one, good)));
  if (is.properties !== undefined) return object(is.properties, is.required ?? [], isRecord(good) ? good : {});
  return fc.oneof({ weight: 8, arbitrary: fitting(is, good) }, { weight: good === undefined ? 0 : 8, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: junk });
}

function object(properties: Record<string, unknown>, required: readonly string[], good: Record<string, unknown>): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, of]): [string, fc.Arbitrary<unknown>] => [name, required.includes(name) ? almost(of, good[name]) : fc.option(almost(of, good[name]), { nil: undefined })]);
  return fc.record(Object.fromEntries(fields));
}

function fitting({ type, const: only, enum: some, pattern, minLength = 0, maxLength = 60, minimum = -1000, maximum = 100_000, items, maxItems = 3, propertyNames, additionalProperties, allOf }: Shape, good: unknown): fc.Arbitrary<unknown> {
  if (only !== undefined) return fc.constant(only);
  if (some !== undefined) return fc.constantFrom(...some);
  if (allOf?.[0] !== undefined) return fitting(shape.parse(allOf[0]), good);
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  if (type === 'string') return fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)) });
  if (type === 'integer' || type === 'number') return fc.integer({ min: Math.max(minimum, -1000), max: Math.min(maximum, 100_000) });
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  if (type === 'array') return fc.array(almost(items, Array.isArray(good) ? good[0] : undefined), { maxLength: Math.min(maxItems, 3) });
  if (type === 'object') return fc.dictionary(fc.oneof(fitting(shape.parse(propertyNames), undefined), fc.constantFrom('constructor', '__proto__', lone)) as fc.Arbitrary<string>, almost(additionalProperties, Object.values(isRecord(good) ? good : {})[0]), { maxKeys: 3 });
  return fc.constant(good);
}

/** Each value that differs from this one in one place: junk there, nothing there, or something beside it. */
function* spoilt(value: unknown): Generator<unknown> {
  yield* everywhere;
  if (Array.isArray(value)) for (const [at, inside] of value.entries()) for (const other of spoilt(inside)) yield value.with(at, other);
  else if (isRecord(value)) {
    yield { ...value, [canary]: canary };
    yield { ...value, [lone]: canary };
    yield { ...value, constructor: canary };
    for (const [name, inside] of Object.entries(value)) {
      yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
      for (const other of spoilt(inside)) yield { ...value, [name]: other };
    }
  }
}

/** Addresses and queries are text. */
const asText = (value: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(isRecord(value) ? value : {}).flatMap(([name, one]) => (one === undefined ? [] : [[name, typeof one === 'string' ? one : JSON.stringify(one)]])));
const withPart = (request: Request, part: Part, value: unknown): Request => ({ ...request, [part]: part === 'body' ? value : asText(value) });

let h: TestHouse;
let good: Readonly<Record<Served, () => Request>>;

beforeAll(async () => {
  ({ h, good } = await readyHouse());
}, 120_000);
afterAll(() => h.close());

/** Refusals that every route may give before its own row is looked at. */
const ofAny: readonly ProblemName[] = ['malformed', 'too-large', 'not-json', 'not-found', 'unknown-person'];

/** What is wrong with the answer, in words; null where nothing is. A fault of ours is thrown by the house. */
async function wrongIn(name: Served, row: Row, request: Request): Promise<string | null> {
  const sent = () => JSON.stringify({ ...request, as: undefined }).slice(0, 600);
  try {
    const { status, body } = await call(h, name, request);
    if (status < 300) return null;
    const said = problemBody.parse(body);
    if (said.status !== status || status >= 500 || ![...ofAny, ...row.problems].includes(said.type)) return `${status} ${said.type} to ${sent()}`;
    if (said.type === 'malformed' && !said.detail) return `malformed, and not what, to ${sent()}`;
    return JSON.stringify(said).includes(canary) ? `an echo, ${said.detail}, of ${sent()}` : null;
  } catch (error) {
    return `${error instanceof Error ? (error.stack?.split('\n').slice(0, 4).join(' ') ?? error.message) : String(error)} at ${sent()}`;
  }
}

const taking = names.filter((name) => Object.values(shapesOf(endpoints[name].row)).some((of) => of !== undefined));

describe('to what is almost right, a route answers or says by name what is wrong', () => {
  test.each(taking)('%s', async (name) => {
    const row: Row = endpoints[name].row;
    for (const part of parts) {
      const of = shapesOf(row)[part];
      if (of === undefined) continue;
      const right = (part === 'body' || row[part] === undefined ? {} : Object.fromEntries(Object.keys(row[part].shape).map((field) => [field, '']))) as Record<string, unknown>;
      const broken: string[] = [];
      for (const value of spoilt(part === 'body' ? good[name]().body : { ...right, ...good[name]()[part] })) {
        const wrong = await wrongIn(name, row, withPart(good[name](), part, value));
        if (wrong !== null) broken.push(wrong);
      }
      expect(broken).toEqual([]);
    }
    await fc.assert(
      fc.asyncProperty(fc.record(Object.fromEntries(parts.flatMap((part) => {
        const of = shapesOf(row)[part];
        return of === undefined ? [] : [[part, almost(z.toJSONSchema(of, { io: part === 'body' ? 'input' : 'output' }), good[name]()[part])]];
      }))), async (made) => {
        const request = Object.entries(made).reduce((so, [part, value]) => withPart(so, part as Part, value), good[name]());
        expect(await wrongIn(name, row, request)).toBeNull();
      }),
      { numRuns: 100, seed: 2026, interruptAfterTimeLimit: 3000, markInterruptAsFailure: false },
    );
  });
});
