import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EntryShape } from '../../shared/contract/identity/cpd.ts';
import type { Person } from '../../functions/identity/people.ts';
import { personItem } from '../../functions/identity/people.ts';
import { amina, at, callum, diaryHouse, employ, first, fullTime, manager, myTime, principal, refused, stranger, supervisor, week } from '../diary/house.ts';
import { call, type TestHouse } from '../round/house.ts';

/** A week before the registration year ends. */
let h: TestHouse;
beforeEach(async () => {
  h = await diaryHouse();
  h.now = at('2026-11-23T09:00:00Z');
  await employ(h, amina, { nation: 'England', employedFrom: '2020-01-01', employedTo: null, absences: [], pattern: fullTime, roles: [{ as: 'social-worker', from: '2020-01-01', to: null }, { as: 'registered-swe', from: '2020-01-01', to: null }] });
});
afterEach(() => h.close());

interface Read {
  isMine: boolean;
  ticks: { about: string; state: string; needs: string | null }[];
  ticked: { id: string }[];
  entries: EntryShape[];
  mayRead: { id: string; as: string }[];
}
const good = async <T>(name: Parameters<typeof call>[1], request: Parameters<typeof call>[2]): Promise<T> => {
  const { status, body } = await call(h, name, request);
  expect([status, body['type'] ?? null]).toEqual([200, null]);
  return body as T;
};
const read = (as: Person = amina, person = 'amina') => good<Read>('readCpd', { as, params: { person } });
const piece = (more: Record<string, unknown> = {}) => ({
  kind: 'reading', about: 'Strengths in old age', on: '2026-05-04', learning: 'What to ask first.', impact: 'People said more.', peer: null, evidence: [], minutes: 60, participatoryMinutes: 0, agreedFor: [], isSubmitted: true, ...more,
});
const withPeer = { about: 'A hard visit, thought through', peer: { role: 'colleague', learned: 'That it was not me.' } };
const save = (id: string, version: number, more: Record<string, unknown> = {}, as: Person = amina) => ({ as, params: { entry: id.padEnd(8, '0') }, body: { version, entry: piece(more) } });
const share = (id: string, reader: string, isShared = true, as: Person = amina) => ({ as, params: { entry: id.padEnd(8, '0') }, body: { with: reader, isShared } });
const tick = (id: string, item: string, isDone = true, on = '2026-11-20') => ({ as: amina, params: { tick: id.padEnd(8, '0') }, body: { item, on, isDone } });

describe('a record is its owner’s', () => {
  test('until a piece is shared nobody else can read it, nor learn that it is there', async () => {
    await good('saveCpdEntry', save('a', 1));
    for (const as of [manager, principal, callum, stranger, supervisor]) {
      const there = await refused(h, 'readCpd', { as, params: { person: 'amina' } });
      expect(there, as.name).toEqual(await refused(h, 'readCpd', { as, params: { person: 'callum' === as.id ? 'maya' : 'callum' } }));
      expect(there.type).toBe('not-found');
    }
  });

  test('a shared piece is read by whom it was shared with, alone and without the others, until it is taken back', async () => {
    await good('saveCpdEntry', save('a', 1));
    await good('saveCpdEntry', save('b', 1, withPeer));
    await good('shareCpdEntry', share('b', 'maya'));
    expect(await read(manager)).toMatchObject({ isMine: false, ticks: [], ticked: [], mayRead: [], entries: [{ id: 'b'.padEnd(8, '0'), standing: null, readers: [] }] });
    expect((await read()).entries.map(({ id, readers }) => [id[0], readers])).toEqual([['a', []], ['b', ['maya']]]);
    expect((await refused(h, 'readCpd', { as: principal, params: { person: 'amina' } })).type).toBe('not-found');
    for (let i = 0; i < 2; i++) await good('shareCpdEntry', share('b', 'maya', false));
    expect((await refused(h, 'readCpd', { as: manager, params: { person: 'amina' } })).type).toBe('not-found');
  });

  test('it is shared with whoever manages the team or leads practice, and not with colleagues; who moves on reads no more', async () => {
    await good('saveCpdEntry', save('a', 1));
    expect((await read()).mayRead).toEqual([{ id: 'maya', name: 'Maya Eze', as: 'manager' }, { id: 'sian', name: 'Sian Powell', as: 'principal' }]);
    for (const reader of ['callum', 'gareth', 'una', 'amina', 'nobody']) expect((await refused(h, 'shareCpdEntry', share('a', reader))).type, reader).toBe('not-yours');
    expect((await refused(h, 'shareCpdEntry', share('a', 'maya', true, callum))).type).toBe('not-found');
    await good('shareCpdEntry', share('a', 'maya'));
    await h.stores.identity.put(personItem({ ...manager, manages: [] }));
    expect((await refused(h, 'readCpd', { as: { ...manager, manages: [] }, params: { person: 'amina' } })).type).toBe('not-found');
    expect(await good('shareCpdEntry', share('a', 'maya', false))).toMatchObject({ readers: [] });
  });

  test('what a manager reads of the week says nothing of it', async () => {
    const seen = async () => (await week(h, manager, '2026-11-23')).people.find((p) => p.id === 'amina')?.owed.map((o) => o.counts.about);
    expect(await seen()).toContain('supervision');
    expect(await seen()).not.toContain('registration-cpd');
    expect((await myTime(h, amina)).owed.map((o) => o.counts.about)).toContain('registration-cpd');
  });
});

describe('a piece', () => {
  test('is kept version by version; the same again is the same, and an older one says so', async () => {
    for (let i = 0; i < 2; i++) await good('saveCpdEntry', save('a', 1));
    expect((await refused(h, 'saveCpdEntry', save('a', 1, { learning: 'Other.' }))).type).toBe('changed-meanwhile');
    await good('saveCpdEntry', save('a', 2, { learning: 'Other.' }));
    expect((await refused(h, 'saveCpdEntry', save('a', 1))).type).toBe('changed-meanwhile');
    expect((await refused(h, 'saveCpdEntry', save('a', 4))).type).toBe('changed-meanwhile');
    expect((await read()).entries).toMatchObject([{ version: 2, learning: 'Other.' }]);
  });

  test('two who save at once never both succeed with different words', async () => {
    const both = await Promise.all([call(h, 'saveCpdEntry', save('a', 1, { learning: 'One.' })), call(h, 'saveCpdEntry', save('a', 1, { learning: 'Two.' }))]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  test('that points at a person who uses services is refused wherever it does, and what was there stays', async () => {
    await good('saveCpdEntry', save('a', 1));
    for (const more of [{ about: 'Case 12345' }, { learning: 'NHS 943 476 5919' }, { impact: 'born 1/2/2010' }, { peer: { role: 'colleague', learned: 'At LS1 4AP.' } }, { evidence: ['https://example.org/case/1234567'] }])
      expect((await refused(h, 'saveCpdEntry', save('a', 2, more))).type, JSON.stringify(more)).toBe('names-a-case');
    expect((await read()).entries).toMatchObject([{ version: 1 }]);
  });

  test('is submitted once its day has come', async () => {
    expect((await refused(h, 'saveCpdEntry', save('a', 1, { on: '2026-11-24' }))).type).toBe('not-begun');
    await good('saveCpdEntry', save('a', 1, { on: '2026-11-24', isSubmitted: false }));
  });
});

describe('what is owed moves with the record', () => {
  const owed = async (about: string) => first((await myTime(h, amina)).owed.filter((o) => o.counts.about === about)).counts;
  test('pieces count once submitted, and the page of one’s time says the same', async () => {
    expect(await owed('registration-cpd')).toMatchObject({ state: 'open', dueOn: '2026-11-30', counted: ['0 of 2 pieces', '0 of 1 with peer reflection'] });
    await good('saveCpdEntry', save('a', 1));
    await good('saveCpdEntry', save('b', 1, { ...withPeer, isSubmitted: false }));
    expect((await owed('registration-cpd')).counted).toEqual(['1 of 2 pieces', '0 of 1 with peer reflection']);
    await good('saveCpdEntry', save('b', 2, withPeer));
    expect((await owed('registration-cpd')).state).toBe('met');
    expect((await read()).ticks.map(({ about, state }) => [about, state])).toEqual([['registration-cpd', 'done'], ['renewal-form', 'open'], ['renewal-fee', 'open']]);
  });

  test('form and fee are ticked and taken back each by itself, and nothing that no rule asks', async () => {
    await good('tickCpd', tick('t', 'renewal-form'));
    expect([(await owed('renewal-form')).state, (await owed('renewal-fee')).state]).toEqual(['met', 'open']);
    await good('tickCpd', tick('t', 'renewal-form', false));
    expect((await owed('renewal-form')).state).toBe('open');
    expect((await refused(h, 'tickCpd', tick('t', 'direct-observation'))).type).toBe('not-found');
    expect((await refused(h, 'tickCpd', tick('t', 'renewal-fee', true, '2026-11-24'))).type).toBe('not-begun');
    expect((await refused(h, 'tickCpd', { ...tick('t', 'renewal-fee'), as: callum })).type).toBe('not-found');
  });
});
