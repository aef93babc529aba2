import type { JSX } from 'solid-js';
import { day, dayAndTime } from '../ui/dates.ts';
import type { Beginning } from './beginning.ts';
import { Brand, Heading } from '../ui/screenHeading.tsx';

export type WithoutQuestions = Exclude<Beginning, { with: 'questions' | 'answered' }>;

/** Why there is nothing to answer here, and where to go. */
export default function NoQuestions(props: { beginning: WithoutQuestions }): JSX.Element {
  const words = () => wordsFor(props.beginning);
  return (
    <main tabindex="-1">
      <header>
        <Brand />
      </header>
      <Heading>
        {words().title}
      </Heading>
      <p class="lead">{words().text}</p>
      <p>
        <a class="button" href="/">
          To the start page
        </a>
      </p>
    </main>
  );
}

interface Words {
  title: string;
  text: string;
}

function wordsFor(b: WithoutQuestions): Words {
  switch (b.with) {
    case 'not-open-yet':
      return { title: 'This round has not opened yet', text: `It opens on ${dayAndTime(b.round.opensAt)}. This device is ready for it; you need not sign in again.` };
    case 'moved':
      return {
        title: 'You moved this check-in to your phone',
        text: 'Its code was shown here, so it is answered there. If the scan did not work, you can show the code again, or take it back, on the start page.',
      };
    case 'nothing':
      return b.round === null
        ? { title: 'There is nothing to answer here', text: 'Sign in on the start page, and check in from there. What you say is never sent with your sign-in.' }
        : { title: 'This round has closed', text: `It closed on ${day(b.round.closesAt)}. Sign in on the start page to see its results and to be ready for the next one.` };
    case 'several-people':
      return { title: 'More than one person checks in here', text: 'Sign in on the start page first, so that you answer for yourself and for nobody else.' };
    case 'bad-code':
      return { title: 'This code did not work', text: b.problem };
    case 'nothing-kept':
      break;
  }
  return {
    title: 'This browser keeps nothing for Headroom',
    text: 'A check-in has to be kept on the device for a moment. Allow this site to store data, or use another browser or window.',
  };
}
