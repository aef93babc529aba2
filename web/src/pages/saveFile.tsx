import type { JSX } from 'solid-js';

/**
 * Saves something as a file. Its content stands in no address: a browser keeps the address of everything that it saved, so this one means nothing
 * as soon as it was used.
 */
export function SaveFile(props: { name: string; content: () => string | Uint8Array<ArrayBuffer>; type?: string; isLink?: boolean; children: JSX.Element }): JSX.Element {
  return (
    <button type="button" class={props.isLink === true ? 'as-link' : 'quiet'} onClick={() => save(props.name, new Blob([props.content()], { type: props.type ?? 'application/octet-stream' }))}>
      {props.children}
    </button>
  );
}

const afterMs = 10_000;

function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.download = name;
  link.href = URL.createObjectURL(content);
  link.click();
  // The browser has read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), afterMs);
}
