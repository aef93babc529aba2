/**
 * A browser's Back button shows a page as it was left, with all it had in memory: after signing out on a shared computer, the name,
 * the way in, and answers not sent yet. So a page is blank once it is left, and begins anew when it is shown again, from what this
 * tab and this device still keep.
 */
export function neverRestored(): void {
  addEventListener('pagehide', () => document.body.replaceChildren());
  addEventListener('pageshow', (event) => event.persisted && location.reload());
}
