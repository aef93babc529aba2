import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RecordShape } from '../../shared/contract/identity/supervision.ts';
import type { Person } from '../../functions/identity/people.ts';
import { call, type TestHouse } from '../round/house.ts';
import { amina, at, book, callum, diaryHouse, first, manager, principal, refused, stranger, supervisor } from '../diary/house.ts';

let h: TestHouse;
let session: string;
beforeEach(async () => {
  h = await diaryHouse();
  session = first((await book(h, manager)).sessions).id;
  h.now = at('2026-09-08T12:00:00Z');
});
afterEach(() => h.close());

interface Read {
  as: string;
  agreements: { number: number; supervisor: string; holds: boolean; sharesEarlier: boolean; endsOn: string | null }[];
  nextAgreement: number;
  records: RecordShape[];
  toWrite: { session: string; carriedForward: { what: string }[] }[];
}
const good = async <T>(name: Parameters<typeof call>[1], request: Parameters<typeof call>[2]): Promise<T> => {
  const { status, body } = await call(h, name, request);
  expect([status, body['type'] ?? null]).toEqual([200, null]);
  return body as T;
};
const read = (as: Person) => good<Read>('readSupervision', { as, params: { person: 'amina' } });
const terms = (more: Record<string, unknown> = {}) => ({ supervisor: 'maya', from: '2026-09-01', everyWeeks: 4, minutes: 90, where: 'Room 2, door closed', confidential: 'What is said here stays here, unless somebody is at risk.', standIn: more['supervisor'] === 'una' ? null : 'una', sharesEarlier: false, ...more });
const propose = (as: Person, number: number, more: Record<string, unknown> = {}) => good('proposeAgreement', { as, params: { person: 'amina' }, body: { number, terms: terms(more) } });
const sign = (as: Person, number: number) => good('signAgreement', { as, params: { person: 'amina', number: String(number) } });
const written = (reflection: string, actions: unknown[] = []) => ({ sections: { reflection }, actions });
const save = (as: Person, version: number, what = written('It went slowly, and well.'), of = session) => ({ as, params: { person: 'amina', session: of }, body: { version, written: what } });
const todo = (id: string, what: string, done = false) => ({ id: id.padEnd(8, '0'), what, who: 'supervisor', by: null, done });

describe('an agreement', () => {
  test('holds once both have signed, and is proposed once', async () => {
    for (let i = 0; i < 2; i++) await propose(manager, 1);
    expect((await read(amina)).agreements).toMatchObject([{ number: 1, holds: false }]);
    expect((await refused(h, 'proposeAgreement', { as: amina, params: { person: 'amina' }, body: { number: 1, terms: terms({ minutes: 60 }) } })).type).toBe('changed-meanwhile');
    expect((await refused(h, 'signAgreement', { as: callum, params: { person: 'amina', number: '1' } })).type).toBe('not-yours');
    await sign(amina, 1);
    expect((await read(amina)).agreements).toMatchObject([{ number: 1, holds: true }]);
  });

  test('is put by one of the two, and nobody supervises themselves', async () => {
    expect((await refused(h, 'proposeAgreement', { as: stranger, params: { person: 'amina' }, body: { number: 1, terms: terms() } })).type).toBe('not-yours');
    expect((await refused(h, 'proposeAgreement', { as: amina, params: { person: 'amina' }, body: { number: 1, terms: terms({ supervisor: 'amina' }) } })).type).toBe('malformed');
  });
});

describe('a record', () => {
  test('is there for the two who met and, as an audit that both see, for the principal; for nobody else', async () => {
    await good('saveRecord', save(manager, 1));
    expect((await read(amina)).records).toMatchObject([{ session, on: '2026-09-08', newest: { version: 1, by: 'maya' }, readBy: [] }]);
    for (const as of [callum, stranger, supervisor]) expect((await refused(h, 'readSupervision', { as, params: { person: 'amina' } })).type).toBe('not-found');
    for (const as of [callum, stranger]) expect((await refused(h, 'saveRecord', save(as, 2))).type).toBe('not-found');
    expect((await refused(h, 'saveRecord', save(principal, 2))).type).toBe('not-yours');
    expect((await read(principal)).as).toBe('auditor');
    await read(principal);
    expect(first((await read(manager)).records).readBy).toMatchObject([{ by: 'sian' }]);
  });

  test('read by a principal who gives one session of their own there is an audit all the same, of what is not theirs', async () => {
    await good('saveRecord', save(manager, 1));
    await book(h, principal, { givenBy: principal.id, start: '2026-09-22T10:00' });
    await read(principal);
    expect((await read(amina)).records).toMatchObject([{ session, readBy: [{ by: principal.id }] }]);
  });

  test('keeps every version, and a signature is under one of them alone', async () => {
    await good('saveRecord', save(manager, 1));
    await good('signRecord', { as: manager, params: { person: 'amina', session }, body: { version: 1 } });
    await good('saveRecord', save(amina, 2, written('It went slowly.')));
    expect(first((await read(amina)).records)).toMatchObject({ earlier: 1, newest: { version: 2, signatures: {} } });
    expect((await refused(h, 'signRecord', { as: amina, params: { person: 'amina', session }, body: { version: 1 } })).type).toBe('changed-meanwhile');
    for (const as of [amina, manager]) await good('signRecord', { as, params: { person: 'amina', session }, body: { version: 2 } });
    expect(Object.keys(first((await read(amina)).records).newest.signatures).sort()).toEqual(['amina', 'maya']);
  });

  test('that both signed is read by both as it was signed, whatever is changed after it; by whoever audits it, the newest alone', async () => {
    await good('saveRecord', save(manager, 1, written('As we said it.', [todo('a', 'Find a mentor')])));
    for (const as of [amina, manager]) await good('signRecord', { as, params: { person: 'amina', session }, body: { version: 1 } });
    await good('saveRecord', save(manager, 2, written('As I would have it.')));
    await good('saveRecord', save(amina, 3, written('As it was.')));
    for (const as of [amina, manager]) {
      const record = first((await read(as)).records);
      expect(record).toMatchObject({ newest: { version: 3, signatures: {} }, earlier: 2, earlierVersions: [{ version: 2, by: 'maya', signatures: {} }, { version: 1, sections: { reflection: 'As we said it.' }, actions: [{ what: 'Find a mentor' }], signatures: { amina: expect.any(String), maya: expect.any(String) } }] });
    }
    expect(first((await read(principal)).records)).toMatchObject({ newest: { version: 3 }, earlier: 2, earlierVersions: [] });
  });

  test('written by both at once is written by one, and the other is told and loses nothing; sent again it is the same', async () => {
    const answers = await Promise.all([call(h, 'saveRecord', save(manager, 1)), call(h, 'saveRecord', save(amina, 1, written('Mine.')))]);
    expect(answers.map((a) => a.status).sort((a, b) => a - b)).toEqual([200, 409]);
    expect(answers.find((a) => a.status === 409)?.body['type']).toBe('changed-meanwhile');
    const mine = save(amina, 2, written('Both.'));
    for (let i = 0; i < 2; i++) await good('saveRecord', mine);
    expect(first((await read(amina)).records).newest).toMatchObject({ version: 2, sections: { reflection: 'Both.' } });
  });

  test('that points at a person who uses services is refused, with where, and without repeating it', async () => {
    const problem = await refused(h, 'saveRecord', save(manager, 1, written('Thinking of case 12345.', [todo('a', 'Ring 943 476 5919')])));
    expect(problem).toMatchObject({ type: 'names-a-case', detail: 'a case or reference number under “Reflection”; an NHS number under “What is to be done”' });
    expect((await read(amina)).records).toEqual([]);
  });

  test('is not written before the session, nor under a heading it does not have', async () => {
    const later = first((await book(h, manager, { start: '2026-09-22T10:00' })).sessions).id;
    expect((await refused(h, 'saveRecord', save(manager, 1, written('Soon.'), later))).type).toBe('not-begun');
    expect((await refused(h, 'saveRecord', save(manager, 1, { sections: { gossip: 'No.' } as never, actions: [] }))).type).toBe('malformed');
    expect((await refused(h, 'saveRecord', save(manager, 1, written('None.'), 'z'.repeat(16) + '-01'))).type).toBe('not-found');
  });

  test('keeps the headings it was begun under when the template changes', async () => {
    await good('saveRecord', save(manager, 1));
    await good('editTemplate', { as: principal, body: { version: 1, headings: [{ id: 'cases', title: 'Practice', hint: '' }] } });
    expect((await refused(h, 'editTemplate', { as: manager, body: { version: 2, headings: [{ id: 'x', title: 'X', hint: '' }] } })).type).toBe('not-yours');
    await good('saveRecord', save(manager, 2, written('Still here.')));
    expect(first((await read(amina)).records).newest.headings.map(({ id }) => id)).toContain('reflection');
  });

  test('goes when its years are over', async () => {
    await good('saveRecord', save(manager, 1));
    h.now = at('2032-09-07T12:00:00Z');
    expect((await read(amina)).records).toHaveLength(1);
    h.now = at('2032-09-09T12:00:00Z');
    expect((await read(amina)).records).toEqual([]);
  });
});

describe('a new supervisor', () => {
  beforeEach(async () => {
    await propose(manager, 1);
    await sign(amina, 1);
    await good('saveRecord', save(manager, 1, written('Before.', [todo('a', 'Find a mentor'), todo('b', 'Book leave', true)])));
    h.now = at('2026-10-01T12:00:00Z');
  });

  const given = async (day: string, givenBy = 'una') => {
    const { id } = first((await book(h, principal, { givenBy, start: `${day}T10:00` })).sessions);
    h.now = at(`${day}T12:00:00Z`);
    return id;
  };

  test('begins with what is still to do, and reads what was before only where the one supervised says so', async () => {
    await propose(supervisor, 2, { supervisor: 'una', replaces: 'maya', from: '2026-10-01', sharesEarlier: true });
    await sign(amina, 2);
    await given('2026-10-06');
    expect(await read(supervisor)).toMatchObject({ records: [], toWrite: [{ carriedForward: [{ what: 'Find a mentor' }] }], agreements: [{ number: 2, sharesEarlier: false }] });
    await propose(amina, 3, { supervisor: 'una', from: '2026-10-01', sharesEarlier: true });
    await sign(supervisor, 3);
    expect((await read(supervisor)).records).toMatchObject([{ session, givenBy: 'maya' }]);
    expect((await refused(h, 'saveRecord', save(supervisor, 2))).type).toBe('not-yours');
  });

  test('leaves the earlier one what they gave themselves, and nothing after it', async () => {
    await propose(amina, 2, { supervisor: 'una', replaces: 'maya', from: '2026-10-01' });
    await sign(supervisor, 2);
    const next = await given('2026-10-06');
    await good('saveRecord', save(supervisor, 1, written('After.', [todo('c', 'Speak to HR')]), next));
    await given('2026-10-07', 'maya');
    expect(await read(manager)).toMatchObject({ records: [{ session }], agreements: [{ number: 1, endsOn: '2026-10-01' }], toWrite: [{ carriedForward: [{ what: 'Find a mentor' }] }] });
    await given('2026-10-08');
    expect((await read(supervisor)).toWrite).toMatchObject([{ carriedForward: [{ what: 'Speak to HR' }] }]);
    expect((await read(amina)).records.map((r) => r.session)).toEqual([next, session]);
  });

  test('who comes beside the first ends nothing: each pair has its agreement, its records and what it left to do', async () => {
    await propose(supervisor, 2, { supervisor: 'una' });
    await sign(amina, 2);
    expect((await read(amina)).agreements).toMatchObject([{ supervisor: 'maya', holds: true, endsOn: null }, { supervisor: 'una', holds: true, endsOn: null }]);
    expect(await read(supervisor)).toMatchObject({ records: [], agreements: [{ number: 2 }], nextAgreement: 3 });
    const clinical = await given('2026-10-06');
    await good('saveRecord', save(supervisor, 1, written('Clinical.', [todo('c', 'Read on attachment')]), clinical));
    expect((await read(manager)).records.map((r) => r.session)).toEqual([session]);
    await given('2026-10-13');
    await given('2026-10-14', 'maya');
    expect((await read(amina)).toWrite.map((one) => one.carriedForward.map(({ what }) => what))).toEqual([['Find a mentor'], ['Read on attachment']]);
    expect((await read(manager)).toWrite.map((one) => one.carriedForward.map(({ what }) => what))).toEqual([['Find a mentor']]);
  });

  test('takes the place of another supervisor, and neither their own nor that of the one supervised', async () => {
    for (const replaces of ['una', 'amina']) expect((await refused(h, 'proposeAgreement', { as: supervisor, params: { person: 'amina' }, body: { number: 2, terms: terms({ supervisor: 'una', replaces }) } })).type).toBe('malformed');
  });
});
