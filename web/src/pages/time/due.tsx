import { For, Show, type JSX } from 'solid-js';
import { dayInWords, tellDay, things } from '../../../../shared/time/catalogue.ts';
import { dayAndTime, day, howSoon } from '../../ui/dates.ts';
import { noonOf } from '../../ui/wallClock.ts';
import { useHere } from '../me.tsx';
import { bookedFor, type MyTime, type Owed, type Session } from './mine.ts';
import { words } from './words.ts';

type Rule = Owed['counts'];
const thing = ({ about }: Rule): string => (about in things ? things[about as keyof typeof things] : about);

/** What is due of one thing, by when and why; and by which rules, on demand. */
export function Due(props: { owed: Owed; rules: MyTime['rules']; sessions: readonly Session[]; me: string; names: Readonly<Record<string, string>>; isFirst: boolean; onBook: () => void }): JSX.Element {
  const { now } = useHere();
  const counts = () => props.owed.counts;
  const planned = () => bookedFor(props.owed, props.sessions, props.me, now());
  const isInTime = () => {
    const [session, dueOn] = [planned(), counts().dueOn];
    return session !== null && dueOn !== null && session.start.slice(0, 10) <= dueOn;
  };
  const headline = () => {
    const { dueOn, overdue, state } = counts();
    if (state === 'away') return `${thing(counts())}: ${words.away}`;
    if (dueOn === null) return thing(counts());
    return overdue ? words.overdue(thing(counts()), day(noonOf(dueOn))) : words.next(thing(counts()), day(noonOf(dueOn)), howSoon(noonOf(dueOn), now()));
  };
  return (
    <article classList={{ due: true, card: props.isFirst, late: counts().overdue }}>
      <h3 classList={{ big: props.isFirst }}>
        <Show when={counts().overdue}>
          <span class="sign" aria-hidden="true">▲ </span>
        </Show>
        {headline()}
      </h3>
      <p>{counts().why}</p>
      <For each={counts().counted}>{(one) => <p class="small">{one}</p>}</For>
      <Show when={counts().overdue}>
        <p>{words.overdueNote}</p>
      </Show>
      <Show when={counts().dueOn !== null && counts().about !== 'protected-week'}>
        <Show when={planned()} fallback={<p>{words.notBooked}</p>}>
          {(session) => (
            <p>
              {isInTime() ? words.booked(dayAndTime(session().start), session().givenBy === null ? null : (props.names[session().givenBy ?? ''] ?? null)) : words.bookedLate(dayAndTime(session().start))}
            </p>
          )}
        </Show>
      </Show>
      <Show when={!isInTime() && counts().state === 'open'}>
        <p class="actions">
          <button type="button" class="quiet" onClick={() => props.onBook()}>
            {words.book}
          </button>
        </p>
      </Show>
      <Rules owed={props.owed} rules={props.rules} />
    </article>
  );
}

/** The strictest first, and what it was held against. */
export function Rules(props: { owed: Owed; rules: MyTime['rules'] }): JSX.Element {
  return (
    <details>
      <summary>{props.owed.also.length === 0 ? words.which : words.whichWith(props.owed.also.length)}</summary>
      <p class="small">{words.strictest}</p>
      <RuleLine rule={props.owed.counts} rules={props.rules} />
      <Show when={props.owed.also.length > 0}>
        <p class="small">{words.beside}</p>
        <For each={props.owed.also}>{(rule) => <RuleLine rule={rule} rules={props.rules} />}</For>
      </Show>
    </details>
  );
}

function RuleLine(props: { rule: Rule; rules: MyTime['rules'] }): JSX.Element {
  return (
    <p>
      <b>{props.rule.name}</b>
      {props.rule.dueOn === null ? '' : `, ${words.ruleDay(dayInWords(props.rule.dueOn))}`}. {props.rule.why} {props.rules[props.rule.rule]}{' '}
      <Show when={props.rule.source.startsWith('https://')}>
        <a href={props.rule.source} rel="noreferrer">
          {words.source}
          <span class="visually-hidden">: {props.rule.name}</span>
        </a>
      </Show>
    </p>
  );
}

const EachRule = (props: { owed: Owed; rules: MyTime['rules'] }): JSX.Element => <For each={[props.owed.counts, ...props.owed.also]}>{(rule) => <RuleLine rule={rule} rules={props.rules} />}</For>;

/** Forms, fees and records with a day of their own. */
export function AlsoDue(props: { owed: readonly Owed[]; rules: MyTime['rules'] }): JSX.Element {
  return (
    <section>
      <h2>{words.alsoDue}</h2>
      <p class="small">{words.alsoDueNote}</p>
      <For each={props.owed}>
        {(one) => (
          <details class="row">
            <summary>
              {thing(one.counts)}: {tellDay({ dueOn: one.counts.dueOn, state: 'open' }).replace(/^D/, 'd')}
            </summary>
            <p>{one.counts.why}</p>
            <For each={one.counts.counted}>{(said) => <p class="small">{said}</p>}</For>
            <EachRule owed={one} rules={props.rules} />
          </details>
        )}
      </For>
    </section>
  );
}

/** By which rules something is owed that has no day. */
export function Always(props: { owed: readonly Owed[]; rules: MyTime['rules'] }): JSX.Element {
  return (
    <section>
      <h2>{words.always}</h2>
      <For each={props.owed}>
        {(one) => (
          <details class="row">
            <summary>{thing(one.counts)}</summary>
            <EachRule owed={one} rules={props.rules} />
          </details>
        )}
      </For>
    </section>
  );
}
