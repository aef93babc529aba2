import { createMemo, createSignal, For, Show, type JSX } from 'solid-js';
import { reasonWords, states } from '../../../../shared/time/catalogue.ts';
import { day, list, shortDay, shortTime } from '../../ui/dates.ts';
import { Empty } from '../../ui/notice.tsx';
import { daysBetween, noonOf, wallOf } from '../../ui/wallClock.ts';
import { useHere } from '../me.tsx';
import { Rebook } from '../time/change.tsx';
import { Accounts, Confirm, Differing } from '../time/confirm.tsx';
import { Rules } from '../time/due.tsx';
import { isToRebook, type Session, toConfirm } from '../time/mine.ts';
import { type Acting, whoIsIn } from '../time/sheet.tsx';
import { kinds } from '../time/words.ts';
import { bookedOf, dueSoon, type Member, supervisionOf, toRebook, unknown, type Week } from './team.ts';
import { words } from './words.ts';

interface ToDo extends Acting {
  week: Week;
  onChanged: (said: string) => void;
  onBook: (member: Member, of: Session['of']) => void;
}

const shownAtOnce = 3;

/** What a manager has to do: to book in time, and to book again. */
export function DueAndToRebook(props: ToDo): JSX.Element {
  const lost = createMemo(() => toRebook(props.week.people));
  const due = createMemo(() => dueSoon(props.week.people, props.week.today));
  return (
    <section>
      <h2>{words.due}</h2>
      <Show when={lost().length + due().length > 0} fallback={<Empty>{words.dueNone}</Empty>}>
        <AtFirst of={due()} name={words.due}>
          {({ member, owed, booked }) => {
            const dueOn = day(noonOf(owed.counts.dueOn ?? ''));
            const of = owed.counts.about === 'clinical-supervision' ? 'clinical-supervision' : 'supervision';
            return (
              <article class="row">
                <h3>
                  {member.name} · {kinds[of]}
                </h3>
                <p classList={{ watch: !owed.counts.overdue, late: owed.counts.overdue }}>
                  {owed.counts.overdue ? `▲ ${words.wasDue(dueOn)}` : booked === null ? words.dueBy(dueOn) : `${words.dueOn(dueOn)} ${words.bookedLate(shortTime(booked.start))}`}
                </p>
                <Show when={props.mayChange(sessionFor(member))}>
                  <p class="answers">
                    <button type="button" class="quiet all" onClick={() => props.onBook(member, of)}>
                      {words.bookOne(member.name)}
                    </button>
                  </p>
                </Show>
                <Rules owed={owed} rules={props.week.rules} />
              </article>
            );
          }}
        </AtFirst>
        <AtFirst of={lost()} name={words.toRebook}>
          {(session) => <Lost {...props} session={session} />}
        </AtFirst>
      </Show>
    </section>
  );
}

/** What is over and nobody has told of: a tap each for whoever was there. */
export function WhatHappened(props: ToDo): JSX.Element {
  const open = createMemo(() => unknown(props.week.people));
  return (
    <Show when={open().length > 0}>
      <section>
        <h2>{words.unknown}</h2>
        <AtFirst of={open()} name={words.unknown}>
          {(session) => <Unknown {...props} session={session} />}
        </AtFirst>
      </section>
    </Show>
  );
}

/** The first few; the others on demand. */
function AtFirst<T>(props: { of: readonly T[]; name: string; children: (one: T) => JSX.Element }): JSX.Element {
  const [all, setAll] = createSignal(false);
  return (
    <>
      <For each={all() ? props.of : props.of.slice(0, shownAtOnce)}>{(one) => props.children(one)}</For>
      <Show when={!all() && props.of.length > shownAtOnce}>
        <button type="button" class="as-link" aria-label={words.moreName(props.of.length - shownAtOnce, props.name)} onClick={() => setAll(true)}>
          {words.more(props.of.length - shownAtOnce)}
        </button>
      </Show>
    </>
  );
}

/** Whether somebody may book for a member is decided as for a session that is the member's. */
export const sessionFor = ({ id }: Pick<Member, 'id'>): Session => ({ id: '', series: '', of: 'supervision', people: [id], givenBy: null, supervisor: 'other', start: '', end: '', gone: null, lines: [], changes: 0 });

function Lost(props: ToDo & { session: Session }): JSX.Element {
  const { now } = useHere();
  const [isOpen, setOpen] = createSignal(false);
  const session = () => props.session;
  const owing = () => session().lines.filter(isToRebook);
  const owedDays = () => daysBetween(wallOf(session().start).day, wallOf(now()).day);
  return (
    <article class="row">
      <h3>
        {whoIsIn(session(), props.names, props.me)} · {kinds[session().of]}
      </h3>
      <p class="watch">
        <Show when={session().gone} fallback={words.lostOn(shortDay(session().start), states[owing()[0]?.state ?? 'taken'])}>
          {(gone) => words.taken(shortDay(session().start), reasonWords[gone().reason], props.names[gone().by] ?? '')}
        </Show>
        , {words.owedFor(owedDays())}.
      </p>
      <Show when={owing().some(({ state }) => state === 'differs')}>
        <Accounts session={session()} me={props.me} names={props.names} />
        <Differing session={session()} me={props.me} onSaid={props.onChanged} />
      </Show>
      <Show when={props.mayChange(session())}>
        <Show when={isOpen()} fallback={<button type="button" class="quiet" aria-label={words.findFor(`${kinds[session().of]}, ${whoIsIn(session(), props.names, props.me)}`)} onClick={() => setOpen(true)}>{words.find}</button>}>
          <Rebook session={session()} onDone={props.onChanged} />
        </Show>
      </Show>
    </article>
  );
}

function Unknown(props: ToDo & { session: Session }): JSX.Element {
  const { now } = useHere();
  const isMine = () => toConfirm([props.session], props.me, now()).length > 0;
  return (
    <article class="row">
      <h3>
        {whoIsIn(props.session, props.names, props.me)} · {kinds[props.session.of]}
      </h3>
      <p class="small">{shortTime(props.session.start)}</p>
      <Show when={isMine()} fallback={<p>{words.asks(list([props.session.givenBy ?? props.session.people[0] ?? ''].map((id) => props.names[id] ?? '')))}</p>}>
        <Confirm session={props.session} onSaid={props.onChanged} />
      </Show>
    </article>
  );
}

/** Everyone by name, with what is next for them: nobody is first for any other reason. */
export function Everybody(props: Pick<ToDo, 'week'>): JSX.Element {
  const line = (one: Member): string => {
    const owed = supervisionOf(one);
    if (owed === null) return one.owed.length === 0 ? words.notKnown : words.nothingOwed;
    const { dueOn, overdue, state } = owed.counts;
    if (dueOn === null) return state === 'away' ? words.away : words.nothingOwed;
    const booked = bookedOf(one);
    return `${words.owedBy(kinds.supervision.toLowerCase(), shortDay(noonOf(dueOn)), overdue)}, ${booked === null ? words.notBooked : words.bookedOn(shortTime(booked.start))}`;
  };
  return (
    <details class="row">
      <summary>{words.everybody}</summary>
      <p class="small">{words.everybodyNote}</p>
      <Show when={props.week.people.length > 0} fallback={<Empty>{words.nobody}</Empty>}>
        <ul class="everybody">
          <For each={props.week.people}>
            {(one) => (
              <li>
                <b>{one.name}</b>: {line(one)}
              </li>
            )}
          </For>
        </ul>
      </Show>
    </details>
  );
}

/** What became of the team's hours, and why: of nobody by name. */
export function Quarter(props: { quarter: Week['quarter'] }): JSX.Element {
  const sums = () => [[props.quarter.kept, words.kept], [props.quarter.lost, words.lost], [props.quarter.toRebook, words.toRebook]] as const;
  return (
    <section class="quarter">
      <h2>{words.quarter}</h2>
      <dl>
        <For each={sums()}>
          {([minutes, what]) => (
            <div>
              <dt>{what}</dt>
              <dd>{words.hours(minutes)}</dd>
            </div>
          )}
        </For>
      </dl>
      <h3>{words.reasons}</h3>
      <Show when={props.quarter.reasons.length > 0} fallback={<p>{words.noReasons}</p>}>
        <ul>
          <For each={props.quarter.reasons}>{({ reason, lost, minutesLost, moved }) => <li>{words.reason(reasonWords[reason], lost, minutesLost, moved)}</li>}</For>
        </ul>
      </Show>
      <p class="small">
        {words.keptIs} {words.forCare}
      </p>
    </section>
  );
}
