import { createComputed, createRoot } from 'solid-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { againMilliseconds, later } from '../../web/src/ui/later.ts';

/** A screen whose code comes later, or not. What a browser is given: under Node the library draws once and never again. */
vi.mock('solid-js', () => vi.importActual('../../node_modules/solid-js/dist/solid.js'));

let end: () => void = () => undefined;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  end();
  vi.useRealTimers();
});

/** What stood on the page, one after the other. */
function drawn(screen: (props: object) => unknown): unknown[] {
  const all: unknown[] = [];
  createRoot((dispose) => {
    end = dispose;
    const shown = screen({}) as () => unknown;
    createComputed(() => all.push(shown()));
  });
  return all;
}

test('while a screen is on its way, a line stands in its place, the same one when it is asked for again', async () => {
  const load = vi.fn(async (): Promise<{ default: () => string }> => ({ default: () => 'the screen' }));
  load.mockRejectedValueOnce(new Error('away'));
  const all = drawn(later(load, () => 'not fetched', () => 'on its way'));
  await vi.advanceTimersByTimeAsync(againMilliseconds);
  expect(all).toEqual(['on its way', 'the screen']);
});

test('that a screen does not come is drawn once, and stays while it is asked for again', async () => {
  const load = vi.fn(async (): Promise<{ default: () => string }> => Promise.reject(new Error('away')));
  let notices = 0;
  const all = drawn(later(load, () => `not fetched ${(notices += 1)}`));
  await vi.advanceTimersByTimeAsync(againMilliseconds * 5);
  expect(load).toHaveBeenCalledTimes(6);
  expect(all.at(-1)).toBe('not fetched 1');
  load.mockResolvedValue({ default: () => 'the screen' });
  await vi.advanceTimersByTimeAsync(againMilliseconds);
  expect(all.at(-1)).toBe('the screen');
});
