import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Person, personItem } from '../../functions/identity/people.ts';
import { attribute } from '../../functions/store/record.ts';
import { call, type TestHouse } from '../round/house.ts';
import { amina, book, booking, callum, change, diaryHouse, first, manager, myTime, principal, refused, stranger, supervisor } from './house.ts';

let h: TestHouse;
beforeEach(async () => {
  h = await diaryHouse();
});
afterEach(() => h.close());

const terms = { supervisor: 'una', from: '2026-09-07', everyWeeks: 4, minutes: 90, where: 'Room 2', confidential: 'What is said here stays here.', standIn: null, sharesEarlier: false };
async function agree(person: Person, more: Partial<typeof terms> = {}): Promise<void> {
  expect((await call(h, 'proposeAgreement', { as: person, params: { person: person.id }, body: { number: 1, terms: { ...terms, ...more } } })).status).toBe(200);
}
const sign = (as: Person, person: Person) => call(h, 'signAgreement', { as, params: { person: person.id, number: '1' } });
const una = { givenBy: 'una' };
const tried = async (as: Person, more: Parameters<typeof booking>[0]) => (await refused(h, 'bookSessions', { as, body: booking(more) })).type;

describe('whoever supervises somebody, and manages nobody', () => {
  test('books, moves, takes and books again what they give, from the day their agreement holds', async () => {
    expect(await tried(supervisor, una)).toBe('not-yours');
    await agree(amina);
    expect(await tried(supervisor, una)).toBe('not-yours');
    await sign(supervisor, amina);
    expect(await tried(supervisor, { ...una, start: '2026-09-04T10:00' })).toBe('not-yours');
    const { id } = first((await book(h, supervisor, una)).sessions);
    await change(h, supervisor, id, { kind: 'moved', reason: 'court', start: '2026-09-09T10:00', minutes: 90, despite: false });
    await change(h, supervisor, id, { kind: 'taken', reason: 'court' });
    await change(h, supervisor, id, { kind: 'rebooked', start: '2026-09-10T10:00', minutes: 90, despite: false });
    expect((await myTime(h, amina)).sessions).toMatchObject([{ id, givenBy: 'una', start: '2026-09-10T09:00:00.000Z' }]);
  });

  test('or, with no agreement yet, because the newest supervision of theirs is given by them', async () => {
    await book(h, manager, una);
    await book(h, supervisor, { ...una, start: '2026-10-06T10:00' });
    await book(h, manager, { start: '2026-10-20T10:00' });
    expect(await tried(supervisor, { ...una, start: '2026-11-03T10:00' })).toBe('not-yours');
  });

  test('a group makes nobody a supervisor of those in it', async () => {
    await book(h, manager, { ...una, people: ['amina', 'callum'] });
    expect(await tried(supervisor, { ...una, start: '2026-10-06T10:00' })).toBe('not-yours');
  });

  test('books a group in which each is supervised by them, and no other, and nothing that somebody else gives', async () => {
    await agree(amina);
    await sign(supervisor, amina);
    const group = { ...una, of: 'group-reflection' as const, people: ['amina', 'callum'] };
    expect(await tried(supervisor, group)).toBe('not-yours');
    for (const givenBy of ['maya', 'gareth', null]) expect(await tried(supervisor, { givenBy })).toBe('not-yours');
    await agree(callum);
    await sign(supervisor, callum);
    expect((await book(h, supervisor, group)).sessions).toMatchObject([{ people: ['amina', 'callum'] }]);
  });
});

describe('a group of several teams', () => {
  const group = { of: 'group-reflection' as const, people: ['amina', 'una'], start: '2026-09-09T10:00' };

  test('is booked by the manager of one of them who gives it; whoever it is for is told, and may take it', async () => {
    await h.stores.identity.put(personItem({ ...supervisor, mail: 'una@example.org' }));
    const { id } = first((await book(h, manager, { ...group, givenBy: 'maya' })).sessions);
    const { items } = await h.stores.identity.query('letters');
    expect(items.map((item) => attribute<{ to: string[] }>(item, 'letter').to)).toEqual([['una']]);
    await change(h, supervisor, id, { owner: 'una', kind: 'taken', reason: 'staffing' });
  });

  test('or by who manages every team in it, or leads practice, whoever gives it', async () => {
    for (const givenBy of ['sian', null]) expect(await tried(manager, { ...group, givenBy })).toBe('not-yours');
    await book(h, { ...manager, manages: ['northside', 'harbour'] }, { ...group, givenBy: 'sian' });
    await book(h, principal, { ...group, givenBy: 'gareth', start: '2026-09-10T10:00' });
  });

  test('and by nobody who gives it to people of whom they neither manage nor supervise one', async () => {
    expect(await tried({ ...stranger, manages: ['riverside'] }, { ...group, givenBy: 'gareth' })).toBe('not-yours');
    expect(await tried(callum, { ...group, givenBy: 'callum' })).toBe('not-yours');
    expect(await tried(callum, { ...group, people: ['amina', 'callum'], givenBy: 'callum' })).toBe('not-yours');
  });
});

describe('what was given by somebody who has left', () => {
  test('is booked again by the supervisor who follows them, as their own', async () => {
    const { id } = first((await book(h, manager)).sessions);
    await change(h, amina, id, { kind: 'taken', reason: 'someone-away' });
    await h.stores.identity.delete({ pk: 'people', sk: 'maya' });
    const again = (givenBy: string) => ({ as: supervisor, params: { id }, body: { owner: 'amina', kind: 'rebooked', start: '2026-09-10T10:00', minutes: 90, despite: false, giver: { givenBy, supervisor: 'other' } } });
    expect((await refused(h, 'changeSession', again('una'))).type).toBe('not-yours');
    await agree(amina);
    await sign(supervisor, amina);
    expect((await refused(h, 'changeSession', again('gareth'))).type).toBe('not-yours');
    expect((await call(h, 'changeSession', again('una'))).status).toBe(200);
    expect((await myTime(h, supervisor)).sessions).toMatchObject([{ id, givenBy: 'una' }]);
  });
});
