import '../../wallet/strictPolicy.ts';
import { createResource, For, Show, type JSX } from 'solid-js';
import { follow, type Head, type LogLine } from '../../../../shared/pulse/log.ts';
import { unreachable } from '../../identity/client.ts';
import { settings } from '../../identity/settings.ts';
import { shortDay, time } from '../../ui/dates.ts';
import { Empty } from '../../ui/notice.tsx';
import { followLog } from '../../wallet/publicLog.ts';
import { publicRecord, type PublicRecord } from '../../wallet/publicRecord.ts';
import { words } from './words.ts';

/** The public log as anyone may read it, checked here line by line and against what this device saw before. */
export function PublicLog(): JSX.Element {
  const [log] = createResource(checkedLog);
  return (
    <section>
      <h2>{words.log}</h2>
      <p>{words.logText}</p>
      <Show when={log()}>
        {(found) => (
          <Show when={found().lines.length > 0} fallback={<Empty>{words.emptyLog}</Empty>}>
            <Show when={found().wrong === null} fallback={<p class="note problem">{found().wrong === 'rewritten' ? words.rewritten : words.broken}</p>}>
              <p>{words.checked(found().lines.length)}</p>
            </Show>
            <Show when={found().head}>
              {(head) => (
                <p>
                  {words.head}: <code class="fingerprint">{head().hash}</code>
                  <br />
                  <span class="small">{words.headText}</span>
                </p>
              )}
            </Show>
            {/* A region that scrolls has to be reachable by keyboard (WCAG 2.1.1). */}
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <div class="scroll tall" tabindex="0" role="region" aria-label={words.logTable}>
              <table>
                <caption class="visually-hidden">{words.logTable}</caption>
                <thead>
                  <tr>
                    <th scope="col">{words.columns.line}</th>
                    <th scope="col">{words.columns.what}</th>
                    <th scope="col">{words.columns.when}</th>
                    <th scope="col">{words.columns.fingerprint}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={[...found().lines].reverse()}>
                    {(line) => {
                      const says = () => words.kind[line.kind](line.round, `${shortDay(line.at)}, ${time(line.at)}`);
                      return (
                        <tr>
                          <th scope="row">{line.seq}</th>
                          <td class="what">{says().what}</td>
                          <td>{says().when}</td>
                          <td>
                            <code>{line.body}</code>
                          </td>
                        </tr>
                      );
                    }}
                  </For>
                </tbody>
              </table>
            </div>
          </Show>
        )}
      </Show>
    </section>
  );
}

async function checkedLog() {
  const record = publicRecord(settings.anonymous);
  const lines = await record.log(0).catch(() => {
    throw unreachable();
  });
  const head = await follow(null, lines);
  return { lines, head, wrong: await wrongWith(lines, head, record) };
}

/** `broken`: a line does not follow on. `rewritten`: they do, but not from what this device saw before. */
async function wrongWith(lines: readonly LogLine[], head: Head | null, record: PublicRecord): Promise<'broken' | 'rewritten' | null> {
  if (lines.length === 0) return null;
  if (head === null) return 'broken';
  try {
    return (await followLog(record)) === null ? 'rewritten' : null;
  } catch (error) {
    // A browser that keeps nothing has seen nothing before.
    if (error instanceof DOMException) return null;
    throw unreachable();
  }
}
