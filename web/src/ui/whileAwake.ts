const idleMs = 10 * 60_000;
const signs = ['pointerdown', 'keydown', 'wheel'] as const;

/** Calls `idle` once, after ten minutes in which nothing was done on the page. What it returns stops that. */
export function whileAwake(idle: () => void): () => void {
  const stop = (): void => {
    clearTimeout(timer);
    for (const sign of signs) removeEventListener(sign, awake);
  };
  const begin = () =>
    setTimeout(() => {
      stop();
      idle();
    }, idleMs);
  let timer = begin();
  const awake = (): void => {
    clearTimeout(timer);
    timer = begin();
  };
  for (const sign of signs) addEventListener(sign, awake, { passive: true });
  return stop;
}
