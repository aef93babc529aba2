import { describe, expect, test } from 'vitest';
import { entitlement } from '../../shared/time/entitlement.ts';
import type { Facts, Role } from '../../shared/time/person.ts';
import { inForce } from '../../shared/time/rules/pack.ts';
import type { Owes, Rule } from '../../shared/time/rules/rule.ts';
import { minutesToBook } from '../../shared/time/stricter.ts';
import { kept, nothing, piece, role, someone } from './someone.ts';

/** An employer's own rule; its id comes last in the alphabet, so that it is first for no other reason than being stricter. */
const own = (owes: Owes, about: Rule['about'] = 'supervision'): Rule => ({
  id: 'zz.own', name: 'Our own', about, nation: 'England', regime: 'local', audience: ['social-worker', 'amhp'], owes, validFrom: null, validTo: null, partTime: 'same', absence: 'pauses', read: 'at the source', off: null,
  sources: ['our handbook'], lastChecked: '2026-01-01', notes: '',
});
const every = (span: Partial<Record<'weeks' | 'months', number>>, minutes: number | null): Owes => ({ kind: 'sessions', of: 'supervision', minutes, supervisor: 'anyone', from: 'employment', steps: [{ until: null, every: span }] });

function told(rule: Rule, roles: readonly Role[], facts: Partial<Facts>, day: string) {
  const found = entitlement(someone(roles), inForce({ ids: [], own: [rule] }), { ...nothing, ...facts }, day).find((e) => e.counts.rule.about === rule.about);
  if (found === undefined) throw new Error('nothing owed');
  return { order: [found.counts, ...found.also].map((d) => `${d.rule.id} ${d.dueOn}`), minutes: minutesToBook(found) };
}
const worker = [role('social-worker', '2019-03-04')];

describe('of two rules about one thing', () => {
  test('the shorter interval counts, and the other is shown beside it', () => {
    expect(told(own(every({ weeks: 2 }, 60)), worker, { kept: [kept('2026-03-02')] }, '2026-03-03').order).toEqual(['zz.own 2026-03-16', 'dfe.sup 2026-04-02', 'lga.sup 2026-04-02']);
  });

  test('on the same day the shorter interval still counts: four weeks before a month, in February', () => {
    expect(told(own(every({ weeks: 4 }, 90)), worker, { kept: [kept('2026-02-01')] }, '2026-02-02').order).toEqual(['zz.own 2026-03-01', 'dfe.sup 2026-03-01', 'lga.sup 2026-03-01']);
  });

  test('at the same interval more minutes count, and one session of the longest keeps them all', () => {
    const { order, minutes } = told(own(every({ months: 1 }, 120)), worker, { kept: [kept('2026-03-02', 120)] }, '2026-03-03');
    expect(order).toEqual(['zz.own 2026-04-02', 'dfe.sup 2026-04-02', 'lga.sup 2026-04-02']);
    expect(minutes).toBe(120);
  });

  test('a short session that keeps the shorter interval does not hide that the long one is due', () => {
    const facts = { kept: [kept('2026-03-02', 90), kept('2026-03-16', 60), kept('2026-03-30', 60)] };
    const { order, minutes } = told(own(every({ weeks: 2 }, 60)), worker, facts, '2026-03-31');
    expect(order).toEqual(['dfe.sup 2026-04-02', 'lga.sup 2026-04-02', 'zz.own 2026-04-13']);
    expect(minutes).toBe(90);
  });

  test('one that is met does not hide one that is not', () => {
    const rule = own({ kind: 'hours', of: 'learning', agreedFor: 'amhp', minutes: 40 * 60, participatoryMinutes: 0, per: { kind: 'years', years: 2 } }, 'amhp-training');
    const facts = { learning: [piece('2026-01-20', { minutes: 20 * 60, agreedFor: ['amhp'] })] };
    expect(told(rule, [role('amhp', '2026-01-12')], facts, '2026-02-01').order).toEqual(['zz.own 2028-01-11', 'amhp.train 2027-01-11']);
  });
});
