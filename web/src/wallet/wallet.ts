/**
 * The wallet: what this device keeps between signing in and answering. The only bridge between the pages that know who you
 * are (`web/src/pages`, `web/src/identity`) and the check-in that does not (`web/src/anonymous`).
 *
 *     sign in ─▶ openWallet(owner, 'device' | 'tab') ─▶ collect(round, …) ─▶ HELD ─▶ check-in ─▶ SEALED ─▶ queue ─▶ sent
 *                                                                              └──▶ handOver ─▶ MOVED (to a phone)
 *
 * For the pages, at every sign-in, on one's own device:
 *
 *     const wallet = openWallet({ owner: me.id, keep: 'device' });   // 'tab' on a shared device, once “check in here now” is tapped
 *     await wallet.tellTime(me.now);                                 // the check-in follows the server's clock
 *     for (const { round } of me.rounds.filter((r) => r.state !== 'closed' && r.cohort !== null))
 *       await collect(round, { wallet, record: publicRecord(anonymousHost), identity, name: me.name });
 *     const rounds = await wallet.rounds();                          // held, moved, waiting, sent, refused: one row a round
 *
 * `identity` is the port in `collect.ts`: `{ cohort(round), sign(round, blinded) }`; `sign` throws an error whose `problem` is
 * the problem's name. `collect` never throws for what can go wrong outside: it says `held`, `elsewhere`, or `refused` with why;
 * `refusals[why]` are the words for it. Collecting again is always safe.
 *
 *     await wallet.handOver(round, location.origin)    // the URL for the QR code; null where there is nothing to hand over
 *     await wallet.takeBack(round)                     // the scan failed: use it here after all
 *     await wallet.received(await record.marks(round)) // 'received' | 'missing' | null: this device has no mark of that round
 *     await wallet.forget()                            // everything of this owner on this device
 *     await collectSpeaking({ owner, record, sign, now, isOwn }) // on an own device, at every sign-in: staff tokens, used or not
 *     keepForWriting({ record, names, now })              // likewise: whom a message may be sealed to, whom to ring, whose names to hint at
 *     registerServiceWorker()                          // at sign-in: everyone fetches the check-in and the page to write on, whether they use them or not
 *
 * The queue is sent by the check-in document alone, whose policy allows the anonymous host and nothing else. A page of the app
 * lets it run with `<iframe src="/check-in#send" hidden title="">`, and messages likewise with `/more#send`; `onQueueChange(callback)` tells when `rounds()` has news.
 */
export { openWallet, type Wallet, type RoundHere } from './openWallet.ts';
export { collect, type Collected, type CollectWith, type Identity } from './collect.ts';
export { refusals, type Refusal } from './refusal.ts';
export { publicRecord, type PublicRecord } from './publicRecord.ts';
export { collectSpeaking, type SpeakingCollected, type SpeakingWith } from './collectSpeaking.ts';
export { keepForWriting } from './forWriting.ts';
export { type ReadersOfMessages, readersOfMessages } from './readersOfMessages.ts';
export { onQueueChange } from './queueChanged.ts';
export { registerServiceWorker } from './registerServiceWorker.ts';
