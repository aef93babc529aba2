import { type JSX, Show } from 'solid-js';
import { utf8 } from '../../../shared/crypto/encoding.ts';
import { day } from '../ui/dates.ts';
import type { Held } from '../wallet/kept.ts';
import { ClassesAsked } from './classesAsked.tsx';
import { ReportingAsked } from './reportingAsked.tsx';
import { Heading } from '../ui/screenHeading.tsx';
import { type Draft, withChoice } from './progress.ts';

const whyNot = {
  'cannot-encrypt':
    'This browser cannot encrypt your answers, so nothing was sent, and nothing will be. Please update it, or check in with a newer one (Chrome or Edge 133, Firefox 130, Safari 17 or later).',
  'not-kept': 'This browser would not keep your sealed answers, so nothing was sent. Free some space on this device and try again.',
  'not-fetched': 'A part of this page could not be fetched, so nothing was sent. Open the page again when there is a connection; your answers are kept until then.',
} as const;
export type Sending = 'no' | 'now' | keyof typeof whyNot;
const notSent = (sending: Sending): string | null => (sending === 'no' || sending === 'now' ? null : whyNot[sending]);

/** Bytes, as one says it; an accented letter takes two. */
const letters = (n: number): string => `${n} ${n === 1 ? 'letter' : 'letters'}`;

/** The last screen: what happens to the answers and who will see what, before the last tap. */
export default function SendScreen(props: {
  token: Held;
  /** On a shared device, where one signed in a moment ago. */
  inTab: boolean;
  draft: Draft;
  sending: Sending;
  onDraft: (draft: Draft) => void;
  onBack: () => void;
  onSend: () => void;
}): JSX.Element {
  const manifest = () => props.token.manifest;
  const answered = () => Object.keys(props.draft.answers).length;
  const lists = () => {
    const { classes } = manifest();
    return classes === undefined || classes.profession.length + classes.contract.length === 0 ? null : classes;
  };
  const bytesLeft = (maxBytes: number) => maxBytes - utf8(props.draft.comment ?? '').length;
  const fits = () => bytesLeft(manifest().comment?.maxBytes ?? 1000) >= 0;
  return (
    <>
      <Heading>
        <Show when={answered() > 0} fallback="You skipped every question">
          Ready to send
        </Show>
      </Heading>
      <Show
        when={answered() > 0}
        fallback={<p class="lead">There is nothing to send. You can go back and answer, or come back any time until {day(manifest().closesAt)}.</p>}
      >
        <p class="lead">
          Your answers are locked here and sent without your name; on {day(manifest().closesAt)} they are counted with your colleagues’ and deleted,
          and everyone in <strong>{props.token.name}</strong>, its managers and the executives see the results, if at least {manifest().floor}{' '}
          of you answered.
        </p>
        <Show when={props.inTab}>
          <p class="aside">You signed in on this shared device a moment ago. Whoever watches its network could guess that you answered, but not what.</p>
        </Show>
        <Show when={manifest().comment}>
          {(comment) => (
            <label class="comment">
              <span>
                Anything else? <em>Two people outside your line of management read it first. They show it, take parts out, or withhold it; it is shown where at least {comment().floor} wrote. Please leave out names.</em>
              </span>
              <textarea rows="4" value={props.draft.comment ?? ''} onInput={(e) => props.onDraft({ ...props.draft, comment: e.currentTarget.value === '' ? null : e.currentTarget.value })} />
              <span class="left" classList={{ over: !fits() }} role={fits() ? undefined : 'alert'}>
                {fits() ? `Room for ${letters(bytesLeft(comment().maxBytes))} more` : `Too long by ${letters(-bytesLeft(comment().maxBytes))}`}
              </span>
            </label>
          )}
        </Show>
        <Show when={manifest().reporting}>
          {(question) => (
            <ReportingAsked
              question={question()}
              option={props.draft.answers[question().id]}
              onChosen={(option) => props.onDraft({ ...props.draft, answers: withChoice(props.draft.answers, question().id, option ?? null) })}
            />
          )}
        </Show>
        <Show when={lists()}>{(asked) => <ClassesAsked token={props.token} lists={asked()} inTab={props.inTab} said={props.draft.classes} onSaid={(classes) => props.onDraft({ ...props.draft, classes })} />}</Show>
        <button type="button" class="main" disabled={props.sending === 'now' || props.sending === 'cannot-encrypt' || !fits()} onClick={() => props.onSend()}>
          {props.sending === 'now' ? 'Sealing …' : 'Send'}
        </button>
        <div role="alert">
          <Show when={notSent(props.sending)}>{(why) => <p class="problem">{why()}</p>}</Show>
        </div>
      </Show>
      <nav aria-label="Questions">
        <button type="button" class="plain" onClick={() => props.onBack()}>
          <span aria-hidden="true">‹ </span>Back
        </button>
      </nav>
    </>
  );
}
