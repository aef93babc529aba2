import { A } from '@solidjs/router';
import { createEffect, createResource, on, Show, Suspense, type JSX } from 'solid-js';
import { day, dayAndTime } from '../../ui/dates.ts';
import { Waiting } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { useHoldings } from '../holdings.tsx';
import { type Me, type Round, roundIn, useHere } from '../me.tsx';
import { OverdueMessages } from '../speakingFigures/speakingFigures.tsx';
import { receivedIn, walletOf } from '../tokens.ts';
import { OpenRound } from './openRound.tsx';
import { OwnDevice } from './ownDevice.tsx';
import { Pictures } from './pictures.tsx';
import { statusOf } from './status.ts';
import { Together } from './together.tsx';
import { words } from './words.ts';

/** A person’s home: the round that is open, on this device as it stands; whom they are asked with; what they may read. */
export default function Start(): JSX.Element {
  const { me } = useHere();
  return <Show when={me()}>{(person) => <Home me={person()} />}</Show>;
}

function Home(props: { me: Me }): JSX.Element {
  const holdings = useHoldings();
  const open = () => roundIn(props.me, 'open');
  const next = () => roundIn(props.me, 'prepared');
  const last = () => roundIn(props.me, 'closed');
  const here = (round: Round) => holdings.rounds().find((r) => r.round === round.round);
  const status = (round: Round) =>
    statusOf({ asked: round.cohort !== null, device: holdings.device(), wallet: holdings.state(), here: here(round), collected: holdings.collected().get(round.round) });
  const heading = () => {
    const now = open();
    if (now !== null) return ['waiting', 'sent'].includes(status(now)) ? words.headings.sent : words.headings.open;
    const coming = next();
    return coming === null ? words.headings.none : words.headings.nextOpens(day(coming.opensAt));
  };
  return (
    <Page title={words.title} heading={heading()}>
      <div class="columns">
        <div>
          <Show when={holdings.device() === null}>
            <OwnDevice me={props.me} />
          </Show>
          <Show when={open()}>{(round) => <OpenRound me={props.me} round={round()} status={status(round())} here={here(round())} />}</Show>
          <Show when={open() === null && next()}>{(round) => <Next round={round()} held={here(round()) !== undefined} />}</Show>
          <Show when={open() === null && next() === null}>
            <p>{words.noneText}</p>
          </Show>
          <Show when={open() !== null && next()}>{(round) => <p class="small">{words.afterThis(dayAndTime(round().opensAt))}</p>}</Show>
          <SpeakUp />
          <Show when={last()}>{(round) => <Received me={props.me} round={round().round} />}</Show>
          <Show when={holdings.device() !== null}>
            <OwnDevice me={props.me} />
          </Show>
        </div>
        <aside>
          <Show when={open() ?? next()}>{(round) => <Together round={round()} here={here(round())} />}</Show>
          <Suspense fallback={<Waiting for={words.waitingForPictures} />}>
            <Pictures me={props.me} />
          </Suspense>
        </aside>
      </div>
    </Page>
  );
}

/** For everybody and at any time: the way to write without a name, and the one with it. */
function SpeakUp(): JSX.Element {
  const holdings = useHoldings();
  const { me } = useHere();
  const isGuardian = () => me()?.roles.includes('guardian') === true;
  return (
    <section class="card">
      <h2>{words.speakUp.heading}</h2>
      <p>{words.speakUp.text}</p>
      <p>
        <a href="/more" rel="external">
          {words.speakUp.link}
        </a>
      </p>
      <OverdueMessages />
      <Show when={holdings.device() === 'own'}>
        <p class="small">{words.speakUp.when}</p>
      </Show>
      <p class="small">
        <A href="/contact-requests">{isGuardian() ? words.speakUp.asked : words.speakUp.named}</A>
      </p>
    </section>
  );
}

function Next(props: { round: Round; held: boolean }): JSX.Element {
  return (
    <section class="card">
      <p>{words.nextTimes(dayAndTime(props.round.opensAt), dayAndTime(props.round.closesAt))}</p>
      <Show when={props.held}>
        <p>{words.nextHeld}</p>
      </Show>
    </section>
  );
}

/** Only the device knows: it looks for its own mark in the whole organisation’s list. While the round is counted it looks again. */
function Received(props: { me: Me; round: number }): JSX.Element {
  const holdings = useHoldings();
  const { now } = useHere();
  const [found, { refetch }] = createResource(
    () => (holdings.state() === 'ready' ? props.round : null),
    async (round) => receivedIn(await walletOf(props.me, holdings.device() ?? 'shared'), round).catch(() => null),
  );
  /** Null while it is first on its way: the page does not wait for it. */
  const outcome = () => (found.state === 'ready' || found.state === 'refreshing' ? found.latest : null);
  createEffect(on(now, () => void (outcome() === 'counting' && refetch()), { defer: true }));
  const answered = () => holdings.rounds().some((r) => r.round === props.round && r.state === 'sent');
  return (
    <Show when={answered() && outcome()}>
      {(came) => (
        <section class="card">
          <h2>{words.received.heading(props.round)}</h2>
          <p class={came()}>{words.received[came()]}</p>
        </section>
      )}
    </Show>
  );
}
