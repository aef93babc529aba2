import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CommentCount, commentLists } from '../../shared/disclosure/comments.ts';

const floor = 10;
const cohort = (group: string, service: string, comments: number, answeredAtLeast: number): CommentCount => ({ cohort: `hash of ${group}`, group, service, comments, answeredAtLeast });
const placed = (counts: readonly CommentCount[]) => commentLists(counts, floor).map(({ group, cohorts, count }) => [group, cohorts.map((c) => c.slice(8)), count]);

describe('each comment stands at the smallest group with enough of them', () => {
  test('a cohort with enough has a list of its own', () => expect(placed([cohort('a', 'adults', 12, 16)])).toEqual([['a', ['a'], 12]]));

  test('those with too few stand together under their service, those nobody wrote in among them', () => {
    expect(placed([cohort('a', 'adults', 12, 16), cohort('b', 'adults', 6, 8), cohort('c', 'adults', 5, 8), cohort('d', 'adults', 0, 8)])).toEqual([['a', ['a'], 12], ['service-adults', ['b', 'c', 'd'], 11]]);
  });

  test('what two services cannot show stands under the organisation', () => {
    expect(placed([cohort('a', 'adults', 6, 8), cohort('b', 'children', 5, 8)])).toEqual([['organisation', ['a', 'b'], 11]]);
  });

  test('what is left of one cohort is never a list: its neighbour’s list takes it in', () => {
    expect(placed([cohort('a', 'adults', 12, 16), cohort('b', 'adults', 1, 8), cohort('c', 'children', 15, 24)])).toEqual([['service-adults', ['b', 'a'], 13], ['c', ['c'], 15]]);
  });

  test('where its own service has no list, the smallest one elsewhere does', () => {
    expect(placed([cohort('a', 'adults', 1, 8), cohort('b', 'children', 12, 16), cohort('c', 'children', 14, 16)])).toEqual([['c', ['c'], 14], ['organisation', ['a', 'b'], 13]]);
  });

  test('where all together are too few, none is shown', () => expect(placed([cohort('a', 'adults', 4, 8), cohort('b', 'children', 5, 8)])).toEqual([]));

  test('a list is never longer than the number known to have answered: then it goes to a larger group, or is cut at the top', () => {
    expect(placed([cohort('a', 'adults', 12, 8), cohort('b', 'adults', 1, 8)])).toEqual([['service-adults', ['a', 'b'], 13]]);
    expect(placed([cohort('a', 'adults', 11, 8), cohort('b', 'adults', 9, 8)])).toEqual([['organisation', ['a', 'b'], 16]]);
  });

  test('a hidden cohort’s comments stand beside those of two that are shown, and are never the reason for a list', () => {
    expect(placed([cohort('a', 'adults', 6, 16), cohort('b', 'adults', 7, 8), cohort('c', 'adults', 3, 0)])).toEqual([['service-adults', ['a', 'b', 'c'], 16]]);
    expect(placed([cohort('a', 'adults', 6, 0), cohort('b', 'adults', 7, 0), cohort('c', 'children', 3, 16)])).toEqual([]);
    // A list of one that is shown and one that is not would say that somebody wrote there, and so answered.
    for (const written of [0, 3]) expect(placed([cohort('a', 'adults', 12, 16), cohort('b', 'adults', written, 0), cohort('c', 'children', 15, 24)])).toEqual([['organisation', ['b', 'a', 'c'], 27 + written]]);
  });

  test('where two that are shown did not write, it is left out, and theirs stand as if it were not there', () => {
    for (const written of [0, 3]) expect(placed([cohort('a', 'adults', 12, 16), cohort('b', 'adults', written, 0), cohort('c', 'children', 0, 8)])).toEqual([['a', ['a'], 12]]);
  });

  test('no floor is under five', () => expect(() => commentLists([], 4)).toThrow(RangeError));
});

const counts = fc
  .array(fc.record({ service: fc.constantFrom('adults', 'children', 'health'), answered: fc.constantFrom(0, 0, 8, 8, 16, 24, 32), written: fc.oneof(fc.nat(6), fc.nat(40)) }), { maxLength: 14 })
  .map((cohorts) => cohorts.map(({ service, answered, written }, i) => cohort(`g${i}`, service, written, answered)));
const floors = fc.integer({ min: 5, max: 12 });

describe('whatever was written, and wherever', () => {
  const property = (holds: (all: readonly CommentCount[], floor: number, lists: ReturnType<typeof commentLists>) => void) => fc.assert(fc.property(counts, floors, (all, f) => holds(all, f, commentLists(all, f))), { numRuns: 2000 });
  const of = (all: readonly CommentCount[], cohorts: readonly string[]) => all.filter((c) => cohorts.includes(c.cohort));
  const isShown = (these: readonly CommentCount[]) => these.filter((c) => c.answeredAtLeast > 0);
  const sum = (these: readonly CommentCount[], field: 'comments' | 'answeredAtLeast') => these.reduce((n, c) => n + c[field], 0);

  test('a cohort’s comments are in one list at most, and that list is of a group it is in', () =>
    property((all, _f, lists) => {
      const listed = lists.flatMap((l) => l.cohorts);
      expect(new Set(listed).size).toBe(listed.length);
      for (const l of lists) for (const c of of(all, l.cohorts)) expect([c.group, `service-${c.service}`, 'organisation']).toContain(l.group);
    }));

  test('every list reaches the floor; above a cohort it is of two cohorts or more, and so is what is left for a parent', () =>
    property((all, f, lists) => {
      for (const l of lists) {
        expect(l.count).toBeGreaterThanOrEqual(f);
        if (l.kind !== 'cohort') expect(isShown(of(all, l.cohorts)).filter((c) => c.comments > 0).length).toBeGreaterThanOrEqual(2);
      }
      const own = new Set(lists.filter((l) => l.kind === 'cohort').flatMap((l) => l.cohorts));
      const left = isShown(all).filter((c) => !own.has(c.cohort) && c.comments > 0);
      if (own.size > 0 && left.length > 0) expect([left.length >= 2, sum(left, 'comments') >= f]).toEqual([true, true]);
    }));

  test('a list says nothing of who answered that is not published: it is never longer than the least who did', () =>
    property((all, _f, lists) => {
      for (const l of lists) expect(l.count).toBeLessThanOrEqual(sum(of(all, l.cohorts), 'answeredAtLeast'));
    }));

  test('either every comment of the cohorts that are shown is in a list, but for what is cut off, or none is; of those that are hidden likewise', () =>
    property((all, _f, lists) => {
      const there = of(all, lists.flatMap((l) => l.cohorts));
      if (lists.length > 0) expect(sum(isShown(there), 'comments')).toBe(sum(isShown(all), 'comments'));
      expect([0, all.length - isShown(all).length]).toContain(there.length - isShown(there).length);
      for (const l of lists) if (l.kind !== 'organisation') expect(l.count).toBeGreaterThanOrEqual(sum(isShown(of(all, l.cohorts)), 'comments'));
    }));

  test('which lists there are says nothing of whether anybody wrote, and so answered, in a cohort that is hidden', () =>
    fc.assert(
      fc.property(counts, floors, fc.infiniteStream(fc.nat(7)), (all, f, written) => {
        const other = all.map((c) => (c.answeredAtLeast > 0 ? c : { ...c, comments: written.next().value }));
        const whose = (counted: readonly CommentCount[]) => commentLists(counted, f).map(({ group, cohorts }) => [group, cohorts]);
        expect(whose(other)).toEqual(whose(all));
      }),
      { numRuns: 2000 },
    ));

  test('the order in which cohorts are given does not matter', () =>
    fc.assert(
      fc.property(counts, floors, fc.infiniteStream(fc.nat()), (all, f, dice) => {
        const shuffled = all.map((c) => ({ c, at: dice.next().value })).sort((a, b) => a.at - b.at).map(({ c }) => c);
        const inOrder = (lists: ReturnType<typeof commentLists>) => lists.map((l) => ({ ...l, cohorts: [...l.cohorts].sort() })).sort((a, b) => (a.group < b.group ? -1 : 1));
        expect(inOrder(commentLists(shuffled, f))).toEqual(inOrder(commentLists(all, f)));
      }),
    ));
});
