/** Where the focus stood, and what is needed to find the place again once that is gone. */
interface Stood {
  at: HTMLElement;
  /** From the nearest to the furthest. */
  around: readonly Element[];
  heading: HTMLElement | null;
  /** Whoever touches looks where they touch: the page does not move under a finger. */
  isTouched: boolean;
  /** Where the focus was before a dialog opened. */
  before: Stood | null;
}

const headings = 'h1, h2, h3, h4';
const controls = 'button:enabled, a[href], input:enabled, select:enabled, textarea:enabled, summary';
const settleMs = 60;

/**
 * A button that is pressed is often gone afterwards, or could not be pressed while it was sending, and with it the focus: a screen reader
 * would begin at the top again. Here the focus goes on where it was: to what came in its place, by its heading if it has one, and to no control
 * of another thing that is called alike. A page that moves the focus itself comes first.
 */
export function keepFocus(): void {
  let stood: Stood | null = null;
  let added: Element[] = [];
  let due: ReturnType<typeof setTimeout> | undefined;
  let isTouched = false;
  document.addEventListener('pointerdown', () => void (isTouched = true), { capture: true });
  document.addEventListener('keydown', ({ key }) => void (isTouched = isTouched && key !== 'Tab'), { capture: true });
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    const opened = target.closest('dialog') !== null && stood?.at.closest('dialog') === null ? stood : (stood?.before ?? null);
    stood = { ...standing(target), isTouched, before: target.closest('dialog') === null ? null : opened };
  });
  // Whoever leaves for a place that takes no focus has left.
  document.addEventListener('focusout', ({ target, relatedTarget }) => {
    if (relatedTarget !== null || !(target instanceof HTMLElement)) return;
    setTimeout(() => {
      if (stood?.at === target && canTake(target) && document.hasFocus()) stood = null;
    });
  });
  new MutationObserver((changes) => {
    if (stood === null || hasFocus()) return;
    added.push(...changes.flatMap((change) => [...change.addedNodes].filter((node) => node instanceof Element)));
    clearTimeout(due);
    due = setTimeout(() => {
      const came = added.filter((one) => one.isConnected);
      added = [];
      if (stood === null || hasFocus()) return;
      const from = stood;
      if (from.at.isConnected && from.at.matches(':disabled')) return;
      const to = canTake(from.at) ? from.at : after(from, came);
      if (to === null) return;
      if (!to.matches(controls) && !to.hasAttribute('tabindex')) to.tabIndex = -1;
      to.focus({ preventScroll: from.isTouched });
    }, settleMs);
  }).observe(document.body, { subtree: true, childList: true, attributeFilter: ['disabled'] });
}

const hasFocus = (): boolean => document.activeElement !== null && document.activeElement !== document.body;
const canTake = (at: HTMLElement): boolean => at.isConnected && !at.matches(':disabled');

function standing(at: HTMLElement): Omit<Stood, 'isTouched' | 'before'> {
  const around: Element[] = [];
  for (let one = at.parentElement; one !== null; one = one.parentElement) around.push(one);
  return { at, around, heading: around.map(headingIn).find((one) => one !== null) ?? null };
}

const headingIn = (part: Element): HTMLElement | null => part.querySelector<HTMLElement>(`:scope > :is(${headings})`);

function after(from: Stood, came: readonly Element[]): HTMLElement | null {
  const dialog = from.around.find((one) => one instanceof HTMLDialogElement);
  if (from.before !== null && dialog?.isConnected === false) return canTake(from.before.at) ? from.before.at : after(from.before, came);
  const among = (parts: readonly Element[], what: string) => parts.flatMap((one) => (one.matches(what) ? [one] : [...one.querySelectorAll(what)])).filter((one) => one instanceof HTMLElement);
  if (from.heading?.isConnected === false) {
    const text = from.heading.textContent;
    const again = among(came, headings).find((one) => one.textContent === text);
    if (again !== undefined) return again;
  }
  const still = from.around.filter((one) => one.isConnected);
  const inPlace = came.filter((one) => still[0]?.contains(one) === true);
  return among(inPlace, headings)[0] ?? among(inPlace, controls)[0] ?? still.map(headingIn).find((one) => one !== null) ?? document.querySelector<HTMLElement>('h1');
}
