import { toBase64url } from '../../shared/crypto/encoding.ts';
import { importClosingKey, open } from '../../shared/crypto/sealed.ts';
import { holding, saysMessage } from '../../shared/crypto/token.ts';
import { type CountedWhy, toldOf } from '../../shared/disclosure/leaving.ts';
import { leastFloor } from '../../shared/escalation/clock.ts';
import { batchGraceMs } from '../../shared/escalation/schedule.ts';
import { beginningOf, speakMessage, yearOfMonth } from '../../shared/escalation/speakToken.ts';
import { type Reason, reasonNames } from '../../shared/escalation/themes.ts';
import { decodeWhy, infoOfWhy, type Why } from '../../shared/escalation/whyLeaving.ts';
import type { Granted } from '../store/granted.ts';
import { attribute, keys, type Leaving, stored, toldOfLeaving } from '../store/record.ts';
import { every } from '../store/store.ts';
import { spentIn } from '../store/threads.ts';

type Stores = Granted<{ anonymous: ['query', 'clear']; published: ['get', 'query', 'put']; closingKeys: ['get', 'delete'] }>;

/** A period that has not come to its floors by then ends untold: no key lives longer. */
const mostMonths = 24;

/**
 * Why people leave, over the months since something was last told of it up to this one, which is over. Everything is opened in memory alone. Too few:
 * nothing is written of it, and the next month is counted with these. It may be killed anywhere and run again: one that finds what is told only deletes.
 *
 *     spent tokens, each with what was sealed beside it ─open─▶ count ─floors─▶ told, put once ─▶ delete keys, tokens, and what the file remembers of them
 */
export async function countWhy(month: number, stores: Stores, now: number): Promise<'done' | 'not-due'> {
  const { published } = stores;
  if (now < Date.parse(beginningOf(month + 1)) + batchGraceMs) return 'not-due';
  const counted = await published.get(keys.leavingCounted());
  if (counted !== null && attribute<number>(counted, 'month') >= month) return 'done';
  const before = (await toldOfLeaving(published)).at(-1) ?? null;
  // What a run that was killed left, and what an instance that hung has put since.
  if (before !== null) await erase(before, stores);
  const months = await monthsAfter(before?.to ?? 0, month, published);
  const [from] = months;
  if (from !== undefined) {
    const told = toldOf(await countOver(months, stores), reasonNames, leastFloor);
    if (told !== null || months.length >= mostMonths) await published.put({ ...keys.leaving(from), v: 1, to: month, told: told === null ? null : stored(told) }, { absent: true });
    // A run that was overtaken sees less than there was: only what stands is deleted for.
    const stands = (await toldOfLeaving(published)).find((one) => one.from === from);
    if (stands !== undefined) await erase(stands, stores);
  }
  await published.put({ ...keys.leavingCounted(), v: 1, month });
  return 'done';
}

/** Those with a key, oldest first. */
async function monthsAfter(last: number, upTo: number, published: Stores['published']): Promise<number[]> {
  const months: number[] = [];
  for await (const { sk } of every(published, 'whyKeys')) if (Number(sk) > last && Number(sk) <= upTo) months.push(Number(sk));
  return months;
}

async function countOver(months: readonly number[], stores: Stores): Promise<CountedWhy> {
  const years = [...new Set(months.map(yearOfMonth))];
  const vouches = await Promise.all(years.map((year) => vouchingIn(year, stores)));
  const byReason = new Map<Reason, number>();
  const seen = new Set<string>();
  let others = 0;
  for (const month of months)
    for await (const why of saidIn(month, stores)) {
      const isVouched = why !== null && (await Promise.all(vouches.map((vouch) => vouch(why)))).includes(true);
      if (!isVouched) {
        others += 1;
        continue;
      }
      // One that comes a second time is neither another leaver nor somebody who stays.
      const person = toBase64url(why.token.prepared);
      if (!seen.has(person)) byReason.set(why.reason, (byReason.get(why.reason) ?? 0) + 1);
      seen.add(person);
    }
  return { byReason, others, years: years.length };
}

/** What was sealed beside each token that was spent: null where nobody is leaving, and where it does not open or is garbled. */
async function* saidIn(month: number, { anonymous, published, closingKeys }: Stores): AsyncGenerator<Why | null> {
  const item = await published.get(keys.whyKey(month));
  const raw = item === null ? null : await closingKeys.get(month, attribute<string>(item, 'id'));
  const opens = item === null || raw === null ? null : { key: await importClosingKey(raw), info: await infoOfWhy(month, attribute<string>(item, 'public')) };
  for await (const spent of every(anonymous, spentIn(month))) {
    const plain = opens === null ? null : await open(opens.key, opens.info, attribute<Uint8Array>(spent, 'why'));
    yield plain === null ? null : decodeWhy(plain);
  }
}

/** Whether a year’s token is one. */
async function vouchingIn(year: number, { published }: Stores): Promise<(why: Why) => Promise<boolean>> {
  const item = await published.get(keys.speakKey(year));
  if (item === null) return async () => false;
  const [says, holds] = [await speakMessage(year), await holding(attribute<string>(item, 'key'))];
  return async ({ token }) => saysMessage(token.prepared, says) && holds(token);
}

/** The keys first: from then on every copy of what was sealed is noise. */
async function erase({ from, to }: Leaving, { anonymous, closingKeys }: Stores): Promise<void> {
  for (let month = from; month <= to; month++) await closingKeys.delete(month);
  for (let month = from; month <= to; month++) await anonymous.clear(spentIn(month));
  await anonymous.forget();
}
