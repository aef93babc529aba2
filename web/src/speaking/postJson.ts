/** A question to the anonymous host, which is not told who asks. Rejects where there is no connection. */
export async function postJson(url: string, body: object): Promise<{ ok: boolean; body: Readonly<Record<string, unknown>> }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.timeout(30_000),
  });
  const answer: unknown = await response.json();
  return { ok: response.ok, body: typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {} };
}
