import { createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import { isPhone } from '../../../../shared/escalation/phone.ts';
import type { ReferralLine, ReferralLines } from '../../../../shared/escalation/referrals.ts';
import { mostDaysToAcknowledge, mostDaysToAnswer, mostMonthsToAnswer, type Term, termOn, type Terms } from '../../../../shared/escalation/terms.ts';
import { identity, publicRecord, type RecordOf } from '../../identity/client.ts';
import { shortDay } from '../../ui/dates.ts';
import { Page } from '../../ui/page.tsx';
import { useHere } from '../me.tsx';
import { createReading, Found } from '../reading.tsx';
import { createSending, Send } from '../sending.tsx';
import './numbers.css';
import { words } from './words.ts';

type Kept = RecordOf<'readReferrals'>;
const dayMs = 86_400_000;

/** What stands before every message: whom to ring where somebody may be at risk, and how soon an answer comes. The guardian’s to set; whoever writes reads it. */
export default function Numbers(): JSX.Element {
  const { me, now } = useHere();
  const mayBe = () => me()?.roles.includes('guardian') === true;
  const today = () => new Date(now()).toISOString().slice(0, 10);
  const reading = createReading(mayBe, () => publicRecord('readReferrals'));
  const [said, setSaid] = createSignal('');
  const done = (what: string): void => {
    setSaid(what);
    void reading.again();
  };
  return (
    <Page title={words.title}>
      <p class="lead">{words.lead}</p>
      <p class="said" role="status">
        {said()}
      </p>
      <Show when={mayBe()} fallback={<p>{words.notYours}</p>}>
        <Found by={reading} waiting={words.loading}>
          {(set) => (
            <>
              <Lines set={set().referrals} initialLines={set().referrals} today={today()} onSaid={done} onStale={() => void reading.again()} />
              <Days terms={set().terms} initialTerm={set().terms.at(-1) ?? null} today={today()} onSaid={done} />
            </>
          )}
        </Found>
      </Show>
    </Page>
  );
}

type Kind = keyof ReferralLines;
/** As they are typed: an empty one is none. */
type Typed = Record<Kind, { who: string; phone: string; when: string }>;
const kinds = Object.keys(words.kinds) as Kind[];
const typedOf = (line: ReferralLine | null | undefined): Typed[Kind] => ({ who: line?.who ?? '', phone: line?.phone ?? '', when: line?.when ?? '' });
const isEmpty = ({ who, phone, when }: Typed[Kind]): boolean => `${who}${phone}${when}`.trim() === '';
const lineOf = (typed: Typed[Kind]): ReferralLine | null => (isEmpty(typed) ? null : { who: typed.who.trim(), phone: typed.phone.trim(), when: typed.when.trim() === '' ? null : typed.when.trim() });
const wrongIn = (typed: Typed[Kind]): Partial<Record<'who' | 'phone', string>> => {
  if (isEmpty(typed)) return {};
  const phone = typed.phone.trim() === '' ? words.wrongNumber : isPhone(typed.phone) ? undefined : words.wrongPhone;
  return { ...(typed.who.trim() === '' ? { who: words.wrongWho } : {}), ...(phone === undefined ? {} : { phone }) };
};

function Lines(props: { set: Kept['referrals']; initialLines: Kept['referrals']; today: string; onSaid: (what: string) => void; onStale: () => void }): JSX.Element {
  const of = (kind: Kind) => typedOf(props.initialLines?.[kind]);
  const [typed, setTyped] = createSignal<Typed>({ children: of('children'), adults: of('adults'), outOfHours: of('outOfHours'), allegations: of('allegations') });
  const [tried, setTried] = createSignal(false);
  const sending = createSending();
  const isOld = (on: string): boolean => Date.parse(props.today) - Date.parse(on) > 92 * dayMs;
  let form: HTMLFormElement | undefined;
  async function send(): Promise<void> {
    setTried(true);
    const all = typed();
    if (kinds.some((kind) => Object.keys(wrongIn(all[kind])).length > 0)) {
      form?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    const lines = { children: lineOf(all.children), adults: lineOf(all.adults), outOfHours: lineOf(all.outOfHours), allegations: lineOf(all.allegations) };
    if (await sending.send(identity('setReferrals', { body: { version: props.set?.version ?? 0, lines } }))) props.onSaid(words.saved);
    // Who checked them meanwhile is shown then; what was typed stays.
    else if (sending.refused()?.problem === 'changed-meanwhile') props.onStale();
  }
  return (
    <section>
      <h2>{words.numbers}</h2>
      <Show when={props.set} fallback={<p class="missing">{words.unset}</p>}>
        {(now) => (
          <>
            <p>{words.checked(shortDay(now().checkedOn), now().checkedBy)}</p>
            <Show when={isOld(now().checkedOn)}>
              <p class="missing">{words.checkAgain}</p>
            </Show>
          </>
        )}
      </Show>
      <form
        class="write numbers"
        novalidate
        ref={(made) => (form = made)}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <For each={kinds}>
          {(kind) => <Line kind={words.kinds[kind]} typed={typed()[kind]} wrong={tried() ? wrongIn(typed()[kind]) : {}} onType={(part) => setTyped((all) => ({ ...all, [kind]: { ...all[kind], ...part } }))} />}
        </For>
        <Send label={words.save} waiting={words.saving} sending={sending} isMain />
      </form>
    </section>
  );
}

function Line(props: { kind: string; typed: Typed[Kind]; wrong: Partial<Record<'who' | 'phone', string>>; onType: (part: Partial<Typed[Kind]>) => void }): JSX.Element {
  return (
    <fieldset>
      <legend>{props.kind}</legend>
      <Show when={isEmpty(props.typed)}>
        <p class="small">{words.missing}</p>
      </Show>
      <Field label={words.who} type="text" value={props.typed.who} wrong={props.wrong.who} onType={(who) => props.onType({ who })} />
      <Field label={words.phone} type="tel" value={props.typed.phone} wrong={props.wrong.phone} onType={(phone) => props.onType({ phone })} />
      <Field label={words.when} type="text" value={props.typed.when} wrong={undefined} onType={(when) => props.onType({ when })} />
    </fieldset>
  );
}

function Field(props: { label: string; type: 'text' | 'tel'; value: string; wrong: string | undefined; onType: (typed: string) => void }): JSX.Element {
  const [field, wrong] = [createUniqueId(), createUniqueId()];
  return (
    <>
      <label for={field}>{props.label}</label>
      <input id={field} type={props.type} autocomplete="off" maxlength={props.type === 'tel' ? 24 : 120} value={props.value} aria-invalid={props.wrong !== undefined} aria-describedby={wrong} onInput={(event) => props.onType(event.currentTarget.value)} />
      <p class="wrong" id={wrong} role="alert">
        {props.wrong ?? ''}
      </p>
    </>
  );
}

const inWords = (terms: Term): [string, string] => [words.days(terms.acknowledgeWithinDays ?? mostDaysToAcknowledge), terms.answerWithinDays === null ? words.months(mostMonthsToAnswer) : words.days(terms.answerWithinDays)];

function Days(props: { terms: Terms; initialTerm: Term | null; today: string; onSaid: (what: string) => void }): JSX.Element {
  const [one, two] = [createUniqueId(), createUniqueId()];
  const now = () => termOn(props.terms, props.today);
  const toCome = () => ((last) => (last !== undefined && last.from > props.today ? last : null))(props.terms.at(-1));
  const [acknowledge, setAcknowledge] = createSignal(String(props.initialTerm?.acknowledgeWithinDays ?? ''));
  const [answer, setAnswer] = createSignal(String(props.initialTerm?.answerWithinDays ?? ''));
  const sending = createSending();
  const days = (typed: string): number | null => (typed === '' ? null : Number(typed));
  async function send(): Promise<void> {
    if (await sending.send(identity('setSpeakingTerms', { body: { acknowledgeWithinDays: days(acknowledge()), answerWithinDays: days(answer()) } }))) props.onSaid(words.savedTerms);
  }
  return (
    <section>
      <h2>{words.terms}</h2>
      <p>{words.termsText}</p>
      <p>{words.now(...inWords(now()))}</p>
      <Show when={toCome()}>{(set) => <p>{words.from(shortDay(set().from), ...inWords(set()))}</p>}</Show>
      <form
        class="write numbers"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <label for={one}>{words.acknowledge}</label>
        <input id={one} type="number" inputmode="numeric" min="1" max={mostDaysToAcknowledge} step="1" value={acknowledge()} onInput={(event) => setAcknowledge(event.currentTarget.value)} />
        <label for={two}>{words.answer}</label>
        <input id={two} type="number" inputmode="numeric" min="1" max={mostDaysToAnswer} step="1" value={answer()} onInput={(event) => setAnswer(event.currentTarget.value)} />
        <Send label={words.saveTerms} waiting={words.saving} sending={sending} />
      </form>
    </section>
  );
}
