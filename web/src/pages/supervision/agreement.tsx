import { createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import { identity } from '../../identity/client.ts';
import { createSending, RefusedNote } from '../sending.tsx';
import { FindSomebody, type Somebody } from '../time/people.tsx';
import type { Supervision } from './record.tsx';
import { words } from './words.ts';

/** What the two have agreed on, what waits for a signature, and a form for the next one. */
export function AgreementView(props: { supervision: Supervision; me: string; today: string; onSaid: (what: string) => void }): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  const all = () => props.supervision.agreements;
  const holding = () => all().filter((a) => a.holds).at(-1) ?? null;
  const waiting = () => all().filter((a) => !a.holds && a.number > (holding()?.number ?? 0)).at(-1) ?? null;
  const isAudit = () => props.supervision.as === 'auditor';
  const supervisor = (): string | null => (props.supervision.as === 'supervisor' ? props.me : (all().at(-1)?.supervisor ?? props.supervision.toWrite.find((s) => s.with !== null)?.with ?? null));
  return (
    <section>
      <h2>{words.agreement}</h2>
      <Show when={holding()} fallback={<Show when={waiting() === null}><p class="empty">{words.noAgreement}</p></Show>}>
        {(agreement) => <Terms agreement={agreement()} names={props.supervision.names} said={words.holds(agreement().from)} />}
      </Show>
      <Show when={waiting()}>{(agreement) => <Waits agreement={agreement()} supervision={props.supervision} me={props.me} onSaid={props.onSaid} />}</Show>
      <Show when={!isAudit() && supervisor()}>
        {(id) => (
          <Show when={isOpen()} fallback={<p class="actions"><button type="button" class="as-link" onClick={() => setOpen(true)}>{words.newAgreement}</button></p>}>
            <Propose supervision={props.supervision} me={props.me} supervisor={id()} today={props.today} onClose={() => setOpen(false)} onSaid={props.onSaid} />
          </Show>
        )}
      </Show>
    </section>
  );
}

type Agreement = Supervision['agreements'][number];

function Terms(props: { agreement: Agreement; names: Readonly<Record<string, string>>; said: string }): JSX.Element {
  const lines = (): [string, string][] => [
    [words.with, props.names[props.agreement.supervisor] ?? props.agreement.supervisor],
    [words.every, `${words.everyWeeks(props.agreement.everyWeeks)}, ${words.minutesLong(props.agreement.minutes)}`],
    [words.where, props.agreement.where],
    [words.confidential, props.agreement.confidential],
    ...(props.agreement.standIn === null ? [] : [[words.standIn, props.names[props.agreement.standIn] ?? props.agreement.standIn] as [string, string]]),
  ];
  return (
    <>
      <p class="small">{props.said}</p>
      <dl class="terms">
        <For each={lines()}>
          {([term, said]) => (
            <>
              <dt>{term}</dt>
              <dd>{said}</dd>
            </>
          )}
        </For>
      </dl>
    </>
  );
}

function Waits(props: { agreement: Agreement; supervision: Supervision; me: string; onSaid: (what: string) => void }): JSX.Element {
  const { isSending, refused, send } = createSending();
  const mine = () => props.agreement.signatures[props.me] === undefined && (props.me === props.supervision.person || props.me === props.agreement.supervisor);
  const other = () => [props.supervision.person, props.agreement.supervisor].find((id) => props.agreement.signatures[id] === undefined) ?? '';
  const sign = async () => {
    if (await send(identity('signAgreement', { params: { person: props.supervision.person, number: props.agreement.number } }))) props.onSaid(words.signed);
  };
  return (
    <div class="waits">
      <Terms agreement={props.agreement} names={props.supervision.names} said={mine() ? words.waitsForYou : words.waits(props.supervision.names[other()] ?? other())} />
      <Show when={mine()}>
        <button type="button" class="quiet" disabled={isSending()} onClick={() => void sign()}>
          {words.signAgreement}
        </button>
      </Show>
      <RefusedNote refused={refused()} />
    </div>
  );
}

function Propose(props: { supervision: Supervision; me: string; supervisor: string; today: string; onClose: () => void; onSaid: (what: string) => void }): JSX.Element {
  const id = createUniqueId();
  const { isSending, refused, send } = createSending();
  const isSupervisee = () => props.me === props.supervision.person;
  const [standIn, setStandIn] = createSignal<Somebody | null>(null);
  async function propose(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const terms = {
      supervisor: props.supervisor, from: text('from'), everyWeeks: Number(text('every')), minutes: Number(text('minutes')), where: text('where'), confidential: text('confidential'), standIn: standIn()?.id ?? null,
      sharesEarlier: form.get('shares') === 'on',
    };
    const number = (props.supervision.agreements.at(-1)?.number ?? 0) + 1;
    if (!(await send(identity('proposeAgreement', { params: { person: props.supervision.person }, body: { number, terms } })))) return;
    props.onClose();
    props.onSaid(words.proposed);
  }
  return (
    <form class="write" onSubmit={(event) => void propose(event)}>
      <label for={`${id}-from`}>{words.from}</label>
      <input id={`${id}-from`} name="from" type="date" required value={props.today} />
      <label for={`${id}-every`}>{words.every}</label>
      <select id={`${id}-every`} name="every">
        <For each={[1, 2, 4, 6, 8]}>{(weeks) => <option value={weeks} selected={weeks === 4}>{words.everyWeeks(weeks)}</option>}</For>
      </select>
      <label for={`${id}-minutes`}>{words.minutes}</label>
      <input id={`${id}-minutes`} name="minutes" class="short" type="number" min="15" max="240" required value="90" />
      <label for={`${id}-where`}>{words.where}</label>
      <input id={`${id}-where`} name="where" type="text" maxLength={200} required />
      <label for={`${id}-confidential`}>{words.confidential}</label>
      <textarea id={`${id}-confidential`} name="confidential" rows="3" maxLength={1000} required />
      <Show when={standIn()} fallback={<FindSomebody label={words.standInFind} onFound={setStandIn} />}>
        {(one) => (
          <p>
            {words.standIn}: <b>{one().name}</b>{' '}
            <button type="button" class="as-link" onClick={() => setStandIn(null)}>
              {words.standInNot}
            </button>
          </p>
        )}
      </Show>
      <Show when={isSupervisee()}>
        <label class="tick">
          <input type="checkbox" name="shares" />
          {words.sharesEarlier}
        </label>
      </Show>
      <RefusedNote refused={refused()} />
      <p class="actions">
        <button type="submit" class="do" disabled={isSending()}>
          {isSending() ? words.proposing : words.propose}
        </button>
        <button type="button" class="as-link" onClick={() => props.onClose()}>
          {words.cancel}
        </button>
      </p>
    </form>
  );
}
