import { type JSX, Show } from 'solid-js';
import type { ReportingRelease } from '../../../shared/disclosure/reporting.ts';
import { reportingQuestion } from '../../../shared/pulse/reporting.ts';
import { day } from '../ui/dates.ts';
import { sentence } from '../ui/share.ts';

const words = {
  title: 'What reporting lost time cost',
  said: ({ cost, reported }: ReportingRelease) => `${sentence(cost, reportingQuestion.measure.says)}, of the ${reported.atLeast} to ${reported.atMost} people who had reported any.`,
  hidden: 'Not shown: fewer than 20 said that they had reported any, or too many of them work in one group.',
  asked: (closesAt: string) => `Asked once a quarter inside the check-in, last in the round that ended on ${day(closesAt)}, and counted over the whole organisation. Nothing of it is shown of any group.`,
} as const;

/** Whether reporting lost time cost those who did, by what they said where nobody can tell who they are. */
export function Reporting(props: { told: ReportingRelease | null; closesAt: string }): JSX.Element {
  return (
    <section>
      <h2>{words.title}</h2>
      <Show when={props.told} fallback={<p>{words.hidden}</p>}>
        {(told) => <p>{words.said(told())}</p>}
      </Show>
      <p class="small">{words.asked(props.closesAt)}</p>
    </section>
  );
}
