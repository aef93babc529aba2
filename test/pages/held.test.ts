import { createRoot } from 'solid-js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { HeldKey } from '../../web/src/pages/inbox/held.ts';

/** When what is open on the readers’ page locks by itself. */
vi.mock('../../web/src/identity/client.ts', () => ({ identity: async () => Promise.reject(new Error('nothing is asked for')) }));

const key: HeldKey = { id: 'a', recipient: 'age1', signs: 's', identity: 'AGE-SECRET-KEY-1', state: 'counts' };
const minutes = 60_000;
let page: EventTarget & { visibilityState: string };
let told: EventTarget;
let end: () => void;
let held: ReturnType<(typeof import('../../web/src/pages/inbox/held.ts'))['createHeld']>;

beforeEach(async () => {
  vi.useFakeTimers();
  told = new EventTarget();
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', told.addEventListener.bind(told));
  vi.stubGlobal('removeEventListener', told.removeEventListener.bind(told));
  const { createHeld } = await import('../../web/src/pages/inbox/held.ts');
  createRoot((dispose) => {
    end = dispose;
    held = createHeld();
  });
  held.open([key]);
});
afterEach(() => {
  end();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('what is open', () => {
  test('locks after ten minutes in which nothing was done, and not before', () => {
    vi.advanceTimersByTime(10 * minutes - 1);
    expect(held.held()).toEqual([key]);
    vi.advanceTimersByTime(1);
    expect([held.held(), held.why()]).toEqual([null, 'idle']);
  });

  test.each(['pointerdown', 'keydown', 'wheel'])('stays open for ten minutes after the last %s', (sign) => {
    vi.advanceTimersByTime(9 * minutes);
    told.dispatchEvent(new Event(sign));
    vi.advanceTimersByTime(9 * minutes);
    expect(held.held()).toEqual([key]);
    vi.advanceTimersByTime(minutes);
    expect(held.why()).toBe('idle');
  });

  test('locks at once when the tab is left or when asked to, and says which; a time that ran on changes nothing of it', () => {
    page.visibilityState = 'hidden';
    page.dispatchEvent(new Event('visibilitychange'));
    expect([held.held(), held.why()]).toEqual([null, 'left']);
    vi.advanceTimersByTime(11 * minutes);
    expect(held.why()).toBe('left');
    held.open([key]);
    expect(held.why()).toBeNull();
    held.lock('asked');
    expect([held.held(), held.why()]).toEqual([null, 'asked']);
  });

  test('is not opened again by anything that is done, and the ten minutes begin anew with each unlocking', () => {
    vi.advanceTimersByTime(9 * minutes);
    held.lock('asked');
    told.dispatchEvent(new Event('keydown'));
    expect(held.held()).toBeNull();
    held.open([key]);
    vi.advanceTimersByTime(9 * minutes);
    expect(held.held()).toEqual([key]);
  });
});

test('a page that is gone listens no more and leaves no time running', () => {
  end();
  expect(vi.getTimerCount()).toBe(0);
  told.dispatchEvent(new Event('keydown'));
  expect(vi.getTimerCount()).toBe(0);
});
