import { A } from '@solidjs/router';
import { createResource, For, lazy, Show, type JSX } from 'solid-js';
import { type Chart, chartOf, percent, typeOf } from '../../../../shared/signal/chart.ts';
import { chartOfSeries } from '../../../../shared/signal/finding.ts';
import { type Point, type Series, seriesOf } from '../../../../shared/signal/series.ts';
import { shareKept } from '../../../../shared/time/monthly.ts';
import { type AnswerOf, identity } from '../../identity/client.ts';
import { day, month, monthNamed } from '../../ui/dates.ts';
import { Empty, Waiting } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { unbroken } from '../../ui/share.ts';
import { noonOf } from '../../ui/wallClock.ts';
import { MonthTable } from './monthTable.tsx';
import './protectedTime.css';
import { words } from './words.ts';

/** The chart library is fetched when there is something to draw. */
const ProcessChart = lazy(() => import('../group/processChart.tsx'));

export type Service = AnswerOf<'readProtectedTime'>['services'][number];

/** What of protected time was kept, by service and month, beside what the same service said of moral injury. Of nobody by name. */
export default function ProtectedTime(): JSX.Element {
  const [found] = createResource(() => identity('readProtectedTime'));
  return (
    <Page title={words.title} heading={words.heading}>
      <Show when={found()} fallback={<Waiting for={words.loading} />}>
        {(now) => (
          <Show when={now().countedOn} fallback={<Empty>{words.notCounted}</Empty>}>
            {(countedOn) => (
              <>
                <p class="lead">{words.lead(day(noonOf(countedOn())))}</p>
                <For each={now().services}>{(service) => <OfService service={service} floor={now().atLeast} />}</For>
                <p class="key">{words.key}</p>
                <p class="small">{words.forCare}</p>
                <p>
                  <A href="/rules">{words.rules}</A>
                </p>
              </>
            )}
          </Show>
        )}
      </Show>
    </Page>
  );
}

function OfService(props: { service: Service; floor: number }): JSX.Element {
  const headingId = () => `service-${props.service.id}`;
  return (
    <section class="service" aria-labelledby={headingId()}>
      <h2 id={headingId()}>{props.service.name}</h2>
      <Show when={props.service.months.length > 0} fallback={<Empty>{words.nothing(props.floor)}</Empty>}>
        <div class="columns even">
          <Kept service={props.service} floor={props.floor} />
          <Injury service={props.service} />
        </div>
        <Reasons service={props.service} />
        <Show when={props.service.flags}>
          {(flags) => (
            <>
              <h3>{words.flags}</h3>
              <ul class="reasons">
                <li>{words.soleCover(flags().soleCover, props.floor)}</li>
                <li>{words.noSupervision(flags().noSupervision, props.floor)}</li>
              </ul>
              <p class="small">{words.flagsNote}</p>
            </>
          )}
        </Show>
        <MonthTable service={props.service} floor={props.floor} />
      </Show>
    </section>
  );
}

/** Settled months only: they have all had the same time. */
function lineOf({ months }: Service): { points: Point[]; values: (number | null)[]; chart: Chart; settled: Service['months'] } {
  const settled = months.filter((m) => m.settled);
  const values = settled.map(({ figures }) => (figures === null ? null : shareKept(figures)));
  const points = values.map((value, i): Point => ({ round: i + 1, at: null, value, halfWidth: 0, share: null, answered: null, hidden: value === null ? 'too-few' : null }));
  return { points, values, settled, chart: chartOf(values, { within: percent }) };
}

/** No rule speaks with fewer. */
const fewestMonths = 10;

function Kept(props: { service: Service; floor: number }): JSX.Element {
  const line = () => lineOf(props.service);
  const last = () => line().values.findLastIndex((value) => value !== null);
  const share = () => line().values[last()] ?? null;
  const before = () => line().values.slice(0, Math.max(0, last())).filter((value) => value !== null);
  const verdict = () => {
    if (line().values.filter((value) => value !== null).length < fewestMonths) return 'few';
    const type = typeOf(line().chart.marks[last()] ?? null, 'higher');
    return type === 'better' || type === 'worse' ? type : 'usual';
  };
  const sentence = (): string => (share() === null ? words.noneSettled : words.newest(share() ?? 0, line().settled[last()]?.month ?? ''));
  const newest = () => props.service.months.at(-1);
  const lastOver = () => props.service.months.at(-2);
  return (
    <div>
      <p class={`verdict ${verdict() === 'better' || verdict() === 'worse' ? verdict() : 'plain'}`}>
        {words.measure} · <b>{words.verdict[verdict()]}</b>
      </p>
      <h3>{sentence()}</h3>
      <p class="small">
        <Show when={before().length > 0}>{words.before(before().reduce((a, b) => a + b, 0) / before().length, before().length)} </Show>
        <Show when={newest()?.figures}>{(figures) => words.soFar(newest()?.month ?? '', figures())}</Show>
      </p>
      <p class="small overdue">
        <Show when={lastOver()?.figures?.overdue}>{(overdue) => <>{words.overdue(lastOver()?.month ?? '', overdue(), props.floor, true)} </>}</Show>
        <Show when={newest()?.figures?.overdue}>{(overdue) => words.overdue(newest()?.month ?? '', overdue(), props.floor, false)}</Show>
      </p>
      <Show when={share() !== null} fallback={<p class="small">{words.noneSettledNote}</p>}>
        <ProcessChart series={line()} chart={line().chart} better="higher" flags={[]} label={words.chart(props.service.name, sentence())} from={monthNamed(line().settled[0]?.month ?? '2026-01')} to={monthNamed(line().settled.at(-1)?.month ?? '2026-01')} />
      </Show>
    </div>
  );
}

const Reasons = (props: { service: Service }): JSX.Element => (
  <>
    <h3>{words.reasons}</h3>
    <Show when={props.service.reasons} fallback={<p>{words.tooFewReasons}</p>}>
      {(reasons) => <ul class="reasons"><For each={reasons()}>{({ reason, lost, moved }) => <li>{words.reason(reason, lost, moved)}</li>}</For></ul>}
    </Show>
  </>
);

/** From what was published of its rounds, as its own page tells it. */
function Injury(props: { service: Service }): JSX.Element {
  const line = (): Series | undefined => seriesOf(props.service.releases ?? [], 'values').at(-1);
  const says = () => props.service.says[0];
  return (
    <Show when={props.service.releases}>
      <div>
        <p class={`verdict ${says()?.direction ?? 'plain'}`}>
          {words.injury}
          <Show when={says()}>{(told) => <> · <b>{told().label}</b></>}</Show>
        </p>
        <Show when={says() !== undefined && line()} fallback={<p>{words.injuryHidden}</p>}>
          {(series) => (
            <>
              <h3>{unbroken(says()?.sentence ?? '')}</h3>
              <ProcessChart series={series()} chart={chartOfSeries(series())} better="lower" flags={[]} label={words.injuryChart(props.service.name, says()?.sentence ?? '')} from={month(series().points[0]?.at ?? 0)} to={month(series().points.at(-1)?.at ?? 0)} />
              <p class="small">{words.injuryNote}</p>
              <p>
                <A href={`/groups/service-${props.service.id}`}>{words.picture(props.service.name)}</A>
              </p>
            </>
          )}
        </Show>
      </div>
    </Show>
  );
}
