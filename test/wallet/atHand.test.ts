import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Held } from '../../web/src/wallet/kept.ts';
import { newDevice } from './browserStandIn.ts';

beforeEach(newDevice);

const days = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
const held = (round: number, more: Partial<Held> = {}): Held =>
  ({ v: 1, owner: 'ada', state: 'held', round, prepared: `token ${round}`, manifest: { opensAt: days(-4), closesAt: days(10), questions: [] }, ...more }) as Held;

/** Modules remember a connection: they are loaded after the device is there. */
async function device() {
  const [{ onDevice }, { openWallet }, { atHand }, { beginning, newTab }] = await Promise.all([
    import('../../web/src/wallet/keeping.ts'),
    import('../../web/src/wallet/wallet.ts'),
    import('../../web/src/wallet/atHand.ts'),
    import('../../web/src/anonymous/beginning.ts'),
  ]);
  const first = (): string | null => {
    const copy = atHand();
    return copy === null ? null : beginning(copy, newTab).with;
  };
  return { onDevice, wallet: openWallet({ owner: 'ada', keep: 'device' }), atHand, first };
}

describe('what is at hand is a copy of what is kept', () => {
  test('once a token is held it begins the check-in, and once it is spent it holds neither token nor signature', async () => {
    const { onDevice, first } = await device();
    expect(first()).toBeNull();
    await onDevice.put(held(1));
    expect(first()).toBe('questions');
    const { prepared: _p, signature: _s, ...rest } = held(1);
    await onDevice.spend({ ...rest, state: 'sealed', mark: 'm' }, { mark: 'm' } as never);
    expect(first()).toBe('answered');
    expect(localStorage.getItem('headroom/at-hand')).not.toContain('token 1');
  });

  test('a token moved to a phone, forgotten, or of a round that closed begins none', async () => {
    const { wallet, onDevice, first, atHand } = await device();
    await wallet.put({ ...held(1), state: 'moved' });
    expect(first()).toBe('moved');
    await wallet.put(held(1));
    await wallet.forget();
    expect(atHand()).toBeNull();
    await onDevice.putIfAbsent(held(2));
    expect(first()).toBe('questions');
    await wallet.tellTime(days(11));
    expect(atHand()).toBeNull();
  });

  test('a token of somebody else on this device is no reason to ask', async () => {
    const { onDevice, first } = await device();
    await onDevice.put(held(1));
    await onDevice.put(held(1, { owner: 'ben' }));
    expect(first()).toBe('several-people');
  });

  test('where it cannot be written none stands, and what was kept is kept', async () => {
    const { onDevice, atHand } = await device();
    await onDevice.put(held(1));
    vi.spyOn(localStorage, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await onDevice.put({ ...held(1), state: 'moved' });
    expect(atHand()).toBeNull();
    expect((await onDevice.get('ada', 1))?.state).toBe('moved');
  });

  test('where the browser forbids it there is none, and nothing fails', async () => {
    const forbidden = () => {
      throw new DOMException('forbidden', 'SecurityError');
    };
    vi.stubGlobal('localStorage', { getItem: forbidden, setItem: forbidden, removeItem: forbidden });
    const { onDevice, atHand } = await device();
    await onDevice.put(held(1));
    expect(atHand()).toBeNull();
  });
});
