import { useParams } from '@solidjs/router';
import { createMemo, createResource, createSignal, For, lazy, Show, untrack, type JSX } from 'solid-js';
import type { GroupRelease } from '../../../../shared/disclosure/release.ts';
import type { Question } from '../../../../shared/pulse/question.ts';
import { type Marked, standing } from '../../../../shared/signal/event.ts';
import { chartOfSeries, findingOf } from '../../../../shared/signal/finding.ts';
import { sayingOf } from '../../../../shared/signal/saying.ts';
import { seriesOf } from '../../../../shared/signal/series.ts';
import { type AnswerOf, identity, publicRecord } from '../../identity/client.ts';
import { day, month } from '../../ui/dates.ts';
import { Empty } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { answered, leftOut, percent, sentence, shareIn, unbroken, whyHidden } from '../../ui/share.ts';
import { Events } from '../events/events.tsx';
import { type Flag, flagsOf, placesOf } from '../events/flags.ts';
import { words as wordsOfEvents } from '../events/words.ts';
import { Comments } from '../comments/comments.tsx';
import { AnswersOwed } from '../owed/owed.tsx';
import { Classes } from './classes.tsx';
import { Reporting } from '../reporting.tsx';
import { Kin } from './kin.tsx';
import { MeasureTable } from './measureTable.tsx';
import { words } from './words.ts';

/** The chart library is fetched when there is something to draw. */
const ProcessChart = lazy(() => import('./processChart.tsx'));

/**
 * One group’s picture: what was said in the last closed round, in sentences first; then each measure’s line over the rounds with
 * a table beside it. The wording comes from the round’s own public description.
 */
export default function Group(): JSX.Element {
  const params = useParams<{ group: string }>();
  const [picture] = createResource(() => decoded(params.group), fetchPicture);
  return <Show when={picture()}>{(found) => <Show when={found().latest} fallback={<Nothing name={found().name} />}>{(latest) => <Picture {...found()} latest={latest()} />}</Show>}</Show>;
}

/** The router hands parts of an address over as they stand in it; a broken one is looked up as it is, and refused. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

interface Shown extends Omit<AnswerOf<'readGroup'>, 'events'> {
  events: readonly Marked[];
  latest: GroupRelease;
  questions: readonly Question[];
  floor: number;
}

async function fetchPicture(group: string): Promise<Omit<Shown, 'latest'> & { latest: GroupRelease | null }> {
  const found = await identity('readGroup', { params: { group } });
  const latest = found.releases.at(-1) ?? null;
  if (latest === null) return { ...found, latest, questions: [], floor: 0 };
  const { questions, floor } = await publicRecord('readManifest', { params: { round: latest.round } });
  return { ...found, latest, questions, floor };
}

const Nothing = (props: { name: string }): JSX.Element => (
  <Page title={props.name}>
    <Empty>{words.none}</Empty>
  </Page>
);

function Picture(props: Shown): JSX.Element {
  const [events, setEvents] = createSignal<readonly Marked[]>(untrack(() => props.events));
  const flags = createMemo(() => flagsOf(events()));
  const onChanged = (marked: Marked) =>
    setEvents((all) => [...all.filter((m) => m.event.id !== marked.event.id), marked].sort((a, b) => (a.event.id < b.event.id ? -1 : 1)));
  const first = () => props.questions[0];
  const lead = () => {
    const question = first();
    return question === undefined ? null : shareIn(props.latest, question.id).share;
  };
  return (
    <Page
      title={props.name}
      above={
        <p class="above">
          {words.above(props.latest.kind)} · <b>{props.name}</b>
        </p>
      }
      heading={
        <Show when={lead()} fallback={words.hiddenRound(props.latest.round)}>
          {(share) => `${sentence(share(), first()?.measure.says ?? '')}.`}
        </Show>
      }
    >
      <p class="lead">
        <Show when={props.latest.figures} fallback={`${capital(whyHidden(props.latest.hidden ?? 'too-few', props.floor))}.`}>
          {(figures) => `${capital(answered(figures().answered))}.`}
        </Show>{' '}
        {words.people(props.latest.people)} {words.round(props.latest.round, day(props.latest.closesAt))}{' '}
        <Show when={props.latest.figures !== null && props.latest.leftOut > 0}>{leftOut(props.latest.leftOut)}</Show>{' '}
        <Show when={(props.latest.figures?.unreadable ?? 0) > 0}>{words.unreadable(props.latest.figures?.unreadable ?? 0)}</Show>
      </p>
      <Kin {...props} />
      <AnswersOwed initialFound={props.owing} isOneGroup />
      <Events latest={props.latest} releases={props.releases} questions={props.questions} events={events()} flags={flags()} days={props.days} onChanged={onChanged} />
      <Show when={events().some((m) => isNewSince(m, props.latest))}>
        <p class="small">{wordsOfEvents.sinceTold(props.latest.round)}</p>
      </Show>
      <For each={props.questions}>{(question) => <Measure {...props} events={events()} flags={flags()} question={question} />}</For>
      <p class="key">{words.key}</p>
      <Show when={props.latest.classes}>{(classes) => <Classes classes={classes()} questions={props.questions} />}</Show>
      <Show when={props.releases.findLast((r) => r.reporting !== undefined)}>{(asked) => <Reporting told={asked().reporting ?? null} closesAt={asked().closesAt} />}</Show>
      <Comments group={props.latest.group} />
    </Page>
  );
}

/** Added or taken back after the newest round was told: its sentences do not know of it, and the charts do. */
const isNewSince = ({ event, takenBack }: Marked, { closesAt }: GroupRelease): boolean => event.restartsLimits && Date.parse(takenBack?.at ?? event.addedAt) > Date.parse(closesAt);

/** One measure: what was told of it when the round was released, in words first; its process chart, and a table beside it. */
function Measure(props: Shown & { flags: readonly Flag[]; question: Question }): JSX.Element {
  const series = () => seriesOf(props.releases, props.question.id).at(-1);
  const before = () => props.releases.at(-2);
  const measure = () => props.question.measure;
  return (
    <section class="measure">
      <Show when={series()}>
        {(line) => {
          const chart = createMemo(() => chartOfSeries(line(), standing(props.events)));
          const told = () => props.says.find((s) => s.question === props.question.id) ?? sayingOf(findingOf(line(), chart(), props.question), props.question, null);
          const hidden = () => line().points.filter((p) => p.value === null).length;
          return (
            <div>
              <p class={`verdict ${told().direction ?? 'plain'}`}>
                {measure().short} · <b>{told().label}</b>
              </p>
              <h2>{unbroken(told().sentence)}</h2>
              <p class="small">
                <Show when={shareIn(props.latest, props.question.id).share}>{(share) => <>{words.newest(sentence(share(), props.question.measure.says))} </>}</Show>
                <Show when={before()}>{(release) => <>{said(shareIn(release(), props.question.id), props.floor)} </>}</Show>
                <Show when={props.question.id in (props.latest.figures?.why ?? {})}>
                  <Reason question={props.question} release={props.latest} />
                </Show>
              </p>
              <ProcessChart
                series={line()}
                chart={chart()}
                better={measure().better}
                flags={placesOf(line(), props.flags)}
                label={words.chartLabel(measure().short, told().sentence, hidden()) + wordsOfEvents.inChart(props.flags.map((f) => `${f.kind}, ${wordsOfEvents.from(f.round)}`))}
                from={month(line().points[0]?.at ?? props.latest.closesAt)}
                to={month(props.latest.closesAt)}
              />
              <Show when={line().follows.length > 0}>
                <p class="key">{words.newLine}</p>
              </Show>
            </div>
          );
        }}
      </Show>
      <MeasureTable question={props.question} releases={props.releases} flags={props.flags} floor={props.floor} />
    </section>
  );
}

const said = (was: ReturnType<typeof shareIn>, floor: number): string =>
  was.share === null ? words.beforeHidden(whyHidden(was.hidden, floor)) : words.before(percent(was.share));

function Reason(props: { question: Question; release: GroupRelease }): JSX.Element {
  const option = () => props.release.figures?.why[props.question.id] ?? null;
  return <>{option() === null ? words.noReason : words.reason(props.question.why?.options[(option() ?? 1) - 1] ?? '')}</>;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
