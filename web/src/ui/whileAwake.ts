const idleMs = 10 * 60_000;
const signs = ['pointerdown', 'keydown', 'wheel'] as const;

/**
 * Calls `idle` once, after ten minutes in which nothing was done on the page, or at the first sign of somebody where the machine slept
 * over them. What it returns stops that.
 */
export function whileAwake(idle: () => void): () => void {
  const stop = (): void => {
    clearTimeout(timer);
    for (const sign of signs) removeEventListener(sign, awake);
    document.removeEventListener('visibilitychange', awake);
  };
  const end = (): void => {
    stop();
    idle();
  };
  const begin = () => setTimeout(end, idleMs);
  let last = Date.now();
  let timer = begin();
  const awake = (event: Event): void => {
    // A timer stands still while the machine sleeps; the clock does not.
    if (Date.now() - last >= idleMs) return end();
    if (event.type === 'visibilitychange') return;
    last = Date.now();
    clearTimeout(timer);
    timer = begin();
  };
  for (const sign of signs) addEventListener(sign, awake, { passive: true });
  document.addEventListener('visibilitychange', awake);
  return stop;
}
