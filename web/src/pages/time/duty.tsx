import { createSignal, For, Show, type JSX } from 'solid-js';
import { type AnswerOf, identity } from '../../identity/client.ts';
import { ProblemNote, Waiting } from '../../ui/notice.tsx';
import { useHere } from '../me.tsx';
import { createReading, problemOf } from '../reading.tsx';
import { createSending, RefusedNote } from '../sending.tsx';
import { DaysAway } from './away.tsx';
import { dutyWords as words } from './dutyWords.ts';
import { WorkingHours } from './hours.tsx';

type Mine = AnswerOf<'readDuty'>;
export type Shift = Mine['shifts'][number];

/** My duty: what comes, two taps for today, the hours I work, the days I am away, and every flag that is for me to see. */
export function Duty(): JSX.Element {
  const { me } = useHere();
  const { found, again, reading } = createReading(() => me()?.id, () => identity('readDuty'));
  const { refused, send, isSending } = createSending();
  const [said, setSaid] = createSignal('');
  const say = async (kind: 'alone' | 'on-duty', on: string, is: boolean) => {
    setSaid('');
    if (!(await send(identity('sayDuty', { body: { kind, on, is } })))) return;
    setSaid(words.said[kind][is ? 'yes' : 'no']);
    await again();
  };
  const tell = (then: string) => {
    setSaid(then);
    void again();
  };
  return (
    <section class="duty">
      <h2>{words.title}</h2>
      <p class="said" role="status">
        {said()}
      </p>
      <Show when={problemOf(reading)}>{(problem) => <ProblemNote title={problem().title} remedy={problem().remedy} again={() => void again()} />}</Show>
      <Show when={found()} fallback={<Show when={problemOf(reading) === null}><Waiting for={words.loading} /></Show>}>
        {(mine) => (
          <>
            <For each={mine().flags}>{(flag) => <Flag flag={flag} mine={mine()} me={me()?.id ?? ''} />}</For>
            <Coming mine={mine()} />
            <Show when={mine().isAsked}>
              <Taps mine={mine()} isSending={isSending()} onSay={(kind, is) => void say(kind, mine().today, is)} />
              <p class="small">{words.note(mine().rule)}</p>
            </Show>
            <Show when={mine().works.length > 0}>
              <WorkingHours initialWorks={mine().works} onSending={() => setSaid('')} onSaid={tell} />
              <DaysAway away={mine().away} today={mine().today} onSending={() => setSaid('')} onSaid={tell} />
            </Show>
          </>
        )}
      </Show>
      <RefusedNote refused={refused()} />
    </section>
  );
}

function Flag(props: { flag: Mine['flags'][number]; mine: Mine; me: string }): JSX.Element {
  const who = () => (props.flag.person === props.me ? null : (props.mine.names[props.flag.person] ?? ''));
  return (
    <article class="row flagged">
      <h3>▲ {words.flag(props.flag, who())}</h3>
      <Show when={props.flag.kind === 'sole-cover' && props.flag}>{(flag) => <p class="small">{words.days(flag().days)}</p>}</Show>
      <p class="small">{words.seenBy(props.flag.as, props.mine.supervisor === null ? null : (props.mine.names[props.mine.supervisor] ?? null))}</p>
    </article>
  );
}

function Coming(props: { mine: Mine }): JSX.Element {
  const { now } = useHere();
  const coming = () => props.mine.shifts.filter(({ end }) => Date.parse(end) > now()).slice(0, 4);
  return (
    <Show when={coming().length > 0} fallback={<p>{words.none}</p>}>
      <ul class="shifts">
        <For each={coming()}>{(shift) => <li>{words.shift(shift)}</li>}</For>
      </ul>
    </Show>
  );
}

function Taps(props: { mine: Mine; isSending: boolean; onSay: (kind: 'alone' | 'on-duty', is: boolean) => void }): JSX.Element {
  const isAlone = () => props.mine.alone.includes(props.mine.today);
  const today = () => props.mine.shifts.find(({ day }) => day === props.mine.today);
  return (
    <p class="answers">
      <Show when={today() === undefined || today()?.from === 'tap'}>
        <button type="button" class="quiet" disabled={props.isSending} onClick={() => props.onSay('on-duty', today() === undefined)}>
          {today() === undefined ? words.onDuty : words.notOnDuty}
        </button>
      </Show>
      <button type="button" class="quiet" disabled={props.isSending} onClick={() => props.onSay('alone', !isAlone())}>
        {isAlone() ? words.notAlone : words.alone}
      </button>
    </p>
  );
}
