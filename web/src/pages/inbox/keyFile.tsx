import type { JSX } from 'solid-js';
import { fromBase64url } from '../../../../shared/crypto/encoding.ts';
import { SaveFile } from '../saveFile.tsx';
import { words } from './words.ts';

/** The locked key, to keep elsewhere too: with the passphrase the `age` command unlocks it as well. */
export function KeyFile(props: { wrapped: string }): JSX.Element {
  return (
    <p class="actions">
      <SaveFile name="headroom-reading-key.age" content={() => fromBase64url(props.wrapped)}>
        {words.saveKey}
      </SaveFile>
    </p>
  );
}
