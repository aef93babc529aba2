import type { Collected, RoundHere } from '../tokens.ts';

/** How one round stands for this person on this device: one word, from what the wallet says and what collecting came to. */
export type Status = 'looking' | 'collecting' | 'ready' | 'not-collected' | 'elsewhere' | 'moved' | 'waiting' | 'sent' | 'refused' | 'not-asked' | 'not-possible' | 'failed';

export interface Known {
  /** Whether the round asks this person. */
  asked: boolean;
  device: 'own' | 'shared' | null;
  wallet: 'looking' | 'collecting' | 'ready' | 'failed';
  here: RoundHere | undefined;
  collected: Collected | undefined;
}

/** What the device holds counts before anything else: an answer that is sealed is on its way, whatever else went wrong. */
export function statusOf({ asked, device, wallet, here, collected }: Known): Status {
  if (here !== undefined) return here.state === 'held' ? 'ready' : here.state;
  if (!asked) return 'not-asked';
  if (collected?.state === 'elsewhere') return 'elsewhere';
  if (collected?.state === 'refused') return 'not-possible';
  if (wallet === 'failed') return 'failed';
  if (wallet !== 'ready') return wallet;
  return device === 'own' ? 'looking' : 'not-collected';
}
