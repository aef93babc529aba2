import { createResource, createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import { recipientOf } from '../../../../shared/crypto/readerKey.ts';
import { fromBase64url } from '../../../../shared/crypto/encoding.ts';
import { joinShares } from '../../../../shared/escalation/recovery.ts';
import { publicRecord } from '../../identity/client.ts';
import { Page } from '../../ui/page.tsx';
import { untold } from '../../ui/untold.ts';
import { useHere } from '../me.tsx';
import { settled } from '../reading.tsx';
import { SaveFile } from '../saveFile.tsx';
import { createSending, RefusedNote, Send } from '../sending.tsx';
import { everyThread, sealedThread } from './fetching.ts';
import './inbox.css';
import { words } from './wordsOfRecovery.ts';

interface Joined {
  identity: string;
  isOfTheLog: boolean | null;
}

/** Two shares, typed in, and the key they give: shown as a file to save, and gone with the page. What is asked for is asked for before: once there is a key nothing is sent. */
export default function Join(): JSX.Element {
  const [one, two] = [createUniqueId(), createUniqueId()];
  const [first, setFirst] = createSignal('');
  const [second, setSecond] = createSignal('');
  const [wrong, setWrong] = createSignal('');
  const [joined, setJoined] = createSignal<Joined | null>(null);
  const sending = createSending();
  // Whether it is the one of the log is worth knowing, and not worth failing over. Asked for before anything is typed: with a key at hand this page asks for nothing.
  const [logged] = createResource(() => publicRecord('readReaders').then(({ recovery }) => recovery?.recipient ?? ''));
  async function join(): Promise<void> {
    setWrong('');
    const found = await joinShares(first(), second());
    if ('problem' in found) return void setWrong(found.problem === 'not-a-share' ? words.wrong['not-a-share'](found.at) : words.wrong[found.problem]);
    const recipient = await recipientOf(found.identity);
    const newest = settled(logged);
    setJoined({ identity: found.identity, isOfTheLog: newest === undefined ? null : newest === recipient });
    setFirst('');
    setSecond('');
  }
  return (
    <Page title={words.joinTitle}>
      <p class="lead">{words.joinLead}</p>
      <SealedFiles isOver={joined() !== null} />
      <form
        class="write inbox-form"
        onSubmit={(event) => {
          event.preventDefault();
          void sending.send(join());
        }}
      >
        <label for={one}>{words.one}</label>
        <textarea {...untold} id={one} rows="3" required value={first()} onInput={(event) => setFirst(event.currentTarget.value)} />
        <label for={two}>{words.two}</label>
        <textarea {...untold} id={two} rows="3" required value={second()} onInput={(event) => setSecond(event.currentTarget.value)} />
        <p class="wrong" role="alert">
          {wrong()}
        </p>
        <Send label={words.join} waiting={words.joining} sending={sending} isMain />
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
              <SaveFile name="headroom-recovery-key.txt" type="text/plain;charset=utf-8" content={() => `${key.identity}\n`}>
                {words.save}
              </SaveFile>
            </p>
          </section>
        )}
      </Show>
    </Page>
  );
}

interface File {
  name: string;
  label: string;
  sealed: string;
}

/** Every entry of every thread, sealed as it is. */
async function sealedFiles(): Promise<File[]> {
  const files: File[] = [];
  let nth = 0;
  for await (const { line } of everyThread()) {
    nth += 1;
    for (const [i, { sealed }] of (await sealedThread(line.thread)).entries.entries()) files.push({ name: `thread-${nth}-entry-${i + 1}.age`, label: words.file(nth, i + 1), sealed });
  }
  return files;
}

function SealedFiles(props: { isOver: boolean }): JSX.Element {
  const { me } = useHere();
  const mayFetch = () => settled(me)?.roles.some((role) => role === 'executive' || role === 'guardian') ?? false;
  const [files, setFiles] = createSignal<readonly File[] | null>(null);
  const sending = createSending();
  return (
    <Show when={mayFetch()}>
      <p class="small">{words.fetchText}</p>
      <p class="actions">
        <button type="button" class="quiet" disabled={sending.isSending() || props.isOver} onClick={() => void sending.send(sealedFiles().then(setFiles))}>
          {sending.isSending() ? words.fetching : words.fetch}
        </button>
      </p>
      <RefusedNote refused={sending.refused()} />
      <Show when={files()}>
        {(all) => (
          <Show when={all().length > 0} fallback={<p>{words.noFiles}</p>}>
            <ul class="links">
              <For each={all()}>
                {(file) => (
                  <li>
                    <SaveFile name={file.name} content={() => fromBase64url(file.sealed)} isLink>
                      {file.label}
                    </SaveFile>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        )}
      </Show>
    </Show>
  );
}
