import { createSignal, createUniqueId, Show, type JSX } from 'solid-js';
import { recipientOf } from '../../../shared/crypto/readerKey.ts';
import { joinShares } from '../../../shared/escalation/recovery.ts';
import { Page } from '../ui/page.tsx';
import { saveFile } from '../ui/saveFile.ts';
import { untold } from '../ui/untold.ts';
import { words } from './words.ts';

interface Joined {
  identity: string;
  /** Null: which one that is was not said. */
  isOfTheLog: boolean | null;
}

/** Two shares, typed in, and the key they give: shown as a file to save, and gone with the page. */
export function Join(props: { staticLogged: string }): JSX.Element {
  const [one, two] = [createUniqueId(), createUniqueId()];
  const [first, setFirst] = createSignal('');
  const [second, setSecond] = createSignal('');
  const [wrong, setWrong] = createSignal('');
  const [joined, setJoined] = createSignal<Joined | null>(null);
  async function join(): Promise<void> {
    setWrong('');
    const found = await joinShares(first(), second());
    if ('problem' in found) return void setWrong(found.problem === 'not-a-share' ? words.wrong['not-a-share'](found.at) : words.wrong[found.problem]);
    const { staticLogged } = props;
    setJoined({ identity: found.identity, isOfTheLog: staticLogged === '' ? null : staticLogged === (await recipientOf(found.identity)) });
    setFirst('');
    setSecond('');
  }
  return (
    <Page title={words.title}>
      <p class="lead">{words.lead}</p>
      <form
        class="write"
        onSubmit={(event) => {
          event.preventDefault();
          void join().catch(() => setWrong(words.broken));
        }}
      >
        <label for={one}>{words.one}</label>
        <textarea {...untold} id={one} rows="3" required value={first()} onInput={(event) => setFirst(event.currentTarget.value)} />
        <label for={two}>{words.two}</label>
        <textarea {...untold} id={two} rows="3" required value={second()} onInput={(event) => setSecond(event.currentTarget.value)} />
        <p class="wrong" role="alert">
          {wrong()}
        </p>
        <button type="submit" class="do">
          {words.join}
        </button>
      </form>
      <Show when={joined()} keyed>
        {(key) => (
          <section class="card">
            <h2>{words.joined}</h2>
            <p>{words.joinedText}</p>
            <Show when={key.isOfTheLog !== null}>
              <p>{key.isOfTheLog === true ? words.ofTheLog : words.notOfTheLog}</p>
            </Show>
            <p class="actions">
              <button type="button" class="quiet" onClick={() => saveFile('headroom-recovery-key.txt', new Blob([`${key.identity}\n`], { type: 'text/plain;charset=utf-8' }))}>
                {words.save}
              </button>
            </p>
          </section>
        )}
      </Show>
    </Page>
  );
}
