import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import { type Head, type LogLine, follow, hashOfLine } from '../../shared/pulse/log.ts';

const hashes = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toBase64url);

/** A log as the product writes it: each line follows the one before. */
async function logOf(bodies: readonly string[]): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  let previous: string | null = null;
  for (const [i, body] of bodies.entries()) {
    const line: LogLine = { v: 1, seq: i + 1, kind: i % 2 === 0 ? 'prepared' : 'closed', round: Math.floor(i / 2) + 1, body, at: '2026-11-23T09:00:00Z', previous };
    lines.push(line);
    // oxlint-disable-next-line no-await-in-loop -- a chain
    previous = await hashOfLine(line);
  }
  return lines;
}
const log = fc.array(hashes, { minLength: 2, maxLength: 8 }).map((bodies) => ({ bodies, lines: logOf(bodies) }));
const headAt = async (lines: readonly LogLine[], n: number): Promise<Head | null> => follow(null, lines.slice(0, n));

describe('a device that remembers a head', () => {
  test('follows the log that goes on from it, from anywhere in it, to one same end', async () => {
    await fc.assert(
      fc.asyncProperty(log, fc.nat(), async ({ lines }, n) => {
        const all = await lines;
        const from = n % (all.length + 1);
        const end = await follow(null, all);
        expect(end).toEqual({ seq: all.length, hash: await hashOfLine(all.at(-1)!) });
        expect(await follow(await headAt(all, from), all.slice(from))).toEqual(end);
      }),
    );
  });

  test('sees that there is nothing new', async () => {
    const lines = await logOf(['a', 'b']);
    const head = await headAt(lines, 2);
    expect(await follow(head, [])).toEqual(head);
    expect(await follow(null, [])).toBeNull();
  });

  test('refuses a log with a line changed, taken out, moved or put in, unless it is the last line’s own content', async () => {
    await fc.assert(
      fc.asyncProperty(log, fc.nat(), fc.nat(), hashes, async ({ lines }, i, j, body) => {
        const all = await lines;
        const at = i % (all.length - 1);
        const to = j % all.length;
        const changed = all.with(at, { ...all[at]!, body });
        const without = all.toSpliced(at, 1);
        const moved = without.toSpliced(to, 0, all[at]!);
        const extra = all.toSpliced(at, 0, { ...all[at]!, body });
        expect(await follow(null, changed)).toBeNull();
        expect(await follow(null, without)).toBeNull();
        if (to !== at) expect(await follow(null, moved)).toBeNull();
        expect(await follow(null, extra)).toBeNull();
      }),
    );
  });

  test('refuses a line with any one of its fields changed, the last line’s too, by another head', async () => {
    const all = await logOf(['a', 'b', 'c'].map((x) => x.repeat(43)));
    const head = await follow(null, all);
    const other: LogLine[] = [
      { ...all[2]!, kind: 'closed' }, { ...all[2]!, round: 9 }, { ...all[2]!, body: 'd'.repeat(43) }, { ...all[2]!, at: '2026-11-23T09:00:01Z' },
    ];
    const heads = await Promise.all(other.map((line) => follow(null, all.with(2, line))));
    for (const one of heads) expect(one?.hash).not.toBe(head?.hash);
    for (const line of [{ ...all[2]!, seq: 4 }, { ...all[2]!, previous: null }, { ...all[2]!, previous: 'x'.repeat(43) }])
      expect(await follow(null, all.with(2, line))).toBeNull();
  });

  test('refuses a second history that agrees up to before its head', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hashes, { minLength: 3, maxLength: 6 }), hashes, async (bodies, body) => {
        const mine = await logOf(bodies);
        const theirs = await logOf([...bodies.with(bodies.length - 1, body), 'z'.repeat(43)]);
        expect(await follow(await headAt(mine, mine.length), theirs.slice(mine.length))).toBeNull();
      }),
    );
  });

  test('refuses to go back: an older log is not a longer one', async () => {
    const all = await logOf(['a', 'b', 'c']);
    expect(await follow(await headAt(all, 2), all)).toBeNull();
    expect(await follow(await headAt(all, 3), all.slice(1))).toBeNull();
  });
});

test('two lines hash alike only where they say the same', async () => {
  const line = fc.record({ seq: fc.integer({ min: 1, max: 3 }), round: fc.integer({ min: 1, max: 3 }), body: fc.constantFrom('a', 'b'), previous: fc.constantFrom(null, 'a') });
  const whole = (l: { seq: number; round: number; body: string; previous: string | null }): LogLine => ({ v: 1, kind: 'prepared', at: '2026-11-23T09:00:00Z', ...l });
  await fc.assert(
    fc.asyncProperty(line, line, async (a, b) => {
      const same = a.seq === b.seq && a.round === b.round && a.body === b.body && a.previous === b.previous;
      expect((await hashOfLine(whole(a))) === (await hashOfLine(whole(b)))).toBe(same);
    }),
  );
});
