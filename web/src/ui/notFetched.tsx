import type { JSX } from 'solid-js';
import { Heading } from './screenHeading.tsx';

/** Where a screen’s code did not come. Many browsers ask for a script that failed once only in a new document. `kept` says what survives that. */
export const NotFetched = (props: { kept: string }): JSX.Element => (
  <>
    <Heading>A part of this page could not be fetched</Heading>
    <p class="lead">{props.kept} When there is a connection, open the page again.</p>
    <button type="button" class="main" onClick={() => location.reload()}>
      Open this page again
    </button>
  </>
);
