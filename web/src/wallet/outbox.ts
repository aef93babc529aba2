import { onQueueChange } from './queueChanged.ts';

/** What a sealed answer and a sealed message have in common on their way out: when they are tried, and how one is posted. */
const longestWaitMilliseconds = 60_000;

/**
 * Sends what falls due once a page is open, when the connection is back, when something was queued, and whenever something is due;
 * returns what ends it. `sendDue` says when something is due next, in epoch milliseconds, null where nothing waits; it is told to
 * try at once what failed before. First of all `putOffOverdue`: what should have left while no page was open does not leave in the
 * moment one is opened, which may be that of a sign-in.
 */
export function sendWhileOpen(sendDue: (retryNow: boolean) => Promise<number | null>, putOffOverdue: () => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let runs = 0;
  const run = (retryNow: boolean): void => {
    clearTimeout(timer);
    runs += 1;
    const own = runs;
    const again = (next: number | null): void => {
      // A later look has seen more.
      if (own < runs) return;
      clearTimeout(timer);
      if (next !== null) timer = setTimeout(() => run(false), Math.min(Math.max(next - Date.now(), 250), longestWaitMilliseconds));
    };
    // Where the browser will not open what it keeps just now, it is asked again later.
    sendDue(retryNow).then(again, () => again(Date.now() + longestWaitMilliseconds));
  };
  const online = () => run(true);
  const shown = () => document.visibilityState === 'visible' && run(false);
  addEventListener('online', online);
  document.addEventListener('visibilitychange', shown);
  const ended = onQueueChange(() => run(false));
  const begin = () => run(false);
  // What could not be put off is sent as ever: it must not be lost.
  putOffOverdue().then(begin, begin);
  return () => {
    ended();
    clearTimeout(timer);
    removeEventListener('online', online);
    document.removeEventListener('visibilitychange', shown);
  };
}

/** From 0 up to 1, as the browser’s own cryptography throws it. */
export const chance = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;

/** How long after a try that failed the next one comes: 5 s, 10 s … 10 min, each with up to half as much again at random. */
export const retryAfterMilliseconds = (tries: number, random: () => number = chance): number => Math.min(5000 * 2 ** Math.min(tries - 1, 10), 600_000) * (1 + random() / 2);

/** One tab sends at a time; another is told to ask again in a moment. */
export const inOneTab = (name: string, now: () => number, send: () => Promise<number | null>): Promise<number | null> =>
  'locks' in navigator ? navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock === null ? now() + 5000 : send())) : send();

/** Posts without saying who. What became of it: a refusal that is `final`, by name; null where it has to be tried again. */
export async function post<F extends string>(address: string, body: unknown, final: readonly F[]): Promise<'arrived' | F | null> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      // The tab may be closed meanwhile.
      keepalive: true,
      signal: AbortSignal.timeout(20_000),
    });
    if (response.ok) return 'arrived';
    const problem: unknown = await response.json();
    return final.find((name) => name === (problem as { type?: unknown } | null)?.type) ?? null;
  } catch {
    return null;
  }
}
