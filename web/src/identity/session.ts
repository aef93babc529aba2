import { createSignal } from 'solid-js';

/**
 * Who is signed in, for this tab alone: kept in sessionStorage, so that closing the tab ends it. Reading `session()` in a page
 * follows sign-in and sign-out.
 */
export interface Session {
  /** A JWT for the identity side. */
  accessToken: string;
  /** Kept for signing out only. */
  idToken: string;
  /** Epoch milliseconds by this device's clock. */
  expiresAt: number;
}

const place = 'headroom/session';

const [session, setSession] = createSignal<Session | null>(kept());
export { session };

function kept(): Session | null {
  try {
    const found = JSON.parse(sessionStorage.getItem(place) ?? 'null') as Session | null;
    return found !== null && found.expiresAt > Date.now() ? found : null;
  } catch {
    return null;
  }
}

/** Whether the last session ended by itself: the page then says so. */
const [ranOut, setRanOut] = createSignal(false);
export { ranOut };

export function startSession(started: Session): void {
  sessionStorage.setItem(place, JSON.stringify(started));
  setSession(started);
}

export function endSession(byItself = false): void {
  sessionStorage.removeItem(place);
  setRanOut(byItself);
  setSession(null);
}
