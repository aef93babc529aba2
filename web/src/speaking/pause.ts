const longest = 120_000;
const shortest = 20_000;
const random = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;

/** How long a sealed message waits before it leaves, so that it does not arrive in the minute in which somebody wrote. The day’s batch hides the rest. */
export const leavesAfter = (): number => Math.round(shortest + random() * (longest - shortest));

/** How long after a try that failed the next one comes: 5 s, 10 s … 10 min, each with up to half as much again at random. */
export const retryAfter = (tries: number): number => Math.min(5000 * 2 ** Math.min(tries - 1, 10), 600_000) * (1 + random() / 2);
