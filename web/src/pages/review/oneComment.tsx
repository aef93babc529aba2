import { createResource, createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import { fromBase64url } from '../../../../shared/crypto/encoding.ts';
import { openAsReader } from '../../../../shared/crypto/readerKey.ts';
import { type Decision, placeOf, reviewable, type WithholdReason, withholdReasons } from '../../../../shared/review/decision.ts';
import { decodeComment } from '../../../../shared/review/sealedComment.ts';
import { identity } from '../../identity/client.ts';
import { dayAndTime } from '../../ui/dates.ts';
import { ProblemNote, Waiting } from '../../ui/notice.tsx';
import { words as commentWords } from '../comments/words.ts';
import { useHere } from '../me.tsx';
import { createSending } from '../sending.tsx';
import { Masking } from './masking.tsx';
import type { Next } from './review.tsx';
import { words } from './words.ts';

/** One comment, opened here: shown, shown with parts taken out, or not shown. Made anew for each. */
export function OneComment(props: { next: Next; staticIdentities: readonly string[]; onDecided: () => void }): JSX.Element {
  const { now } = useHere();
  const heading = createUniqueId();
  const [text] = createResource(
    () => props.next,
    async ({ id, sealed }) => {
      const plain = await openAsReader(props.staticIdentities, fromBase64url(sealed));
      const comment = plain === null ? null : await decodeComment(placeOf(id), plain);
      return comment === null ? null : reviewable(comment);
    },
  );
  const { isSending, refused, send } = createSending();
  async function decide(decision: Decision): Promise<void> {
    if (await send(identity('decideComment', { params: { id: props.next.id }, body: { decision } }))) props.onDecided();
  }
  const isOverdue = () => Date.parse(props.next.dueAt) <= now();
  return (
    <section class="one-comment card" aria-labelledby={heading}>
      <h2 id={heading}>{words.forList(props.next.name, props.next.round)}</h2>
      <p class="small">{words.due(dayAndTime(props.next.dueAt), isOverdue())}</p>
      <Show when={text.state === 'ready'}>
        <Show when={text()} fallback={<p>{words.unreadable}</p>}>
          {(comment) => (
            <>
              <blockquote>{comment()}</blockquote>
              <p class="actions">
                <button type="button" class="quiet" disabled={isSending()} onClick={() => void decide({ kind: 'show', text: comment() })}>
                  {words.show}
                </button>
              </p>
              <details>
                <summary>{words.mask}</summary>
                <Masking staticOriginal={comment()} isSending={isSending()} onMasked={(masked) => void decide({ kind: 'mask', text: masked })} />
              </details>
              <details>
                <summary>{words.withhold}</summary>
                <Withholding isSending={isSending()} onWithheld={(reason) => void decide({ kind: 'withhold', reason })} />
              </details>
              <p class="small">{words.atRisk}</p>
            </>
          )}
        </Show>
      </Show>
      <Show when={isSending()}>
        <Waiting for={words.sending} />
      </Show>
      <Show when={refused()}>
        {(problem) => (
          <ProblemNote title={problem().title} remedy={problem().remedy}>
            <Show when={problem().problem === 'already-decided'}>
              <button type="button" class="quiet" onClick={() => props.onDecided()}>
                {words.next}
              </button>
            </Show>
          </ProblemNote>
        )}
      </Show>
    </section>
  );
}

function Withholding(props: { isSending: boolean; onWithheld: (reason: WithholdReason) => void }): JSX.Element {
  const group = createUniqueId();
  const [reason, setReason] = createSignal<WithholdReason | null>(null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const chosen = reason();
        if (chosen !== null) props.onWithheld(chosen);
      }}
    >
      <fieldset>
        <legend>{words.withholdTitle}</legend>
        <For each={withholdReasons}>
          {(each) => (
            <label class="tick">
              <input type="radio" name={group} required checked={reason() === each} onChange={() => setReason(each)} />
              {commentWords.reasons[each]}
            </label>
          )}
        </For>
      </fieldset>
      <p class="small">{words.withholdHint}</p>
      <button type="submit" class="quiet" disabled={props.isSending}>
        {words.confirmWithhold}
      </button>
    </form>
  );
}
