/** Somewhere that everybody looks at. */
const neutral = 'https://www.bbc.co.uk/weather';
const pressesToLeave = 3;
const withinMilliseconds = 5000;

let leaving = false;
export const isLeaving = (): boolean => leaving;

/** What is on the page goes first, then the page: Back does not lead here. Nothing typed is kept anywhere, so nothing is left to clear. */
export function leave(): void {
  leaving = true;
  document.body.replaceChildren();
  location.replace(neutral);
}

/** Three times Esc, one soon after the other. `pressed` is told how many are still to come; 0 once it is over. Returns what ends it. */
export function leaveOnEscape(pressed: (more: number) => void): () => void {
  let times = 0;
  let over: ReturnType<typeof setTimeout> | undefined;
  const begin = (): void => {
    times = 0;
    pressed(0);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.repeat) return;
    clearTimeout(over);
    times += 1;
    if (times === pressesToLeave) return leave();
    pressed(pressesToLeave - times);
    over = setTimeout(begin, withinMilliseconds);
  };
  addEventListener('keydown', onKey);
  return () => {
    clearTimeout(over);
    removeEventListener('keydown', onKey);
  };
}
