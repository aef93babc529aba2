import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hintsIn, hintWords, namesFrom, signalsHarm } from '../../shared/escalation/hints.ts';

const names = namesFrom(['Amina Abbott', 'Grace Adeyemi', 'Siân Powell', 'Will Fletcher', 'Zoë O’Neill']);
const seen = (text: string): string[] => hintsIn(text, names).map((h) => `${h.kind}: ${text.slice(h.from, h.to)}`);

describe('a hint is given at', () => {
  test.each([
    ['I told Amina Abbott about it.', 'colleague: Amina Abbott'],
    ['That was Sian’s idea.', 'colleague: Sian'],
    ['Then Abbott said no.', 'colleague: Abbott'],
    ['Zoë was there.', 'colleague: Zoë'],
    ['Grace Adeyemi knows.', 'colleague: Grace Adeyemi'],
    ['We asked Will twice.', 'colleague: Will'],
    ['Call 07700 900123 any time.', 'phone: 07700 900123'],
    ['Call +44 1632 960001 now.', 'phone: +44 1632 960001'],
    ['Write to me at me@work.example please.', 'mail: me@work.example'],
    ['It is on https://intranet/x?y=1 now', 'web: https://intranet/x?y=1'],
    ['On 12 March it was full.', 'date: 12 March'],
    ['On March 3rd, 2026 it was full.', 'date: March 3rd, 2026'],
    ['On 12/03/2026 it was full.', 'date: 12/03/2026'],
    ['It rang at 17:45 again.', 'time: 17:45'],
    ['It rang at 9pm again.', 'time: 9pm'],
    ['He lives at 14 Quayside Road now.', 'address: 14 Quayside Road'],
    ['It is about Larch House.', 'address: Larch House'],
    ['Mrs Jones waited.', 'titled-name: Mrs Jones'],
    ['The visit to child AB was cut.', 'initials: child AB'],
    ['I am the only qualified worker on nights.', 'rare-role: the only qualified worker'],
    ['I am the only AMHP on nights.', 'rare-role: the only AMHP'],
    ['I said it as the duty manager then.', 'rare-role: as the duty manager'],
    ['I have worked here for eleven years.', 'own-story: I have worked here for eleven years'],
    ['It began after my maternity leave.', 'own-story: my maternity'],
    ['NHS number 943 476 5919 was read out.', 'nhs-number: 943 476 5919'],
    ['Case 1234567 was closed.', 'case-number: Case 1234567'],
    ['It is in NE1 4ST.', 'postcode: NE1 4ST'],
    ['Kind regards', 'signed: Kind regards'],
  ])('%s', (text, hint) => expect(seen(text)).toContain(hint));
});

test.each([
  'Four of us cover nights, and nobody knows for how long.',
  'Will anybody answer? Grace was not shown to anyone.',
  'We lost 3 of 12 posts, and £45,000 with them.',
  'May we have an answer? The rota changed 2 weeks ago, and about 30% left.',
  'Supervision was cancelled 5 times in a row.',
])('nothing is found in “%s”', (text) => expect(seen(text)).toEqual([]));

test.each([
  'Some nights I think I will kill myself.',
  'I have started cutting myself again.',
  'I’ve been self-harming since the spring.',
  'I think about ending my life.',
  'I just want to end it all',
  'I am suicidal.',
  'I have been feeling suicidal since March.',
  'I keep having thoughts of suicide.',
  'Last week I took an overdose.',
  'i dont want to live any more',
  'I wish I was dead.',
  'I’d rather be dead than go back.',
  'They would be better off without me.',
  'There is nothing to live for.',
  'I can’t go on like this.',
  'I really cannot cope any more',
  'I can not take this any longer.',
  'My husband hits me when I am late.',
  'I do not feel safe at home.',
  'I’m scared of my partner.',
  'I am going to hurt somebody.',
])('help is shown at “%s”', (text) => expect(signalsHarm(text)).toBe(true));

test.each([
  'Two of us cover four rotas, and supervision is cancelled.',
  'A client with thoughts of suicide was sent home, and a child at risk of self-harm waits nine weeks.',
  'We had a suicide on the ward, and nobody asked how we are.',
  'I see more self-harm on my caseload than ever.',
  'I wrote the suicide risk assessment twice.',
  'Mrs Jones is not safe at home, and her son hurts her.',
  'I am safe at home. I could not go on leave, and could not carry on with the visit.',
  'It hit me that nobody reads the figures.',
  'We end the year with a deadline, and that will kill the project.',
])('none at “%s”', (text) => expect(signalsHarm(text)).toBe(false));

test('no two hints overlap, they stand in order and lie within the text, whatever is written', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.array(fc.constantFrom('Amina', 'Abbott', ' ', '12', 'March', '07700 900123', '@', '.', 'the only', 'road', 'Mr', '\n', 'case', '12345678')).map((p) => p.join(' '))), (text) => {
      const hints = hintsIn(text, names);
      for (const [i, { from, to, kind }] of hints.entries()) {
        expect(from).toBeLessThan(to);
        expect(to).toBeLessThanOrEqual(text.length);
        expect(hintWords[kind].is).not.toBe('');
        if (i > 0) expect(hints[i - 1]!.to).toBeLessThanOrEqual(from);
      }
    }),
  );
});

test('the longest message is looked through before anyone notices', () => {
  const hard = ['a'.repeat(10_000), 'A '.repeat(5000), '1 '.repeat(5000), 'I have been in '.repeat(700), 'the only '.repeat(1100), 'Aa Bb Cc Dd '.repeat(830), '0 1 2 3 4 5 6 '.repeat(700), 'I cannot '.repeat(1100), 'I have been '.repeat(830), 'I do not want to be '.repeat(500)];
  for (const text of hard) {
    const began = performance.now();
    hintsIn(text, names);
    signalsHarm(text);
    expect(performance.now() - began).toBeLessThan(300);
  }
});
