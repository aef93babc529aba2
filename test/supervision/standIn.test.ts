import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RecordShape } from '../../shared/contract/identity/supervision.ts';
import type { SessionShape } from '../../shared/contract/identity/time.ts';
import { keys, type Standing } from '../../functions/identity/diary.ts';
import type { Person } from '../../functions/identity/people.ts';
import { attribute, stored } from '../../functions/store/record.ts';
import { call, type TestHouse } from '../round/house.ts';
import { amina, at, book, callum, diaryHouse, employ, first, fullTime, held, manager, myTime, principal, refused, stranger, supervisor } from '../diary/house.ts';

const working = (absences: { from: string; to: string | null }[]) => ({ nation: 'England', employedFrom: '2020-01-01', employedTo: null, roles: [], pattern: fullTime, absences } as const);
const terms = { supervisor: 'maya', from: '2026-09-01', everyWeeks: 4, minutes: 90, where: 'Room 2', confidential: 'What is said here stays here.', standIn: 'una', sharesEarlier: false };

let h: TestHouse;
let away: SessionShape;
let here: SessionShape;
/** Maya supervises Amina and is away in the second week of September; they have named Una. */
beforeEach(async () => {
  h = await diaryHouse();
  await employ(h, manager, working([]));
  await good('proposeAgreement', { as: manager, params: { person: 'amina' }, body: { number: 1, terms } });
  await good('signAgreement', { as: amina, params: { person: 'amina', number: '1' } });
  away = first((await book(h, manager, { start: '2026-09-08T10:00' })).sessions);
  here = first((await book(h, manager, { start: '2026-09-15T10:00' })).sessions);
  await absent([{ from: '2026-09-07', to: '2026-09-11' }]);
  h.now = at('2026-09-08T12:00:00Z');
});
afterEach(() => h.close());

async function absent(absences: { from: string; to: string | null }[]): Promise<void> {
  const item = await h.stores.identity.get(keys.standing('northside', 'maya'));
  if (item === null) throw new Error('she has a standing');
  await h.stores.identity.put({ ...item, standing: stored({ ...attribute<Standing>(item, 'standing'), employed: working(absences) }) });
}
interface Read {
  as: string;
  records: RecordShape[];
  toWrite: { session: string }[];
  standsIn: SessionShape[];
  standsInFor: { id: string }[];
}
async function good<T>(name: Parameters<typeof call>[1], request: Parameters<typeof call>[2]): Promise<T> {
  const { status, body } = await call(h, name, request);
  expect([status, body['type'] ?? null]).toEqual([200, null]);
  return body as T;
}
const read = (as: Person, person = 'amina') => good<Read>('readSupervision', { as, params: { person } });
const confirming = (as: Person, of: SessionShape, owner = 'amina', minutes = 90) => ({ as, params: { id: of.id }, body: { account: held(of, minutes), owner } });
const saving = (as: Person, of: SessionShape, version = 1) => ({ as, params: { person: 'amina', session: of.id }, body: { version, written: { sections: { reflection: 'What the week was like.' }, actions: [] } } });

describe('a stand-in, while the supervisor is away', () => {
  test('finds whom they stand in for, tells what happened for the supervisor, and it is kept', async () => {
    expect((await read(supervisor, 'una')).standsInFor).toMatchObject([{ id: 'amina' }]);
    expect((await read(supervisor)).standsIn.map(({ id }) => id)).toEqual([away.id]);
    for (let i = 0; i < 2; i++) expect((await good<{ session: SessionShape }>('confirmSession', confirming(supervisor, away))).session.lines).toMatchObject([{ state: 'kept', accounts: { una: { minutesUninterrupted: 90 } } }]);
    expect((await read(supervisor)).standsIn).toEqual([]);
    const mine = await myTime(h, amina);
    expect((mine as unknown as { names: Record<string, string> }).names['una']).toBe('Una Quinn');
    expect(mine.sessions.find(({ id }) => id === away.id)?.lines[0]?.state).toBe('kept');
  });

  test('stands in all the same when another supervisor comes beside the one who is away', async () => {
    await good('proposeAgreement', { as: stranger, params: { person: 'amina' }, body: { number: 2, terms: { ...terms, supervisor: 'gareth', standIn: null } } });
    await good('signAgreement', { as: amina, params: { person: 'amina', number: '2' } });
    expect((await read(supervisor)).standsIn.map(({ id }) => id)).toEqual([away.id]);
    await good('confirmSession', confirming(supervisor, away));
  });

  test('and the one supervised may differ: then the record says so', async () => {
    await good('confirmSession', confirming(supervisor, away));
    const { session } = await good<{ session: SessionShape }>('confirmSession', { as: amina, params: { id: away.id }, body: { account: held(away, 40) } });
    expect(session.lines).toMatchObject([{ state: 'differs', minutesOwed: 90 }]);
  });

  test('writes and signs that session’s record, reads it afterwards, and none of the others', async () => {
    await good('saveRecord', saving(supervisor, away));
    await good('signRecord', { as: supervisor, params: { person: 'amina', session: away.id }, body: { version: 1 } });
    h.now = at('2026-09-15T12:00:00Z');
    await good('saveRecord', saving(manager, here));
    await absent([]);
    expect(await read(supervisor)).toMatchObject({ as: 'supervisor', records: [{ session: away.id, newest: { signatures: { una: expect.any(String) } } }] });
    expect((await read(supervisor)).records).toHaveLength(1);
    expect((await read(amina)).records).toHaveLength(2);
  });

  test('has nothing to do with a session of another day', async () => {
    h.now = at('2026-09-15T12:00:00Z');
    expect((await refused(h, 'confirmSession', confirming(supervisor, here))).type).toBe('not-found');
    expect((await refused(h, 'saveRecord', saving(supervisor, here))).type).toBe('not-found');
    expect((await read(supervisor)).toWrite.map(({ session }) => session)).toEqual([away.id]);
  });
});

test('while the supervisor is there nobody stands in, nor learns that there is anything', async () => {
  await absent([]);
  expect((await read(supervisor, 'una')).standsInFor).toEqual([]);
  for (const [name, request] of [['readSupervision', { as: supervisor, params: { person: 'amina' } }], ['confirmSession', confirming(supervisor, away)], ['saveRecord', saving(supervisor, away)]] as const)
    expect((await refused(h, name, request)).type, name).toBe('not-found');
});

test('nobody else says for the supervisor what happened: a colleague, another manager, the principal, or the one supervised', async () => {
  for (const as of [callum, stranger, principal]) expect((await refused(h, 'confirmSession', confirming(as, away))).type).toBe('not-found');
  const { session } = await good<{ session: SessionShape }>('confirmSession', confirming(amina, away));
  expect(Object.keys(session.lines[0]?.accounts ?? {})).toEqual(['amina']);
});

test('an agreement that only one has signed names nobody, and a stand-in is a third person', async () => {
  await good('proposeAgreement', { as: manager, params: { person: 'amina' }, body: { number: 2, terms: { ...terms, standIn: 'gareth' } } });
  expect((await refused(h, 'confirmSession', confirming(stranger, away))).type).toBe('not-found');
  for (const standIn of ['amina', 'maya']) expect((await refused(h, 'proposeAgreement', { as: manager, params: { person: 'amina' }, body: { number: 3, terms: { ...terms, standIn } } })).type).toBe('malformed');
});
