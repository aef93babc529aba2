import { createSignal, createUniqueId, For, Show, type JSX } from 'solid-js';
import { type AnswerOf, identity } from '../../identity/client.ts';
import { createSending, RefusedNote, Send } from '../sending.tsx';
import type { Inbox } from './held.ts';
import { words } from './words.ts';

type Found = AnswerOf<'findPeople'>['people'];

/** Who is told by mail where a message waits unopened. They read nothing. */
export function Deputy(props: { deputy: Inbox['deputy']; onSaid: (what: string) => void }): JSX.Element {
  const field = createUniqueId();
  const [name, setName] = createSignal('');
  const [found, setFound] = createSignal<Found | null>(null);
  const [looking, naming] = [createSending(), createSending()];
  const choose = async (person: string | null): Promise<void> => {
    if (!(await naming.send(identity('nameDeputy', { body: { person } })))) return;
    setFound(null);
    setName('');
    props.onSaid(person === null ? words.deputyGone : words.deputyNamed);
  };
  return (
    <section>
      <h2>{words.deputy}</h2>
      <p class="small">{words.deputyText}</p>
      <Show when={props.deputy} fallback={<p>{words.noDeputy}</p>}>
        {(one) => (
          <p>
            {words.deputyIs(one().name)} <Show when={!one().hasMail}>{words.noMail}</Show>{' '}
            <button type="button" class="as-link" disabled={naming.isSending()} onClick={() => void choose(null)}>
              {words.dropDeputy}
            </button>
          </p>
        )}
      </Show>
      <form
        class="write inbox-form"
        onSubmit={(event) => {
          event.preventDefault();
          void looking.send(identity('findPeople', { query: { name: name().trim() } }).then(({ people }) => setFound(people)));
        }}
      >
        <label for={field}>{words.deputyName}</label>
        <input id={field} type="text" autocomplete="off" required minlength="2" maxlength="60" value={name()} onInput={(event) => setName(event.currentTarget.value)} />
        <Send label={words.find} waiting={words.finding} sending={looking} />
      </form>
      <Show when={found()}>
        {(people) => (
          <ul class="readers">
            <For each={people()} fallback={<li>{words.nobodyFound}</li>}>
              {(person) => (
                <li>
                  <button type="button" class="quiet" disabled={naming.isSending()} onClick={() => void choose(person.id)}>
                    {words.nameAsDeputy(person.name, person.team)}
                  </button>
                </li>
              )}
            </For>
          </ul>
        )}
      </Show>
      <RefusedNote refused={naming.refused()} withDetail />
    </section>
  );
}
