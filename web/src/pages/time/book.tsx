import { batch, createMemo, createUniqueId, For, Show, type JSX } from 'solid-js';
import { createStore } from 'solid-js/store';
import { sessionKinds } from '../../../../shared/time/sessionKind.ts';
import { identity } from '../../identity/client.ts';
import { dayAndTime } from '../../ui/dates.ts';
import { randomId } from '../../ui/randomId.ts';
import { inAYear, localOf, plusDays, wallOf } from '../../ui/wallClock.ts';
import { useHere } from '../me.tsx';
import { createSending, Send } from '../sending.tsx';
import { isToCome, RefusedOrClash, startOf, WhenFields, Wrong } from './fields.tsx';
import { FreeTimes } from './freeTimes.tsx';
import type { Session } from './mine.ts';
import { FindSomebody, type Somebody } from './people.tsx';
import { type Repeat, repeats, ruleOf } from './repeat.ts';
import { Sheet } from './sheet.tsx';
import { kinds, words } from './words.ts';

/** What is written in the form. The page keeps it, so that closing the form by mistake loses nothing. */
export interface Draft {
  of: Session['of'];
  people: readonly string[];
  givenBy: string;
  isRegistered: boolean;
  day: string;
  time: string;
  /** Empty: as the rule has it. */
  minutes: string;
  repeat: Repeat;
  until: string;
}
export const emptyDraft = (more: Partial<Draft> = {}): Draft => ({ of: 'supervision', people: [], givenBy: '', isRegistered: true, day: '', time: '', minutes: '', repeat: 'once', until: '', ...more });

interface Booking {
  draft: Draft;
  onDraft: (draft: Draft) => void;
  /** Whom one can choose without looking for them. */
  people: readonly Somebody[];
  /** What a rule asks of these people’s next one; null where none names minutes. */
  minutesFor: (of: Session['of'], people: readonly string[]) => number | null;
  onBooked: (said: string) => void;
  onClose: () => void;
}

const usual = { 'supervision': 90, 'clinical-supervision': 60, 'group-reflection': 75, 'cpd': 180, 'peer-review': 60, 'legal-update': 60, 'shadowing': 180, 'union': 60 } as const satisfies Readonly<Record<Session['of'], number>>;

/** Books time for one or several, once or again and again. Nothing is booked before everybody is free, or somebody has said that they know. */
export function Book(props: Booking): JSX.Element {
  const id = createUniqueId();
  const { now } = useHere();
  const sending = createSending();
  const [more, setMore] = createStore<{ people: Somebody[]; wrong: 'people' | 'when' | 'minutes' | 'until' | null }>({ people: [], wrong: null });
  const draft = () => props.draft;
  const set = (change: Partial<Draft>) => batch(() => {
    sending.forget();
    setMore('wrong', null);
    props.onDraft({ ...draft(), ...change });
  });
  const known = createMemo(() => [...new Map([...props.people, ...more.people].map((one) => [one.id, one])).values()]);
  const byRule = () => props.minutesFor(draft().of, draft().people);
  const minutes = () => (draft().minutes === '' ? (byRule() ?? usual[draft().of]) : Number(draft().minutes));
  const today = () => wallOf(now()).day;
  const all = () => [...new Set([...draft().people, ...(draft().givenBy === '' ? [] : [draft().givenBy])])];
  const choose = (person: string, isChosen: boolean) => set({ people: isChosen ? [...draft().people, person] : draft().people.filter((one) => one !== person) });

  /** The same wish keeps its number however often it is sent; another wish is another booking. */
  let [sent, series] = ['', ''];
  const book = async (despite = false) => {
    const { people, of, givenBy, isRegistered, day, repeat, until } = draft();
    const isUntil = repeat === 'once' || (until >= day && until <= inAYear(today()));
    const wrong =
      people.length === 0 ? 'people'
      : !isToCome(draft(), localOf(new Date(now()).toISOString())) ? 'when'
      : !(Number.isInteger(minutes()) && minutes() >= 1 && minutes() <= 600) ? 'minutes'
      : isUntil ? null
      : 'until';
    setMore('wrong', wrong);
    if (wrong !== null) return document.getElementById(`${id}-${wrong === 'when' ? 'day' : wrong}`)?.focus();
    const wish = { of, people: [...people], givenBy: givenBy === '' ? null : givenBy, supervisor: isRegistered ? ('registered social worker' as const) : ('other' as const), start: startOf(draft()), minutes: minutes(), rule: ruleOf(repeat, day, until) };
    if (JSON.stringify(wish) !== sent) [sent, series] = [JSON.stringify(wish), randomId(10)];
    const asked = identity('bookSessions', { body: { series, ...wish, despite } });
    if (!(await sending.send(asked))) return;
    const { sessions } = await asked;
    props.onBooked(words.bookedNow(sessions.length, dayAndTime(sessions[0]?.start ?? now())));
    props.onClose();
  };
  return (
    <Sheet title={words.bookHeading} onClose={() => props.onClose()}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void book();
        }}
      >
        <label for={`${id}-of`}>{words.ofWhat}</label>
        <select id={`${id}-of`} value={draft().of} onChange={(event) => set({ of: sessionKinds.find((kind) => kind === event.currentTarget.value) ?? 'supervision' })}>
          <For each={sessionKinds}>{(kind) => <option value={kind}>{kinds[kind]}</option>}</For>
        </select>
        <fieldset class="people" id={`${id}-people`} tabindex="-1" aria-describedby={`${id}-people-wrong`}>
          <legend>{words.forWhom}</legend>
          <div class="ticks">
            <For each={known()}>
              {(one) => (
                <label class="tick">
                  <input type="checkbox" checked={draft().people.includes(one.id)} onChange={(event) => choose(one.id, event.currentTarget.checked)} />
                  <span>{one.name}</span>
                </label>
              )}
            </For>
          </div>
          <FindSomebody
            label={words.somebodyElse}
            onFound={(one) => {
              setMore('people', (those) => [...those, one]);
              choose(one.id, true);
            }}
          />
        </fieldset>
        <Wrong id={`${id}-people-wrong`} said={more.wrong === 'people' ? words.forWhomWrong : null} />
        <label for={`${id}-by`}>{words.givenBy}</label>
        <select id={`${id}-by`} value={draft().givenBy} onChange={(event) => set({ givenBy: event.currentTarget.value })}>
          <option value="">{words.nobody}</option>
          <For each={known()}>
            {(one) => (
              <option value={one.id} selected={one.id === draft().givenBy}>
                {one.name}
              </option>
            )}
          </For>
        </select>
        <Show when={draft().givenBy !== ''}>
          <label class="tick">
            <input type="checkbox" checked={draft().isRegistered} onChange={(event) => set({ isRegistered: event.currentTarget.checked })} />
            <span>{words.isRegistered}</span>
          </label>
        </Show>
        <label for={`${id}-minutes`}>{words.minutes}</label>
        <Show when={byRule()}>
          {(named) => (
            <p class="small" id={`${id}-rule`}>
              {words.minutesByRule(named())}
            </p>
          )}
        </Show>
        <input
          type="number" class="short" id={`${id}-minutes`} inputmode="numeric" min="1" max="600" value={draft().minutes === '' ? String(minutes()) : draft().minutes}
          aria-invalid={more.wrong === 'minutes'} aria-describedby={`${byRule() === null ? '' : `${id}-rule `}${id}-minutes-wrong`} onInput={(event) => set({ minutes: event.currentTarget.value })}
        />
        <Wrong id={`${id}-minutes-wrong`} said={more.wrong === 'minutes' ? words.lengthWrong : null} />
        <WhenFields id={id} value={draft()} isWrong={more.wrong === 'when'} min={today()} max={inAYear(today())} onChange={set} />
        <Show when={all().length > 0}>
          <FreeTimes people={all()} minutes={minutes()} isSending={sending.isSending()} onPick={(slot) => set({ day: wallOf(slot.start).day, time: localOf(slot.start).slice(11) })} />
        </Show>
        <fieldset class="choices">
          <legend>{words.repeat}</legend>
          <For each={repeats}>
            {(repeat) => (
              <label>
                <input type="radio" name={`${id}-repeat`} checked={draft().repeat === repeat} onChange={() => set({ repeat, ...(draft().until === '' ? { until: plusDays(draft().day === '' ? today() : draft().day, 180) } : {}) })} />
                <span>{words.repeats[repeat]}</span>
              </label>
            )}
          </For>
        </fieldset>
        <Show when={draft().repeat !== 'once'}>
          <label for={`${id}-until`}>{words.until}</label>
          <p class="small" id={`${id}-until-hint`}>
            {words.untilHint}
          </p>
          <input
            type="date" id={`${id}-until`} min={draft().day} max={inAYear(today())} value={draft().until}
            aria-invalid={more.wrong === 'until'} aria-describedby={`${id}-until-hint ${id}-until-wrong`} onInput={(event) => set({ until: event.currentTarget.value })}
          />
          <Wrong id={`${id}-until-wrong`} said={more.wrong === 'until' ? words.untilWrong : null} />
        </Show>
        <Send isMain label={words.bookSend} waiting={words.booking} sending={sending} note={<RefusedOrClash refused={sending.refused()} isSending={sending.isSending()} onDespite={() => void book(true)} />} />
      </form>
    </Sheet>
  );
}
