/**
 * Sends requests with a canary in every part through every route, in a process of its own, so that whatever is put out can be
 * seen: `node canary.ts none`. With `log` a handler logs its body, with `fault` the log repeats an error's text; then the
 * canary must show, and one route is enough to show it. The last line is a summary, the lines before are the log.
 */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Endpoint } from '../../functions/http/endpoint.ts';
import { logFault } from '../../functions/http/fault.ts';
import { type Edge, serve } from '../../functions/http/pipeline.ts';
import { houseItem } from '../../functions/identity/people.ts';
import { granted, type Stores } from '../../functions/store/granted.ts';
import { sqliteStore } from '../../functions/store/sqlite.ts';
import type { Store } from '../../functions/store/store.ts';
import { endpoints } from '../../infra/registry.ts';
import { smallHouse } from '../round/house.ts';
import { roles, type Row } from '../../shared/contract/route.ts';
import { sealedWhyBytes } from '../../shared/escalation/sealedWhy.ts';
import { decoyOf, slotBytes } from '../../shared/escalation/slot.ts';
import { monthOf } from '../../shared/escalation/speakToken.ts';

const canary = 'CANARY';
const plant = process.argv[2];

/** Broken in every call, with the canary in the error's text. */
const broken = new Proxy({} as Store, { get: () => async () => Promise.reject(new TypeError(`broke over ${canary}`)) });
const whole = (): Stores => ({ identity: sqliteStore(':memory:'), anonymous: sqliteStore(':memory:'), published: sqliteStore(':memory:'), closingKeys: { put: async () => undefined, get: async () => null, delete: async () => false } });
/** With the organisation in them, without which nothing is served: there, no route may break. */
const withHouse = async (): Promise<Stores> => {
  const stores = whole();
  await stores.identity.put(houseItem(smallHouse));
  return stores;
};
const allBroken: Stores = { identity: broken, anonymous: broken, published: broken, closingKeys: whole().closingKeys };

let faults = 0;
let requests = 0;
let canariesInAnswers = 0;
let unfaulted = 0;
/** Routes that broke though nothing was broken. */
const brokeWhole = new Set<string>();
const edge: Edge = {
  now: Date.now,
  whoIs: async () => ({ id: canary, name: canary, roles, team: canary, manages: [canary] }),
  fault(route, error) {
    faults += 1;
    if (plant === 'fault') process.stderr.write(`${error.message}\n`);
    else logFault(route, error);
  },
};

/** Whoever has every role manages too, and such a one is no reviewer. */
const outsideLine: Edge['whoIs'] = async () => ({ id: canary, name: canary, roles: ['reviewer'], team: canary, manages: [] });

/** Whoever has every role looks after Headroom too, and holds no key to messages. */
const readerOfMessages: Edge['whoIs'] = async () => ({ id: canary, name: canary, roles: ['executive', 'guardian'], team: canary, manages: [] });

/** This month, and something that looks like an envelope from outside. */
const thisMonth = monthOf(Date.now());
const sealedWhyLetters = Math.ceil((sealedWhyBytes * 4) / 3);
const anEnvelope = Buffer.from(decoyOf(new Uint8Array(slotBytes), 1).sealed).toString('base64url');

const bodies: readonly (string | undefined)[] = [
  undefined,
  canary,
  `{"${canary}`,
  `"${canary}"`,
  JSON.stringify({ [canary]: canary }),
  JSON.stringify({ round: 1, cohort: canary, prepared: canary, signature: canary, sealed: canary, blinded: canary }),
  JSON.stringify({ round: 1, cohort: filler(43), prepared: filler(86), signature: filler(342), sealed: filler(1942), comment: canary }),
  JSON.stringify({ round: 1, cohort: filler(43), prepared: filler(86), signature: filler(342), sealed: filler(1942) }),
  JSON.stringify({ blinded: filler(342) }),
  JSON.stringify({ text: filler(40) }),
  JSON.stringify({ on: '2026-01-12', kind: 'other', groups: ['northside'], text: filler(40), restartsLimits: true }),
  JSON.stringify({ recipient: `age1${canary.toLowerCase()}`, wrapped: filler(400) }),
  JSON.stringify({ recipient: 'age1p9uqymg22xyuuvu0eu6e4nh86d37er0j3rhsnsplpw63ux3n0fzsrsp978', wrapped: Buffer.from(`age-encryption.org/v1\n-> scrypt ${canary.repeat(30)}`).toString('base64url') }),
  JSON.stringify({ opened: filler(43) }),
  JSON.stringify({ decision: { kind: 'show', text: canary } }),
  JSON.stringify({ people: [canary], minutes: 90 }),
  JSON.stringify({ series: 'a'.repeat(16), of: 'supervision', people: [canary], givenBy: null, supervisor: 'other', start: '2026-12-01T10:00', minutes: 90, rule: null, despite: true }),
  JSON.stringify({ kind: 'taken', owner: canary, reason: 'court' }),
  JSON.stringify({ account: { happened: 'not-held', reason: 'court' } }),
  JSON.stringify({ kind: 'alone', on: new Date().toISOString().slice(0, 10), is: true }),
  JSON.stringify({ text: `person,date,start,end\n${canary},2026-11-30,09:00,17:00` }),
  JSON.stringify({ kind: 'unbooked', of: 'supervision', on: new Date().toISOString().slice(0, 10), text: `${canary} was never booked` }),
  JSON.stringify({ kind: 'session', session: `${'a'.repeat(16)}-01`, start: '2026-01-06T09:00:00Z', text: canary }),
  JSON.stringify({ number: 1, terms: { supervisor: 'somebody', from: '2026-01-19', everyWeeks: 4, minutes: 90, where: canary, confidential: canary, standIn: null, sharesEarlier: false } }),
  JSON.stringify({ version: 1, written: { sections: { reflection: canary }, actions: [] } }),
  JSON.stringify({ version: 1 }),
  JSON.stringify({ version: 1, headings: [{ id: 'practice', title: canary, hint: canary }] }),
  JSON.stringify({ version: 1, entry: { kind: 'course', about: canary, on: '2026-01-12', learning: canary, impact: canary, peer: { role: 'colleague', learned: canary }, evidence: [`https://${canary}.example/`], minutes: 60, participatoryMinutes: 0, agreedFor: [], isSubmitted: true } }),
  JSON.stringify({ with: canary, isShared: true }),
  JSON.stringify({ item: canary, on: '2026-01-12', isDone: true }),
  JSON.stringify({ on: '2026-01-12', minutes: 60 }),
  JSON.stringify({ person: canary, address: `https://${canary}.example/${canary}.ics` }),
  JSON.stringify({ person: canary, address: `http://${canary}.example/` }),
  JSON.stringify({ key: filler(43), blinded: [filler(342), filler(342)] }),
  JSON.stringify({ key: filler(43), blinded: [filler(342)] }),
  JSON.stringify({ month: 24_313, prepared: filler(86), signature: filler(342), thread: filler(43), sealed: filler(2000), why: filler(sealedWhyLetters) }),
  JSON.stringify({ month: thisMonth, prepared: filler(86), signature: filler(342), thread: filler(43), sealed: filler(2000), why: filler(sealedWhyLetters) }),
  JSON.stringify({ threadId: filler(43), number: 2, sealed: anEnvelope, closes: false }),
  JSON.stringify({ threadId: filler(43), after: 0 }),
  JSON.stringify({ number: 1, mark: 'said', sealed: anEnvelope }),
  JSON.stringify({ recipient: 'age1p9uqymg22xyuuvu0eu6e4nh86d37er0j3rhsnsplpw63ux3n0fzsrsp978', signs: filler(43), wrapped: Buffer.from(`age-encryption.org/v1\n-> scrypt ${canary.repeat(30)}`).toString('base64url') }),
  JSON.stringify({ recipient: 'age1p9uqymg22xyuuvu0eu6e4nh86d37er0j3rhsnsplpw63ux3n0fzsrsp978' }),
  JSON.stringify({ by: filler(43), signature: filler(86) }),
  JSON.stringify({ recipient: 'age1p9uqymg22xyuuvu0eu6e4nh86d37er0j3rhsnsplpw63ux3n0fzsrsp978', by: filler(43), signature: filler(86) }),
  JSON.stringify({ on: '2026-01-12', signature: filler(86) }),
  JSON.stringify({ person: filler(24) }),
  JSON.stringify({ how: canary }),
  JSON.stringify({ version: 0, lines: { children: { who: canary, phone: '01632 960111', when: canary }, adults: null, outOfHours: null, allegations: null } }),
  JSON.stringify({ acknowledgeWithinDays: 3, answerWithinDays: null }),
  JSON.stringify({ askedOn: '2026-01-12' }),
  JSON.stringify({ version: 0, change: { kind: 'own', name: canary, audience: 'social-worker', owes: { kind: 'supervision', everyWeeks: 4, minutes: 60 } } }),
  JSON.stringify({ threadId: filler(43), after: 0, mark: filler(48) }),
  canary.repeat(20_000),
];

/** Base64url that carries the canary. */
function filler(length: number): string {
  return canary.repeat(length).slice(0, length);
}

const parameters: readonly Record<string, string>[] = [{ round: '1', group: 'organisation', hash: filler(43), id: 'northside.values.00000001' }, { id: '00000001-0001' }, { secret: canary }, { secret: `${filler(43)}.ics` }, { round: canary, group: canary, hash: canary, id: canary }, { id: filler(43) }, { month: String(thisMonth), period: String(thisMonth), thread: filler(43) }, { period: String(new Date().getUTCFullYear()) }, { id: `00000001.northside.${filler(22)}` }, { team: 'northside', monday: '2026-01-19', id: `${'a'.repeat(16)}-01`, person: canary, number: '1', session: `${'a'.repeat(16)}-01` }, { entry: 'a'.repeat(16), tick: 'a'.repeat(16), person: canary }];
/** Where no body is read, or none of this type, a few are enough. */
const fewBodies = [...bodies.slice(0, 4), bodies.at(-1)];
const asked = plant === 'none' ? Object.values(endpoints) : [endpoints.submitAnswer];

for (const endpoint of asked as unknown as Endpoint[]) {
  for (const [stores, breaks] of [[await withHouse(), false], [allBroken, true]] as const) {
    const row: Row = endpoint.row;
    const whoIs = row.who.includes('reviewer') ? outsideLine : row.who.includes('guardian') && !row.who.includes('steward') ? readerOfMessages : edge.whoIs;
    const served = serve(endpoint, granted(stores, row.grants), { ...edge, ...(whoIs === undefined ? {} : { whoIs }) });
    let broke = false;
    for (const pathParameters of parameters)
      for (const type of ['application/json', canary])
        for (const body of row.body === undefined || type === canary ? fewBodies : bodies) {
          const { statusCode, body: answer } = await served(eventOf(endpoint, pathParameters, type, body));
          requests += 1;
          broke ||= statusCode === 500;
          if (!breaks && statusCode === 500) brokeWhole.add(endpoint.name);
          if (answer?.includes(canary) === true && statusCode !== 200) canariesInAnswers += 1;
        }
    if (breaks && !broke) unfaulted += 1;
  }
}

if (plant === 'log') {
  const submit = endpoints.submitAnswer as unknown as Endpoint;
  const logging = { ...submit, handle: async (request: unknown) => console.log(request) } as unknown as Endpoint;
  const row: Row = submit.row;
  await serve(logging, granted(whole(), row.grants), edge)(eventOf(submit, {}, 'application/json', bodies[7]));
}
process.stdout.write(`${JSON.stringify({ requests, faults, canariesInAnswers, unfaulted, brokeWhole: [...brokeWhole] })}\n`);

function eventOf({ row }: Endpoint, pathParameters: Record<string, string>, type: string, body: string | undefined): APIGatewayProxyEventV2 {
  const event: Partial<APIGatewayProxyEventV2> = {
    rawPath: row.path,
    headers: { 'content-type': type, authorization: `Bearer ${canary}`, cookie: canary, referer: canary },
    pathParameters,
    queryStringParameters: pathParameters['round'] === canary ? { after: canary } : { name: canary },
    isBase64Encoded: false,
    ...(body === undefined ? {} : { body }),
  };
  return event as APIGatewayProxyEventV2;
}
