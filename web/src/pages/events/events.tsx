import { createUniqueId, For, Show, type JSX } from 'solid-js';
import type { GroupRelease } from '../../../../shared/disclosure/release.ts';
import type { Question } from '../../../../shared/pulse/question.ts';
import { eventKinds } from '../../../../shared/signal/catalogue.ts';
import type { Marked } from '../../../../shared/signal/event.ts';
import { shortDay } from '../../ui/dates.ts';
import { type Me, useHere } from '../me.tsx';
import { AddEvent, type Days } from './addEvent.tsx';
import { BeforeAndAfter } from './beforeAndAfter.tsx';
import { dayOfEvent, type Flag } from './flags.ts';
import { TakeBack } from './takeBack.tsx';
import { words } from './words.ts';

export interface TimeLine {
  latest: GroupRelease;
  releases: readonly GroupRelease[];
  questions: readonly Question[];
  events: readonly Marked[];
  flags: readonly Flag[];
  days: Days | null;
  onChanged: (marked: Marked) => void;
}

/** What happened in a group, in order, with who added it and why; and, for who may, the place to add to it. */
export function Events(props: TimeLine): JSX.Element {
  const { me } = useHere();
  const may = () => {
    const person = me();
    return person !== undefined && mayMark(person, props.latest) ? person : null;
  };
  return (
    <Show when={props.events.length > 0 || may() !== null}>
      <section class="events">
        <h2>{words.heading}</h2>
        <For each={props.events} fallback={<p>{words.none}</p>}>
          {(marked) => <One {...props} marked={marked} me={may()} />}
        </For>
        <Show when={may()}>
          {(person) => (
            <Show when={props.days}>
              {(days) => (
                <details>
                  <summary>{words.add}</summary>
                  <AddEvent latest={props.latest} days={days()} name={person().name} mayMarkAll={mayMarkAll(person())} onAdded={props.onChanged} />
                </details>
              )}
            </Show>
          )}
        </Show>
      </section>
    </Show>
  );
}

/** The server has the last word; who may not is not shown what they would be refused. */
const mayMarkAll = ({ roles }: Me): boolean => roles.includes('executive') || roles.includes('steward');
const mayMark = (me: Me, { kind, teams }: GroupRelease): boolean => mayMarkAll(me) || (me.roles.includes('manager') && kind === 'cohort' && teams.some((t) => me.manages.includes(t)));

function One(props: TimeLine & { marked: Marked; me: Me | null }): JSX.Element {
  const title = createUniqueId();
  const event = () => props.marked.event;
  const flag = () => props.flags.find((f) => f.event.id === event().id);
  const on = () => {
    const at = dayOfEvent(event());
    return at === null ? words.from(props.marked.round) : shortDay(at);
  };
  const mayTakeBack = () => props.me !== null && props.marked.takenBack === null && (event().groups !== 'all' || mayMarkAll(props.me));
  return (
    <article aria-labelledby={title}>
      <h3 id={title}>
        <Show when={flag()}>
          {(f) => (
            <span class="flag">
              <span class="visually-hidden">{words.flag(f().number)}: </span>
              <span aria-hidden="true">⚑ {f().number}</span>
            </span>
          )}
        </Show>{' '}
        <span classList={{ gone: props.marked.takenBack !== null }}>
          {eventKinds[event().kind]}, {on()}
        </span>
      </h3>
      <p classList={{ gone: props.marked.takenBack !== null }}>{event().text}</p>
      <p class="small">
        {words.added(event().by, shortDay(event().addedAt))} <Show when={event().groups === 'all'}>{words.everyone} </Show>
        <Show when={event().restartsLimits && props.marked.takenBack === null}>{words.restarts}</Show>
      </p>
      <Show when={props.marked.takenBack}>
        {(correction) => (
          <p>
            <b>{words.takenBack(correction().by, shortDay(correction().at))}</b> {correction().text}
          </p>
        )}
      </Show>
      <Show when={props.marked.takenBack === null}>
        <details>
          <summary aria-label={words.compareName(eventKinds[event().kind], on())}>{words.compare}</summary>
          <BeforeAndAfter event={event()} releases={props.releases} questions={props.questions} />
        </details>
      </Show>
      <Show when={mayTakeBack()}>
        <details>
          <summary>{words.takeBack}</summary>
          <TakeBack id={event().id} onTakenBack={props.onChanged} />
        </details>
      </Show>
    </article>
  );
}
