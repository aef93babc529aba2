/** How the documents that stand by themselves are drawn: their style comes in their script, since as a file of its own the script would wait for it. */
export function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

/** Once what was just drawn can be seen. */
export const afterDrawing = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

/** What the server wrote into the document. The one host it may talk to. */
export function anonymousHost(): string {
  const host = document.querySelector<HTMLMetaElement>('meta[name="headroom-anonymous"]')?.content;
  if (host === undefined || host === '') throw new Error('the document names the anonymous host');
  return host;
}
