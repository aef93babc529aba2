import './strictPolicy.ts';
import { hashOfWhyKey } from '../../../shared/escalation/sealedWhy.ts';
import { monthOf } from '../../../shared/escalation/speakToken.ts';
import type { BeforeWriting, PublicRecord } from './publicRecord.ts';
import { rememberedLog } from './publicLog.ts';
import { type ReadersOfMessages, readersOfMessages } from './readersOfMessages.ts';
import { Refused, type Refusal } from './refusal.ts';
import { speakingStores } from './speakTokens.ts';

/**
 * What a writer needs besides the page itself, kept on everyone’s own device at every sign-in: opening the page to write on, and writing, then asks
 * nobody for anything.
 */
export interface ForWriting extends BeforeWriting {
  v: 1;
  /** The day it was kept, by the server’s clock. */
  keptOn: string;
  /** Whom a message can be sealed to, checked against the log; null where there are not two readers and a recovery key. */
  readers: ReadersOfMessages | null;
  /** What was off about them; then nothing is sealed to anybody. */
  problem: Refusal | null;
  /** What reasons for leaving are sealed to, by month: keys that stand in the log. */
  whyKeys: Readonly<Record<number, string>>;
  /** Everybody’s name here, for the hints. */
  names: readonly string[];
}

type Here = Pick<PublicRecord, 'log' | 'readers' | 'beforeWriting' | 'whyKey'>;

/** Fetches all of it anew. Where there is no connection, what was kept before stays. */
export async function keepForWriting({ record, names, now }: { record: Here; names: () => Promise<readonly string[]>; now: number }): Promise<void> {
  const [checked, before, whyKeys, all] = [await checkedReaders(record), await record.beforeWriting(), await whyKeysOf(record, now), await names()];
  const keptOn = new Date(now).toISOString().slice(0, 10);
  await (await speakingStores()).put('house', { v: 1, keptOn, ...checked, ...before, whyKeys, names: all }, 'forWriting');
}

/** The readers as they are now, for whoever is about to seal; kept, too. Rejects where there is no connection. */
export async function readersNow(record: Pick<Here, 'log' | 'readers'>): Promise<Pick<ForWriting, 'readers' | 'problem'>> {
  const checked = await checkedReaders(record);
  const stores = await speakingStores();
  const there = await stores.get('house', 'forWriting');
  if (there !== undefined) await stores.put('house', { ...there, ...checked }, 'forWriting');
  return checked;
}

async function checkedReaders(record: Pick<Here, 'log' | 'readers'>): Promise<Pick<ForWriting, 'readers' | 'problem'>> {
  try {
    return { readers: await readersOfMessages(record), problem: null };
  } catch (error) {
    if (error instanceof Refused) return { readers: null, problem: error.why };
    throw error;
  }
}

/** Of this month and the next. One that the log as it was just followed does not have, or has beside another, is not used: it could have been made for one person. */
async function whyKeysOf(record: Pick<Here, 'whyKey'>, now: number): Promise<ForWriting['whyKeys']> {
  const log = await rememberedLog();
  const keys: { [month: number]: string } = {};
  for (const month of [monthOf(now), monthOf(now) + 1]) {
    const key = await record.whyKey(month);
    if (key !== null && (await hashOfWhyKey(month, key)) === log?.whyKeys?.[month]) keys[month] = key;
  }
  return keys;
}
