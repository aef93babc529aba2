import type { JSX } from 'solid-js';
import { words } from './words.ts';

/** A lock that is closed. Beside it stands the word. */
export const Lock = (): JSX.Element => (
  <svg class="lock-sign" viewBox="0 0 12 14" width="11" height="13" aria-hidden="true">
    <path d="M3 6V4.2a3 3 0 0 1 6 0V6" fill="none" stroke="currentColor" stroke-width="1.8" />
    <rect x="1" y="6" width="10" height="7.4" rx="1.6" fill="currentColor" />
  </svg>
);

export const Protected = (): JSX.Element => (
  <span class="lock">
    <Lock /> {words.protected}
  </span>
);
