import { createSignal } from 'solid-js';
import { Refused, unreachable } from '../../identity/client.ts';

/** One thing that is being sent, and what came of it. `send` is true once it stands; a refusal stays until the next try. */
export function createSending(): { isSending: () => boolean; refused: () => Refused | null; send: (what: Promise<unknown>) => Promise<boolean>; forget: () => void } {
  const [state, setState] = createSignal<'still' | 'sending' | Refused>('still');
  return {
    isSending: () => state() === 'sending',
    refused() {
      const now = state();
      return now instanceof Refused ? now : null;
    },
    async send(what) {
      setState('sending');
      try {
        await what;
        setState('still');
        return true;
      } catch (error) {
        setState(error instanceof Refused ? error : unreachable());
        return false;
      }
    },
    forget: () => setState('still'),
  };
}
