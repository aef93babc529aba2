import { A } from '@solidjs/router';
import { For, Show, type JSX } from 'solid-js';
import type { GroupRelease } from '../../../../shared/disclosure/release.ts';
import type { AnswerOf } from '../../identity/client.ts';
import { words } from './words.ts';

type Group = AnswerOf<'readGroup'>;

/** Where teams were merged, split or closed: the line that ended there, and the one that begins; nothing goes over from one to the other. */
export function Kin(props: Pick<Group, 'follows' | 'followedBy' | 'hasEnded'> & { releases: readonly GroupRelease[]; latest: GroupRelease }): JSX.Element {
  return (
    <>
      <Show when={props.follows.length > 0}>
        <p class="kin">
          {words.follows(begunIn(props.releases))} <Names of={props.follows} />. {words.neverCastBack}
        </p>
      </Show>
      <Show when={props.hasEnded}>
        <p class="kin">
          <Show when={props.followedBy.length > 0} fallback={words.closed(props.latest.round)}>
            {words.followedBy(props.latest.round)} <Names of={props.followedBy} />. {words.neverCastBack}
          </Show>
        </p>
      </Show>
    </>
  );
}

/** The first round of its newest line. */
const begunIn = (releases: readonly GroupRelease[]): number => releases.findLast((r, i) => r.round - 1 !== releases[i - 1]?.round)?.round ?? 1;

const Names = (props: { of: Group['follows'] }): JSX.Element => (
  <For each={props.of}>
    {(kin, i) => (
      <>
        {i() === 0 ? '' : ' · '}
        <Show when={kin.isMine} fallback={kin.name}>
          <A href={`/groups/${kin.group}`}>{kin.name}</A>
        </Show>
      </>
    )}
  </For>
);
