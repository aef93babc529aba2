import { A } from '@solidjs/router';
import { createResource, createSignal, For, lazy, Show, Suspense, type JSX } from 'solid-js';
import type { GroupRelease } from '../../../../shared/disclosure/release.ts';
import type { Question } from '../../../../shared/pulse/question.ts';
import { tellUnchanged } from '../../../../shared/signal/catalogue.ts';
import type { Marked } from '../../../../shared/signal/event.ts';
import { type AnswerOf, identity, publicRecord } from '../../identity/client.ts';
import { day } from '../../ui/dates.ts';
import { Empty, Waiting } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { answered, leftOut, sentence, shareIn, unbroken, whyHidden } from '../../ui/share.ts';
import { Comments } from '../comments/comments.tsx';
import { AnswersOwed, type Owing } from '../owed/owed.tsx';
import { WhyPeopleLeave } from '../speakingFigures/leaving.tsx';
import { HeatMap, lastRounds } from './heatMap.tsx';
import { inReadingOrder } from './readingOrder.ts';
import { spread } from './spread.ts';
import { words } from './words.ts';

/** Drawn when somebody wants to see them. */
const SmallMultiples = lazy(() => import('./smallMultiples.tsx'));

/** The executives’ page: the whole organisation in sentences, its services, then every group over the last rounds. */
export default function ReadingRoom(): JSX.Element {
  const [room] = createResource(fetchRoom);
  return <Show when={room()}>{(found) => <Show when={found().round} fallback={<Nothing />}>{(round) => <Room {...found()} round={round()} />}</Show>}</Show>;
}

export type GroupLine = AnswerOf<'readReadingRoom'>['groups'][number];

interface Shown {
  round: number;
  groups: readonly GroupLine[];
  owing: Owing;
  events: readonly Marked[];
  questions: readonly Question[];
  floor: number;
}

async function fetchRoom(): Promise<Omit<Shown, 'round'> & { round: number | null }> {
  const { round, groups, owing, events } = await identity('readReadingRoom');
  if (round === null) return { round, groups, owing, events, questions: [], floor: 0 };
  const { questions, floor } = await publicRecord('readManifest', { params: { round } });
  return { round, groups: inReadingOrder(groups), owing, events, questions, floor };
}

const Nothing = (): JSX.Element => (
  <Page title={words.title}>
    <Empty>{words.none}</Empty>
  </Page>
);

function Room(props: Shown): JSX.Element {
  const latest = (kind: GroupRelease['kind']) => props.groups.map((g) => g.latest).filter((r) => r.kind === kind);
  const organisation = () => latest('organisation')[0];
  const cohorts = () => latest('cohort');
  /** The organisation’s own share, or, where that is hidden, from where to where its groups lie. */
  const finding = (question: Question): string => {
    const whole = organisation();
    const { share } = whole === undefined ? { share: null } : shareIn(whole, question.id);
    if (share !== null) return `${sentence(share, question.measure.says)}.`;
    const lies = spread(cohorts(), question.id);
    return lies === null ? `${words.nothingShown}.` : words.spread(question.measure.short, lies.least, lies.most, lies.shown, cohorts().length);
  };
  return (
    <Page
      title={words.title}
      above={<p class="above">{words.above(props.round, day(cohorts()[0]?.closesAt ?? organisation()?.closesAt ?? 0))}</p>}
      heading={<Show when={props.questions[0]}>{(question) => finding(question())}</Show>}
    >
      <p class="lead">
        <Show when={organisation()}>{(whole) => <Whole release={whole()} floor={props.floor} />}</Show>
      </p>
      <div class="columns">
        <div>
          <AnswersOwed initialFound={props.owing} />
          <Changed groups={props.groups} />
          <section>
            <h2>{words.otherMeasures}</h2>
            <ul class="findings">
              <For each={props.questions.slice(1)}>{(question) => <li>{finding(question)}</li>}</For>
            </ul>
          </section>
        </div>
        <aside>
          <section class="beside">
            <h2>{words.services}</h2>
            <For each={latest('service')}>{(service) => <Service release={service} question={props.questions[0]} floor={props.floor} />}</For>
          </section>
        </aside>
      </div>
      <HeatMap groups={props.groups} questions={props.questions} round={props.round} floor={props.floor} />
      <Lines {...props} />
      <p class="small">{words.never}</p>
      <WhyPeopleLeave />
      <Comments />
    </Page>
  );
}

function Lines(props: Shown): JSX.Element {
  const [isWanted, want] = createSignal(false);
  return (
    <details class="every-line" onToggle={(event) => event.currentTarget.open && want(true)}>
      <summary>{words.lines}</summary>
      <Show when={isWanted()}>
        <Suspense fallback={<Waiting for={words.waitingForLines} />}>
          <SmallMultiples groups={props.groups} questions={props.questions} events={props.events} rounds={lastRounds(props.groups, props.round)} />
        </Suspense>
      </Show>
    </details>
  );
}

/** What got worse, then what got better, in the order of the groups: a list of what happened and no ranking of where. */
function Changed(props: { groups: readonly GroupLine[] }): JSX.Element {
  const changed = () =>
    (['worse', 'better'] as const).flatMap((direction) =>
      props.groups.flatMap(({ latest, says }) => says.flatMap((said) => (said.direction === direction ? [{ ...said, group: latest.group, name: latest.name }] : []))),
    );
  return (
    <section>
      <h2>{words.changed}</h2>
      <Show when={changed().length > 0} fallback={<p>{tellUnchanged(props.groups.flatMap(({ says }) => says.map(({ label }) => label)))}</p>}>
        <ul class="findings">
          <For each={changed()}>
            {(said) => (
              <li>
                <span class={`verdict ${said.direction}`}>
                  <A href={`/groups/${said.group}`}>{said.name}</A> · <b>{said.label}</b>
                </span>
                <br />
                {unbroken(said.sentence)}
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}

function Whole(props: { release: GroupRelease; floor: number }): JSX.Element {
  return (
    <Show when={props.release.figures} fallback={words.organisationHidden(props.release.name, whyHidden(props.release.hidden ?? 'too-few', props.floor))}>
      {(figures) => `${props.release.name}: ${answered(figures().answered)}, of ${props.release.people} asked.${props.release.leftOut > 0 ? ` ${leftOut(props.release.leftOut)}` : ''}`}
    </Show>
  );
}

function Service(props: { release: GroupRelease; question: Question | undefined; floor: number }): JSX.Element {
  const said = () => {
    if (props.question === undefined) return '';
    const { share, hidden } = shareIn(props.release, props.question.id);
    if (share === null) return words.serviceHidden(whyHidden(hidden, props.floor));
    const { figures } = props.release;
    return `${sentence(share, props.question.measure.says)}${figures === null ? '' : ` (${answered(figures.answered)})`}.`;
  };
  return (
    <p>
      <A href={`/groups/${props.release.group}`}>{props.release.name}</A>
      <br />
      {said()}
    </p>
  );
}
