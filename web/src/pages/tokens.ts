import { identity, Refused } from '../identity/client.ts';
import { settings } from '../identity/settings.ts';
import type { Collected, Identity, RoundHere, Wallet } from '../wallet/wallet.ts';
import { type Device, deviceOf } from './device.ts';
import type { Me } from './me.tsx';

/**
 * What the pages ask of the wallet. The wallet’s code comes when it is first asked, after the page stands.
 *
 *     own device      at every sign-in: collect for every round that has not closed, used or not
 *     shared device   only on “check in here now”, for the open round, kept in this tab
 */
const loaded = () => import('../wallet/wallet.ts');

export type { Collected, RoundHere };

const port: Identity = {
  async cohort(round) {
    try {
      return await identity('readCohort', { params: { round } });
    } catch (error) {
      if (error instanceof Refused && error.problem === 'not-in-round') return null;
      throw error;
    }
  },
  sign: async (round, blinded) => (await identity('issueToken', { params: { round }, body: { blinded } })).signature,
};

export async function walletOf(me: Me, device: Device): Promise<Wallet> {
  const { openWallet } = await loaded();
  const wallet = openWallet({ owner: me.id, keep: device === 'own' ? 'device' : 'tab' });
  await wallet.tellTime(me.now);
  return wallet;
}

/** Collects for these rounds, one after the other; safe to do again. */
export async function collectFor(me: Me, device: Device, rounds: readonly number[]): Promise<Collected[]> {
  const [wallet, { collect, publicRecord }] = [await walletOf(me, device), await loaded()];
  const record = publicRecord(settings.anonymous);
  const collected: Collected[] = [];
  for (const round of rounds) collected.push(await collect(round, { wallet, record, identity: port, name: me.name }));
  return collected;
}

/** Staff tokens and what a writer needs, on an own device and at every sign-in, whether or not anybody will ever use them. */
export async function collectStaffTokens(me: Me): Promise<void> {
  const { collectSpeaking, keepForWriting, publicRecord } = await loaded();
  const sign = async (period: number, key: string, blinded: readonly string[]) => (await identity('issueSpeakTokens', { params: { period }, body: { key, blinded: [...blinded] } })).signatures;
  const [record, now] = [publicRecord(settings.anonymous), Date.parse(me.now)];
  const isOwn = () => deviceOf(me.id) === 'own';
  await collectSpeaking({ owner: me.id, record, sign, now, isOwn });
  if (isOwn()) await keepForWriting({ record, names: async () => (await identity('listNames')).names, now });
}

/** Every round one can still collect for. */
export const collectable = (me: Me): number[] => me.rounds.filter((r) => r.state !== 'closed' && r.cohort !== null).map((r) => r.round);

/**
 * Whether this device’s answer is in the public list of a closed round; null where it sent none. Everyone fetches the whole list:
 * were it only those who answered, fetching it would tell.
 */
export async function receivedIn(wallet: Wallet, round: number): Promise<'received' | 'missing' | 'counting' | null> {
  const { publicRecord } = await loaded();
  const marks = await publicRecord(settings.anonymous).marks(round);
  return marks === null ? 'counting' : wallet.received(marks);
}

/** Everyone fetches the code of the check-in and of the page to write on at sign-in, so that opening one tells nobody anything. */
export async function fetchCheckIn(): Promise<void> {
  const { registerServiceWorker } = await loaded();
  await registerServiceWorker();
}

export async function onQueueChange(changed: () => void): Promise<() => void> {
  return (await loaded()).onQueueChange(changed);
}
