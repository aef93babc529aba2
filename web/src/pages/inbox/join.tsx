import { createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import { recipientOf } from '../../../../shared/crypto/readerKey.ts';
import { joinShares } from '../../../../shared/escalation/recovery.ts';
import { type AnswerOf, identity, publicRecord } from '../../identity/client.ts';
import { Page } from '../../ui/page.tsx';
import { useHere } from '../me.tsx';
import { settled } from '../reading.tsx';
import { createSending, RefusedNote, Send } from '../sending.tsx';
import './inbox.css';
import { words } from './wordsOfRecovery.ts';

interface Joined {
  identity: string;
  isOfTheLog: boolean | null;
}

/** Two shares, typed in, and the key they give: shown as a file to save, and gone with the page. */
export default function Join(): JSX.Element {
  const [one, two] = [createUniqueId(), createUniqueId()];
  const [first, setFirst] = createSignal('');
  const [second, setSecond] = createSignal('');
  const [wrong, setWrong] = createSignal('');
  const [joined, setJoined] = createSignal<Joined | null>(null);
  const sending = createSending();
  async function join(): Promise<void> {
    setWrong('');
    const found = await joinShares(first(), second());
    if ('problem' in found) return void setWrong(found.problem === 'not-a-share' ? words.wrong['not-a-share'](found.at) : words.wrong[found.problem]);
    const recipient = await recipientOf(found.identity);
    // Whether it is the one of the log is worth knowing, and not worth failing over.
    const isOfTheLog = await publicRecord('readReaders').then(({ recovery }) => recovery?.recipient === recipient, () => null);
    setJoined({ identity: found.identity, isOfTheLog });
    setFirst('');
    setSecond('');
  }
  return (
    <Page title={words.joinTitle}>
      <p class="lead">{words.joinLead}</p>
      <form
        class="write inbox-form"
        onSubmit={(event) => {
          event.preventDefault();
          void sending.send(join());
        }}
      >
        <label for={one}>{words.one}</label>
        <textarea id={one} rows="3" required autocomplete="off" spellcheck={false} value={first()} onInput={(event) => setFirst(event.currentTarget.value)} />
        <label for={two}>{words.two}</label>
        <textarea id={two} rows="3" required autocomplete="off" spellcheck={false} value={second()} onInput={(event) => setSecond(event.currentTarget.value)} />
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
              <a class="quiet" download="headroom-recovery-key.txt" href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${key.identity}\n`)}`}>
                {words.save}
              </a>
            </p>
            <SealedFiles />
          </section>
        )}
      </Show>
    </Page>
  );
}

interface File {
  name: string;
  label: string;
  href: string;
}

/** Every entry of every thread, sealed as it is. */
async function sealedFiles(): Promise<File[]> {
  const files: File[] = [];
  let nth = 0;
  for (let after: string | null | undefined; after !== null; ) {
    const page: AnswerOf<'readInbox'> = await identity('readInbox', { query: after === undefined ? {} : { after } });
    for (const { line } of page.threads) {
      nth += 1;
      for (let place = 0; place < line.entries; ) {
        const { entries } = await identity('readInboxThread', { params: { thread: line.thread }, query: { after: place } });
        if (entries.length === 0) break;
        for (const { sealed } of entries) {
          place += 1;
          files.push({ name: `thread-${nth}-entry-${place}.age`, label: words.file(nth, place), href: `data:application/octet-stream;base64,${sealed.replaceAll('-', '+').replaceAll('_', '/')}` });
        }
      }
    }
    after = page.next;
  }
  return files;
}

function SealedFiles(): JSX.Element {
  const { me } = useHere();
  const mayFetch = () => settled(me)?.roles.some((role) => role === 'executive' || role === 'guardian') ?? false;
  const [files, setFiles] = createSignal<readonly File[] | null>(null);
  const sending = createSending();
  return (
    <Show when={mayFetch()}>
      <p class="small">{words.fetchText}</p>
      <p class="actions">
        <button type="button" class="quiet" disabled={sending.isSending()} onClick={() => void sending.send(sealedFiles().then(setFiles))}>
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
                    <a download={file.name} href={file.href}>
                      {file.label}
                    </a>
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
