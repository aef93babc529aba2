import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cell, csvOf } from '../../shared/cpd/csv.ts';
import { type CpdEntry, cpdEntry } from '../../shared/cpd/entry.ts';
import { filed, filedFields } from '../../shared/cpd/filed.ts';
import { learningOf, type Piece, standingOf, tellStanding } from '../../shared/cpd/standing.ts';
import { alsoCounted, tickable, ticksOf, yearOf } from '../../shared/cpd/year.ts';
import { entitlement } from '../../shared/time/entitlement.ts';
import type { Facts, Person } from '../../shared/time/person.ts';
import { inForce, rulePack } from '../../shared/time/rules/pack.ts';

const entry = (more: Partial<CpdEntry> = {}): CpdEntry => ({
  kind: 'course', about: 'Working with trauma: half of my visits need it.', on: '2026-03-02', learning: 'To go slower.', impact: 'Fewer visits broke off.', peer: null, evidence: [],
  minutes: 120, participatoryMinutes: 60, agreedFor: [], isSubmitted: true, ...more,
});
const piece = (id: string, more: Partial<CpdEntry> = {}): Piece => ({ id: id.padEnd(8, '0'), ...entry({ about: `About ${id}`, ...more }) });
const peer = { role: 'colleague', learned: 'To ask first.' } as const;

const ada: Person = {
  nation: 'England', employedFrom: '2020-01-01', employedTo: null, absences: [], pattern: { minutes: [450, 450, 450, 450, 450, 0, 0], share: 1 },
  roles: [{ as: 'social-worker', from: '2020-01-01', to: null }, { as: 'registered-swe', from: '2020-01-01', to: null }],
};
const owedWith = (all: readonly Piece[], today: string, { ticks = [], person = ada }: { ticks?: Facts['ticks']; person?: Person } = {}) =>
  entitlement(person, inForce({ ids: [], own: [] }), { recordedFrom: '2025-01-01', kept: [], practice: [], learning: learningOf(all), ticks }, today);
const cpdTick = (all: readonly Piece[], today: string) => ticksOf(owedWith(all, today)).find(({ about }) => about === 'registration-cpd');

describe('the year', () => {
  const week = '2026-11-24';
  test('is met by as many submitted pieces as the rule says, one of them with a peer, and by nothing less', () => {
    expect(yearOf(owedWith([], week))).toEqual({ from: '2025-12-01', to: '2026-11-30', opensOn: '2026-09-01' });
    expect(cpdTick([], week)).toMatchObject({ state: 'open', needs: 'Submit 2 more pieces by 30 November 2026, 1 of them with a peer.' });
    expect(cpdTick([piece('a')], week)?.needs).toBe('Submit 1 more piece by 30 November 2026, thought through with a peer.');
    expect(cpdTick([piece('a'), piece('b')], week)?.needs).toBe('Add what you learned with a peer to a piece, and submit it by 30 November 2026.');
    expect(cpdTick([piece('a'), piece('b', { peer })], week)).toMatchObject({ state: 'done', needs: null });
    expect(cpdTick([piece('a'), piece('b', { peer: { role: 'colleague', learned: '  ' } })], week)?.state).toBe('open');
    expect(cpdTick([piece('a'), piece('b', { peer, isSubmitted: false })], week)?.state).toBe('open');
  });

  test('counts its first and its last day, and no day beside them', () => {
    const on = (day: string) => cpdTick([piece('a'), piece('b', { peer, on: day })], '2026-11-30')?.state;
    expect(['2025-11-30', '2025-12-01', '2026-11-30', '2026-12-01'].map(on)).toEqual(['open', 'done', 'done', 'open']);
  });

  test('has three ticks, and none of them stands for another', () => {
    const states = (ticks: Facts['ticks'], all: readonly Piece[] = []) => ticksOf(owedWith(all, week, { ticks })).map(({ state }) => state);
    expect(states([])).toEqual(['open', 'open', 'open']);
    expect(states([{ item: 'renewal-form', on: '2026-09-01' }])).toEqual(['open', 'done', 'open']);
    expect(states([{ item: 'renewal-fee', on: '2026-11-23' }])).toEqual(['open', 'open', 'done']);
    expect(states([{ item: 'renewal-fee', on: '2026-08-31' }]), 'before the window it is last year’s').toEqual(['open', 'open', 'open']);
    expect(states([], [piece('a'), piece('b', { peer })])).toEqual(['done', 'open', 'open']);
  });

  test('whoever joined since renewal opened pays the fee and owes no CPD', () => {
    const person = { ...ada, employedFrom: '2026-10-01', roles: ada.roles.map((role) => ({ ...role, from: '2026-10-01' })) };
    expect(ticksOf(owedWith([], week, { person })).map(({ state }) => state)).toEqual(['not-this-year', 'not-this-year', 'open']);
  });

  test('of an assessed year each item is ticked by itself, and only what a rule asks of this person can be', () => {
    const person: Person = { ...ada, employedFrom: '2026-06-01', roles: [...ada.roles, { as: 'nqsw-child-and-family', from: '2026-06-01', to: null }] };
    const owed = owedWith([], week, { person, ticks: [{ item: 'direct-observation', on: '2026-08-01' }] });
    expect(alsoCounted(owed).find(({ rule }) => rule === 'asye.evidence')?.items).toContainEqual({ item: 'direct-observation', done: 1, needed: 3 });
    expect(tickable(owed).has('direct-observation')).toBe(true);
    expect(tickable(owedWith([], week)).has('direct-observation')).toBe(false);
  });

  test('an AMHP’s hours count what was agreed as their training', () => {
    const person: Person = { ...ada, roles: [...ada.roles, { as: 'amhp', from: '2026-01-01', to: null }] };
    const said = (all: readonly Piece[]) => alsoCounted(owedWith(all, week, { person })).find(({ rule }) => rule === 'amhp.train')?.counted;
    expect(said([piece('a'), piece('b', { agreedFor: ['amhp'], minutes: 150 })])).toEqual(['2 hours 30 minutes of 18 hours']);
  });
});

describe('a piece', () => {
  const year = { from: '2025-12-01', to: '2026-11-30' };
  test('says why it does not count', () => {
    const says = (one: Piece, all: readonly Piece[] = [one]) => tellStanding(standingOf(one, all, year, '2026-11-24'));
    expect(says(piece('a'))).toBe('It counts for this year.');
    expect(says(piece('a', { isSubmitted: false }))).toContain('draft');
    expect(says(piece('a', { on: '2025-11-30' }))).toContain('1 December 2025 to 30 November 2026');
    expect(says(piece('a', { on: '2026-11-25' }))).toContain('still to come');
  });

  test('that was used before counts once: the same words in another year are the same piece', () => {
    const [last, again] = [piece('x', { on: '2025-06-01', peer }), { ...piece('x', { peer, about: 'about X!' }), id: 'another0' }];
    expect(standingOf(again, [last, again], year, '2026-11-24')).toEqual({ kind: 'used-before', on: '2025-06-01' });
    expect(cpdTick([last, again, piece('b')], '2026-11-24')?.state).toBe('open');
    expect(cpdTick([again, piece('b')], '2026-11-24')?.state).toBe('done');
  });

  test('is submitted whole, and its links lead out by https alone', () => {
    const fits = (more: Partial<CpdEntry>) => cpdEntry.safeParse(entry(more)).success;
    expect(fits({})).toBe(true);
    for (const gap of [{ about: ' ' }, { learning: '' }, { impact: '\n' }, { peer: { ...peer, learned: ' ' } }]) {
      expect(fits(gap), JSON.stringify(gap)).toBe(false);
      expect(fits({ ...gap, isSubmitted: false })).toBe(true);
    }
    expect(fits({ participatoryMinutes: 121 })).toBe(false);
    for (const link of ['http://example.org/a', 'javascript:alert(1)', 'https://user:secret@example.org/', 'https://example.org/a b', 'https://']) expect(fits({ evidence: [link] }), link).toBe(false);
    expect(fits({ evidence: ['https://www.example.org/a?b=c#d', 'https://example.org'] })).toBe(true);
  });
});

describe('what is filed', () => {
  test('has the fields the rule names, in their order', () => {
    const rule = rulePack.find(({ id }) => id === 'swe.cpd.fields')?.owes;
    expect(rule?.kind === 'fields' && rule.fields).toEqual(filedFields);
    expect(filed(entry({ peer })).map(({ said }) => said)).toEqual(['Course or training', 'Working with trauma: half of my visits need it.', '2 March 2026', 'To go slower.', 'Fewer visits broke off.', 'With a colleague: To ask first.']);
  });

  test('no cell begins what a spreadsheet would run', () => {
    for (const bad of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '"=1']) expect(cell(bad).replace(/^"/, ''), bad).not.toMatch(/^\s*[=+\-@]/);
    expect(csvOf([entry({ learning: '=HYPERLINK("https://bad.example","x")' })])).toContain(`"'=HYPERLINK(""https://bad.example"",""x"")"`);
  });

  test('whatever is written, every row comes back with its cells as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string())), (texts) => {
        const entries = texts.map(([about, learning]) => entry({ about, learning }));
        const rows = parsed(csvOf(entries)).slice(1);
        expect(rows.map((row) => [row[1], row[3]].map((said = '') => said.replace(/^'/, '')))).toEqual(texts.map((row) => row.map((said) => said.replace(/^'/, ''))));
        expect(new Set(rows.map((row) => row.length)).size).toBeLessThanOrEqual(1);
      }),
    );
  });
});

/** RFC 4180, read by itself. */
function parsed(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.replace('\uFEFF', '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}
