import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attack, attackSamePeople, stretches, together } from '../../audit/attacker.ts';
import type { Model } from '../../audit/classes.ts';
import { classesShown } from '../../audit/published.ts';
import type { Bound } from '../../audit/verdict.ts';
import { releaseOf } from '../../shared/disclosure/release.ts';
import { insidersOf, insidersOfClass, isCounted, type Organisation, organisations, probed, publishedOf, type Shape } from './organisation.ts';

/**
 * The oracle: whatever an organisation is like and whoever answers what, a linear programme over everything that was ever published
 * bounds no hidden number to less than three, proves none or all of nobody, and finds no share exact; nor with what three colleagues
 * said, of anybody else. With a seed that is the same
 * every time and, so that no two runs are, with one that is not; a failure names its seed.
 */
const seeds = [20_261_124, Date.now() % 1_000_000] as const;
const most = { cohorts: 20, rounds: 3 };
const longest = 20_000;

/** Groups that a total or people join are one to an attacker, who has three colleagues in one of them; null is one who has none. */
const colleagues = fc.option(fc.nat({ max: 30 }));
async function attacked(organisation: Organisation, model: Model, pick: number | null, published = publishedOf(organisation), areOfOne = false): Promise<Bound[]> {
  const found = await Promise.all(
    stretches(published.rounds, model).map((rounds) => {
      const these = { ...organisation, rounds: organisation.rounds.filter((r) => rounds.some((x) => x.round === r.round)) };
      return attack({ rounds }, model, pick === null ? [] : areOfOne ? insidersOfClass(these, pick) : insidersOf(these, pick, together(rounds, model)));
    }),
  );
  return found.flat();
}

/** Stops at a time limit, so that a slow machine ends at all; but one that came to next to nothing has not looked. */
async function enough(numRuns: number, look: (numRuns: number, counted: () => void) => Promise<void>, atLeast = numRuns / 4): Promise<void> {
  let done = 0;
  await look(numRuns, () => (done += 1));  expect(done, 'organisations looked at').toBeGreaterThanOrEqual(atLeast);
}

async function holds(shape: Shape, model: Model, numRuns: number): Promise<void> {
  for (const seed of seeds)
    await enough(numRuns, (numRuns, counted) =>
      fc.assert(
        fc.asyncProperty(organisations(shape), colleagues, async (organisation, pick) => {
          const fails = (await attacked(organisation, model, pick)).filter((b) => b.fails !== null);
          expect(fails.map((b) => `${b.words}: ${b.least} to ${b.greatest} (${b.fails})`)).toEqual([]);
          counted();
        }),
        { numRuns, seed, interruptAfterTimeLimit: longest },
      ),
    );
}

test('a round by itself gives nothing away, to a stranger or to three who pool their answers', async () => {
  await expect(holds({ same: false, most, moving: [0, 1, 2, 5] }, 'independent', 120)).resolves.toBeUndefined();
}, 120_000);

test('rounds in which people say the same give away no more together than each alone, though some join, leave or move', async () => {
  await expect(holds({ same: true, most: { cohorts: 8, rounds: 3 }, moving: [0, 1, 2, 5] }, 'same-answers', 60)).resolves.toBeUndefined();
}, 120_000);

test('nor do rounds between which groups become one or two, and people come back who were away', async () => {
  await expect(holds({ same: true, most: { cohorts: 6, rounds: 4 }, moving: [0, 0, 1, 2], reorganising: 0.5, returning: true }, 'same-answers', 60)).resolves.toBeUndefined();
}, 120_000);

test('nor do three who answer now so and now otherwise to see what changes, though everybody else says the same', async () => {
  for (const seed of seeds)
    await enough(60, (numRuns, counted) =>
      fc.assert(
        fc.asyncProperty(organisations({ same: true, most: { cohorts: 6, rounds: 4 }, moving: [0, 0, 0, 1, 2] }), fc.nat({ max: 1_000_000 }), async (of, pick) => {
          const { organisation, insiders } = probed(of, pick, together(publishedOf(of).rounds, 'same-answers'));
          const fails = (await attack(publishedOf(organisation), 'same-answers', insiders)).filter((b) => b.fails !== null);
          expect(fails.map((b) => `${b.words}: ${b.least} to ${b.greatest} (${b.fails})`)).toEqual([]);
          counted();
        }),
        { numRuns, seed, interruptAfterTimeLimit: longest },
      ),
    );
}, 120_000);

/**
 * Where somebody does join or leave, that much is read off them and of the group they changed; never of a group that stayed as it was,
 * though a total stands above the two.
 */
test('exactly the same people answering gives away no group that stayed the same beside others that changed', async () => {
  let read = 0;
  for (const seed of seeds)
    await enough(40, (numRuns, counted) =>
      fc.assert(
        fc.asyncProperty(organisations({ same: true, most: { cohorts: 6, rounds: 3 }, moving: [0, 0, 0, 1, 2] }), colleagues, async (organisation, pick) => {
          const published = publishedOf(organisation);
          const { held, moved } = await attackSamePeople(published, pick === null ? [] : insidersOf(organisation, pick, together(published.rounds, 'same-people')));
          expect(held.filter((b) => b.fails !== null).map((b) => `${b.words}: ${b.least} to ${b.greatest} (${b.fails})`)).toEqual([]);
          read += moved.filter((b) => b.fails !== null).length;
          counted();
        }),
        { numRuns, seed, interruptAfterTimeLimit: longest },
      ),
    );
  expect(read).toBeGreaterThan(10);
}, 120_000);

/**
 * Nobody joins or leaves here: whoever knew of every single person that they answered both times or neither would read off a newcomer
 * what changed, wherever a figure does, and only a group that is never shown again could prevent it.
 */
test('nor do rounds in which exactly the same people answer', async () => {
  await expect(holds({ same: true, most, moving: [0] }, 'same-people', 60)).resolves.toBeUndefined();
}, 120_000);

/**
 * Professions and contracts. The attacker does not know who is what, or has been told of everybody who answered: then what groups say
 * must be all that there is to know of anybody.
 */
const teams = { cohorts: 14, rounds: 3 };
async function holdsOfClasses(shape: Omit<Shape, 'most' | 'classes'>, rounds: number, model: Model, numRuns: number, fewest = numRuns / 4): Promise<number> {
  let shown = 0;
  for (const seed of seeds)
    await enough(numRuns, (numRuns, counted) =>
      fc.assert(
        fc.asyncProperty(organisations({ ...shape, most: { ...teams, rounds }, classes: true }), colleagues, fc.boolean(), fc.boolean(), async (organisation, pick, knows, areOfOne) => {
          counted();
          const published = publishedOf(organisation, releaseOf, knows);
          if (!published.rounds.some((r) => classesShown(r).length > 0)) return;
          shown += 1;
          const fails = (await attacked(organisation, model, pick, published, areOfOne)).filter((b) => b.fails !== null);
          expect(fails.map((b) => `${b.words}: ${b.least} to ${b.greatest} (${b.fails})`)).toEqual([]);
        }),
        { numRuns, seed, interruptAfterTimeLimit: 2 * longest },
      ),
      fewest,
    );
  return shown;
}

test('nor do professions and contracts, to whoever knows what everybody is who answered', async () => {
  expect(await holdsOfClasses({ same: false, moving: [0] }, 1, 'independent', 120)).toBeGreaterThan(10);
}, 120_000);

test('nor do they over rounds in which people say the same', async () => {
  expect(await holdsOfClasses({ same: true, moving: [0, 1, 2, 5] }, 2, 'same-answers', 30, 4)).toBeGreaterThan(1);
  expect(await holdsOfClasses({ same: true, moving: [0] }, 3, 'same-people', 30, 4)).toBeGreaterThan(1);
}, 200_000);

test('what the attacker proves is true', async () => {
  await fc.assert(
    fc.asyncProperty(organisations({ same: true, most: { cohorts: 5, rounds: 3 }, moving: [0, 1, 3], reorganising: 0.3 }), colleagues, fc.constantFrom<Model>('independent', 'same-answers', 'same-people'), async (organisation, pick, model) => {
      for (const bound of await attacked(organisation, model, pick)) {
        if (bound.kind === 'changed') continue;
        const truth = truthOf(organisation, bound);
        expect(bound.least <= truth && truth <= bound.greatest, `${bound.words}: ${truth} is not ${bound.least} to ${bound.greatest}`).toBe(true);
      }
    }),
    { numRuns: 60, seed: seeds[0] },
  );
});

function truthOf({ rounds }: Organisation, { round, group, of, question }: Bound): number {
  const { rosters, saying } = rounds.find((r) => r.round === round)!;
  const answers = rosters.get(group)!.map((p) => saying.get(p) ?? null).filter((said) => said !== null);
  return question === null ? answers.length : answers.filter((said) => isCounted(said, question) === (of === 'part')).length;
}
