import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identifiersIn, type IdentifierKind } from '../../shared/supervision/caseIdentifier.ts';

const kindsIn = (text: string): IdentifierKind[] => identifiersIn(text).map(({ kind }) => kind);

describe('what points at a person who uses services is found', () => {
  test.each([
    ['The visit to 943 476 5919 went well', ['nhs-number']],
    ['9434765919', ['nhs-number']],
    ['NI QQ 12 34 56 C', []],
    ['her number AB 12 34 56 C', ['national-insurance']],
    ['DOB 3/4/2011', ['date-of-birth']],
    ['born on 3 April 2011', ['date-of-birth']],
    ['case 12345 is hard', ['case-number']],
    ['LCS: 778899', ['case-number']],
    ['Mosaic no. 4455667', ['case-number']],
    ['AB-1234567 again', ['case-number']],
    ['about 1234567', ['case-number']],
    ['the flat at LS1 4AP', ['postcode']],
    ['case 12345 and born on 1/2/2015', ['case-number', 'date-of-birth']],
  ] as const)('%s', (text, kinds) => expect(kindsIn(text)).toEqual(kinds));
});

describe('what a record is made of is not', () => {
  test.each([
    'Eighteen open on the list, two in court; 37 hours again.',
    'Met on 2026-11-24, next on 8 December 2026 at 10:30, room 204.',
    'Read Working Together 2023 and the 2014 Act; 70/30 still upside down.',
    'Mileage came to £1234.50, 1,250 miles.',
    'Up to 12 weeks of leave, back in the 2nd week of 2027.',
    'Call me on extension 4411.',
    'AMHP approval runs to 2029; 18 hours of training.',
  ])('%s', (text) => expect(kindsIn(text)).toEqual([]));
});

test('an NHS number is found by its check digit alone', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 }), (nine) => {
      const check = (11 - (nine.reduce((n, d, i) => n + d * (10 - i), 0) % 11)) % 11;
      fc.pre(check !== 10);
      const [a, b] = [nine.slice(0, 3).join(''), nine.slice(3, 6).join('')];
      expect(kindsIn(`${a} ${b} ${nine.slice(6).join('')}${check}`)).toEqual(['nhs-number']);
      expect(kindsIn(`${a} ${b} ${nine.slice(6).join('')}${(check + 1) % 10}`)).not.toContain('nhs-number');
    }),
  );
});
