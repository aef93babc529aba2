import { type JSX, onMount } from 'solid-js';

/** A screen’s heading takes the focus when the screen comes: a screen reader says where one is, and the keys work from there. */
export function Heading(props: { id?: string; describedBy?: string; children: JSX.Element }): JSX.Element {
  const takeFocus = (heading: HTMLHeadingElement) =>
    onMount(() => {
      heading.focus({ preventScroll: true });
      scrollTo(0, 0);
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
