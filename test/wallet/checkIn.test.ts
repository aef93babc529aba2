import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { core } from '../../shared/pulse/question.ts';
import { choose, emptyDraft, keepDraft, keptDraft, screenBefore, screensOf, wipeDraft } from '../../web/src/anonymous/progress.ts';
import { within } from '../../web/src/anonymous/within.ts';
import type { Held, Kept } from '../../web/src/wallet/kept.ts';
import { newDevice, newTab } from './browserStandIn.ts';

const everythingKept = async () => (await import('../../web/src/wallet/everythingKept.ts')).everythingKept();

beforeEach(newDevice);

describe('the questions', () => {
  const taps = fc.array(fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }), { minLength: 6, maxLength: 6 });

  test('whatever is chosen, at most seven taps lead from the first question to sent', () => {
    fc.assert(
      fc.property(taps, (options) => {
        let draft = emptyDraft('ada’s token', core);
        let count = 0;
        for (const option of options) {
          const screen = screensOf(core, draft).find((s) => s.id === draft.at);
          if (screen === undefined || screen.kind === 'send') break;
          draft = choose(draft, screen, option, core);
          count++;
        }
        expect(draft.at).toBe('send');
        expect(count + 1).toBeLessThanOrEqual(7);
      }),
    );
  });

  test('a reason is asked for directly after the answer that asks for one, and goes when that answer goes', () => {
    const values = screensOf(core, { answers: {} }).find((s) => s.id === 'values');
    if (values === undefined) throw new Error('no such question');
    let draft = choose({ ...emptyDraft('ada’s token', core), at: 'values' }, values, 4, core);
    expect(draft.at).toBe('values/why');
    const why = screensOf(core, draft).find((s) => s.id === 'values/why');
    if (why === undefined) throw new Error('no reason asked');
    draft = choose(draft, why, 2, core);
    expect(draft).toMatchObject({ at: 'letdown', answers: { values: 4 }, why: { values: 2 } });
    expect(screenBefore(screensOf(core, draft), 'letdown')).toBe('values/why');
    for (const option of [1, null]) expect([choose(draft, values, option, core)].map(({ at, why: left }) => [at, left])).toEqual([['letdown', {}]]);
    expect(choose(draft, values, 3, core)).toMatchObject({ at: 'values/why', why: { values: 2 } });
    expect(choose(draft, why, null, core).why).toEqual({});
  });

  test('progress survives a reload, belongs to its token, and is gone when wiped', () => {
    const draft = { ...emptyDraft('ada’s token', core), at: 'people', answers: { headroom: 3 } };
    keepDraft(draft);
    expect(keptDraft('ada’s token', core)).toEqual(draft);
    wipeDraft();
    expect(keptDraft('ada’s token', core)).toBeNull();
  });
});

test('what one person chose is not shown to the next one in the same tab and round, and is gone then', () => {
  keepDraft({ ...emptyDraft('ada’s token', core), at: 'people', answers: { headroom: 1 } });
  expect(keptDraft('ben’s token', core)).toBeNull();
  expect(keptDraft('ada’s token', core)).toBeNull();
});

describe('which round is shown', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 0, day)).toISOString();
  const kept = (round: number, opens: number, more: Partial<Held> = {}): Held =>
    ({ v: 1, owner: 'ada', state: 'held', round, manifest: { opensAt: at(opens), closesAt: at(opens + 14), questions: [] }, ...more }) as Held;
  const choosing = async (all: readonly Kept[], owner: string | null, day: number) => {
    const { roundToShow } = await import('../../web/src/anonymous/beginning.ts');
    const chosen = roundToShow(all, owner, Date.parse(at(day)));
    return chosen === null || chosen === 'several-people' ? chosen : `${chosen.owner} ${chosen.round}`;
  };

  test('the open one, then the next, then the last', async () => {
    const all = [kept(2, 15), kept(1, 1), kept(3, 29)];
    expect(await choosing(all, 'ada', 5)).toBe('ada 1');
    expect(await choosing(all, 'ada', 20)).toBe('ada 2');
    expect(await choosing(all, 'ada', 60)).toBe('ada 3');
  });
  test('a token answers for its owner alone', async () => {
    const all = [kept(1, 1), kept(1, 1, { owner: 'ben' })];
    expect(await choosing(all, 'ben', 5)).toBe('ben 1');
    expect(await choosing(all, 'cy', 5)).toBeNull();
    expect(await choosing(all, null, 5)).toBe('several-people');
    expect(await choosing(all.slice(0, 1), null, 5)).toBe('ada 1');
  });
  test('one that is still being collected is none', async () => {
    expect(await choosing([{ ...kept(1, 1), state: 'asking' } as unknown as Kept], 'ada', 5)).toBeNull();
  });
  test('by the server’s clock, as the last sign-in told it', async () => {
    const { openWallet } = await import('../../web/src/wallet/wallet.ts');
    const { beginning } = await import('../../web/src/anonymous/beginning.ts');
    const wallet = openWallet({ owner: 'ada', keep: 'device' });
    const days = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
    await wallet.put(kept(1, 1, { manifest: { opensAt: days(-4), closesAt: days(10), questions: [] as Held['manifest']['questions'] } as Held['manifest'] }));
    expect(beginning(await everythingKept()).with).toBe('questions');
    await wallet.tellTime(days(20));
    expect(beginning(await everythingKept()).with).toBe('nothing');
    await wallet.tellTime(days(-20));
    expect(beginning(await everythingKept()).with).toBe('not-open-yet');
    newTab();
    expect(beginning(await everythingKept()).with).toBe('not-open-yet');
  });
  test('one that was moved to a phone is not asked here', async () => {
    const { openWallet } = await import('../../web/src/wallet/wallet.ts');
    const { beginning } = await import('../../web/src/anonymous/beginning.ts');
    await openWallet({ owner: 'ada', keep: 'device' }).put(kept(1, 1, { state: 'moved' }));
    expect(beginning(await everythingKept(), undefined, () => Date.parse(at(5))).with).toBe('moved');
  });
});

test('a promise of time is rounded up', () => {
  expect([-5, 10_000, 61_000, 12.2 * 60_000, 59.5 * 60_000, 90 * 60_000].map(within)).toEqual([
    'within a minute', 'within a minute', 'within 2 minutes', 'within 15 minutes', 'within an hour', 'within 2 hours',
  ]);
});
