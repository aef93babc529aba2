import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { ProblemName } from '../../shared/contract/problem.ts';
import { keys, preparedRound } from '../../functions/store/record.ts';
import { openClock } from '../../infra/local/clock.ts';
import { kindOf } from '../../infra/local/founding.ts';
import { HouseBusy, openHouse } from '../../infra/local/house.ts';
import { signInKeys } from '../../infra/local/signInKeys.ts';
import { openRound, smallHouse } from './smallHouse.ts';

const made: string[] = [];
const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'headroom-house-'));
  made.push(path);
  return path;
};
const small = async (): Promise<string> => {
  const path = await smallHouse();
  made.push(path);
  return path;
};
afterEach(() => {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
});

const silent = () => undefined;
const day = 86_400_000;
const refusal = (problem: ProblemName): unknown => expect.objectContaining({ problem });

describe('the clock', () => {
  test('runs with real time, moves ahead and stays ahead when opened again', () => {
    const at = folder();
    let real = 1_000_000;
    const clock = openClock(at, () => real);
    expect(clock.now()).toBe(1_000_000);
    clock.moveTo(clock.now() + 14 * day);
    real += 5_000;
    expect(clock.now()).toBe(1_005_000 + 14 * day);
    expect(openClock(at, () => real).now()).toBe(clock.now());
  });

  test('never goes back, and never further than a year at once', () => {
    const at = folder();
    const clock = openClock(at, () => 1_000_000);
    clock.moveTo(1_000_000 + day);
    expect(() => clock.moveTo(1_000_000 + day - 1)).toThrow(refusal('clock-moves-forward'));
    expect(() => clock.moveTo(1_000_000 + 400 * day)).toThrow(refusal('malformed'));
    expect(() => clock.moveTo(Number.NaN)).toThrow(refusal('malformed'));
    expect(openClock(at, () => 1_000_000).now()).toBe(1_000_000 + day);
  });
});

describe('one machine forgets in what order things came', () => {
  const logBytes = (at: string, file: string) => statSync(join(at, `${file}.sqlite-wal`), { throwIfNoEntry: false })?.size ?? 0;

  test('every day, while a round is open', async () => {
    const at = await small();
    const house = openHouse(at, silent);
    await house.tick();
    for (const file of ['anonymous', 'identity'] as const) {
      await house.stores[file].put({ pk: 'answers#arrival', sk: 'one', v: 1 });
      expect(logBytes(at, file)).toBeGreaterThan(0);
    }
    await house.tick();
    expect(logBytes(at, 'anonymous'), 'not twice on one day').toBeGreaterThan(0);
    house.clock.moveTo(house.clock.now() + day);
    await house.tick();
    for (const file of ['anonymous', 'identity']) expect(logBytes(at, file)).toBe(0);
    await house.close();
  });

  test('and when it stops', async () => {
    const at = await small();
    const house = openHouse(at, silent);
    await house.tick();
    let forgets = 0;
    const { anonymous } = house.stores;
    anonymous.forget = async () => void (forgets += 1);
    await house.close();
    expect(forgets).toBe(1);
  });
});

describe('the scheduler', () => {
  test('brings an organisation that slept to where it belongs: closed rounds erased, one open, the next prepared', async () => {
    const house = openHouse(await small(), silent);
    const { published } = house.stores;
    for (const round of [1, 2]) expect(await published.get(keys.erased(round))).not.toBeNull();
    expect(await published.get(keys.frozen(openRound))).toBeNull();
    expect(await preparedRound(published, openRound + 1)).not.toBeNull();
    expect(await preparedRound(published, openRound + 2)).toBeNull();
    await house.close();
  });

  test('asked many times at once does everything once, and after the clock moved what is due then', async () => {
    const complaints: string[] = [];
    const house = openHouse(await small(), (c) => complaints.push(c));
    const ofRounds = async () => (await house.stores.published.query('log')).items.filter((i) => ['prepared', 'closed'].includes((i['line'] as { kind: string }).kind)).length;
    await house.tick();
    const before = (await house.stores.published.query('log')).items.length;
    const roundsBefore = await ofRounds();
    await Promise.all(Array.from({ length: 20 }, () => house.tick()));
    expect((await house.stores.published.query('log')).items.length).toBe(before);

    const closesAt = Date.parse((await preparedRound(house.stores.published, openRound))?.manifest.closesAt ?? '');
    const first = house.tick();
    house.clock.moveTo(closesAt + 60_000);
    await Promise.all([first, house.tick(), house.tick()]);
    // Round 3 closed, round 5 prepared: one line each.
    expect(await ofRounds()).toBe(roundsBefore + 2);
    expect(await house.stores.published.get(keys.erased(openRound))).not.toBeNull();
    expect(complaints).toEqual([]);
    await house.close();
  });

  test('a job that fails holds up its own round alone, is named without its text, and is tried again', async () => {
    const at = await small();
    const complaints: string[] = [];
    const house = openHouse(at, (c) => complaints.push(c));
    const { closingKeys } = house.stores;
    const real = closingKeys.delete.bind(closingKeys);
    closingKeys.delete = () => Promise.reject(new TypeError('canary'));
    house.clock.moveTo(Date.parse((await preparedRound(house.stores.published, openRound + 1))?.manifest.closesAt ?? '') + 60_000);
    await house.tick();
    expect(complaints).toEqual([`closeRound of round ${openRound}: TypeError`, `closeRound of round ${openRound + 1}: TypeError`]);
    expect(await preparedRound(house.stores.published, openRound + 3)).not.toBeNull();

    closingKeys.delete = real;
    await house.tick();
    expect(await house.stores.published.get(keys.erased(openRound))).not.toBeNull();
    expect(await house.stores.published.get(keys.erased(openRound + 1))).not.toBeNull();
    await house.close();
  });

  test('prepares nothing after a round that could not be prepared, and closes what is due all the same', async () => {
    const complaints: string[] = [];
    const house = openHouse(await small(), (c) => complaints.push(c));
    house.stores.closingKeys.put = () => Promise.reject(new TypeError('canary'));
    house.clock.moveTo(Date.parse((await preparedRound(house.stores.published, openRound + 1))?.manifest.closesAt ?? '') + 60_000);
    await house.tick();
    expect(complaints).toEqual([`makeClosingKey of round ${openRound + 2}: TypeError`]);
    expect(await house.stores.published.get(keys.erased(openRound + 1))).not.toBeNull();
    await house.close();
  });

  test('runs one job at a time, however often it is asked', async () => {
    const house = openHouse(await small(), silent);
    const { closingKeys } = house.stores;
    const real = closingKeys.delete.bind(closingKeys);
    let [under, most] = [0, 0];
    closingKeys.delete = async (round) => {
      most = Math.max(most, ++under);
      await setTimeout(20);
      under -= 1;
      return real(round);
    };
    house.clock.moveTo(Date.parse((await preparedRound(house.stores.published, openRound))?.manifest.closesAt ?? '') + 60_000);
    await Promise.all(Array.from({ length: 10 }, () => house.tick()));
    expect(most).toBe(1);
    await house.close();
  });

  test('does nothing where no organisation has been set up', async () => {
    const complaints: string[] = [];
    const house = openHouse(folder(), (c) => complaints.push(c));
    await house.tick();
    expect(complaints).toEqual([]);
    expect((await house.stores.published.query('log')).items).toEqual([]);
    await house.close();
  });
});

describe('the data folder', () => {
  test('is opened by one process at a time, and by the next one once that is closed', async () => {
    const at = folder();
    const house = openHouse(at, silent);
    expect(() => openHouse(at, silent)).toThrow(HouseBusy);
    await house.close();
    await openHouse(at, silent).close();
  });

  test('keeps the provider’s keys, readable by their owner alone', async () => {
    const at = folder();
    const keys = await signInKeys(at);
    expect(await signInKeys(at)).toEqual(keys);
    expect(statSync(join(at, 'sign-in.json')).mode & 0o077).toBe(0);
    expect(JSON.stringify(await signInKeys(folder()))).not.toBe(JSON.stringify(keys));
  });

  test('that holds an organisation of its own is never taken for the demo', () => {
    const [own, demo] = [folder(), folder()];
    expect([kindOf(own, 'own'), kindOf(own, 'demo')]).toEqual(['own', 'own']);
    expect([kindOf(demo, 'demo'), kindOf(demo, 'own')]).toEqual(['demo', 'demo']);
  });

  test('is written whole or not at all: a half-written clock is not read', () => {
    const at = folder();
    openClock(at, () => 0).moveTo(day);
    writeFileSync(join(at, 'clock.json.half'), '{"v":1,"ahe');
    expect(openClock(at, () => 0).now()).toBe(day);
    expect(JSON.parse(readFileSync(join(at, 'clock.json'), 'utf8'))).toEqual({ v: 1, aheadMs: day });
  });

  test('holds nothing that others on this machine may read', async () => {
    const at = join(folder(), 'new');
    await openHouse(at, silent).close();
    expect(statSync(at).mode & 0o077).toBe(0);
    chmodSync(at, 0o700);
    expect(existsSync(join(at, 'identity.sqlite'))).toBe(true);
  });
});
