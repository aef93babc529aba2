import { createSignal, For, Show, type JSX } from 'solid-js';
import { fromBase64url } from '../../../../shared/crypto/encoding.ts';
import { SaveFile } from '../saveFile.tsx';
import { createSending, RefusedNote } from '../sending.tsx';
import { everyThread, sealedThread } from './fetching.ts';
import { words } from './wordsOfRecovery.ts';

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

/** What the recovery key would open, to be saved before its shares are joined: the page that joins them talks to nobody. */
export function SealedFiles(): JSX.Element {
  const [files, setFiles] = createSignal<readonly File[] | null>(null);
  const sending = createSending();
  return (
    <>
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
    </>
  );
}
