import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asSeen, inOneGroupEach, isListed, listedNames, listedWithoutTeam, rosterOf, tagOf } from '../../shared/pulse/roster.ts';

const person = fc.record({ id: fc.uuid(), name: fc.constantFrom('Amina Khan', 'amina  khan', 'Ámina Khan', 'Ben Lloyd', 'Cy Rhys', 'Khan', 'Khan, Amina', 'Amina Khan · Harbour', 'Amina Khan · Harbour · 2'), team: fc.constantFrom('Harbour', 'Harbour · 2', 'Northside') });
const people = fc.uniqueArray(person, { selector: (p) => p.id, maxLength: 12 });

describe('how people are listed', () => {
  test('nobody is listed like somebody else, and everybody under their own name', () => {
    fc.assert(
      fc.property(people, (all) => {
        const listed = listedNames(all);
        expect(new Set([...listed.values()].map(asSeen)).size).toBe(all.length);
        for (const p of all) expect(isListed(p.name, [listed.get(p.id) ?? ''])).toBe(true);
      }),
    );
  });

  test('so that every device takes the round: nobody is listed by what another’s listed name begins with', async () => {
    await fc.assert(
      fc.asyncProperty(people, async (all) => {
        const names = [...listedNames(all).values()];
        expect(await listedWithoutTeam('salt', names, [{ people: await rosterOf('salt', names) }])).toBe(false);
      }),
    );
  });

  test('the order they come in changes nothing', () => {
    fc.assert(
      fc.property(people, (all) => {
        expect(listedNames([...all].reverse())).toEqual(listedNames(all));
      }),
    );
  });

  test('a name alone is listed as it is; a shared one with its team, and a number where the team is shared too', () => {
    const listed = listedNames([
      { id: '1', name: 'Amina Khan', team: 'Harbour' },
      { id: '2', name: 'Amina Khan', team: 'Harbour' },
      { id: '3', name: 'Amina Khan', team: 'Northside' },
      { id: '4', name: 'Ben Lloyd', team: 'Harbour' },
    ]);
    expect([...listed.values()].sort()).toEqual(['Amina Khan · Harbour', 'Amina Khan · Harbour · 2', 'Amina Khan · Northside', 'Ben Lloyd']);
    expect(isListed('Amina', [...listed.values()])).toBe(false);
  });
});

describe('everybody is in one group, once', () => {
  test('a name has one tag in a round, and another one under another salt', async () => {
    expect(await tagOf('salt', 'Amina Khan')).toBe(await tagOf('salt', 'Amina Khan'));
    expect(await tagOf('salt', 'Amina Khan')).not.toBe(await tagOf('other', 'Amina Khan'));
  });

  test('names that the eye does not tell apart have one tag: gaps, invisible signs, case, accents, letters drawn alike', async () => {
    for (const other of ['Amina  Khan', 'Amina\u200BKhan', 'Amina\u00A0Khan', 'AMINA KHAN', 'Ámina Khan', 'Аmіnа Кhаn', 'Amina Khan\u2060', 'Amlna Khan']) expect(await tagOf('salt', other)).toBe(await tagOf('salt', 'Amina Khan'));
    for (const other of ['Amina Khat', 'Amina', 'Anima Khan', 'Amina Khan · Harbour', 'Amina Khan · 2']) expect(await tagOf('salt', other)).not.toBe(await tagOf('salt', 'Amina Khan'));
  });

  test('a group of one’s own, filled up with colleagues who are in another, is seen', async () => {
    const names = ['Amina Khan', 'Ben Lloyd', 'Cy Rhys'];
    const [real, elsewhere] = [await rosterOf('salt', names), await rosterOf('salt', ['Di Shah'])];
    expect(inOneGroupEach([{ people: real }, { people: elsewhere }])).toBe(true);
    expect(inOneGroupEach([{ people: real }, { people: await rosterOf('salt', ['Ben Lloyd', 'Eve']) }])).toBe(false);
  });
});
