import { createMemo, createSignal, For, type JSX, Match, onCleanup, onMount, Show, Switch } from 'solid-js';
import type { Keeping } from '../wallet/keeping.ts';
import type { Held } from '../wallet/kept.ts';
import { Brand } from '../ui/screenHeading.tsx';
import { later, laterMilliseconds } from '../ui/later.ts';
import { NotFetched } from './notFetched.tsx';
import { choose, type Draft, keepDraft, type Screen, screenAfter, screenBefore, screensOf, wipeDraft } from './progress.ts';
import { QuestionScreen } from './questionScreen.tsx';
import type { Sending } from './sendScreen.tsx';

const SendScreen = later(() => import('./sendScreen.tsx'), NotFetched);

/**
 * One question a screen. A tap or a digit chooses and goes on by itself; Enter keeps what was chosen and goes on, S skips, the
 * left arrow and Backspace go back. Keys work while the focus is in here (WCAG 2.1.4), which each new heading takes, and while
 * nothing has it: somebody is faster than the first heading.
 */
export function Questions(props: { staticToken: Held; keeping: Keeping; initialDraft: Draft; onSealed: () => void }): JSX.Element {
  const token = props.staticToken;
  const { manifest } = token;
  const { questions } = manifest;
  const [draft, setDraft] = createSignal(props.initialDraft);
  const [sending, setSending] = createSignal<Sending>('no');
  const screens = createMemo(() => screensOf(questions, draft()));
  const at = createMemo(() => draft().at);
  const screen = (): Screen => screens().find((s) => s.id === at()) ?? { kind: 'send', id: 'send' };
  const answered = () => Object.keys(draft().answers).length;

  const go = (next: Draft) => {
    keepDraft(next);
    setDraft(next);
  };
  const goTo = (id: string | null) => id !== null && go({ ...draft(), at: id });
  const chosenOn = (s: Screen) => (s.kind === 'send' ? undefined : draft()[s.kind === 'question' ? 'answers' : 'why'][s.question.id]);
  const pick = (option: number | null) => go(choose(draft(), screen(), option, questions));
  const back = () => goTo(screenBefore(screens(), at()));

  // Fetched once the first question stands, so that neither the last screen nor a lost connection makes anyone wait.
  onMount(() => setTimeout(() => void Promise.all([SendScreen.preload(), import('./seal.ts'), import('./answered.tsx')]), laterMilliseconds));

  async function send(): Promise<void> {
    if (sending() === 'now' || answered() === 0) return;
    setSending('now');
    const sealing = await import('./seal.ts').catch(() => null);
    if (sealing === null) return void setSending('not-fetched');
    try {
      await sealing.sealAndQueue(token, draft(), props.keeping);
    } catch (error) {
      return void setSending(error instanceof sealing.CannotEncrypt ? 'cannot-encrypt' : 'not-kept');
    }
    wipeDraft();
    props.onSealed();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target instanceof HTMLTextAreaElement) return;
    const s = screen();
    const digit = /^[1-9]$/.test(event.key) ? Number(event.key) : null;
    const onControl = event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement;
    if (event.key === 'Backspace' || event.key === 'ArrowLeft') back();
    else if (event.key === 'Enter' && !onControl && s.kind === 'send') void send();
    else if (event.key === 'Enter' && !onControl && chosenOn(s) !== undefined) goTo(screenAfter(screens(), s.id));
    else if (s.kind !== 'send' && digit !== null && digit <= optionsOf(s).length) pick(digit);
    else if (s.kind !== 'send' && event.key.toLowerCase() === 's') pick(null);
    else return;
    event.preventDefault();
  }

  const whileNothingHasFocus = (event: KeyboardEvent) => event.target === document.body && onKeyDown(event);
  onMount(() => document.addEventListener('keydown', whileNothingHasFocus));
  onCleanup(() => document.removeEventListener('keydown', whileNothingHasFocus));

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- shortcuts only; everything they do has its button
    <main tabindex="-1" onKeyDown={onKeyDown}>
      <header>
        <Brand />
        <p id="count">
          <Show when={asked(screen())} fallback="Last step">
            {(s) => (
              <>
                <span class="visually-hidden">Question </span>
                {s().number} of {questions.length}
              </>
            )}
          </Show>
        </p>
        <div class="bar" aria-hidden="true">
          <For each={questions}>{(_, i) => <i classList={{ done: i() < (asked(screen())?.number ?? questions.length) }} />}</For>
        </div>
      </header>
      <Show when={at()} keyed>
        <Switch>
          <Match when={asked(screen())} keyed>
            {(s) => (
              <QuestionScreen
                text={textOf(s)}
                options={optionsOf(s)}
                initialChoice={chosenOn(s)}
                onPick={pick}
                onBack={screenBefore(screens(), s.id) === null ? null : back}
              />
            )}
          </Match>
          <Match when={screen().kind === 'send'}>
            <SendScreen
              token={token}
              inTab={props.keeping.inTab}
              draft={draft()}
              sending={sending()}
              onDraft={go}
              onBack={back}
              onSend={() => void send()}
            />
          </Match>
        </Switch>
      </Show>
      <footer>
        <p>
          Nobody can see who answered, and nothing is shown for fewer than {manifest.floor} answers. You are asked together with{' '}
          {token.size - 1} colleagues in <strong>{token.name}</strong>. <a href="/how-this-works">How that works</a>
        </p>
      </footer>
    </main>
  );
}

type Asked = Exclude<Screen, { kind: 'send' }>;
const asked = (screen: Screen): Asked | null => (screen.kind === 'send' ? null : screen);
const textOf = ({ kind, question }: Asked): string => (kind === 'why' ? question.why?.text : undefined) ?? question.text;
const optionsOf = ({ kind, question }: Asked): readonly string[] => (kind === 'why' ? question.why?.options : undefined) ?? question.options;
