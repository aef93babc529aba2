import { createSignal, Match, Show, Switch, type JSX } from 'solid-js';
import { dayAndTime, howSoon, time } from '../../ui/dates.ts';
import { ProblemNote } from '../../ui/notice.tsx';
import { refusals } from '../../wallet/refusal.ts';
import { useHoldings } from '../holdings.tsx';
import { type Me, type Round, useHere } from '../me.tsx';
import { type RoundHere, walletOf } from '../tokens.ts';
import { MoveToPhone } from './moveToPhone.tsx';
import type { Status } from './status.ts';
import { refusedWords, words } from './words.ts';

/** The round that is open, and the one thing to do about it. */
export function OpenRound(props: { me: Me; round: Round; status: Status; here: RoundHere | undefined }): JSX.Element {
  const { now } = useHere();
  const holdings = useHoldings();
  const [code, setCode] = createSignal<string | null>(null);
  const collect = () => holdings.collect([props.round.round]);
  const wallet = () => walletOf(props.me, holdings.device() ?? 'shared');

  const checkInHere = async () => {
    await collect();
    if (holdings.rounds().some((r) => r.round === props.round.round && r.state === 'held')) location.assign('/check-in');
  };
  const showCode = async () => {
    if (props.here === undefined) await collect();
    setCode(await (await wallet()).handOver(props.round.round, location.origin));
    await holdings.look();
  };
  const takeBack = async () => {
    await (await wallet()).takeBack(props.round.round);
    setCode(null);
    await holdings.look();
  };
  const refusal = () => {
    const came = holdings.collected().get(props.round.round);
    return came?.state === 'refused' ? refusals[came.why] : '';
  };
  const movable = () => ['ready', 'moved', 'not-collected'].includes(props.status) || code() !== null;
  return (
    <section class="card open-round">
      <div aria-live="polite">
        <Switch>
          <Match when={props.status === 'ready'}>
            <p class="actions">
              <a class="do" href="/check-in" rel="external">
                {words.checkIn}
              </a>
              <span>{words.minute}</span>
            </p>
            <p>{words.status[holdings.device() === 'own' ? 'ready' : 'ready-in-tab']}</p>
          </Match>
          <Match when={props.status === 'not-collected'}>
            <p class="actions">
              <button type="button" class="do" onClick={() => void checkInHere()}>
                {words.checkInHere}
              </button>
              <span>{words.minute}</span>
            </p>
            <p>{words.status['not-collected']}</p>
          </Match>
          <Match when={props.status === 'elsewhere'}>
            <p>{words.status.elsewhere}</p>
            <p class="small">{words.status.elsewhereLost}</p>
          </Match>
          <Match when={props.status === 'waiting'}>
            <p>{words.status.waiting}</p>
            <p class="small">
              <Show when={props.here?.sendAfter}>{(at) => `${words.leavesAt(time(at()))} `}</Show>
              {words.keepOpen}
            </p>
          </Match>
          <Match when={props.status === 'refused'}>
            <p>{refusedWords(props.here?.problem ?? null)}</p>
          </Match>
          <Match when={props.status === 'not-possible'}>
            <ProblemNote title={refusal()} remedy="" again={() => void collect()} />
          </Match>
          <Match when={plain(props.status)}>{(status) => <p>{words.status[status()]}</p>}</Match>
        </Switch>
      </div>
      <p class="small">{words.times(dayAndTime(props.round.closesAt), howSoon(props.round.closesAt, now()))}</p>
      <Show when={movable()}>
        <MoveToPhone code={code()} moved={props.status === 'moved'} show={showCode} hide={() => setCode(null)} takeBack={takeBack} />
      </Show>
    </section>
  );
}

/** The states that are told in one sentence and have nothing to tap. */
const plain = (status: Status) =>
  status === 'looking' || status === 'collecting' || status === 'moved' || status === 'sent' || status === 'not-asked' || status === 'failed' ? status : null;
