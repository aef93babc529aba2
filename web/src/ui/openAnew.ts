/** Opens the page in a new document, the only one in which many browsers ask again for a script that did not come. False without a connection: it would not be found then, and stays as it is. */
export function openAnew(): boolean {
  if (navigator.onLine) location.reload();
  return navigator.onLine;
}
