import { render } from 'solid-js/web';
import base from '../ui/base.css?inline';
import font from '../ui/font.css?inline';
import { neverRestored } from '../ui/neverRestored.ts';
import { atHand, keepAtHand } from '../wallet/atHand.ts';
import { everythingKept } from '../wallet/everythingKept.ts';
import { type Beginning, beginning, newTab } from './beginning.ts';
import own from './checkIn.css?inline';
import { CheckIn } from './checkIn.tsx';
import { laterMilliseconds } from '../ui/later.ts';
import { codePlace } from './codePlace.ts';
import { afterDrawing, anonymousHost, sheetOf } from '../ui/ownDocument.ts';

/**
 * The check-in: a document of its own, which never says who is there and may talk to the anonymous host alone.
 *
 *     /check-in         what is at hand ─▶ the first question ─▶ what this device keeps; no request is made before something is sent
 *     /check-in#send    in a hidden frame of the app: only sends what is due
 *     /check-in#<code>  a token handed over by a QR code: off the address at once, checked, then as above
 */
neverRestored();
const code = location.hash.slice(1);
if (code === 'send') startSending();
else void show().finally(() => setTimeout(startSending, laterMilliseconds));

function startSending(): void {
  void import('./send.ts').then(({ keepSending }) => keepSending(anonymousHost()));
}

async function show(): Promise<void> {
  const place = document.getElementById('check-in');
  if (place === null) throw new Error('the document has a place for the check-in');
  // The browser readies its first frame meanwhile, which it waits for longest of all. A code leaves the address at once.
  if (code === '') await new Promise((done) => setTimeout(done));
  const first = quickly();
  if (first === null) draw(place, await kept(), null);
  // The database and what the tab keeps are opened once the question stands.
  else draw(place, first, afterDrawing().then(atLeisure).then(kept));
  await afterDrawing();
  document.adoptedStyleSheets.push(sheetOf(font));
}

/** Whether this tab was opened with a token handed over, whose code leaves the address. Throws where it may store nothing. */
function takesCode(): boolean {
  try {
    if (code !== '') sessionStorage.setItem(codePlace, code);
    return sessionStorage.getItem(codePlace) !== null;
  } finally {
    if (code !== '') history.replaceState(null, '', location.pathname);
  }
}

/** When there is nothing better to do: opening what a tab keeps holds everything up, and somebody may be about to tap. Safari has no word for it. */
const atLeisure = (): Promise<unknown> => new Promise((done) => ('requestIdleCallback' in globalThis ? requestIdleCallback(done, { timeout: 500 }) : setTimeout(done, 200)));

/**
 * The question, where what is at hand says that there is one. Anything else is said by what is kept; so is what somebody goes on
 * with who loads the page anew or comes back to it.
 */
function quickly(): Beginning | null {
  const [visit] = performance.getEntriesByType('navigation');
  const copy = code === '' && (visit as PerformanceNavigationTiming | undefined)?.type === 'navigate' ? atHand() : null;
  const first = copy === null ? null : beginning(copy, newTab);
  return first?.with === 'questions' ? first : null;
}

/** By what this tab and this device keep; the copy at hand is taken anew from it. */
async function kept(): Promise<Beginning> {
  try {
    const problem = takesCode() ? await import('./takeIn.ts').then(({ takeKeptCode }) => takeKeptCode(anonymousHost())) : null;
    if (problem !== null) return { with: 'bad-code', problem };
    const reading = everythingKept();
    void keepAtHand(reading);
    return beginning(await reading);
  } catch {
    return { with: 'nothing-kept' };
  }
}

function draw(place: HTMLElement, first: Beginning, read: Promise<Beginning> | null): void {
  // Not before: an empty page would be drawn with it.
  document.adoptedStyleSheets = [sheetOf(base + own)];
  render(() => <CheckIn initialBeginning={first} staticReading={read} />, place);
}
