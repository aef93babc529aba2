import { render } from 'solid-js/web';
import base from '../ui/base.css?inline';
import font from '../ui/font.css?inline';
import { againMilliseconds, laterMilliseconds } from '../ui/later.ts';
import { neverRestored } from '../ui/neverRestored.ts';
import { everythingKept } from '../wallet/everythingKept.ts';
import { rememberedOwner } from '../wallet/owner.ts';
import { speakingKept } from '../wallet/speakingKept.ts';
import { type Beginning, beginning, nothingKept } from './beginning.ts';
import { SpeakUp } from './speakUp.tsx';
import own from './speaking.css?inline';
import { afterDrawing, anonymousHost, sheetOf } from '../ui/ownDocument.ts';

/**
 * The page for speaking up: a document of its own, which never says who is there and may talk to the anonymous host alone. Its address, its title
 * and its place in the history say nothing of what it is for, and no screen of it has another.
 *
 *     /more         what this device keeps ─▶ the first screen; no request is made before something is sealed, or looked up
 *     /more#send    in a hidden frame of the app: only sends what waits
 */
neverRestored();
if (location.hash === '#send') startSending();
else void show().finally(() => setTimeout(startSending, laterMilliseconds));

function startSending(): void {
  void import('./send.ts').then(({ keepSending }) => keepSending(anonymousHost()), () => setTimeout(startSending, againMilliseconds));
}

async function show(): Promise<void> {
  const place = document.getElementById('more');
  if (place === null) throw new Error('the document has a place for the page');
  const first = await kept();
  document.adoptedStyleSheets = [sheetOf(base + own)];
  render(() => <SpeakUp initialBeginning={first} staticLook={kept} />, place);
  await afterDrawing();
  document.adoptedStyleSheets.push(sheetOf(font));
}

/** By what this device keeps, and the server’s clock as the last sign-in told it. */
async function kept(): Promise<Beginning> {
  try {
    const [there, { clockAheadBy }] = await Promise.all([speakingKept(), everythingKept()]);
    return await beginning(there, rememberedOwner(), Date.now() + clockAheadBy);
  } catch {
    return nothingKept;
  }
}
