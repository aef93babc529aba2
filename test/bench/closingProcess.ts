import { importClosingKey, infoOf, open } from '../../shared/crypto/sealed.ts';
import { attribute, answersOf, preparedRound } from '../../functions/store/record.ts';
import { granted } from '../../functions/store/granted.ts';
import { publishingJobs } from '../../shared/contract/publishing.ts';
import { closeRound } from '../../functions/publishing/closeRound.ts';
import { afterTheClose, round, storesIn } from './fullRound.ts';

/**
 * A process of its own that does one thing, so that its memory is that thing's alone: `close` runs the job; `open <from> <to>` opens
 * the answers of these cohorts and does nothing else with them, as many at once as the job does.
 */
const [what = '', folder = '', from = '0', to = '0'] = process.argv.slice(2);
const stores = storesIn(folder);

const seconds = await (what === 'close' ? close() : openAll());
stores.anonymous.close();
stores.published.close();
process.send?.({ seconds, peakMB: process.resourceUsage().maxRSS / 1024 });

async function close(): Promise<number> {
  const began = performance.now();
  const done = await closeRound.run({ round }, { stores: granted(stores, publishingJobs.closeRound.grants), now: afterTheClose });
  if (done !== 'done') throw new Error('the round was not closed');
  return (performance.now() - began) / 1000;
}

/** Only the opening is timed: the answers are read before. */
async function openAll(): Promise<number> {
  const prepared = await preparedRound(stores.published, round);
  if (prepared === null) throw new Error('there is no round');
  const { manifest, cohorts, head } = prepared;
  const raw = await stores.closingKeys.get(round, manifest.closingKey.id);
  if (raw === null) throw new Error('there is no closing key');
  const key = await importClosingKey(raw);
  let milliseconds = 0;
  for (const cohort of cohorts.slice(Number(from), Number(to))) {
    const info = await infoOf({ round, cohort: cohort.hash, closingKeyId: manifest.closingKey.id, head });
    const { items } = await stores.anonymous.query(answersOf(round, cohort.hash), { limit: 500 });
    const sealed = items.map((item) => attribute<Uint8Array>(item, 'sealed'));
    const began = performance.now();
    const plain = await Promise.all(sealed.map((bytes) => open(key, info, bytes)));
    milliseconds += performance.now() - began;
    if (plain.includes(null)) throw new Error('an answer did not open');
  }
  return milliseconds / 1000;
}
