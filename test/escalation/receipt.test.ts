import { identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { isOneSlipFrom, maxReceiptLetters, newReceipt, readReceipt, threadOf, wordsInReceipt } from '../../shared/escalation/receipt.ts';
import { words } from '../../shared/escalation/words.ts';

afterEach(() => void vi.restoreAllMocks());

const word = fc.constantFrom(...words);
const receipts = fc.array(word, { minLength: 7, maxLength: 7 }).map((list) => list.join(' '));

describe('the words', () => {
  test('are 7,745 different ones in plain letters, so that seven of them hold 90 bits', () => {
    expect(new Set(words).size).toBe(words.length);
    expect(words.length).toBe(7745);
    expect(wordsInReceipt * Math.log2(words.length)).toBeGreaterThan(90);
    for (const w of words) expect(w).toMatch(/^[a-z]{3,9}$/);
  });
  test('of a receipt are as long as can be typed, even on their own lines', () => {
    expect(wordsInReceipt * (Math.max(...words.map((w) => w.length)) + 2)).toBeLessThan(maxReceiptLetters);
  });
});

describe('a receipt is drawn', () => {
  test('evenly over the whole list: every word comes, none more often than chance gives', () => {
    const counts = new Map<string, number>();
    const draws = 20_000;
    for (let i = 0; i < draws; i++) for (const w of newReceipt().split(' ')) counts.set(w, (counts.get(w) ?? 0) + 1);
    const mean = (draws * wordsInReceipt) / words.length;
    const chi = words.reduce((sum, w) => sum + ((counts.get(w) ?? 0) - mean) ** 2 / mean, 0);
    const freedom = words.length - 1;
    // Six deviations: beyond that an even draw comes once in a thousand million runs.
    expect(Math.abs(chi - freedom)).toBeLessThan(6 * Math.sqrt(2 * freedom));
  });

  test('and what would favour the first words is drawn again', () => {
    const fair = Math.floor(2 ** 32 / words.length) * words.length;
    const draws = [fair, 2 ** 32 - 1, 0, 1, 2, 3, 4, 5, fair - 1];
    vi.spyOn(crypto, 'getRandomValues').mockImplementation((into) => {
      (into as Uint32Array)[0] = draws.shift() ?? 0;
      return into;
    });
    expect(newReceipt().split(' ')).toEqual([...words.slice(0, 6), words.at(-1)]);
  });
});

describe('a receipt is read', () => {
  test('as itself, in any case, with any spaces, dashes, commas and line ends', () => {
    const between = fc.stringMatching(/^[ \n\t,.;–—-]{1,4}$/);
    fc.assert(
      fc.property(receipts, fc.array(between, { minLength: 8, maxLength: 8 }), fc.func(fc.boolean()), (receipt, gaps, upper) => {
        const list = receipt.split(' ');
        const typed = list.reduce((text, w, i) => text + w + (gaps[i + 1] ?? ''), gaps[0] ?? '').replaceAll(/[a-z]/g, (c) => (upper(c) ? c.toUpperCase() : c));
        fc.pre(typed.length <= maxReceiptLetters);
        expect(readReceipt(typed)).toEqual({ receipt, corrected: null });
      }),
    );
  });

  test('with one slip in one word, where only one word of the list is that near; else it says which word', () => {
    const slips = fc.tuple(receipts, fc.nat(6), fc.nat(8), fc.stringMatching(/^[a-z]$/), fc.constantFrom('add', 'drop', 'change', 'swap'));
    let put = 0;
    fc.assert(
      fc.property(slips, ([receipt, at, place, letter, kind]) => {
        const list = receipt.split(' ');
        const right = list[at] ?? '';
        const i = place % right.length;
        const slip = {
          add: right.slice(0, i) + letter + right.slice(i),
          drop: right.slice(0, i) + right.slice(i + 1),
          change: right.slice(0, i) + letter + right.slice(i + 1),
          swap: right.slice(0, i) + (right[i + 1] ?? '') + (right[i] ?? '') + right.slice(i + 2),
        }[kind];
        fc.pre(!words.includes(slip) && slip !== right);
        const read = readReceipt(list.with(at, slip).join(' '));
        const near = words.filter((w) => isOneSlipFrom(w, slip));
        expect(near).toContain(right);
        if (near.length === 1) put += 1;
        expect(read).toEqual(near.length === 1 ? { receipt, corrected: { typed: slip, word: right } } : { problem: 'unknown-word', at: [at + 1] });
      }),
      { numRuns: 300 },
    );
    expect(put).toBeGreaterThan(100);
  });

  test('not with slips in two words, and it says in which', () => {
    const typed = 'abacus abdomen abdominals abide abiding ability ablazee';
    expect(readReceipt(typed)).toEqual({ problem: 'unknown-word', at: [3, 7] });
  });

  test('not where a word is missing, one is too many, or nothing was typed', () => {
    for (const typed of ['', ' - ', words.slice(0, 6).join(' '), words.slice(0, 8).join(' ')]) expect(readReceipt(typed)).toEqual({ problem: 'not-seven-words', at: [] });
  });
});

test('two slips are never taken for one: it is the distance of Damerau, restricted to one', () => {
  const distance = (a: string, b: string): number => {
    const d = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_v, j) => (i === 0 ? j : j === 0 ? i : 0)));
    const at = (i: number, j: number) => d[i]?.[j] ?? 0;
    for (let i = 1; i <= a.length; i++)
      for (let j = 1; j <= b.length; j++) {
        let least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, at(i - 2, j - 2) + 1);
        d[i]![j] = least;
      }
    return at(a.length, b.length);
  };
  const few = fc.stringMatching(/^[abc]{0,6}$/);
  fc.assert(fc.property(few, few, (a, b) => {
    expect(isOneSlipFrom(a, b)).toBe(distance(a, b) === 1);
  }), { numRuns: 2000 });
});

describe('what is derived', () => {
  const receipt = 'abacus abdomen abdominal abide abiding ability ablaze';

  test('is bounded before it starts: whatever is no receipt costs nothing', async () => {
    const derive = vi.spyOn(crypto.subtle, 'deriveBits');
    const importing = vi.spyOn(crypto.subtle, 'importKey');
    for (const typed of ['a '.repeat(2 ** 20), 'x'.repeat(2 ** 20), receipt.toUpperCase(), `${receipt} `, `${receipt}s`, '']) await expect(threadOf(typed)).rejects.toThrow(TypeError);
    expect(readReceipt('abacus '.repeat(2 ** 18))).toEqual({ problem: 'too-long', at: [] });
    expect(derive).not.toHaveBeenCalled();
    expect(importing).not.toHaveBeenCalled();
  });

  test('costs the same whatever the words are: so many rounds and no more', async () => {
    const derive = vi.spyOn(crypto.subtle, 'deriveBits');
    await threadOf(receipt);
    expect(derive.mock.calls.map(([how]) => (typeof how === 'object' && 'iterations' in how ? how.iterations : 0))).toEqual([131_072, 0, 0]);
  });

  test('stays the same for ever: a receipt written down today is one in ten years', async () => {
    expect(await threadOf(receipt)).toMatchInlineSnapshot(`
      {
        "identity": "AGE-SECRET-KEY-1GN0ZDFX3YPNE9LMN73G9V3WSFL8PE6FPSA55D4T73VWNX72XPWPQQY2JR9",
        "thread": "bXaUtzlZ_HeMsrPv0K5wF76tHpLCjqCS9GgPJnOTMFU",
        "threadId": "3F9jeeWRjNXVrEaDoAitWqV2j5d1bp-WErNVr83riA8",
      }
    `);
  });

  test('is apart: neither key is the other, nor the name the id, and another receipt has others', async () => {
    const [one, other] = [await threadOf(receipt), await threadOf(receipt.replace('ablaze', 'able'))];
    const all = [one, other].flatMap(({ threadId, thread, identity }) => [threadId, thread, identity]);
    expect(new Set(all).size).toBe(6);
    expect(one.identity).toMatch(/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/);
    expect(await identityToRecipient(one.identity)).toMatch(/^age1[02-9ac-hj-np-z]{58}$/);
  });
});
