import { useParams } from '@solidjs/router';
import { createResource, For, lazy, Show, type JSX } from 'solid-js';
import type { GroupRelease } from '../../../../shared/disclosure/release.ts';
import type { Question } from '../../../../shared/pulse/question.ts';
import { tell } from '../../../../shared/signal/catalogue.ts';
import { chartOfSeries, type Finding, findingOf, isSignal } from '../../../../shared/signal/finding.ts';
import { seriesOf } from '../../../../shared/signal/series.ts';
import { identity, publicRecord } from '../../identity/client.ts';
import { day, month } from '../../ui/dates.ts';
import { Empty } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { answered, leftOut, percent, sentence, shareIn, unbroken, whyHidden } from '../../ui/share.ts';
import { AnswersOwed, type Owing } from '../owed/owed.tsx';
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

interface Shown {
  name: string;
  releases: readonly GroupRelease[];
  latest: GroupRelease;
  owing: Owing;
  questions: readonly Question[];
  floor: number;
}

async function fetchPicture(group: string): Promise<Omit<Shown, 'latest'> & { latest: GroupRelease | null }> {
  const { name, releases, owing } = await identity('readGroup', { params: { group } });
  const latest = releases.at(-1) ?? null;
  if (latest === null) return { name, releases, latest, owing, questions: [], floor: 0 };
  const { questions, floor } = await publicRecord('readManifest', { params: { round: latest.round } });
  return { name, releases, latest, owing, questions, floor };
}

const Nothing = (props: { name: string }): JSX.Element => (
  <Page title={props.name}>
    <Empty>{words.none}</Empty>
  </Page>
);

function Picture(props: Shown): JSX.Element {
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
      <AnswersOwed initialFound={props.owing} isOneGroup />
      <For each={props.questions}>{(question) => <Measure {...props} question={question} />}</For>
      <p class="key">{words.key}</p>
    </Page>
  );
}

/** One measure: what its process chart says, in words first; the chart, and a table beside it. */
function Measure(props: Shown & { question: Question }): JSX.Element {
  const series = () => seriesOf(props.releases, props.question.id).at(-1);
  const before = () => props.releases.at(-2);
  const measure = () => props.question.measure;
  return (
    <section class="measure">
      <Show when={series()}>
        {(line) => {
          const chart = () => chartOfSeries(line());
          const finding = () => findingOf(line(), chart(), props.question);
          const told = () => tell(finding(), props.question);
          const hidden = () => line().points.filter((p) => p.value === null).length;
          return (
            <div>
              <p class={`verdict ${verdictOf(finding())}`}>
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
                label={words.chartLabel(measure().short, told().sentence, hidden())}
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
      <MeasureTable question={props.question} releases={props.releases} floor={props.floor} />
    </section>
  );
}

const verdictOf = (finding: Finding): 'better' | 'worse' | 'plain' => (isSignal(finding) ? finding.direction : 'plain');

const said = (was: ReturnType<typeof shareIn>, floor: number): string =>
  was.share === null ? words.beforeHidden(whyHidden(was.hidden, floor)) : words.before(percent(was.share));

function Reason(props: { question: Question; release: GroupRelease }): JSX.Element {
  const option = () => props.release.figures?.why[props.question.id] ?? null;
  return <>{option() === null ? words.noReason : words.reason(props.question.why?.options[(option() ?? 1) - 1] ?? '')}</>;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
