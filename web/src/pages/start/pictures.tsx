import { A } from '@solidjs/router';
import { createResource, For, Show, type JSX } from 'solid-js';
import { identity } from '../../identity/client.ts';
import { Empty } from '../../ui/notice.tsx';
import type { Me } from '../me.tsx';
import { words } from './words.ts';

/** The groups whose picture one may read, by name. */
export function Pictures(props: { me: Me }): JSX.Element {
  const [found] = createResource(
    // Asked again when a round has closed.
    () => props.me.rounds.filter((r) => r.state === 'closed').length,
    () => identity('listGroups'),
  );
  const groups = () => [...(found()?.groups ?? [])].sort((a, b) => order[a.kind] - order[b.kind] || a.name.localeCompare(b.name, 'en-GB'));
  return (
    <section class="beside">
      <h2>{words.pictures.heading}</h2>
      <Show when={groups().length > 0} fallback={<Empty>{props.me.team === null ? words.pictures.roleNone : words.pictures.none}</Empty>}>
        <ul class="links">
          <For each={groups()}>
            {(group) => (
              <li>
                <A href={`/groups/${group.group}`}>{group.name}</A>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}

const order = { organisation: 0, service: 1, cohort: 2 } as const;
