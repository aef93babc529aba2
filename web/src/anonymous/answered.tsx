import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { problems } from '../../../shared/contract/problem.ts';
import { day } from '../ui/dates.ts';
import type { RoundHere } from '../wallet/openWallet.ts';
import { Brand, Heading } from '../ui/screenHeading.tsx';
import { within } from './within.ts';

/** Afterwards: whether the answers have left this device, and when the results come. */
export default function Answered(props: { round: RoundHere; closed: boolean }): JSX.Element {
  const [online, setOnline] = createSignal(navigator.onLine);
  onMount(() => {
    const look = () => setOnline(navigator.onLine);
    for (const change of ['online', 'offline']) addEventListener(change, look);
    onCleanup(() => ['online', 'offline'].forEach((change) => removeEventListener(change, look)));
  });
  const closes = () => day(props.round.closesAt);
  return (
    <main tabindex="-1">
      <header>
        <Brand />
      </header>
      <Heading>
        {props.round.state === 'refused' ? 'Your answers were not taken' : 'Thank you. Your answers are sealed'}
      </Heading>
      <div role="status" class="steps">
        <Show when={props.round.state === 'refused' && props.round.problem}>
          {(problem) => (
            <p>
              {problems[problem()].title} {problems[problem()].remedy}
            </p>
          )}
        </Show>
        <Show when={props.round.state === 'waiting' && !online()}>
          <p>
            There is no connection just now. They leave this device <strong>when there is one</strong>.
          </p>
        </Show>
        <Show when={props.round.state === 'waiting' && online()}>
          <p>
            They leave this device <strong>{within((props.round.sendAfter ?? 0) - Date.now())}</strong>, at a moment picked at random, so that nobody can
            tell when you sat down.
          </p>
        </Show>
        <Show when={props.round.state === 'waiting'}>
          <p>Nothing more to do. You can close this page; if they have not left by then, they do when you next open Headroom here.</p>
        </Show>
        <Show when={props.round.state === 'sent'}>
          <p>
            <strong>They have left this device.</strong> It forgot what you said, and kept a mark by which it can tell that your answers arrived.
          </p>
        </Show>
      </div>
      <Show when={props.round.state !== 'refused'}>
        <p class="aside">
          {props.closed ? `The round closed on ${closes()}. The results are on` : `The round closes on ${closes()}. The results then come to`} your start page,
          the same for everyone in <strong>{props.round.name}</strong>.
        </p>
      </Show>
      <p class="aside">
        Is there something that somebody has to answer? <a href="/more">Write without your name</a>.
      </p>
      <p>
        <a class="button" href="/">
          To the start page
        </a>
      </p>
    </main>
  );
}
