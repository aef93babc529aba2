import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Agreement, endsOn, readerOf, standingAgreement } from '../../shared/supervision/agreement.ts';

const signed = '2026-08-30T10:00:00Z';
/** As they are signed now; `replaces: undefined` leaves it out, as it was left out once. */
function agreement(number: number, supervisor: string, more: Omit<Partial<Agreement>, 'replaces'> & { replaces?: string | null | undefined } = {}): Agreement {
  const { replaces, ...rest } = { replaces: null, ...more };
  return {
    v: 1, number, supervisor, from: '2026-09-01', everyWeeks: 4, minutes: 90, where: 'Room 2', confidential: 'What is said here stays here.', standIn: null, sharesEarlier: false,
    proposedBy: supervisor, proposedAt: signed, signatures: { amina: signed, [supervisor]: signed }, ...(replaces === undefined ? {} : { replaces }), ...rest,
  };
}
const standing = (all: readonly Agreement[], supervisor: string, day = '2026-10-20') => standingAgreement('amina', supervisor, all, day)?.number ?? null;
const reads = (id: string, all: readonly Agreement[], on: string, givenBy: string | null) => readerOf({ id, isPrincipal: false }, 'amina', all, { on, givenBy });

describe('of a person with several supervisors', () => {
  const all = [agreement(1, 'maya'), agreement(2, 'una'), agreement(3, 'maya', { from: '2026-10-01' })];

  test('the newest agreement of each pair holds from its day on', () => {
    expect([standing(all, 'maya', '2026-09-30'), standing(all, 'maya'), standing(all, 'una'), standing(all, 'gwen')]).toEqual([1, 3, 2, null]);
    expect(standing([agreement(1, 'maya', { signatures: { maya: signed } })], 'maya')).toBeNull();
  });

  test('each reads their own records and none of the other’s', () => {
    expect([reads('maya', all, '2026-10-05', 'maya'), reads('una', all, '2026-10-05', 'maya'), reads('maya', all, '2026-10-05', 'una')]).toEqual(['supervisor', null, null]);
    expect([reads('maya', all, '2026-10-05', null), reads('gwen', all, '2026-10-05', null)]).toEqual(['supervisor', null]);
  });

  test('one more who takes nobody’s place changes nothing for the others, whatever they agree on', () => {
    const who = fc.constantFrom('maya', 'una', 'gwen');
    const some = fc.array(fc.record({ supervisor: who, replaces: fc.option(who), from: fc.constantFrom('2026-09-01', '2026-10-01', '2026-11-01'), sharesEarlier: fc.boolean() }), { maxLength: 6 });
    fc.assert(
      fc.property(some, fc.boolean(), (terms, sharesEarlier) => {
        const before = terms.map(({ supervisor, replaces, ...rest }, i) => agreement(i + 1, supervisor, { ...rest, replaces: replaces === supervisor ? null : replaces }));
        const after = [...before, agreement(before.length + 1, 'clinical', { sharesEarlier })];
        const seen = (of: readonly Agreement[]) => ['maya', 'una', 'gwen'].flatMap((one) => ['2026-09-15', '2026-10-15', '2026-11-15'].flatMap((day) => [standing(of, one, day), ...['maya', 'una', 'gwen', null].map((by) => reads(one, of, day, by))]));
        expect(seen(after)).toEqual(seen(before));
        for (const by of ['maya', 'una', 'gwen']) expect(reads('clinical', after, '2026-08-15', by)).toBeNull();
      }),
    );
  });
});

describe('a supervisor who takes another’s place', () => {
  const moved = [agreement(1, 'maya'), agreement(2, 'una', { replaces: 'maya', from: '2026-10-01', sharesEarlier: true })];

  test('ends that agreement on the day theirs begins, and it holds again once that pair signs anew', () => {
    expect([standing(moved, 'maya', '2026-09-30'), standing(moved, 'maya', '2026-10-01'), standing(moved, 'una')]).toEqual([1, null, 2]);
    expect(endsOn('amina', moved[0]!, moved)).toBe('2026-10-01');
    expect(standing([...moved, agreement(3, 'maya', { from: '2026-10-10' })], 'maya')).toBe(3);
    expect(standing([moved[0]!, { ...moved[1]!, signatures: { una: signed } }], 'maya')).toBe(1);
  });

  test('reads of one whose place was taken before what came before that, and not what they wrote when they were back beside them', () => {
    const all = [agreement(1, 'clara', { from: '2024-01-01' }), agreement(2, 'maya', { replaces: 'clara', from: '2025-01-01' }), agreement(3, 'clara', { from: '2025-06-01' }), agreement(4, 'una', { replaces: 'maya', from: '2026-01-01', sharesEarlier: true })];
    expect([reads('una', all, '2024-06-01', 'clara'), reads('una', all, '2025-09-01', 'maya'), reads('una', all, '2025-09-01', 'clara')]).toEqual(['supervisor', 'supervisor', null]);
  });

  test('reads the records from before it where the person supervised said so, those of whoever’s place was taken before as well, and no later one', () => {
    const third = [...moved, agreement(3, 'gwen', { replaces: 'una', from: '2026-11-01', sharesEarlier: true })];
    expect([reads('una', moved, '2026-09-20', 'maya'), reads('una', moved, '2026-10-02', 'maya'), reads('una', moved, '2026-09-20', 'ben')]).toEqual(['supervisor', null, null]);
    expect([reads('gwen', third, '2026-10-20', 'una'), reads('gwen', third, '2026-09-20', 'maya'), reads('una', third, '2026-09-20', 'maya'), reads('una', third, '2026-10-20', 'una')]).toEqual(['supervisor', 'supervisor', null, 'supervisor']);
    expect(reads('una', [moved[0]!, { ...moved[1]!, sharesEarlier: false }], '2026-09-20', 'maya')).toBeNull();
  });

  test('was any new one, while there was one at a time: what was signed then reads as it did', () => {
    const old = [agreement(1, 'maya', { replaces: undefined }), agreement(2, 'una', { replaces: undefined, from: '2026-10-01', sharesEarlier: true })];
    expect([standing(old, 'maya', '2026-09-30'), standing(old, 'maya'), standing(old, 'una')]).toEqual([1, null, 2]);
    expect([reads('una', old, '2026-09-20', 'maya'), reads('una', old, '2026-09-20', 'ben'), reads('maya', old, '2026-10-20', 'una')]).toEqual(['supervisor', 'supervisor', null]);
    expect(standing([...old, agreement(3, 'maya')], 'una')).toBe(2);
  });
});
