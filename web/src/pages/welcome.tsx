import { A, useLocation } from '@solidjs/router';
import type { JSX } from 'solid-js';
import { settings } from '../identity/settings.ts';
import { Page } from '../ui/page.tsx';
import { SignInButton } from './signInButton.tsx';
import { words } from './words.ts';

/** Before sign-in, at any address: what this is, and the one thing to do. */
export function Welcome(): JSX.Element {
  const location = useLocation();
  return (
    <Page title={words.welcome.title} heading={words.welcome.heading(settings.organisation)}>
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
