import { render } from 'solid-js/web';
import base from '../ui/base.css?inline';
import font from '../ui/font.css?inline';
import { neverRestored } from '../ui/neverRestored.ts';
import { atHand, keepAtHand } from '../wallet/atHand.ts';
import { everythingKept } from '../wallet/everythingKept.ts';
import { type Beginning, beginning } from './beginning.ts';
import own from './checkIn.css?inline';
import { CheckIn } from './checkIn.tsx';
import { laterMilliseconds } from '../ui/later.ts';
import { codePlace } from './codePlace.ts';
import { anonymousHost } from './settings.ts';

/**
 * The check-in: a document of its own, which never says who is there and may talk to the anonymous host alone.
 *
 *     /check-in         what is at hand ─▶ the first question ─▶ what this device keeps; no request is made before something is sent
 *     /check-in#send    in a hidden frame of the app: only sends what is due
 *     /check-in#<code>  a token handed over by a QR code: off the address at once, checked, then as above
 */
const nothingKept: Beginning = { with: 'nothing-kept' };
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
  const isHandedOver = takesCode();
  const first = isHandedOver === false ? quickly() : null;
  if (isHandedOver === null) draw(place, nothingKept, null);
  else if (isHandedOver) draw(place, await handedOver(), null);
  else if (first === null) draw(place, await kept(), null);
  // The database is asked once the question stands.
  else draw(place, first, afterDrawing().then(kept));
  await afterDrawing();
  document.adoptedStyleSheets.push(sheetOf(font));
}

/** Whether this tab was opened with a token handed over, whose code leaves the address; null where it may store nothing. */
function takesCode(): boolean | null {
  try {
    if (code !== '') sessionStorage.setItem(codePlace, code);
    return sessionStorage.getItem(codePlace) !== null;
  } catch {
    return null;
  } finally {
    if (code !== '') history.replaceState(null, '', location.pathname);
  }
}

/** Style comes in the script: as a file of its own the script would wait for it, and for an empty page to be drawn with it. */
function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

function afterDrawing(): Promise<void> {
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}

/** The question, where what is at hand says that there is one. Anything else is said by what is kept. */
function quickly(): Beginning | null {
  const copy = atHand();
  const first = copy === null ? null : beginning(copy);
  return first?.with === 'questions' ? first : null;
}

/** By what this device keeps; the copy at hand is taken anew from it. */
async function kept(): Promise<Beginning> {
  const reading = everythingKept();
  void keepAtHand(reading);
  return reading.then(beginning).catch(() => nothingKept);
}

async function handedOver(): Promise<Beginning> {
  const { takeKeptCode } = await import('./takeIn.ts');
  const problem = await takeKeptCode(anonymousHost());
  if (problem !== null) return { with: 'bad-code', problem };
  return kept();
}

function draw(place: HTMLElement, first: Beginning, read: Promise<Beginning> | null): void {
  // Not before: an empty page would be drawn with it.
  document.adoptedStyleSheets = [sheetOf(base + own)];
  render(() => <CheckIn initialBeginning={first} staticReading={read} />, place);
}
