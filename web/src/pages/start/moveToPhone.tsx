import { createResource, createSignal, Show, type JSX } from 'solid-js';
import { words } from './words.ts';

/** Carries this round to a phone: from screen to camera, through no server. What it does is said before the code is shown. */
export function MoveToPhone(props: { code: string | null; moved: boolean; show: () => Promise<void>; hide: () => void; takeBack: () => Promise<void> }): JSX.Element {
  const [asked, setAsked] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const show = async () => {
    setBusy(true);
    try {
      await props.show();
    } finally {
      setBusy(false);
    }
  };
  const hide = () => {
    setAsked(false);
    props.hide();
  };
  return (
    <div class="phone">
      <Show
        when={asked() || props.moved}
        fallback={
          <button type="button" class="quiet" onClick={() => setAsked(true)}>
            {words.phone.button}
          </button>
        }
      >
        <h2>{words.phone.heading}</h2>
        <p>{words.phone.what}</p>
        <p>{words.phone.once}</p>
        <Show when={props.code}>{(code) => <Code url={code()} />}</Show>
        <p class="actions">
          <Show
            when={props.code}
            fallback={
              <button type="button" class="quiet" disabled={busy()} onClick={() => void show()}>
                {props.moved ? words.phone.again : words.phone.show}
              </button>
            }
          >
            <button type="button" class="quiet" onClick={hide}>
              {words.phone.done}
            </button>
          </Show>
          <Show
            when={props.moved}
            fallback={
              <button type="button" class="as-link" onClick={hide}>
                {words.phone.cancel}
              </button>
            }
          >
            <button type="button" class="as-link" onClick={() => void props.takeBack()}>
              {words.phone.back}
            </button>
          </Show>
        </p>
      </Show>
    </div>
  );
}

/** Dark on white in either theme, with the margin that cameras need. */
function Code(props: { url: string }): JSX.Element {
  const [squares] = createResource(
    () => props.url,
    async (url) => {
      const { encode } = await import('uqr');
      const { data, size } = encode(url, { ecc: 'L', border: 4 });
      return { size, path: data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('') };
    },
  );
  return (
    <Show when={squares()}>
      {(drawn) => (
        <figure>
          <svg class="code" role="img" aria-label={words.phone.alt} viewBox={`0 0 ${drawn().size} ${drawn().size}`} shape-rendering="crispEdges">
            <rect width="100%" height="100%" fill="#fff" />
            <path d={drawn().path} fill="#000" />
          </svg>
          <figcaption>{words.phone.shown}</figcaption>
        </figure>
      )}
    </Show>
  );
}
