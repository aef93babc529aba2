import { A, useLocation } from '@solidjs/router';
import { Show, type JSX } from 'solid-js';
import { ranOut } from '../identity/session.ts';
import { settings } from '../identity/settings.ts';
import { Page } from '../ui/page.tsx';
import { SignInButton } from './signInButton.tsx';
import { words } from './words.ts';

/** Before sign-in, at any address: what this is, and the one thing to do. */
export function Welcome(): JSX.Element {
  const location = useLocation();
  return (
    <Page title={words.welcome.title} heading={words.welcome.heading(settings.organisation)}>
      <Show when={ranOut()}>
        <p class="note" role="status">
          {words.welcome.ranOut}
        </p>
      </Show>
      <p class="lead">{words.welcome.lead}</p>
      <p>
        {words.welcome.promise} <A href="/how-this-works">{words.welcome.how}</A>
      </p>
      <p class="actions">
        <SignInButton to={location.pathname} />
      </p>
    </Page>
  );
}
