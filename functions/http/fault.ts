/**
 * The one place under `functions/` that writes to a log, and all it may write: which route or job broke, and the error's name.
 * Never its text, which can repeat what was sent.
 */
export function logFault(name: string, error: Error): void {
  process.stderr.write(`${JSON.stringify({ fault: name, error: error.name })}\n`);
}
