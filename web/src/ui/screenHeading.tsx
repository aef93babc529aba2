import { type JSX, onMount } from 'solid-js';

/** Whether a screen has been shown in this document. */
let isShown = false;

/**
 * A screen’s heading takes the focus when the screen comes: a screen reader says where one is, and the keys work from there. The
 * first screen is drawn before that: to give the focus lays the page out at once, and what was waited for longest would wait for it.
 */
export function Heading(props: { id?: string; describedBy?: string; children: JSX.Element }): JSX.Element {
  const takeFocus = (heading: HTMLHeadingElement) =>
    onMount(() => {
      const take = () => {
        heading.focus({ preventScroll: true });
        scrollTo(0, 0);
      };
      if (isShown) take();
      else requestAnimationFrame(() => setTimeout(take));
      isShown = true;
    });
  return (
    <h1 ref={takeFocus} id={props.id} tabindex="-1" aria-describedby={props.describedBy}>
      {props.children}
    </h1>
  );
}

/** The way out, on every screen. */
export const Brand = (): JSX.Element => (
  <a class="brand" href="/">
    Headroom
  </a>
);
