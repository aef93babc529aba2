import { describe, expect, test } from 'vitest';
import { tellWhy } from '../../shared/time/catalogue.ts';
import { entitlement } from '../../shared/time/entitlement.ts';
import { inForce } from '../../shared/time/rules/pack.ts';
import type { Rule } from '../../shared/time/rules/rule.ts';
import { minutesToBook, nextDue } from '../../shared/time/stricter.ts';
import { adopting, asItShips, countsOf, dueOn, dues, kept, nothing, piece, role, someone, threeDays } from './someone.ts';

describe('newly qualified in adults’ services, from Monday 5 January 2026', () => {
  const person = someone([role('social-worker', '2026-01-05'), role('nqsw-adults', '2026-01-05'), role('registered-swe', '2025-11-10')]);

  test('the first supervision is due after a week, and both rules are shown with the stricter first', () => {
    const supervision = entitlement(person, inForce(asItShips), nothing, '2026-01-05').find((e) => e.counts.rule.about === 'supervision');
    expect(supervision?.counts.rule.id).toBe('lga.sup.nqsw');
    expect(supervision?.counts.dueOn).toBe('2026-01-12');
    expect(supervision?.also.map((d) => `${d.rule.id} ${d.dueOn}`)).toEqual(['dfe.sup.nqsw 2026-01-19', 'dfe.sup 2026-02-05', 'lga.sup 2026-02-05']);
    expect(supervision === undefined ? null : minutesToBook(supervision)).toBe(90);
  });

  test('weekly for six weeks of employment, fortnightly to six months, then monthly by one rule and still fortnightly by the other', () => {
    // Six weeks end on 16 February; six months on 5 July.
    expect(dueOn('lga.sup.nqsw', person, '2026-02-15', { kept: [kept('2026-02-15')] })).toBe('2026-02-22');
    expect(dueOn('lga.sup.nqsw', person, '2026-02-16', { kept: [kept('2026-02-16')] })).toBe('2026-03-02');
    expect(dueOn('lga.sup.nqsw', person, '2026-07-04', { kept: [kept('2026-07-04')] })).toBe('2026-07-18');
    expect(dueOn('lga.sup.nqsw', person, '2026-07-05', { kept: [kept('2026-07-05')] })).toBe('2026-08-05');
    expect(dueOn('dfe.sup.nqsw', person, '2026-07-05', { kept: [kept('2026-07-05')] })).toBe('2026-07-19');
  });

  test('two 45s are not a 90, and 89 minutes are not either', () => {
    const facts = { kept: [kept('2026-01-08', 45), kept('2026-01-09', 45), kept('2026-01-10', 89)] };
    expect(dueOn('lga.sup.nqsw', person, '2026-01-11', facts)).toBe('2026-01-12');
    expect(countsOf('lga.sup.nqsw', person, '2026-01-11', facts)).toEqual(['uninterrupted-minutes 89/90']);
    expect(dueOn('lga.sup.nqsw', person, '2026-01-11', { kept: [...facts.kept, kept('2026-01-10', 90)] })).toBe('2026-01-17');
  });

  test('where a rule names no minutes, a session that was cut short does not count as the one that was owed', () => {
    const one = (isWhole: boolean) => dueOn('basw', someone([role('social-worker', '2026-01-05')]), '2026-02-10', { kept: [{ ...kept('2026-02-02', 5), isWhole }] }, adopting('basw'));
    expect([one(true), one(false)]).toEqual(['2026-03-02', '2026-02-05']);
  });

  test('the adults’ year has rows of its own, off until adopted, and none of the child-and-family year', () => {
    expect([...dues(person, '2026-01-05').keys()].filter((id) => id.startsWith('asye'))).toEqual([]);
    const adopted = adopting('asye-adults.review', 'asye-adults.evidence', 'asye-adults.time');
    expect(dueOn('asye-adults.review', person, '2026-01-05', {}, adopted)).toBe('2026-04-05');
    expect([...dues(person, '2026-01-05', {}, adopted).keys()].filter((id) => id.startsWith('asye.'))).toEqual([]);
    expect(countsOf('asye-adults.evidence', person, '2026-01-05', {}, adopted)).toContain('feedback-adults 0/3');
  });

  test('who joined the register on 10 November pays the fee by the 30th and owes CPD in the year after', () => {
    const before = dues({ ...person, employedFrom: '2025-11-17' }, '2025-11-20');
    expect(before.get('swe.fee')?.dueOn).toBe('2025-11-30');
    expect(before.get('swe.cpd')?.dueOn).toBe('2026-11-30');
    expect(before.get('swe.form')?.dueOn).toBe('2026-11-30');
    const after = dues({ ...person, employedFrom: '2025-11-17' }, '2026-01-10');
    expect([after.get('swe.cpd')?.missed, after.get('swe.fee')?.missed?.dueOn]).toEqual([null, '2025-11-30']);
    expect(tellWhy(before.get('swe.cpd')?.why ?? { kind: 'always' })).toBe('You joined on 10 November 2025, after renewal opened, so this year you pay the fee only. Your first year to count runs from 1 December 2025 to 30 November 2026.');
  });
});

describe('newly qualified with children and families, from 1 September 2025', () => {
  const person = someone([role('social-worker', '2025-09-01'), role('nqsw-child-and-family', '2025-09-01')]);

  test('reviews at 3, 6, 9 and 12 months; the first one that is missing is due', () => {
    expect(dueOn('asye.review', person, '2025-10-01')).toBe('2025-12-01');
    const two = { ticks: [{ item: 'review', on: '2025-11-28' }, { item: 'review', on: '2026-02-27' }] } as const;
    expect(dueOn('asye.review', person, '2026-03-02', two)).toBe('2026-06-01');
    expect(countsOf('asye.review', person, '2026-03-02', two)).toEqual(['review 1/1', 'review 2/2', 'review 2/3', 'review 2/4']);
  });

  test('evidence: a reflection at 6 months, then 3 observations, 3 and 3 feedback, 3 reports and a second reflection at 12', () => {
    expect(dueOn('asye.evidence', person, '2025-10-01')).toBe('2026-03-01');
    const facts = { ticks: [{ item: 'critical-reflection', on: '2026-02-20' }, { item: 'direct-observation', on: '2025-11-03' }] } as const;
    expect(dueOn('asye.evidence', person, '2026-03-02', facts)).toBe('2026-09-01');
    expect(countsOf('asye.evidence', person, '2026-03-02', facts)).toEqual(['direct-observation 1/3', 'feedback-children 0/3', 'feedback-professionals 0/3', 'assessed-report 0/3', 'critical-reflection 1/1', 'critical-reflection 1/2']);
  });

  test('half a day each week is 222 minutes of a day of 7 hours 24; two blocks fill it, supervision does not', () => {
    const facts = { kept: [{ ...kept('2025-09-09', 120), kind: 'cpd' }, { ...kept('2025-09-10', 102), kind: 'shadowing' }, kept('2025-09-10', 90)] } as const;
    expect(countsOf('asye.time', person, '2025-09-08')).toEqual(['protected-minutes 0/222']);
    expect(dueOn('asye.time', person, '2025-09-08')).toBe('2025-09-14');
    expect(dues(person, '2025-09-12', facts).get('asye.time')?.state).toBe('met');
  });

  test('who begins on a Saturday has the first half day in the week after', () => {
    expect(dueOn('asye.time', someone([role('nqsw-child-and-family', '2025-09-06')]), '2025-09-06')).toBe('2025-09-14');
  });

  test('days away make the year longer by as many days, part time by its share, and half a day stays half of a day', () => {
    // 3 months are 91 days: 29 days away from 1 to 29 October.
    expect(dueOn('asye.review', { ...person, absences: [{ from: '2025-10-01', to: '2025-10-29' }] }, '2025-11-01')).toBe('2025-12-30');
    // At 0.6 of a week 91 days are 152 (151.7 rounded up).
    expect(dueOn('asye.review', { ...person, pattern: threeDays }, '2025-10-01')).toBe('2026-01-31');
    expect(countsOf('asye.time', { ...person, pattern: threeDays }, '2025-09-08')).toEqual(['protected-minutes 0/222']);
  });

  test('a tenth less work holds to the last day of the year and not after', () => {
    expect(dues(person, '2026-09-01').has('asye.workload')).toBe(true);
    expect(dues(person, '2026-09-02').has('asye.workload')).toBe(false);
    expect(dues({ ...person, absences: [{ from: '2026-01-01', to: '2026-01-31' }] }, '2026-10-02').has('asye.workload')).toBe(true);
  });

  test('a share of the week that is no share counts as a full week', () => {
    for (const share of [0, 1.2]) expect(dueOn('asye.review', { ...person, pattern: { ...threeDays, share } }, '2025-10-01')).toBe('2025-12-01');
  });

  test('what was missing at the end of the year is still owed after it', () => {
    const three = { ticks: ['2025-11-28', '2026-02-27', '2026-05-29'].map((on) => ({ item: 'review' as const, on })) };
    expect(dues(person, '2026-09-20', three).get('asye.review')).toMatchObject({ state: 'open', dueOn: '2026-09-01' });
  });

  test('part time moves no date of a rule that does not say so', () => {
    const plain: Rule = { id: 'own.plan', name: 'Our own: a plan in the first month', about: 'reviews', nation: 'England', regime: 'local', audience: ['nqsw-child-and-family'], owes: { kind: 'checklist', items: [{ item: 'review', count: 1, by: { months: 1 } }] }, validFrom: null, validTo: null, partTime: 'same', absence: 'runs on', read: 'at the source', off: null, sources: ['our handbook'], lastChecked: '2026-01-01', notes: '' };
    expect(dueOn('own.plan', { ...person, pattern: threeDays, absences: [{ from: '2025-09-08', to: '2025-09-19' }] }, '2025-09-22', {}, [plain])).toBe('2025-10-01');
  });

  test('adopted, reflective supervision counts only with a registered social worker', () => {
    const facts = { kept: [kept('2025-09-05', 90, 'other')] };
    expect(dueOn('asye.sup', person, '2025-09-06', facts, adopting('asye.sup'))).toBe('2025-09-08');
    expect(dueOn('lga.sup.nqsw', person, '2025-09-06', facts)).toBe('2025-09-12');
  });

  test('who began before September 2027 ends the year under its rules; who begins then has the two-year programme', () => {
    const last = someone([role('nqsw-child-and-family', '2027-08-31')]);
    expect(dues(last, '2028-05-01').has('asye.review')).toBe(true);
    const first = someone([role('nqsw-child-and-family', '2027-09-01'), role('early-career', '2027-09-01')]);
    expect(dues(first, '2027-09-02').has('asye.review')).toBe(false);
    expect(dues(first, '2027-09-02').get('ecdp')?.state).toBe('always');
    expect(dues(first, '2029-09-02').has('ecdp')).toBe(false);
  });
});

describe('experienced, in post since 2019', () => {
  const person = someone([role('social-worker', '2019-03-04'), role('registered-swe', '2014-08-01')], { employedFrom: '2019-03-04' });

  test('supervision is due a month after the last that counts; after 31 January that is the last of February', () => {
    expect(dueOn('lga.sup', person, '2026-02-01', { kept: [kept('2026-01-31')] })).toBe('2026-02-28');
    expect(dueOn('lga.sup', person, '2024-02-01', { kept: [kept('2024-01-31')] })).toBe('2024-02-29');
    expect(dueOn('lga.sup', person, '2026-12-20', { kept: [kept('2026-12-18')] })).toBe('2027-01-18');
  });

  test('Christmas Day, a Saturday and the days on which clocks change are days like any other', () => {
    expect(dueOn('lga.sup', person, '2026-11-26', { kept: [kept('2026-11-25')] })).toBe('2026-12-25');
    expect(dueOn('lga.sup', person, '2026-09-26', { kept: [kept('2026-09-25')] })).toBe('2026-10-25');
    expect(dueOn('lga.sup', person, '2026-03-01', { kept: [kept('2026-02-28')] })).toBe('2026-03-28');
    expect(dueOn('lga.sup', person, '2026-03-02', { kept: [kept('2026-02-28'), kept('2026-03-01')] })).toBe('2026-04-01');
  });

  test('back after three months away, supervision is due within five days of the return', () => {
    const away = { ...person, absences: [{ from: '2026-02-02', to: '2026-05-03' }] };
    expect(dueOn('lga.sup', away, '2026-05-04', { kept: [kept('2026-01-20')] })).toBe('2026-05-09');
    expect(dues({ ...person, absences: [{ from: '2026-02-02', to: null }] }, '2026-03-20', { kept: [kept('2026-01-20')] }).get('lga.sup')).toMatchObject({ dueOn: null, state: 'away' });
  });

  test('days away move it by as many days, but no further than five days after the return', () => {
    expect(dueOn('lga.sup', { ...person, absences: [{ from: '2026-02-16', to: '2026-02-22' }] }, '2026-02-23', { kept: [kept('2026-01-25')] })).toBe('2026-02-28');
    expect(dueOn('lga.sup', { ...person, absences: [{ from: '2026-02-20', to: '2026-02-24' }] }, '2026-02-25', { kept: [kept('2026-01-25')] })).toBe('2026-03-02');
  });

  test('two days away at the beginning of a month do not bring its supervision forward to five days after the return', () => {
    expect(dueOn('lga.sup', { ...person, absences: [{ from: '2026-02-03', to: '2026-02-04' }] }, '2026-02-05', { kept: [kept('2026-02-01')] })).toBe('2026-03-01');
  });

  test('what lies before the record begins is not known, and not missed', () => {
    expect(dueOn('lga.sup', person, '2026-11-01', { recordedFrom: '2026-11-01' })).toBe('2026-12-01');
    expect(dues(person, '2026-12-02', { recordedFrom: '2026-11-01' }).get('swe.cpd')?.missed).toBeNull();
  });

  test('asked of an earlier day, what was kept later does not count yet', () => {
    expect(dueOn('lga.sup', person, '2026-03-10', { kept: [kept('2026-03-02'), kept('2026-03-20')] })).toBe('2026-04-02');
  });

  test('a registration year that ended before this employment is not this employer’s to call missed', () => {
    expect(dues({ ...person, employedFrom: '2026-01-05' }, '2026-02-01').get('swe.cpd')?.missed).toBeNull();
    expect(dues({ ...person, employedFrom: '2025-11-30' }, '2026-02-01').get('swe.cpd')?.missed).toMatchObject({ dueOn: '2025-11-30' });
  });

  test('30 November 2024 was a Saturday and the deadline stood; a year later it is a Sunday and stands', () => {
    expect(dueOn('swe.cpd', person, '2024-11-29')).toBe('2024-11-30');
    expect(dueOn('swe.cpd', person, '2024-11-30')).toBe('2024-11-30');
    expect(dueOn('swe.cpd', person, '2024-12-01')).toBe('2025-11-30');
    expect(dues(person, '2024-12-01').get('swe.cpd')?.missed).toMatchObject({ from: '2023-12-01', dueOn: '2024-11-30' });
  });

  test('two pieces of CPD, one with peer reflection, dated 1 December to 30 November, sent in, and none twice', () => {
    const peer = { withPeerReflection: true };
    const at = (...learning: ReturnType<typeof piece>[]) => [dues(person, '2026-11-30', { learning }).get('swe.cpd')?.state, ...(countsOf('swe.cpd', person, '2026-11-30', { learning }) ?? [])];
    expect(at(piece('2025-12-01'), piece('2026-11-30', peer))).toEqual(['met', 'pieces 2/2', 'pieces-with-peer-reflection 1/1']);
    expect(at(piece('2026-01-10'), piece('2026-03-10'))).toEqual(['open', 'pieces 2/2', 'pieces-with-peer-reflection 0/1']);
    expect(at(piece('2025-11-30'), piece('2026-11-30', peer))).toEqual(['open', 'pieces 1/2', 'pieces-with-peer-reflection 1/1']);
    expect(at(piece('2026-01-10', { isSubmitted: false }), piece('2026-11-30', peer))).toEqual(['open', 'pieces 1/2', 'pieces-with-peer-reflection 1/1']);
    expect(at(piece('2026-11-30', { ...peer, id: 'same' }), piece('2026-11-29', { ...peer, id: 'same' }))).toEqual(['open', 'pieces 1/2', 'pieces-with-peer-reflection 1/1']);
  });

  test('CPD, form and fee are three ticks: two of them done, the third is what is due', () => {
    const facts = { learning: [piece('2026-02-01'), piece('2026-06-01', { withPeerReflection: true })], ticks: [{ item: 'renewal-fee', on: '2026-09-14' }, { item: 'renewal-form', on: '2026-08-31' }] } as const;
    const all = dues(person, '2026-11-24', facts);
    // A form of August is last year's: renewal opens on 1 September.
    expect(['swe.cpd', 'swe.form', 'swe.fee'].map((id) => all.get(id)?.state)).toEqual(['met', 'open', 'met']);
    const next = nextDue(entitlement(person, inForce(asItShips), { ...nothing, ...facts, kept: [kept('2026-11-20')] }, '2026-11-24'));
    expect([next?.rule.id, next?.dueOn]).toEqual(['swe.form', '2026-11-30']);
  });

  test('leave moves no registration deadline', () => {
    expect(dueOn('swe.cpd', { ...person, absences: [{ from: '2026-01-01', to: null }] }, '2026-11-01')).toBe('2026-11-30');
  });
});

describe('approved mental health professionals', () => {
  const trained = (on: string, hours: number) => piece(on, { minutes: hours * 60, agreedFor: ['amhp'] });

  test('18 hours in the year from the day of approval, across New Year, and only what was agreed for the role', () => {
    const person = someone([role('amhp', '2025-05-12')]);
    const facts = { learning: [trained('2025-06-01', 6), trained('2026-05-11', 11), trained('2026-05-12', 6), piece('2026-01-01', { minutes: 600 })] };
    expect(dueOn('amhp.train', person, '2026-05-11', facts)).toBe('2026-05-11');
    expect(countsOf('amhp.train', person, '2026-05-11', facts)).toEqual([`minutes ${17 * 60}/${18 * 60}`]);
    expect(dues(person, '2026-05-12', facts).get('amhp.train')).toMatchObject({ dueOn: '2027-05-11', from: '2026-05-12', missed: { dueOn: '2026-05-11' } });
  });

  test('approved on 29 February: years end on the 27th, and on the 28th where the next one is a leap year again', () => {
    const person = someone([role('amhp', '2024-02-29')]);
    expect(dueOn('amhp.train', person, '2024-03-01')).toBe('2025-02-27');
    expect(dueOn('amhp.train', person, '2025-02-28')).toBe('2026-02-27');
    expect(dueOn('amhp.train', person, '2028-02-28')).toBe('2028-02-28');
    expect(dueOn('amhp.train', person, '2028-02-29')).toBe('2029-02-27');
  });

  test('five years are off until checked; in Wales neither English rule applies', () => {
    const person = someone([role('amhp', '2022-09-01')]);
    expect(dueOn('amhp.period', person, '2026-11-24')).toBeUndefined();
    expect(dueOn('amhp.period', person, '2026-11-24', {}, adopting('amhp.period'))).toBe('2027-08-31');
    expect([...dues({ ...person, nation: 'Wales' }, '2026-11-24').keys()]).toEqual(['amhp.wales']);
  });
});

test('a best interests assessor, once adopted: nothing in the first 12 months, then something in the last 12', () => {
  const person = someone([role('bia', '2024-02-29')]);
  const trained = { learning: [piece('2025-11-03', { agreedFor: ['bia'] })] };
  expect(dueOn('bia', person, '2025-01-10')).toBeUndefined();
  expect(dueOn('bia', person, '2025-01-10', {}, adopting('bia'))).toBe('2025-02-28');
  expect(dueOn('bia', person, '2026-01-10', trained, adopting('bia'))).toBe('2026-11-03');
  expect(countsOf('bia', person, '2026-11-03', trained, adopting('bia'))).toEqual(['entries 1/1']);
  expect(countsOf('bia', person, '2026-11-04', trained, adopting('bia'))).toEqual(['entries 0/1']);
});

describe('a practice educator', () => {
  const person = someone([role('practice-educator', '2026-09-14', { to: '2026-12-18' })], { employedFrom: '2019-03-04' });
  const own: Rule = {
    id: 'own.student-time', name: 'Our own: half a day a week with a student', about: 'practice-educator', nation: 'England', regime: 'local', audience: ['practice-educator'],
    owes: { kind: 'protected-share', of: ['shadowing', 'cpd'], workingDaysAWeek: 0.5 }, validFrom: '2026-09-01', validTo: null, partTime: 'in proportion', absence: 'pauses', read: 'at the source', off: null, sources: ['our handbook'], lastChecked: '2026-09-01', notes: 'Agreed with staff side.',
  };

  test('is owed no number by any standard that was found, and what their employer wrote down for as long as the student is there', () => {
    expect([...dues(person, '2026-10-01').keys()]).toEqual([]);
    expect(dues(person, '2026-10-01', {}, adopting('peps')).get('peps')?.state).toBe('always');
    const adopted = { ids: [], own: [own] };
    expect(countsOf('own.student-time', person, '2026-10-01', {}, adopted)).toEqual(['protected-minutes 0/222']);
    // In proportion: 0.6 of 222 is 133.2, and rounds up.
    expect(countsOf('own.student-time', { ...person, pattern: threeDays }, '2026-10-01', {}, adopted)).toEqual(['protected-minutes 0/134']);
    expect(dueOn('own.student-time', { ...person, absences: [{ from: '2026-09-28', to: '2026-10-04' }] }, '2026-10-01', {}, adopted)).toBe('2026-10-11');
    expect(dues(person, '2026-12-19', {}, adopted).size).toBe(0);
  });
});

describe('nurses', () => {
  test('35 hours in three years, 20 of them with others, and 450 hours of practice; 900 as nurse and midwife', () => {
    const person = someone([role('nurse', '2024-04-01')]);
    const facts = { learning: [piece('2024-05-01', { minutes: 16 * 60, participatoryMinutes: 0 }), piece('2026-12-31', { minutes: 19 * 60, participatoryMinutes: 19 * 60 })], practice: [{ on: '2025-01-01', minutes: 450 * 60 }] };
    expect(countsOf('nmc.cpd', person, '2027-03-31', facts)).toEqual(['minutes 2100/2100', 'participatory-minutes 1140/1200']);
    expect(countsOf('nmc.cpd', person, '2027-03-31', { learning: [piece('2026-01-01', { minutes: 60, participatoryMinutes: 600 })] })).toEqual(['minutes 60/2100', 'participatory-minutes 60/1200']);
    expect(dues(person, '2027-03-31', facts).get('nmc.cpd')).toMatchObject({ state: 'open', dueOn: '2027-03-31' });
    expect(dues(person, '2027-03-31', facts).get('nmc.practice')?.state).toBe('met');
    expect(countsOf('nmc.practice.both', someone([role('nurse-and-midwife', '2024-04-01')]), '2027-03-31', facts)).toEqual(['minutes 27000/54000']);
    expect(countsOf('nmc', person, '2027-03-31')).toEqual(['practice-feedback 0/5', 'reflective-account 0/5', 'reflective-discussion 0/1', 'health-and-character 0/1', 'indemnity 0/1', 'confirmation 0/1']);
  });

  test('who renewed counts from the renewal, and what was before it is not missed', () => {
    const person = someone([role('nurse', '2015-02-10', { periodsFrom: '2024-04-01' })]);
    expect(dues(person, '2025-01-01').get('nmc.cpd')).toMatchObject({ from: '2024-04-01', dueOn: '2027-03-31', missed: null });
    expect(dues(person, '2027-04-01').get('nmc.cpd')).toMatchObject({ from: '2027-04-01', dueOn: '2030-03-31', missed: { dueOn: '2027-03-31' } });
  });

  test('clinical supervision every eight weeks where a trust adopted it, across the October change of clocks', () => {
    const person = someone([role('nurse', '2024-04-01')]);
    const facts = { kept: [{ ...kept('2026-10-01', 45), kind: 'clinical-supervision' }] } as const;
    expect(dueOn('local.mersey', person, '2026-10-02', facts)).toBeUndefined();
    expect(dueOn('local.mersey', person, '2026-10-02', facts, adopting('local.mersey'))).toBe('2026-11-26');
    const both = entitlement(person, inForce(adopting('local.mersey', 'local.north-west-boroughs')), { ...nothing, ...facts }, '2026-10-02').find((e) => e.counts.rule.about === 'clinical-supervision');
    expect([both?.counts.rule.id, ...(both?.also.map((d) => `${d.rule.id} ${d.dueOn}`) ?? [])]).toEqual(['local.mersey', 'local.north-west-boroughs 2027-01-01']);
  });
});

test('HCPC: a cycle of two years by the profession’s own day, and gaps of three months to explain', () => {
  const person = someone([role('hcpc-professional', '2012-07-01', { periodsFrom: '2025-11-01' })]);
  const facts = { learning: [piece('2025-12-01'), piece('2026-02-28'), piece('2026-05-28')] };
  expect(dues(person, '2026-06-01', facts).get('hcpc')).toMatchObject({ from: '2025-11-01', dueOn: '2027-10-31', state: 'met' });
  // 28 February to 28 May is three months; from 28 May to 1 June is not.
  expect(countsOf('hcpc', person, '2026-06-01', facts)).toEqual(['entries 3/1', 'gaps 1/0']);
});

test('NISCC: 90 hours in each registration of three years', () => {
  const person = someone([role('registered-niscc', '2023-12-15')], { nation: 'Northern Ireland' });
  const facts = { learning: [piece('2024-02-29', { minutes: 45 * 60 }), piece('2026-12-14', { minutes: 45 * 60 }), piece('2026-12-15', { minutes: 60 })] };
  expect(dues(person, '2026-12-14', facts).get('niscc')).toMatchObject({ state: 'met', dueOn: '2026-12-14' });
  expect(dues(person, '2026-12-15', facts).get('niscc')).toMatchObject({ state: 'open', dueOn: '2029-12-14', missed: null });
  expect(countsOf('niscc', person, '2026-12-15', facts)).toEqual(['minutes 60/5400']);
  const newly = someone([role('assessed-year-ni', '2026-01-05')], { nation: 'Northern Ireland' });
  expect(dueOn('niscc.aye', newly, '2026-01-05')).toBeUndefined();
  expect(dueOn('niscc.aye', newly, '2026-01-05', {}, adopting('niscc.aye'))).toBe('2026-01-19');
});

test('Scotland: a declaration and 8 core elements each year and no hours; the Supported Year from October 2024', () => {
  const person = someone([role('registered-sssc', '2024-11-04'), role('supported-year', '2024-11-04')], { nation: 'Scotland' });
  const facts = { ticks: Array.from({ length: 8 }, (_, i) => ({ item: 'core-learning-element' as const, on: `2025-0${i + 1}-01` })) };
  const all = dues(person, '2025-10-01', facts);
  expect([...all.keys()].sort()).toEqual(['sssc', 'sssc.core', 'sssc.mandatory', 'sssc.nqsw']);
  expect(all.get('sssc')).toMatchObject({ state: 'open', dueOn: '2025-11-03' });
  expect(all.get('sssc.core')?.state).toBe('met');
  expect(dues(person, '2025-11-05', facts).has('sssc.nqsw')).toBe(false);
  // Registered before 3 June 2024: the 144 hours, checked locally; not the Supported Year.
  const earlier = someone([role('supported-year', '2024-05-01')], { nation: 'Scotland' });
  expect([...dues(earlier, '2024-11-01', {}, adopting('sssc.nqsw.144')).keys()]).toEqual(['sssc.nqsw.144']);
});

test('Wales: 90 hours up to 31 March 2025 and a declaration from 1 April, once adopted; quarterly supervision not for council teams', () => {
  const person = someone([role('registered-scw', '2023-06-01'), role('social-worker', '2023-06-01')], { nation: 'Wales' });
  expect([...dues(person, '2025-03-31').keys()]).toEqual([]);
  expect(countsOf('scw', person, '2025-03-31', {}, adopting('scw'))).toEqual(['minutes 0/5400']);
  expect(countsOf('scw', person, '2025-04-01', {}, adopting('scw'))).toEqual(['learning-declaration 0/1']);
  expect(dueOn('scw', person, '2025-04-01', {}, adopting('scw'))).toBe('2026-05-31');
  expect(dueOn('wales.reg36', person, '2025-04-01', {}, adopting('wales.reg36'))).toBeUndefined();
  expect(dueOn('wales.reg36', someone([role('regulated-service', '2025-11-30')], { nation: 'Wales' }), '2025-12-01', {}, adopting('wales.reg36'))).toBe('2026-02-28');
});

test('who is registered in England and works in Wales renews in England and has no English employer’s standards', () => {
  const person = someone([role('registered-swe', '2014-08-01'), role('social-worker', '2019-03-04')], { nation: 'Wales', employedFrom: '2019-03-04' });
  expect([...dues(person, '2026-11-24').keys()].sort()).toEqual(['swe.cpd', 'swe.cpd.fields', 'swe.fee', 'swe.form']);
});

test('after the last day of employment nothing is owed, and before the first it is told as of that day', () => {
  const person = someone([role('social-worker', '2026-01-05')], { employedTo: '2026-06-30' });
  expect(dues(person, '2026-07-01').size).toBe(0);
  expect(dueOn('lga.sup', person, '2025-12-01')).toBe('2026-02-05');
});
