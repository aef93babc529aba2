import { A } from '@solidjs/router';
import { createMemo, createSignal, For, Show, type JSX } from 'solid-js';
import { reasonWords, states } from '../../../../shared/time/catalogue.ts';
import { identity } from '../../identity/client.ts';
import { dayAndTime, time } from '../../ui/dates.ts';
import { Empty } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { useHere } from '../me.tsx';
import { Book, type Draft, emptyDraft } from './book.tsx';
import { Calendars } from './calendars.tsx';
import { Accounts, Confirm, Differing } from './confirm.tsx';
import { Rebook } from './change.tsx';
import { AlsoDue, Always, Due } from './due.tsx';
import { Duty } from './duty.tsx';
import { createReading, Found } from '../reading.tsx';
import { Protected } from './lock.tsx';
import { Ledger } from './ledger.tsx';
import { type MyTime, owedAlways, owedInTime, owedOtherwise, partiesOf, type Session, toCome, toConfirm, toRebook } from './mine.ts';
import { ReportLoss, Reports } from './report.tsx';
import { SessionSheet, whoIsIn } from './sheet.tsx';
import './time.css';
import { kinds, words } from './words.ts';

/** What I am owed and why, what waits for a word of mine, what was lost, what comes, and what became of the last year. */
export default function Time(): JSX.Element {
  const { me } = useHere();
  const reading = createReading(() => me()?.id, () => identity('readMyTime'));
  return (
    <Page title={words.title}>
      <Found by={reading} waiting={words.loading}>
        {(mine) => <Show when={me()}>{(person) => <Mine mine={mine()} me={person().id} name={person().name} onChanged={reading.again} />}</Show>}
      </Found>
    </Page>
  );
}

const shownAtOnce = 6;

function Mine(props: { mine: MyTime; me: string; name: string; onChanged: () => Promise<void> }): JSX.Element {
  const { now } = useHere();
  const [open, setOpen] = createSignal<Session | 'book' | null>(null);
  const [said, setSaid] = createSignal('');
  const [isAll, setAll] = createSignal(false);
  const [draft, setDraft] = createSignal<Draft>(emptyDraft());
  const sessions = () => props.mine.sessions;
  const owed = createMemo(() => owedInTime(props.mine.owed));
  const otherwise = createMemo(() => owedOtherwise(props.mine.owed));
  const always = createMemo(() => owedAlways(props.mine.owed));
  const asked = createMemo(() => toConfirm(sessions(), props.me, now()));
  const lost = createMemo(() => toRebook(sessions(), props.me));
  const coming = createMemo(() => toCome(sessions(), now()));
  const acting = { get me() { return props.me; }, get names() { return props.mine.names; }, mayChange: (session: Session) => partiesOf(session).includes(props.me) };
  const changed = (what: string) => {
    setSaid(what);
    void props.onChanged();
  };
  const book = (of: Session['of']) => {
    if (draft().people.length === 0) setDraft(emptyDraft({ people: [props.me], of }));
    setOpen('book');
  };
  const known = () => Object.entries({ ...props.mine.names, [props.me]: props.name }).map(([id, name]) => ({ id, name }));
  return (
    <>
      <p class="said" role="status">
        {said()}
      </p>
      <div class="columns">
        <div>
          <h2 class="first">{words.owed}</h2>
          <Show when={props.mine.known} fallback={<Empty>{words.notKnown}</Empty>}>
            <For each={owed()} fallback={<><h3>{words.nothingDue}</h3><Empty>{words.nothingDueText}</Empty></>}>
              {(one, i) => <Due owed={one} rules={props.mine.rules} sessions={sessions()} me={props.me} names={props.mine.names} isFirst={i() === 0} onBook={() => book(one.counts.about === 'protected-week' ? 'cpd' : one.counts.about === 'clinical-supervision' ? 'clinical-supervision' : 'supervision')} />}
            </For>
          </Show>
          <section>
            <h2>{words.confirm}</h2>
            <For each={asked()} fallback={<Empty>{words.confirmNone}</Empty>}>
              {(session) => (
                <article class="row">
                  <SessionLine session={session} me={props.me} names={props.mine.names} />
                  <Accounts session={session} me={props.me} names={props.mine.names} />
                  <Confirm session={session} onSaid={changed} />
                </article>
              )}
            </For>
          </section>
          <section>
            <h2>{words.lost}</h2>
            <For each={lost()} fallback={<Empty>{words.lostNone}</Empty>}>{(session) => <Lost session={session} mine={props.mine} me={props.me} names={props.mine.names} onChanged={changed} />}</For>
          </section>
          <Reports mine={props.mine} lost={lost()} me={props.me} onReported={changed} />
          <Show when={otherwise().length > 0}>
            <AlsoDue owed={otherwise()} rules={props.mine.rules} />
          </Show>
          <Show when={always().length > 0}>
            <Always owed={always()} rules={props.mine.rules} />
          </Show>
          <p>
            <A href="/cpd">{words.cpd}</A>
          </p>
          <p>
            <A href="/rules">{words.rules}</A>
          </p>
        </div>
        <aside>
          <section>
            <h2>{words.coming}</h2>
            <ul class="sessions">
              <For each={isAll() ? coming() : coming().slice(0, shownAtOnce)} fallback={<li><Empty>{words.comingNone}</Empty></li>}>
                {(session) => (
                  <li class="row">
                    <SessionLine session={session} me={props.me} names={props.mine.names} isProtected />
                    <button type="button" class="as-link" aria-label={words.changeName(kinds[session.of], dayAndTime(session.start))} onClick={() => setOpen(session)}>
                      {words.change}
                    </button>
                  </li>
                )}
              </For>
            </ul>
            <Show when={!isAll() && coming().length > shownAtOnce}>
              <button type="button" class="as-link" onClick={() => setAll(true)}>
                {words.moreToCome(coming().length - shownAtOnce)}
              </button>
            </Show>
            <p class="actions">
              <button type="button" class="quiet" onClick={() => book('cpd')}>
                {words.book}
              </button>
            </p>
          </section>
          <Duty />
          <Calendars onMove={setOpen} />
        </aside>
      </div>
      <Ledger time={props.mine} me={props.me} />
      <Show when={open()}>
        {(what) => {
          const session = () => {
            const it = what();
            return it === 'book' ? null : it;
          };
          return (
            <Show
              when={session()}
              fallback={<Book draft={draft()} onDraft={setDraft} people={known()} minutesFor={(of) => props.mine.owed.find((o) => o.counts.about === of)?.counts.minutesToBook ?? null} onBooked={(told) => { setDraft(emptyDraft()); changed(told); }} onClose={() => setOpen(null)} />}
            >
              {(one) => <SessionSheet {...acting} initialSession={one()} onChanged={changed} onClose={() => setOpen(null)} />}
            </Show>
          );
        }}
      </Show>
    </>
  );
}

/** One session in a line or two: what, when, with whom, and that it is protected. */
export function SessionLine(props: { session: Session; me: string; names: Readonly<Record<string, string>>; isProtected?: boolean }): JSX.Element {
  return (
    <p>
      <b>{kinds[props.session.of]}</b>
      <Show when={props.isProtected}>
        {' '}
        <Protected />
      </Show>
      <br />
      {dayAndTime(props.session.start)}–{time(props.session.end)}
      <br />
      <span class="small">{whoIsIn(props.session, props.names, props.me)}</span>
    </p>
  );
}

function Lost(props: { session: Session; mine: MyTime; me: string; names: MyTime['names']; onChanged: (said: string) => void }): JSX.Element {
  const line = () => props.session.lines.find(({ person }) => person === props.me);
  return (
    <article class="row">
      <h3>{line()?.state === 'differs' ? `${kinds[props.session.of]}: ${words.differs}` : kinds[props.session.of]}</h3>
      <p class="watch">
        <Show when={props.session.gone} fallback={<>{words.wasNotWhole(dayAndTime(props.session.start))} {states[line()?.state ?? 'taken']}.</>}>
          {(gone) => words.taken(dayAndTime(props.session.start), reasonWords[gone().reason], gone().by === props.me ? words.you : (props.names[gone().by] ?? ''))}
        </Show>{' '}
        {words.owedStill(line()?.minutesOwed ?? 0)}
      </p>
      <Show when={props.session.gone === null}>
        <Accounts session={{ ...props.session, lines: props.session.lines.filter(({ person }) => person === props.me) }} me={props.me} names={props.names} />
        <Show when={line()?.state === 'differs'}>
          <Differing session={props.session} me={props.me} onSaid={props.onChanged} />
        </Show>
      </Show>
      <Rebook session={props.session} onDone={props.onChanged} />
      <ReportLoss mine={props.mine} session={props.session.id} me={props.me} onReported={props.onChanged} />
    </article>
  );
}
