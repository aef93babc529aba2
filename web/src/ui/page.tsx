import { createEffect, onMount, type JSX } from 'solid-js';

let arrived = false;

/**
 * A page’s title and heading. On the way from page to page the heading takes the focus, so that a screen reader says where one
 * is; the first page leaves the focus where the browser put it.
 */
export function Page(props: { title: string; heading?: JSX.Element; above?: JSX.Element; children: JSX.Element }): JSX.Element {
  const focusOnArrival = (heading: HTMLHeadingElement) =>
    onMount(() => {
      if (arrived) heading.focus();
      arrived = true;
    });
  createEffect(() => {
    document.title = `${props.title} · Headroom`;
  });
  return (
    <article class="page">
      {props.above}
      <h1 tabindex="-1" ref={focusOnArrival}>
        {props.heading ?? props.title}
      </h1>
      {props.children}
    </article>
  );
}
