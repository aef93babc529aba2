import type { JSX } from 'solid-js';
import { saveFile } from '../ui/saveFile.ts';

/** A button that saves something as a file. */
export function SaveFile(props: { name: string; content: () => string | Uint8Array<ArrayBuffer>; type?: string; isLink?: boolean; children: JSX.Element }): JSX.Element {
  return (
    <button type="button" class={props.isLink === true ? 'as-link' : 'quiet'} onClick={() => saveFile(props.name, new Blob([props.content()], { type: props.type ?? 'application/octet-stream' }))}>
      {props.children}
    </button>
  );
}
