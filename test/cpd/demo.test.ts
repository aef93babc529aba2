import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { seedCpd } from '../../infra/local/demo/cpd.ts';
import { peopleIn } from '../../infra/local/demo/roster.ts';
import { employ, fullTime } from '../diary/house.ts';
import { call, testHouse, type TestHouse } from '../round/house.ts';

/** Two records of the demo, begun on any day: the registration year ends on 30 November. */
const people = peopleIn(31).filter(({ name }) => ['Bethan Hussain', 'Callum Okafor', 'Amina Abbott'].includes(name));
const registered = { nation: 'England', employedFrom: '2015-01-01', employedTo: null, roles: [{ as: 'social-worker', from: '2015-01-01', to: null }, { as: 'registered-swe', from: '2015-01-01', to: null }], pattern: fullTime, absences: [] } as const;

interface Read {
  year: { from: string; to: string; opensOn: string };
  ticks: { about: string; state: string }[];
  ticked: { on: string }[];
  entries: { on: string; isSubmitted: boolean; standing: { counts: boolean } }[];
}
let h: TestHouse;
beforeEach(async () => {
  h = await testHouse(people);
  for (const person of people) await employ(h, person, registered);
});
afterEach(() => h.close());

async function readAs(name: string): Promise<Read> {
  const as = people.find((p) => p.name === name)!;
  const { status, body } = await call(h, 'readCpd', { as, params: { person: as.id } });
  expect(status).toBe(200);
  return body as unknown as Read;
}

const days = [
  ['2026-11-29', '2025-12-01', true],
  ['2026-12-01', '2026-12-01', false],
  ['2026-12-02', '2026-12-01', false],
  ['2027-01-31', '2026-12-01', false],
  ['2027-09-02', '2026-12-01', true],
] as const;

describe.each(days)('the demo’s records, begun on %s', (today, from, canRenew) => {
  beforeEach(async () => {
    h.now = Date.parse(`${today}T09:00:00Z`);
    await seedCpd(h.stores, people, h.now);
  });

  test('are of the registration year that runs, and of no day to come', async () => {
    for (const name of ['Bethan Hussain', 'Callum Okafor']) {
      const { year, entries } = await readAs(name);
      expect(year.from).toBe(from);
      expect(entries).toHaveLength(2);
      for (const { on, isSubmitted, standing } of entries) expect([on >= from && on <= today, standing.counts]).toEqual([true, isSubmitted]);
    }
  });

  test('have one who still needs a piece and one who needs none, and ticks only once renewal is open', async () => {
    const state = ({ ticks }: Read): string[] => ticks.map((tick) => `${tick.about} ${tick.state}`);
    const [bethan, callum] = [await readAs('Bethan Hussain'), await readAs('Callum Okafor')];
    expect(state(bethan)).toEqual(['registration-cpd open', `renewal-form ${canRenew ? 'done' : 'open'}`, 'renewal-fee open']);
    expect(state(callum)).toEqual(['registration-cpd done', 'renewal-form open', `renewal-fee ${canRenew ? 'done' : 'open'}`]);
    for (const { year, ticked } of [bethan, callum]) for (const { on } of ticked) expect(on >= year.opensOn && on <= today).toBe(true);
    expect(bethan.ticked.length + callum.ticked.length).toBe(canRenew ? 2 : 0);
  });
});
