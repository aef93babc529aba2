/** What the server wrote into this document. The one host it may talk to. */
export function anonymousHost(): string {
  const host = document.querySelector<HTMLMetaElement>('meta[name="headroom-anonymous"]')?.content;
  if (host === undefined || host === '') throw new Error('the document names the anonymous host');
  return host;
}
