import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** How long private reflections stay open in a tab, and what they are sealed to then. */
vi.mock('../../web/src/identity/session.ts', () => ({ session: () => here.session }));
vi.mock('../../shared/cpd/reflection.ts', () => ({
  keyOfWords: async (words: string) => ({ recipient: `age1 ${words}`, identity: words }),
  openReflection: async (keys: readonly { identity: string }[], _piece: string, sealed: string) => (keys.some(({ identity }) => sealed.startsWith(identity)) ? sealed.slice(4) : null),
}));
const here = vi.hoisted(() => ({ session: {} }));
const pieces = [{ id: 'one', reflection: 'owl what I thought' }];
const minutes = 60_000;
let told: EventTarget;
let words: typeof import('../../web/src/pages/cpd/ownWords.ts');
const says = () => words.opened(pieces[0]?.reflection);

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  told = new EventTarget();
  vi.stubGlobal('document', new EventTarget());
  vi.stubGlobal('addEventListener', told.addEventListener.bind(told));
  vi.stubGlobal('removeEventListener', told.removeEventListener.bind(told));
  here.session = {};
  words = await import('../../web/src/pages/cpd/ownWords.ts');
  expect(await words.openWith('owl', pieces, 'age1 of the record')).toBe(true);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('they lock after ten minutes in which nothing was done, and not while somebody reads or writes', () => {
  vi.advanceTimersByTime(9 * minutes);
  told.dispatchEvent(new Event('keydown'));
  vi.advanceTimersByTime(9 * minutes);
  expect([words.isOpen(), says()]).toEqual([true, 'what I thought']);
  vi.advanceTimersByTime(minutes);
  expect([words.isOpen(), says(), words.lockedBy()]).toEqual([false, null, 'idle']);
});

test('they lock at the first sign of somebody where the machine slept, and its timers with it', () => {
  vi.setSystemTime(Date.now() + 11 * minutes);
  expect(words.isOpen()).toBe(true);
  told.dispatchEvent(new Event('keydown'));
  expect([words.isOpen(), words.lockedBy()]).toEqual([false, 'idle']);
});

test('what is still being written is sealed to the words that were typed, also once they are locked', () => {
  expect(words.sealsTo('age1 of the record')).toBe('age1 owl');
  vi.advanceTimersByTime(10 * minutes);
  expect(words.sealsTo('age1 put there by somebody')).toBe('age1 owl');
});

test('locked when asked to, nothing that runs on says otherwise, and words open them again', async () => {
  words.lock();
  vi.advanceTimersByTime(11 * minutes);
  expect([says(), words.lockedBy()]).toEqual([null, 'asked']);
  expect(await words.openWith('owl', pieces, null)).toBe(true);
  expect([says(), words.lockedBy()]).toEqual(['what I thought', null]);
});

test('whoever signs in next has none of it: neither the texts nor whose words they were', () => {
  here.session = {};
  expect([words.isOpen(), says(), words.lockedBy(), words.sealsTo('theirs')]).toEqual([false, null, null, 'theirs']);
});
