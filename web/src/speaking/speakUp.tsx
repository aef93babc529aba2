import { createEffect, createSignal, type JSX, Match, onCleanup, onMount, Switch } from 'solid-js';
import { later } from '../ui/later.ts';
import { onQueueChange } from '../wallet/queueChanged.ts';
import type { Beginning } from './beginning.ts';
import { type Draft, emptyDraft } from './draft.ts';
import { isLeaving } from '../ui/exit.ts';
import { Frame } from './frame.tsx';
import { Start } from './start.tsx';

const Whom = later(() => import('./whom.tsx'));
const Write = later(() => import('./write.tsx'));
const Receipt = later(() => import('./receipt.tsx'));
const Retype = later(() => import('./retype.tsx'));
const Sent = later(() => import('./sent.tsx'));
const ComeBack = later(() => import('./comeBack.tsx'));

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
    for (const next of [Whom, Write]) void next.preload();
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
  const owner = () => {
    const { write } = begun();
    return write.may ? write.owner : '';
  };
  return (
    <Frame>
      <Switch>
        <Match when={screen() === 'start'}>
          <Start beginning={begun()} onGo={setScreen} />
        </Match>
        <Match when={screen() === 'whom'}>
          <Whom forWriting={begun().forWriting} counts={begun().counts} draft={draft()} onChange={change} onGo={setScreen} />
        </Match>
        <Match when={screen() === 'write'}>
          <Write names={begun().forWriting?.names ?? []} draft={draft()} onChange={change} onGo={setScreen} />
        </Match>
        <Match when={screen() === 'receipt'}>
          <Receipt draft={draft()} onChange={change} onGo={setScreen} />
        </Match>
        <Match when={screen() === 'retype'}>
          <Retype owner={owner()} forWriting={begun().forWriting} draft={draft()} onSent={() => (setDraft(emptyDraft), setScreen('sent'))} onGo={setScreen} />
        </Match>
        <Match when={screen() === 'sent'}>
          <Sent terms={begun().forWriting?.terms ?? []} />
        </Match>
        <Match when={screen() === 'come-back'}>
          <ComeBack names={begun().forWriting?.names ?? []} terms={begun().forWriting?.terms ?? []} onGo={setScreen} />
        </Match>
      </Switch>
    </Frame>
  );
}
