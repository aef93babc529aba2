import { createEffect, createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { age } from '../../../shared/crypto/age.ts';
import { later } from '../ui/later.ts';
import { NotFetched } from '../ui/notFetched.tsx';
import { Waiting } from '../ui/notice.tsx';
import { afterDrawing } from '../ui/ownDocument.ts';
import { idb } from '../wallet/idb.ts';
import { onQueueChange } from '../wallet/queueChanged.ts';
import type { Beginning } from './beginning.ts';
import { type Draft, emptyDraft } from './draft.ts';
import { isLeaving } from '../ui/exit.ts';
import { Frame } from './frame.tsx';
import { Start } from './start.tsx';
import { words } from './words.ts';

/**
 * All it takes to write, lock, send and read on, libraries too, before the first letter can be typed: what many browsers could not fetch once they ask for
 * only in a new document, and nothing that was typed is left there.
 */
const Screens = later(
  async () => (await Promise.all([import('./screens.tsx'), import('./send.ts'), age(), idb()]))[0],
  () => <NotFetched kept={words.notFetched} />,
  () => <Waiting for={words.waiting} />,
);

export type Screen = 'start' | 'whom' | 'write' | 'receipt' | 'retype' | 'sent' | 'come-back';

/**
 * The screens, one after the other, in one place of the history.
 *
 *     start ─▶ whom and about what ─▶ the text ─▶ seven words ─▶ typed once ─▶ sent
 *       └────▶ coming back ─▶ the thread
 */
export function SpeakUp(props: {
  initialBeginning: Beginning;
  /** What this device keeps now. */
  staticLook: () => Promise<Beginning>;
}): JSX.Element {
  const [begun, setBegun] = createSignal(props.initialBeginning);
  const [screen, setScreen] = createSignal<Screen>('start');
  const [draft, setDraft] = createSignal<Draft>(emptyDraft);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  onMount(() => {
    void afterDrawing().then(Screens.preload);
    // A slip of the hand loses what was typed; the way out asks nothing.
    const ask = (event: BeforeUnloadEvent) => {
      if (!isLeaving() && draft().text !== '') event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    const { staticLook } = props;
    // That something could not be sent is told once, and stays on the page that told it.
    const look = async (): Promise<void> => {
      const now = await staticLook();
      setBegun((before) => ({ ...now, failed: Math.max(before.failed, now.failed) }));
    };
    const ended = onQueueChange(() => void look());
    createEffect(() => screen() === 'start' && begun().failed > 0 && void import('../wallet/speakingOutbox.ts').then(({ forgetFailed }) => forgetFailed()));
    onCleanup(() => {
      ended();
      removeEventListener('beforeunload', ask);
    });
  });
  return (
    <Frame>
      <Show when={screen() !== 'start'} fallback={<Start beginning={begun()} onGo={setScreen} />}>
        <Screens at={screen()} beginning={begun()} draft={draft()} onChange={change} onSent={() => (setDraft(emptyDraft), setScreen('sent'))} onGo={setScreen} />
      </Show>
    </Frame>
  );
}
