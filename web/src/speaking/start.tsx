import { createSignal, For, type JSX, Show } from 'solid-js';
import { toDial } from '../../../shared/escalation/phone.ts';
import type { ReferralLine, Referrals } from '../../../shared/escalation/referrals.ts';
import { shortDay } from '../ui/dates.ts';
import { Heading } from '../ui/screenHeading.tsx';
import type { Beginning } from './beginning.ts';
import { entriesOf } from './entries.ts';
import { anonymousHost } from '../ui/ownDocument.ts';
import type { Screen } from './speakUp.tsx';
import { TooMuch } from './tooMuch.tsx';
import { words } from './words.ts';

/** Before writing: that this is no referral and whom to ring, other ways, and what this cannot hide. */
export function Start(props: { beginning: Beginning; onGo: (screen: Screen) => void }): JSX.Element {
  const cannot = () => (props.beginning.write.may ? null : props.beginning.write.why);
  return (
    <>
      <Heading>{words.start.heading}</Heading>
      <p class="lead">{words.start.lead}</p>
      <Refer beginning={props.beginning} />
      <Show when={props.beginning.waits > 0}>
        <p class="note">{words.waits}</p>
      </Show>
      <Show when={props.beginning.stuck > 0}>
        <p class="note">{words.stuck}</p>
      </Show>
      <Show when={props.beginning.failed > 0}>
        <p class="note">{words.failed}</p>
      </Show>
      <Show
        when={cannot()}
        fallback={
          <button type="button" class="main" onClick={() => props.onGo('whom')}>
            {words.start.write}
          </button>
        }
      >
        {(why) => (
          <div class="note">
            <p>{words.cannot[why()]}</p>
            <p>{words.cannot[`${why()}-do`]}</p>
            <p>
              <a href="/">To the start page</a>
            </p>
          </div>
        )}
      </Show>
      <button type="button" class="second" onClick={() => props.onGo('come-back')}>
        {words.start.comeBack}
      </button>
      <section class="more">
        <details>
          <summary>{words.others.heading}</summary>
          <Lines lines={words.others.list} />
          <p>{words.others.later}</p>
        </details>
        <details>
          <summary>{words.hides.heading}</summary>
          <Lines lines={words.hides.list} />
        </details>
        <details>
          <summary>{words.tooMuch.heading}</summary>
          <TooMuch />
        </details>
      </section>
    </>
  );
}

const Lines = (props: { lines: readonly string[] }): JSX.Element => (
  <ul>
    <For each={props.lines}>{(line) => <li>{line}</li>}</For>
  </ul>
);

/** Kept here, or asked for once somebody wants them: a device on which nobody signed in asks nobody by itself. */
function Refer(props: { beginning: Beginning }): JSX.Element {
  const [asked, setAsked] = createSignal<Referrals | null>(null);
  const [came, setCame] = createSignal<'not-asked' | 'asking' | 'came' | 'no-connection'>('not-asked');
  const set = () => props.beginning.forWriting?.referrals ?? asked();
  async function ask(): Promise<void> {
    setCame('asking');
    try {
      const { publicRecord } = await import('../wallet/publicRecord.ts');
      setAsked((await publicRecord(anonymousHost()).beforeWriting()).referrals);
      setCame('came');
    } catch {
      setCame('no-connection');
    }
  }
  return (
    <section class="refer" aria-labelledby="refer">
      <h2 id="refer">{words.refer.heading}</h2>
      <p>
        <strong>{words.refer.text}</strong> {words.refer.danger}
      </p>
      <Show when={set()}>
        {(numbers) => (
          <>
            <dl>
              <For each={entriesOf(words.refer.kinds)}>{([kind, is]) => <Number kind={is} line={numbers()[kind]} />}</For>
            </dl>
            <p class="aside">{words.refer.checked(shortDay(numbers().checkedOn), numbers().checkedBy)}</p>
          </>
        )}
      </Show>
      <Show when={set() === null && (props.beginning.forWriting !== null || came() === 'came')}>
        <p>{words.refer.none}</p>
      </Show>
      <Show when={props.beginning.forWriting === null && came() !== 'came'}>
        <p role="status">{came() === 'no-connection' ? words.refer.noConnection : words.refer.notHere}</p>
        <button type="button" class="second" disabled={came() === 'asking'} onClick={() => void ask()}>
          {words.refer.show}
        </button>
      </Show>
    </section>
  );
}

/** A number that is not there is said to be missing: who looks for it has to know that it was not overlooked. */
const Number = (props: { kind: string; line: ReferralLine | null }): JSX.Element => (
  <div>
    <dt>{props.kind}</dt>
    <dd>
      <Show when={props.line} fallback={<strong>{words.refer.missing}</strong>}>
        {(line) => (
          <>
            {line().who}: <a href={`tel:${toDial(line().phone)}`}>{line().phone}</a>
            <Show when={line().when}>{(when) => <span>, {when()}</span>}</Show>
          </>
        )}
      </Show>
    </dd>
  </div>
);
