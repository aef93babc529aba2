import { createSignal } from 'solid-js';

/**
 * Whether this is the person’s own device: asked once after sign-in, and *no* until they say yes. An own device remembers for whom
 * it is; a shared one remembers in this tab that it was asked, and nothing else, so that the next person is asked again.
 */
export type Device = 'own' | 'shared';

const ownPlace = 'headroom/own-device-of';
const sharedPlace = 'headroom/shared-device';

const [changes, setChanges] = createSignal(0);

/** Null: they have not been asked yet. Follows `chooseDevice`. */
export function deviceOf(person: string): Device | null {
  changes();
  if (localStorage.getItem(ownPlace) === person) return 'own';
  return sessionStorage.getItem(sharedPlace) === person ? 'shared' : null;
}

/** Null: ask again. */
export function chooseDevice(person: string, device: Device | null): void {
  if (device === 'own') localStorage.setItem(ownPlace, person);
  else if (localStorage.getItem(ownPlace) === person) localStorage.removeItem(ownPlace);
  if (device === 'shared') sessionStorage.setItem(sharedPlace, person);
  else sessionStorage.removeItem(sharedPlace);
  setChanges((n) => n + 1);
}
