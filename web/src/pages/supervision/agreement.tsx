import { createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import { identity } from '../../identity/client.ts';
import { createSending, RefusedNote } from '../sending.tsx';
import { FindSomebody, type Somebody } from '../time/people.tsx';
import type { Supervision } from './record.tsx';
import { words } from './words.ts';

/** What each pair has agreed on, what waits for a signature, and a form for the next one. */
export function AgreementView(props: { supervision: Supervision; me: string; today: string; onSaid: (what: string) => void }): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  const all = () => props.supervision.agreements;
  const supervisors = () => [...new Set(all().map((a) => a.supervisor))];
  const holding = () => supervisors().flatMap((one) => all().findLast((a) => a.supervisor === one && a.holds) ?? []);
  const isOver = ({ endsOn }: Agreement) => endsOn !== null && endsOn <= props.today;
  const standing = () => holding().filter((a) => !isOver(a));
  const over = () => holding().filter(isOver);
  const waiting = () => {
    const signed = new Map(holding().map((a) => [a.supervisor, a.number]));
    return supervisors().flatMap((one) => all().filter((a) => a.supervisor === one && !a.holds && a.number > (signed.get(one) ?? 0)).slice(-1));
  };
  const isAudit = () => props.supervision.as === 'auditor';
  return (
    <section>
      <h2>{standing().length > 1 ? words.agreements : words.agreement}</h2>
      <Show when={standing().length + waiting().length === 0}>
        <p class="empty">{words.noAgreement}</p>
      </Show>
      <For each={standing()}>{(agreement) => <Terms agreement={agreement} names={props.supervision.names} said={agreement.endsOn === null ? words.holds(agreement.from) : words.ends(agreement.from, agreement.endsOn)} />}</For>
      <For each={waiting()}>{(agreement) => <Waits agreement={agreement} supervision={props.supervision} me={props.me} onSaid={props.onSaid} />}</For>
      <Show when={over().length > 0}>
        <details>
          <summary>{words.ended}</summary>
          <For each={over()}>{(agreement) => <Terms agreement={agreement} names={props.supervision.names} said={words.endedOn(agreement.from, agreement.endsOn ?? '')} />}</For>
        </details>
      </Show>
      <Show when={!isAudit()}>
        <Show when={isOpen()} fallback={<p class="actions"><button type="button" class="as-link" onClick={() => setOpen(true)}>{words.newAgreement}</button></p>}>
          <Propose supervision={props.supervision} me={props.me} standing={standing()} today={props.today} onClose={() => setOpen(false)} onSaid={props.onSaid} />
        </Show>
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
    ...(props.agreement.replaces == null ? [] : [[words.takesPlaceOf, props.names[props.agreement.replaces] ?? props.agreement.replaces] as [string, string]]),
    ...(props.agreement.sharesEarlier ? [[words.earlierRecords, words.earlierShared] as [string, string]] : []),
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

function Propose(props: { supervision: Supervision; me: string; standing: readonly Agreement[]; today: string; onClose: () => void; onSaid: (what: string) => void }): JSX.Element {
  const id = createUniqueId();
  const { isSending, refused, send } = createSending();
  const isSupervisee = () => props.me === props.supervision.person;
  const [other, setOther] = createSignal<Somebody | null>(null);
  const supervisors = () => [...new Set([...(other() === null ? [] : [other()?.id ?? '']), ...props.supervision.agreements.map((a) => a.supervisor).toReversed(), ...props.supervision.toWrite.flatMap((one) => one.with ?? [])])];
  const [chosen, setChosen] = createSignal<string | null>(null);
  const supervisor = (): string => (isSupervisee() ? (chosen() ?? supervisors()[0] ?? '') : props.me);
  const nameOf = (one: string): string => (one === other()?.id ? other()?.name : props.supervision.names[one]) ?? one;
  const replaceable = () => [...new Set([...props.standing.map((a) => a.supervisor), ...props.supervision.toWrite.flatMap((one) => one.with ?? [])])].filter((one) => one !== supervisor());
  const [replaced, setReplaced] = createSignal('');
  const replaces = () => (isSupervisee() && replaceable().includes(replaced()) ? replaced() : null);
  const hasEarlier = () => replaces() !== null || props.supervision.agreements.some((a) => a.supervisor === supervisor() && a.holds && a.replaces !== null);
  const [standIn, setStandIn] = createSignal<Somebody | null>(null);
  async function propose(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const terms = {
      supervisor: supervisor(), replaces: replaces(), from: text('from'), everyWeeks: Number(text('every')), minutes: Number(text('minutes')), where: text('where'), confidential: text('confidential'), standIn: standIn()?.id ?? null,
      sharesEarlier: form.get('shares') === 'on',
    };
    const number = props.supervision.nextAgreement;
    if (!(await send(identity('proposeAgreement', { params: { person: props.supervision.person }, body: { number, terms } })))) return;
    props.onClose();
    props.onSaid(words.proposed);
  }
  return (
    <form class="write" onSubmit={(event) => void propose(event)}>
      <Show when={isSupervisee()} fallback={<p class="small">{words.replacesTheirs}</p>}>
        <Show when={supervisors().length > 0}>
          <label for={`${id}-with`}>{words.withWhom}</label>
          <select id={`${id}-with`} onChange={(event) => setChosen(event.currentTarget.value)}>
            <For each={supervisors()}>{(one) => <option value={one} selected={one === supervisor()}>{nameOf(one)}</option>}</For>
          </select>
        </Show>
        <FindSomebody
          label={words.withOther}
          onFound={(one) => {
            setOther(one);
            setChosen(one.id);
          }}
        />
        <Show when={replaceable().length > 0}>
          <label for={`${id}-replaces`}>{words.replaces}</label>
          <select id={`${id}-replaces`} onChange={(event) => setReplaced(event.currentTarget.value)}>
            <option value="" selected={replaces() === null}>{words.replacesNobody}</option>
            <For each={replaceable()}>{(one) => <option value={one} selected={one === replaces()}>{words.replacesOf(nameOf(one))}</option>}</For>
          </select>
        </Show>
      </Show>
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
      <Show when={isSupervisee() && hasEarlier()}>
        <label class="tick">
          <input type="checkbox" name="shares" />
          {words.sharesEarlier}
        </label>
      </Show>
      <RefusedNote refused={refused()} />
      <p class="actions">
        <button type="submit" class="do" disabled={isSending() || supervisor() === ''}>
          {isSending() ? words.proposing : words.propose}
        </button>
        <button type="button" class="as-link" onClick={() => props.onClose()}>
          {words.cancel}
        </button>
      </p>
    </form>
  );
}
