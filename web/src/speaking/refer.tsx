import { createSignal, For, type JSX, Show } from 'solid-js';
import { toDial } from '../../../shared/escalation/phone.ts';
import type { ReferralLine, Referrals } from '../../../shared/escalation/referrals.ts';
import { shortDay } from '../ui/dates.ts';
import { anonymousHost } from '../ui/ownDocument.ts';
import type { ForWriting } from '../wallet/forWriting.ts';
import { entriesOf } from './entries.ts';
import { words } from './words.ts';

/** Kept here, or asked for once somebody wants them: a device on which nobody signed in asks nobody by itself. */
export function Refer(props: { forWriting: ForWriting | null }): JSX.Element {
  const [asked, setAsked] = createSignal<Referrals | null>(null);
  const [came, setCame] = createSignal<'not-asked' | 'asking' | 'came' | 'no-connection'>('not-asked');
  const set = () => props.forWriting?.referrals ?? asked();
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
      <Show when={set() === null && (props.forWriting !== null || came() === 'came')}>
        <p>{words.refer.none}</p>
      </Show>
      <Show when={props.forWriting === null && came() !== 'came'}>
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

/** The same beside what is being written, folded up. */
export const ReferWhileWriting = (props: { forWriting: ForWriting | null }): JSX.Element => (
  <details>
    <summary>{words.refer.whileWriting}</summary>
    <Refer forWriting={props.forWriting} />
  </details>
);
