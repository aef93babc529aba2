import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LostTimeReport } from '../../shared/contract/identity/lostTime.ts';
import type { Person } from '../../functions/identity/people.ts';
import { personItem } from '../../functions/identity/people.ts';
import { call, type TestHouse } from '../round/house.ts';
import { amina, at, book, callum, change, diaryHouse, first, manager, myTime, principal, refused, stranger } from './house.ts';

const guardian: Person = { id: 'ruth', name: 'Ruth Calder', roles: ['practitioner', 'guardian'], team: 'harbour', manages: [] };
const executive: Person = { id: 'helen', name: 'Helen Marsh', roles: ['practitioner', 'executive'], team: 'harbour', manages: [] };

let h: TestHouse;
let session: { id: string; start: string };
beforeEach(async () => {
  h = await diaryHouse();
  for (const person of [guardian, executive]) await h.stores.identity.put(personItem(person));
  session = first((await book(h, manager)).sessions);
});
afterEach(() => h.close());

const good = async <T>(name: Parameters<typeof call>[1], request: Parameters<typeof call>[2]): Promise<T> => {
  const { status, body } = await call(h, name, request);
  expect([status, body]).toEqual([200, body]);
  return body as T;
};
const report = (text = 'Taken an hour before.', as = amina) => ({ as, body: { kind: 'session', session: session.id, start: session.start, text } });
const send = async () => (await good<{ report: LostTimeReport }>('reportLostTime', report())).report;
const owing = async (as: Person) => (await good<{ reports: LostTimeReport[] }>('readLostTime', { as })).reports;
const answer = (id: string, as: Person, text = 'It is booked again for Thursday, and court is covered.') => ({ as, params: { id }, body: { text } });
const reports = async (as: Person) => ((await myTime(h, as)) as unknown as { reports: LostTimeReport[] }).reports;
const take = (as = manager) => change(h, as, session.id, { kind: 'taken', reason: 'court' });

describe('a time that the manager took', () => {
  beforeEach(() => take());

  test('is reported without anyone’s leave, owed an answer by the principal, answered once, and seen by whoever reported it', async () => {
    const sent = await send();
    expect(sent).toMatchObject({ reporter: 'amina', to: 'principal', dueAt: '2026-09-10T16:00:00Z', lost: { how: 'taken', reason: 'court', by: 'maya', minutes: 90 }, answer: null });
    expect(await owing(principal)).toEqual([sent]);
    await good('answerLostTime', answer(sent.id, principal));
    expect((await reports(amina)).map((r) => r.answer?.by)).toEqual(['Sian Powell']);
    expect((await refused(h, 'answerLostTime', answer(sent.id, principal, 'Something quite different.'))).type).toBe('already-answered');
    await good('answerLostTime', answer(sent.id, principal));
  });

  test('is read and answered by nobody else: not the manager, an executive, the guardian, or another practitioner', async () => {
    const { id } = await send();
    for (const as of [manager, callum, stranger]) {
      expect((await refused(h, 'readLostTime', { as })).type).toBe('not-yours');
      expect((await refused(h, 'answerLostTime', answer(id, as))).type).toBe('not-yours');
      expect(await reports(as)).toEqual([]);
    }
    for (const as of [guardian, executive]) {
      expect(await owing(as)).toEqual([]);
      expect((await refused(h, 'answerLostTime', answer(id, as))).type).toBe('not-found');
    }
    expect(JSON.stringify(await good('readWeek', { as: manager, params: { team: 'northside', monday: '2026-09-07' } }))).not.toContain('Taken an hour before.');
  });

  test('is one report however often it is sent, and what was said first stands', async () => {
    const sent = await send();
    h.now += 60_000;
    expect((await good<{ report: LostTimeReport }>('reportLostTime', report('Again.'))).report).toEqual(sent);
    expect(await reports(amina)).toHaveLength(1);
  });

  test('can be reported for 28 days and no longer', async () => {
    h.now = at('2026-10-06T22:00:00Z');
    const { dueAt } = await send();
    expect(dueAt).toBe('2026-10-15T16:00:00Z');
    h.now = at('2026-10-07T06:00:00Z');
    expect((await refused(h, 'reportLostTime', report())).type).toBe('too-long-ago');
  });

  test('is reported by whoever it was owed to, and by nobody else', async () => {
    expect((await refused(h, 'reportLostTime', report('Mine?', manager))).type).toBe('not-yours');
    expect((await refused(h, 'reportLostTime', report('Mine?', callum))).type).toBe('not-found');
  });

  test('names no case, in the report or in the answer', async () => {
    expect((await refused(h, 'reportLostTime', report('It went to case 12345.'))).type).toBe('names-a-case');
    const { id } = await send();
    expect((await refused(h, 'answerLostTime', answer(id, principal, 'Because of case 12345 that day.'))).type).toBe('names-a-case');
  });

  test('goes past a principal who manages whoever reports it', async () => {
    await h.stores.identity.put(personItem({ ...principal, manages: ['northside'] }));
    expect((await send()).to).toBe('guardian');
    expect(await owing(principal)).toEqual([]);
    expect(await owing(guardian)).toHaveLength(1);
  });
});

test('what the principal took is the guardian’s to answer', async () => {
  session = first((await book(h, principal, { givenBy: 'sian', start: '2026-09-09T10:00' })).sessions);
  await take(principal);
  const { id, to } = await send();
  expect(to).toBe('guardian');
  expect((await refused(h, 'answerLostTime', answer(id, principal))).type).toBe('not-found');
  await good('answerLostTime', answer(id, guardian));
});

describe('who reads a report', () => {
  interface Readers {
    report: LostTimeReport | null;
    readers: { as: string; names: string[] };
  }
  const asked = (lost: { session: string; start: string } | null, as = amina) => good<Readers>('reportLostTime', { as, body: { kind: 'who-reads', lost } });
  const loss = () => ({ session: session.id, start: session.start });

  test('is said before it is sent, of this very loss, and nothing is kept of the asking', async () => {
    await take();
    expect(await asked(loss())).toEqual({ report: null, readers: { as: 'principal', names: ['Sian Powell'] } });
    expect(await reports(amina)).toEqual([]);
    expect(await owing(principal)).toEqual([]);
    const { readers } = await good<Readers>('reportLostTime', report());
    expect(readers).toEqual({ as: 'principal', names: ['Sian Powell'] });
    await h.stores.identity.put(personItem({ ...principal, manages: ['northside'] }));
    expect((await asked(null)).readers).toEqual({ as: 'guardian', names: ['Ruth Calder'] });
    // What was sent before stays with whom it was sent to.
    expect((await good<Readers>('reportLostTime', report())).report?.to).toBe('principal');
    expect((await refused(h, 'reportLostTime', { as: callum, body: { kind: 'who-reads', lost: loss() } })).type).toBe('not-found');
  });

  test('is an executive where the principal and the guardian are in it, and none who is in it too', async () => {
    const other: Person = { ...executive, id: 'david', name: 'David Osei', manages: ['northside'] };
    for (const person of [{ ...principal, manages: ['northside'] }, { ...guardian, manages: ['northside'] }, other]) await h.stores.identity.put(personItem(person));
    await take();
    expect((await asked(loss())).readers).toEqual({ as: 'executive', names: ['Helen Marsh'] });
    const { id } = await send();
    for (const as of [other, guardian, principal]) {
      expect(await owing(as)).toEqual([]);
      expect((await refused(h, 'answerLostTime', answer(id, as))).type).toBe('not-found');
    }
    expect((await owing(executive)).map((one) => one.id)).toEqual([id]);
    await good('answerLostTime', answer(id, executive));
    expect((await reports(amina)).map((r) => r.answer?.by)).toEqual(['Helen Marsh']);
  });

  test('is said to be nobody where all who would are in it: then nothing is kept that nobody would read', async () => {
    for (const person of [principal, guardian, executive]) await h.stores.identity.put(personItem({ ...person, manages: ['northside'] }));
    await take();
    expect((await refused(h, 'reportLostTime', { as: amina, body: { kind: 'who-reads', lost: loss() } })).type).toBe('nobody-to-read');
    expect((await refused(h, 'reportLostTime', report())).type).toBe('nobody-to-read');
    expect(await reports(amina)).toEqual([]);
  });
});

test('of a time that stands nothing was lost', async () => {
  expect((await refused(h, 'reportLostTime', report())).type).toBe('not-found');
});

test('a supervision that was owed and that nobody booked is reported by its day, which is not still to come', async () => {
  const unbooked = (on: string) => ({ as: amina, body: { kind: 'unbooked', of: 'supervision', on, text: 'No supervision was booked in August.' } });
  await good('reportLostTime', unbooked('2026-08-20'));
  expect((await refused(h, 'reportLostTime', unbooked('2026-08-01'))).type).toBe('too-long-ago');
  expect((await refused(h, 'reportLostTime', unbooked('2026-09-02'))).type).toBe('not-begun');
});

test('the counts are everybody’s, of closed quarters, and say nothing of fewer than five', async () => {
  for (const on of ['2026-08-20', '2026-08-21', '2026-08-24', '2026-08-25']) await good('reportLostTime', { as: amina, body: { kind: 'unbooked', of: 'supervision', on, text: 'No supervision was booked.' } });
  h.now = at('2026-10-20T09:00:00Z');
  const told = await good<{ atLeast: number; quarters: { quarter: string; counts: unknown }[] }>('readLostTimeFigures', { as: callum });
  expect([told.atLeast, told.quarters[0]]).toEqual([5, { quarter: '2026-3', counts: null }]);
  expect(await good('readLostTimeFigures', { as: executive })).toEqual(told);
});
