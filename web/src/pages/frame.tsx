import { A, useLocation } from '@solidjs/router';
import { createEffect, createSignal, ErrorBoundary, on, Show, Suspense, type JSX } from 'solid-js';
import { Refused } from '../identity/client.ts';
import { session } from '../identity/session.ts';
import { settings } from '../identity/settings.ts';
import { Waiting } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { openAnew } from '../ui/openAnew.ts';
import { HoldingsProvider, useHoldings } from './holdings.tsx';
import { HereProvider, type Me, useHere } from './me.tsx';
import { Welcome } from './welcome.tsx';
import { words } from './words.ts';

/** What stands around every page: whose Headroom it is, where one can go, who is signed in. */
export function Frame(props: { children?: JSX.Element }): JSX.Element {
  return (
    <HereProvider>
      <HoldingsProvider>
        <Inner>{props.children}</Inner>
      </HoldingsProvider>
    </HereProvider>
  );
}

const open = ['/how-this-works', '/signed-in'];

function Inner(props: { children?: JSX.Element }): JSX.Element {
  const location = useLocation();
  const { me } = useHere();
  const known = (): Me | null => (session() !== null && (me.state === 'ready' || me.state === 'refreshing') ? (me.latest ?? null) : null);
  const roles = () => known()?.roles ?? [];
  return (
    <>
      <a class="skip" href="#page" rel="external" onClick={skip}>
        {words.skip}
      </a>
      <header class="top">
        <p class="mark">
          <A href="/" class="mark-name">
            Headroom
          </A>{' '}
          <span class="mark-organisation">{settings.organisation}</span>
        </p>
        <nav aria-label={words.nav}>
          <ul>
            <Show when={session()}>
              <Tab href="/">{words.start}</Tab>
              <Tab href="/time">{words.myTime}</Tab>
              <Tab href="/supervision">{words.supervision}</Tab>
              <Show when={roles().some((role) => role === 'manager' || role === 'principal')}>
                <Tab href="/week">{words.week}</Tab>
              </Show>
              <Show when={roles().some((role) => role === 'principal' || role === 'guardian' || role === 'executive')}>
                <Tab href="/lost-time">{words.lostTime}</Tab>
              </Show>
              <Show when={roles().some((role) => role === 'executive' || role === 'principal')}>
                <Tab href="/protected-time">{words.protectedTime}</Tab>
              </Show>
              <Show when={roles().includes('executive')}>
                <Tab href="/reading-room">{words.readingRoom}</Tab>
              </Show>
              <Show when={roles().some((role) => role === 'executive' || role === 'guardian')}>
                <Tab href="/inbox">{words.inbox}</Tab>
              </Show>
              <Show when={roles().includes('reviewer')}>
                <Tab href="/review">{words.review}</Tab>
              </Show>
              <Tab href="/rounds">{words.rounds}</Tab>
            </Show>
            <Tab href="/how-this-works">{words.howThisWorks}</Tab>
            <li>
              {/* A document of its own: the router would look for it among its pages. */}
              <a href="/more" rel="external">
                {words.speakUp}
              </a>
            </li>
          </ul>
        </nav>
        <Show when={session()}>
          <div class="who">
            <Show when={known()}>{(person) => <span>{words.signedInAs(person().name)}</span>}</Show> <SignOut />
          </div>
        </Show>
      </header>
      <main id="page" tabindex="-1">
        <ErrorBoundary fallback={(error: unknown, reset) => <Broken error={error} reset={reset} />}>
          <Suspense fallback={<Waiting for={words.waitingForPage} />}>
            <Show when={session() !== null || open.includes(location.pathname)} fallback={<Welcome />}>
              {props.children}
            </Show>
          </Suspense>
        </ErrorBoundary>
      </main>
      {/* Sends what is sealed and waiting: the check-in’s own document, which talks to the anonymous host alone. */}
      <iframe src="/check-in#send" title={words.sending} hidden aria-hidden="true" tabindex="-1" />
      {/* The same for messages: every page of everyone’s opens it, whether anything waits or not. */}
      <iframe src="/more#send" title={words.sending} hidden aria-hidden="true" tabindex="-1" />
    </>
  );
}

/** The router would take the fragment for a page. */
function skip(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById('page')?.focus();
}

function Tab(props: { href: string; children: JSX.Element }): JSX.Element {
  return (
    <li>
      <A href={props.href} end={props.href === '/'}>
        {props.children}
      </A>
    </li>
  );
}

/** On a shared device signing out takes away what this tab holds; where that costs a round, it is said first. */
function SignOut(): JSX.Element {
  const holdings = useHoldings();
  const [state, setState] = createSignal<'here' | 'sure' | 'leaving'>('here');
  const costsARound = () => holdings.device() !== 'own' && holdings.rounds().some((r) => r.state === 'held');
  const go = async () => {
    setState('leaving');
    const { signOut } = await import('../identity/signIn.ts');
    await signOut();
  };
  return (
    <Show
      when={state() === 'sure'}
      fallback={
        <button type="button" class="as-link" disabled={state() === 'leaving'} onClick={() => (costsARound() ? setState('sure') : void go())}>
          {state() === 'leaving' ? words.signingOut : words.signOut}
        </button>
      }
    >
      <span role="alert">{words.signOutCosts}</span>
      <button type="button" class="as-link" onClick={() => void go()}>
        {words.signOutAnyway}
      </button>
      <button type="button" class="as-link" onClick={() => setState('here')}>
        {words.stay}
      </button>
    </Show>
  );
}

/** What went wrong, in the words of the refusal; another page clears it. */
function Broken(props: { error: unknown; reset: () => void }): JSX.Element {
  const location = useLocation();
  const { refresh, me } = useHere();
  createEffect(on([() => location.pathname, session], () => props.reset(), { defer: true }));
  const said = (): { title: string; remedy: string } => (props.error instanceof Refused ? props.error : words.outOfTheBlue);
  const [isOffline, setOffline] = createSignal(false);
  const again = async () => {
    if (!(props.error instanceof Refused)) {
      // A script that did not come, perhaps.
      setOffline(!openAnew());
      return;
    }
    if (me.state === 'errored') await refresh();
    props.reset();
  };
  return (
    <Page title={said().title}>
      <p class="lead" role="alert">
        {said().remedy}
      </p>
      <p class="actions">
        <button type="button" class="quiet" onClick={() => void again()}>
          {words.tryAgain}
        </button>
      </p>
      <p class="wrong" role="alert">
        {isOffline() ? words.outOfTheBlue.noConnection : ''}
      </p>
    </Page>
  );
}
