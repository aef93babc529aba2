import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Decrypter, Encrypter } from 'age-encryption';
import { dayOf, batchGraceMs } from '../../shared/escalation/schedule.ts';
import { sealEnvelope } from '../../shared/escalation/envelope.ts';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import { encodeWriterEntry } from '../../shared/escalation/thread.ts';
import { releaseMessages } from '../../functions/publishing/releaseMessages.ts';
import { granted } from '../../functions/store/granted.ts';
import { sqliteStore } from '../../functions/store/sqlite.ts';
import { waitingKey, waitingOn } from '../../functions/store/threads.ts';
import { every, type Item } from '../../functions/store/store.ts';
import { type Key, newKey } from '../escalation/keys.ts';
import { collectTokens, executives, goingOn, guardian, message, nextBatch, openingOf, speakingHouse, speakingIn, staff, writing } from '../escalation/house.ts';
import { call } from '../round/house.ts';
import { firstKeyStroke } from './firstKeyStroke.ts';
import { type Line, lineOf } from './line.ts';
import { servedInbox } from './servedInbox.ts';
import { counts, countedHouse } from './writeUnits.ts';

/** Speaking up: how long it takes until one can write, what sealing and opening cost beside the bare `age`, what a message costs a table, and the daily batch of a very bad day. */
const [inbox, waiting, turns] = [500, 10_000, 5] as const;
const content = new Uint8Array(700).fill(97);
const thread = toBase64url(new Uint8Array(32).fill(7));
const place = (number: number) => ({ thread, from: 'writer', number }) as const;

export async function speaking(folder: string): Promise<Line[]> {
  mkdirSync(folder, { recursive: true });
  const keys = await Promise.all(Array.from({ length: 6 }, newKey));
  return [...(await firstKeyStroke(join(folder, 'page'))), await sealing(keys), await opening(), ...(await units()), await batch(folder)];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Turn by turn, each first as often as last. */
async function inTurns(ours: () => Promise<unknown>, theirs: () => Promise<unknown>): Promise<{ ours: number[]; theirs: number[] }> {
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let turn = -1; turn < turns; turn++) {
    const measured = turn % 2 === 0 ? [await timed(ours), await timed(theirs)] : [await timed(theirs), await timed(ours)].toReversed();
    // The first turn warms both up.
    if (turn < 0) continue;
    times.ours.push(measured[0] ?? Number.NaN);
    times.theirs.push(measured[1] ?? Number.NaN);
  }
  return times;
}

async function bareSeal(recipients: readonly string[], plain: Uint8Array): Promise<Uint8Array> {
  const age = new Encrypter();
  for (const recipient of recipients) age.addRecipient(recipient);
  return age.encrypt(plain);
}

async function sealing(keys: readonly Key[]): Promise<Line> {
  const recipients = keys.map((k) => k.recipient);
  const many = async (one: () => Promise<unknown>): Promise<void> => {
    for (let i = 0; i < 20; i++) await one();
  };
  const times = await inTurns(() => many(() => sealEnvelope(place(1), recipients, content)), () => many(() => bareSeal(recipients, new Uint8Array(1024))));
  return lineOf({ name: 'sealing a message to five readers and the recovery key, 20 times', unit: 'ms', against: 'the bare age of the same size', ...times, bound: { of: 'ratio', atMost: 2 } });
}

/** As the page does it: asks for every thread, opens each, sorts out what is for this reader. */
async function opening(): Promise<Line> {
  const house = await speakingHouse();
  const { page, close } = await servedInbox(house, executives[0]);
  try {
    const [mine] = house.readers;
    if (mine === undefined) throw new Error('there is a reader');
    const recipients = [...house.readers, house.recovery, await newKey(), await newKey()].map((k) => k.recipient);
    const written = encodeWriterEntry(message(mine.recipient, 'a'.repeat(700)));
    const threads = Array.from({ length: inbox }, () => toBase64url(new Uint8Array(randomBytes(32))));
    const sealed = await Promise.all(threads.map((name) => sealEnvelope({ thread: name, from: 'writer', number: 1 }, recipients, written)));
    for (const [i, one] of sealed.entries()) await house.stores.anonymous.put({ ...waitingKey(dayOf(house.now), `${threads[i]}.0001`), v: 1, thread: threads[i] ?? '', number: 1, sealed: one, closes: false });
    await nextBatch(house);
    const ours = async (): Promise<void> => {
      const { rows } = await page.readMessages(page.openingWith([{ ...mine, state: 'counts' }], house.readers));
      if (rows.filter(({ theme }) => theme === 'workload').length !== inbox) throw new Error('a message did not open');
    };
    const theirs = async (): Promise<void> => {
      const age = new Decrypter();
      age.addIdentity(mine.identity);
      for (const one of sealed) await age.decrypt(one);
    };
    return lineOf({ name: `a reader’s page opening an inbox of ${inbox}, over HTTP`, unit: 'ms', against: 'the bare age', ...(await inTurns(ours, theirs)), bound: null });
  } finally {
    close();
    house.close();
    rmSync(house.folder, { recursive: true });
  }
}

/** The longest first message, the next one, and each with the batch that hands it on. */
async function units(): Promise<Line[]> {
  const counted = await countedHouse(Date.parse('2026-01-12T10:00:00Z'), [...staff, ...executives, guardian]);
  try {
    const house = Object.assign(counted, await speakingIn(counted));
    const w = await writing();
    const [token] = await collectTokens(house, staff[0] ?? executives[0]);
    if (token === undefined) throw new Error('there is a token');
    const body = await openingOf(house, w, token, 'x'.repeat(10_000));
    counted.spent();
    if ((await call(house, 'openThread', { body })).status !== 200) throw new Error('a message was refused');
    const first = counted.spent();
    await nextBatch(house);
    const batch = counted.spent();
    const next = await goingOn(house, w, 2, message(w.key.recipient, 'x'.repeat(700)));
    counted.spent();
    if ((await call(house, 'appendToThread', { body: next })).status !== 200) throw new Error('a message was refused');
    const short = counted.spent();
    const line = (name: string, units: number): Line => lineOf({ name, unit: 'units', against: counts, ours: [units], theirs: null, bound: null });
    return [line('write units of a first message of 16 KiB', first), line('write units of the batch that hands it on', batch), line('write units of a next message of 1 KiB', short)];
  } finally {
    counted.close();
  }
}

/** Ten thousand first messages of one day, against reading them all, putting them again and clearing the day: what has to be done in any case. */
async function batch(folder: string): Promise<Line> {
  const sealed = await sealEnvelope(place(1), (await Promise.all([newKey(), newKey()])).map((k) => k.recipient), content);
  const now = Date.parse('2026-01-13T00:00:00Z') + batchGraceMs;
  const day = dayOf(now) - 1;
  const items = (name: (thread: string) => { pk: string; sk: string }): Item[] =>
    Array.from({ length: waiting }, (_, i) => toBase64url(new Uint8Array(32).map((_b, at) => (i >> (8 * (at % 4))) & 255))).map((t) => ({ ...name(t), v: 1, thread: t, number: 1, sealed, closes: false }));
  const measured = { ours: [] as number[], theirs: [] as number[] };
  for (let turn = 0; turn < 2; turn++) {
    const anonymous = sqliteStore(join(folder, `anonymous-${turn}.sqlite`), () => now);
    const published = sqliteStore(join(folder, `published-${turn}.sqlite`), () => now);
    const fill = async (): Promise<void> => {
      for (const item of items((t) => waitingKey(day, `${t}.0001`))) await anonymous.put(item);
    };
    await fill();
    measured.theirs.push(
      await timed(async () => {
        for await (const item of every(anonymous, waitingOn(day))) await published.put({ ...item, pk: 'bare' });
        await anonymous.clear(waitingOn(day));
        await anonymous.forget();
      }),
    );
    await fill();
    const stores = granted({ anonymous, published }, releaseMessages.row.grants);
    measured.ours.push(await timed(() => releaseMessages.run({ round: day }, { stores, now })));
    anonymous.close();
    published.close();
  }
  return lineOf({ name: `the daily batch of ${waiting.toLocaleString('en-GB')} waiting messages`, unit: 's', against: 'moving and clearing the same items', ours: measured.ours.map((ms) => ms / 1000), theirs: measured.theirs.map((ms) => ms / 1000), bound: null });
}
