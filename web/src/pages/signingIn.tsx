import { useNavigate } from '@solidjs/router';
import { createSignal, onMount, Show, type JSX } from 'solid-js';
import { ProblemNote, Waiting } from '../ui/notice.tsx';
import { SignInButton } from './signInButton.tsx';
import { words } from './words.ts';

/** Where the issuer sends the browser back to. The address is wiped at once: it holds a code. */
export default function SigningIn(): JSX.Element {
  const navigate = useNavigate();
  const [failed, setFailed] = createSignal(false);
  onMount(async () => {
    const address = new URL(location.href);
    history.replaceState(history.state, '', address.pathname);
    try {
      const { finishSignIn } = await import('../identity/signIn.ts');
      navigate((await finishSignIn(address)) ?? '/', { replace: true });
    } catch {
      setFailed(true);
    }
  });
  return (
    <Show when={failed()} fallback={<Waiting for={words.signingIn} />}>
      <ProblemNote title={words.signInFailed} remedy={words.signInAgain}>
        <SignInButton to="/" />
      </ProblemNote>
    </Show>
  );
}
