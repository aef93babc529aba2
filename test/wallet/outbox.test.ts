import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sendWhileOpen } from '../../web/src/wallet/outbox.ts';
import { announceQueueChange } from '../../web/src/wallet/queueChanged.ts';

/** When a page that is open sends again, by what each look at the queue has said. */
beforeEach(() => {
  vi.stubGlobal('document', new EventTarget());
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('removeEventListener', () => undefined);
});
afterEach(() => void vi.unstubAllGlobals());

test('what was queued while an earlier look was still on its way is sent when it is due, and not forgotten for what that look had found', async () => {
  let endFirst = (_next: number | null): void => undefined;
  const looks = vi
    .fn<() => Promise<number | null>>()
    .mockImplementationOnce(() => new Promise((done) => (endFirst = done)))
    .mockImplementationOnce(async () => Date.now())
    .mockImplementation(async () => null);
  const end = sendWhileOpen(looks, async () => undefined);
  await vi.waitFor(() => expect(looks).toHaveBeenCalledTimes(1));
  announceQueueChange();
  await vi.waitFor(() => expect(looks).toHaveBeenCalledTimes(2));
  endFirst(null);
  await vi.waitFor(() => expect(looks).toHaveBeenCalledTimes(3), { timeout: 2000 });
  end();
});
