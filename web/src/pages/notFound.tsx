import { A } from '@solidjs/router';
import type { JSX } from 'solid-js';
import { Page } from '../ui/page.tsx';
import { words } from './words.ts';

export default function NotFound(): JSX.Element {
  return (
    <Page title={words.notFound.title}>
      <p class="lead">{words.notFound.text}</p>
      <p>
        <A href="/">{words.notFound.back}</A>
      </p>
    </Page>
  );
}
