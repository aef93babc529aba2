import { firstReading } from './firstReading.ts';
import { render } from 'solid-js/web';
import base from '../ui/base.css?inline';
import font from '../ui/font.css?inline';
import { neverRestored } from '../ui/neverRestored.ts';
import { everythingKept } from '../wallet/everythingKept.ts';
import { beginning } from './beginning.ts';
import own from './checkIn.css?inline';
import { CheckIn } from './checkIn.tsx';
import { laterMilliseconds } from './later.ts';
import { codePlace } from './codePlace.ts';
import { anonymousHost } from './settings.ts';

/**
 * The check-in: a document of its own, which never says who is there and may talk to the anonymous host alone.
 *
 *     /check-in         what this device keeps ─▶ the first question; no request is made before something is sent
 *     /check-in#send    in a hidden frame of the app: only sends what is due
 *     /check-in#<code>  a token handed over by a QR code: off the address at once, checked, then as above
 */
neverRestored();
document.adoptedStyleSheets = [sheetOf(base + own)];
const code = location.hash.slice(1);
if (code === 'send') startSending();
else void show().finally(() => setTimeout(startSending, laterMilliseconds));

function startSending(): void {
  void import('./send.ts').then(({ keepSending }) => keepSending(anonymousHost()));
}

async function show(): Promise<void> {
  if (code !== '') {
    sessionStorage.setItem(codePlace, code);
    history.replaceState(null, '', location.pathname);
  }
  const place = document.getElementById('check-in');
  if (place === null) throw new Error('the document has a place for the check-in');
  const handedOver = sessionStorage.getItem(codePlace) !== null;
  const problem = handedOver ? await takenIn() : null;
  const first = problem === null ? await beginning(handedOver ? everythingKept() : firstReading).catch(() => ({ with: 'nothing-kept' as const })) : { with: 'bad-code' as const, problem };
  render(() => <CheckIn initialBeginning={first} />, place);
  requestAnimationFrame(() => setTimeout(() => document.adoptedStyleSheets.push(sheetOf(font))));
}

/** Style comes in the script: as a file of its own the script would wait for it, and for an empty page to be drawn with it. */
function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

/** What is wrong with the code that was handed over; null where its token was taken in. */
async function takenIn(): Promise<string | null> {
  const { takeKeptCode } = await import('./takeIn.ts');
  return takeKeptCode(anonymousHost());
}
