import { createSignal, Show, type JSX } from 'solid-js';
import { ProblemNote } from '../ui/notice.tsx';
import { words } from './words.ts';

export function SignInButton(props: { to: string }): JSX.Element {
  const [state, setState] = createSignal<'here' | 'leaving' | 'failed'>('here');
  const go = async () => {
    setState('leaving');
    try {
      const { signIn } = await import('../identity/signIn.ts');
      await signIn(props.to);
    } catch {
      setState('failed');
    }
  };
  return (
    <>
      <button type="button" class="do" disabled={state() === 'leaving'} onClick={() => void go()}>
        {state() === 'leaving' ? words.leaving : words.signIn}
      </button>
      <Show when={state() === 'failed'}>
        <ProblemNote title={words.signInFailed} remedy={words.signInAgain} />
      </Show>
    </>
  );
}
