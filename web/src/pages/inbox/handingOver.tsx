import { createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import { mayHandTo } from '../../../../shared/escalation/thread.ts';
import { untold } from '../../ui/untold.ts';
import { createSending, Send } from '../sending.tsx';
import { common, Form } from './answering.tsx';
import type { InThread } from './oneThread.tsx';
import { handOver, writingIn } from './sealing.ts';
import { namedIn, saidAbout } from './whom.ts';
import { words } from './words.ts';

/**
 * To whom else it goes. Whoever hands over says first whom it is about; a reader whose name stands in it is taken to be one until they say
 * otherwise, one of whom its writer says so is one, and whom it is about is not there to be chosen.
 */
export function HandingOver(props: { in: InThread; onSaid: (what: string) => void }): JSX.Element {
  const [to, why] = [createUniqueId(), createUniqueId()];
  const others = () => props.in.listed.readers.filter((r) => r.id !== props.in.mine.id);
  const texts = () => props.in.found.written.flatMap(({ entry }) => (entry.kind === 'message' ? [entry.text] : []));
  const named = () => namedIn(texts(), others());
  const [said, setSaid] = createSignal<ReadonlyMap<string, boolean>>(new Map());
  const byWriter = () => saidAbout(props.in.found.written.map(({ entry }) => entry), props.in.listed).map(({ id }) => id);
  const isAbout = (id: string): boolean => byWriter().includes(id) || (said().get(id) ?? named().includes(id));
  const about = () => others().filter(({ id }) => isAbout(id)).map(({ id }) => id);
  const mayGoTo = () => others().filter((r) => mayHandTo(r, props.in.mine, about()));
  const [chosenId, setChosenId] = createSignal('');
  const chosen = () => mayGoTo().find(({ id }) => id === chosenId()) ?? null;
  const [text, setText] = createSignal('');
  const sending = createSending();
  async function send(): Promise<void> {
    const reader = chosen();
    const { found, listed, mine, opening } = props.in;
    const writing = reader === null ? null : writingIn(found, listed, mine, opening, [reader]);
    if (reader === null || writing === null) return;
    const { on, name } = common(props.in);
    if (await sending.send(handOver(found, writing, reader, listed, { on, name, why: text().trim() === '' ? null : text().trim() }))) props.onSaid(words.sentOver(reader.name));
  }
  return (
    <Show when={others().length > 0} fallback={<p>{words.nobodyElse}</p>}>
      <Form onSend={() => void send()}>
        <p class="small">{words.handOverHint}</p>
        <fieldset>
          <legend>{words.about}</legend>
          <For each={others()}>
            {(reader) => (
              <label class="tick">
                <input type="checkbox" checked={isAbout(reader.id)} disabled={byWriter().includes(reader.id)} onChange={(event) => setSaid((all) => new Map(all).set(reader.id, event.currentTarget.checked))} />
                <span>
                  {reader.name}
                  <Show when={byWriter().includes(reader.id)} fallback={<Show when={named().includes(reader.id)}>, {words.aboutNamed}</Show>}>
                    , {words.aboutByWriter}
                  </Show>
                </span>
              </label>
            )}
          </For>
        </fieldset>
        <label for={to}>{words.to}</label>
        <select id={to} required value={chosen()?.id ?? ''} onChange={(event) => setChosenId(event.currentTarget.value)}>
          <option value="">{words.chooseReader}</option>
          <For each={mayGoTo()}>{(reader) => <option value={reader.id}>{reader.name}</option>}</For>
        </select>
        <Show when={((reader) => reader !== null && !props.in.found.keys.includes(reader.id) && reader)(chosen())}>{(reader) => <p class="small">{words.notChosen(reader().name)}</p>}</Show>
        <label for={why}>{words.why}</label>
        <textarea {...untold} id={why} rows="2" maxlength="2000" value={text()} onInput={(event) => setText(event.currentTarget.value)} />
        <Send label={words.sendOver(chosen()?.name ?? '')} waiting={words.handing} sending={sending} />
      </Form>
    </Show>
  );
}
