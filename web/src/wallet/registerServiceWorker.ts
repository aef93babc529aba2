/**
 * Puts the check-in on this device, so that it opens offline and opening it asks no server. Called at every sign-in: everyone
 * fetches it, whether they check in or not. Without service workers the check-in is fetched when it is opened.
 */
export async function registerServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register('/service-worker.js', { scope: '/' });
    registration.active?.postMessage('refresh');
  } catch {
    // Private windows and some managed browsers refuse; the check-in then needs a connection.
  }
}
