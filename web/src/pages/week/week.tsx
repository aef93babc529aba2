import { A, useParams } from '@solidjs/router';
import { createMemo, createResource, createSignal, For, Show, type JSX } from 'solid-js';
import { identity } from '../../identity/client.ts';
import { day, dayAndTime, time } from '../../ui/dates.ts';
import { Empty, Waiting } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { mondayOf, noonOf, plusDays, wallOf } from '../../ui/wallClock.ts';
import { useHere } from '../me.tsx';
import { Book, type Draft, emptyDraft } from '../time/book.tsx';
import { Broken, Stale, createReading } from '../reading.tsx';
import { partiesOf, type Session } from '../time/mine.ts';
import { Protected } from '../time/lock.tsx';
import { SessionSheet, whoIsIn } from '../time/sheet.tsx';
import '../time/time.css';
import { kinds, words as timeWords } from '../time/words.ts';
import { Calendar } from './grid.tsx';
import { OnDuty } from './duty.tsx';
import { onDutyAt, shiftsIn, stretchOf } from './place.ts';
import { apart, isHistory, isKeptByOne, type Member, stateOf, type Week as Found } from './team.ts';
import { DueAndToRebook, Everybody, Quarter, WhatHappened } from './toDo.tsx';
import './week.css';
import { words } from './words.ts';

/** A team's week: what is to do, the week as a list that does everything by keyboard, and the calendar beside it. */
export default function Week(): JSX.Element {
  const { me, now } = useHere();
  const params = useParams<{ team?: string; monday?: string }>();
  const [teams] = createResource(() => me()?.id, async () => (await identity('readTeams')).teams);
  const team = () => {
    const all = teams.error === undefined ? teams() : undefined;
    const person = me();
    return params.team ?? all?.find(({ id }) => person?.manages.includes(id) === true)?.id ?? all?.find(({ id }) => id === person?.team)?.id ?? all?.[0]?.id;
  };
  const monday = () => {
    const wanted = params.monday ?? '';
    return mondayOf(/^20\d\d-\d\d-\d\d$/.test(wanted) && !Number.isNaN(Date.parse(wanted)) ? wanted : wallOf(now()).day);
  };
  const source = createMemo(() => `${team() ?? ''} ${monday()}`);
  const { found, again, reading } = createReading(
    () => (team() === undefined ? null : source()),
    async (which) => {
      const [id = '', of = ''] = which.split(' ');
      const week = await identity('readWeek', { params: { team: id, monday: of } });
      return { ...week, sessions: apart(week.sessions) };
    },
  );
  const failed = (): unknown => (found() === null ? (teams.error ?? reading.error) : undefined);
  const isNone = () => teams.state === 'ready' && team() === undefined;
  return (
    <Show when={failed() === undefined} fallback={<Page title={words.plainTitle}><Broken of={teams.error === undefined ? reading : teams} /></Page>}>
      <Show when={found()} fallback={<Page title={isNone() ? words.noTeam : words.plainTitle}>{isNone() ? <Empty>{words.noTeamText}</Empty> : <Waiting for={words.loading} />}</Page>}>
        {(week) => (
          <Page title={words.title(week().name)} heading={words.heading(week().name, day(noonOf(week().monday)).replace(/^\S+ /, ''))}>
            <Stale of={reading} again={again} />
            <Navigation team={week().team} monday={week().monday} today={week().today} teams={teams.error === undefined ? (teams() ?? []) : []} />
            <Show when={me()}>{(person) => <Opened week={week()} me={person().id} name={person().name} mayAll={person().roles.includes('principal')} manages={person().manages.includes(week().team)} isBusy={reading.state === 'refreshing'} onChanged={again} />}</Show>
          </Page>
        )}
      </Show>
    </Show>
  );
}

function Navigation(props: { team: string; monday: string; today: string; teams: readonly { id: string; name: string }[] }): JSX.Element {
  const at = () => props.teams.findIndex(({ id }) => id === props.team);
  const to = (monday: string, team = props.team): string => `/week/${team}/${monday}`;
  return (
    <div class="ways">
      <nav aria-label={words.weeks}>
        <A href={to(plusDays(props.monday, -7))}>‹ {words.before}</A>
        <A href={to(mondayOf(props.today))}>{words.thisWeek}</A>
        <A href={to(plusDays(props.monday, 7))}>{words.after} ›</A>
        <a href="#list" rel="external" onClick={(event) => { event.preventDefault(); document.getElementById('list')?.focus(); }}>
          {words.toList}
        </a>
      </nav>
      <Show when={props.teams.length > 1}>
        <nav aria-label={words.teams}>
          <Show when={props.teams[at() - 1]}>{(one) => <A href={to(props.monday, one().id)}>‹ {one().name}</A>}</Show>
          <Show when={props.teams[at() + 1]}>{(one) => <A href={to(props.monday, one().id)}>{one().name} ›</A>}</Show>
        </nav>
      </Show>
    </div>
  );
}

function Opened(props: { week: Found; me: string; name: string; mayAll: boolean; manages: boolean; isBusy: boolean; onChanged: () => Promise<void> }): JSX.Element {
  const [open, setOpen] = createSignal<{ session: Session; to?: string } | 'book' | null>(null);
  const [said, setSaid] = createSignal('');
  const [draft, setDraft] = createSignal<Draft>(emptyDraft());
  const isAnyOf = (session: Session) => props.week.people.some(({ id }) => session.people.includes(id));
  const mayChange = (session: Session) => !isHistory(session) && (props.mayAll || partiesOf(session).includes(props.me) || (props.manages && isAnyOf(session)));
  const changed = (what: string) => {
    setSaid(what);
    void props.onChanged();
  };
  const book = (draftNow: Draft | null) => {
    if (draftNow !== null) setDraft(draftNow);
    setOpen('book');
  };
  const bookFor = (member: Member, of: Session['of']) => book(emptyDraft({ of, people: [member.id], givenBy: member.id === props.me ? '' : props.me }));
  const known = createMemo(() => [...new Map([...props.week.people.map(({ id, name }) => [id, name] as const), [props.me, props.name] as const])].map(([id, name]) => ({ id, name })));
  const minutesFor = (of: Session['of'], people: readonly string[]): number | null => {
    const named = props.week.people.filter(({ id }) => people.includes(id)).flatMap(({ owed }) => owed.filter(({ counts }) => counts.about === of).flatMap(({ counts }) => counts.minutesToBook ?? []));
    return named.length === 0 ? null : Math.max(...named);
  };
  const acting = {
    get me() {
      return props.me;
    },
    get names() {
      return props.week.names;
    },
    mayChange,
  };
  const opened = () => {
    const it = open();
    return it === null || it === 'book' ? null : it;
  };
  return (
    <>
      <p class="said" role="status">
        {said()}
      </p>
      <p class="actions">
        <button type="button" class="do" onClick={() => book(draft().people.length === 0 ? emptyDraft({ givenBy: props.manages ? props.me : '' }) : null)}>
          {words.book}
        </button>
      </p>
      <div class="week-columns" aria-busy={props.isBusy}>
        <div>
          <DueAndToRebook {...acting} week={props.week} onChanged={changed} onBook={bookFor} />
          <ListOfWeek week={props.week} me={props.me} onOpen={(session) => setOpen({ session })} />
          <OnDuty week={props.week} onImported={changed} />
        </div>
        <div class="beside-list">
          <Calendar week={props.week} me={props.me} mayChange={mayChange} onOpen={(session, to) => setOpen({ session, ...(to === undefined ? {} : { to }) })} />
          <p class="small hint">{words.calendarHint}</p>
          <WhatHappened {...acting} week={props.week} onChanged={changed} onBook={bookFor} />
          <Everybody week={props.week} />
          <Quarter quarter={props.week.quarter} />
        </div>
      </div>
      <Show when={opened()}>{(it) => <SessionSheet initialSession={it().session} {...(it().to === undefined ? {} : { initialTo: it().to ?? '' })} {...acting} onChanged={changed} onClose={() => setOpen(null)} />}</Show>
      <Show when={open() === 'book'}>
        <Book draft={draft()} onDraft={setDraft} people={known()} minutesFor={minutesFor} onBooked={(told) => { setDraft(emptyDraft()); changed(told); }} onClose={() => setOpen(null)} />
      </Show>
    </>
  );
}

/** Day by day, each with all that can be done about it: what the calendar does with a pointer, this does with a keyboard. */
function ListOfWeek(props: { week: Found; me: string; onOpen: (session: Session) => void }): JSX.Element {
  const days = createMemo(() => [...Map.groupBy([...props.week.sessions].sort((a, b) => (a.start < b.start ? -1 : 1)), ({ start }) => wallOf(start).day)]);
  const duty = createMemo(() => shiftsIn(props.week.duty, props.week.monday));
  const onDuty = (session: Session) => (stateOf(session) === 'planned' ? onDutyAt(partiesOf(session), stretchOf(session, props.week.monday), duty()) : []);
  const says = (session: Session): string => {
    const state = stateOf(session);
    return state === 'moved' ? words.movedAway : isKeptByOne(session) ? words.keptByOne : words.states[state];
  };
  return (
    <section>
      <h2 id="list" tabindex="-1">
        {words.list}
      </h2>
      <Show when={days().length > 0} fallback={<Empty>{words.listNone}</Empty>}>
        <For each={days()}>
          {([of, sessions]) => (
            <>
              <h3 class="day">{day(noonOf(of))}</h3>
              <ul class="sessions">
                <For each={sessions}>
                  {(session) => (
                    <li>
                      <p>
                        <b>{time(session.start)}</b> {kinds[session.of]} <Show when={stateOf(session) === 'planned'} fallback={<span class="mark-state">{says(session)}</span>}><Protected /></Show>
                        <br />
                        <span class="small">{whoIsIn(session, props.week.names, props.me)}</span>
                        <For each={onDuty(session)}>
                          {(shift) => (
                            <>
                              <br />
                              <span class="watch">▲ {words.onDutyThenAt(props.week.names[shift.person] ?? '', `${time(shift.start)}–${time(shift.end)}`)}</span>
                            </>
                          )}
                        </For>
                      </p>
                      <button type="button" class="as-link" aria-label={timeWords.changeName(`${kinds[session.of]}, ${whoIsIn(session, props.week.names, props.me)}`, dayAndTime(session.start))} onClick={() => props.onOpen(session)}>
                        {timeWords.change}
                      </button>
                    </li>
                  )}
                </For>
              </ul>
            </>
          )}
        </For>
      </Show>
    </section>
  );
}
