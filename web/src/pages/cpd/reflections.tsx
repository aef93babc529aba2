import { createSignal, createUniqueId, For, type JSX, Match, Show, Switch } from 'solid-js';
import { Waiting } from '../../ui/notice.tsx';
import { untold } from '../../ui/untold.ts';
import type { Cpd, Draft } from './draft.ts';
import { isOpen, lock, lockedBy, opened, openWith, sealsTo, sevenWords } from './ownWords.ts';
import { focusOn, SevenWords } from './sevenWords.tsx';
import { words } from './wordsOfReflections.ts';

/**
 * A private reflection while its piece is written: as it is kept, where it is not open here; else what it says, to change; and before there are
 * words, what they are for.
 */
export function ReflectionField(props: { id: string; draft: Draft; lockedTo: string | null; onSet: (more: Pick<Draft, 'reflection'>) => void; onMake: () => void }): JSX.Element {
  const isClosed = () => props.draft.kept !== undefined && opened(props.draft.kept) === null;
  const Make = (make: { class: string; says: string }): JSX.Element => (
    <button type="button" class={make.class} id={`${props.id}-make`} onClick={() => props.onMake()}>
      {make.says}
    </button>
  );
  const replace = () => {
    props.onSet({ reflection: '' });
    focusOn(`${props.id}-reflection`);
  };
  return (
    <fieldset class="reflection">
      <legend>{words.title}</legend>
      <Switch>
        <Match when={isClosed() && props.draft.reflection === null}>
          <p>{words.closed}</p>
          <button type="button" class="as-link" onClick={replace}>
            {words.replace}
          </button>
        </Match>
        <Match when={sealsTo(props.lockedTo) === null}>
          <For each={words.before}>{(line) => <p>{line}</p>}</For>
          <p class="actions">
            <Make class="quiet" says={words.make} />
          </p>
        </Match>
        <Match when={true}>
          <label for={`${props.id}-reflection`}>{words.label}</label>
          <p class="small" id={`${props.id}-reflection-hint`}>
            {words.hint} {isClosed() ? words.replacing : ''}
          </p>
          <textarea {...untold} id={`${props.id}-reflection`} rows="5" maxLength={4000} aria-describedby={`${props.id}-reflection-hint`} value={props.draft.reflection ?? opened(props.draft.kept) ?? ''} onInput={(event) => props.onSet({ reflection: event.currentTarget.value })} />
          <p class="actions">
            <Show when={props.draft.reflection !== null && props.draft.kept !== undefined}>
              <button type="button" class="as-link" onClick={() => props.onSet({ reflection: null })}>
                {words.putBack}
              </button>
            </Show>
            <Make class="as-link" says={words.lost} />
          </p>
        </Match>
      </Switch>
    </fieldset>
  );
}

/** Where there are private reflections: their owner’s words are typed here, and what they opened is locked again. */
export function OpenReflections(props: { cpd: Cpd }): JSX.Element {
  const id = createUniqueId();
  const [typed, setTyped] = createSignal('');
  const [isOpening, setOpening] = createSignal(false);
  const [wrong, setWrong] = createSignal('');
  const [said, setSaid] = createSignal('');
  const sealed = () => props.cpd.entries.filter(({ hasReflection }) => hasReflection);
  const closed = () => sealed().filter(({ reflection }) => opened(reflection) === null).length;
  async function open(): Promise<void> {
    if (isOpening()) return;
    const { entries, lockedTo } = props.cpd;
    setWrong('');
    setOpening(true);
    try {
      const read = (await sevenWords()).readReceipt(typed());
      if ('problem' in read) setWrong(read.problem === 'too-long' ? words.open.tooLong : read.problem === 'not-seven-words' ? words.open.notSeven : words.open.unknown(read.at));
      else if (await openWith(read.receipt, entries, lockedTo)) {
        setTyped('');
        setSaid([words.open.opened, read.corrected === null ? '' : words.open.corrected(read.corrected.typed, read.corrected.word)].join(' ').trim());
        focusOn(`${id}-said`);
      } else setWrong(words.open.wrong);
    } catch {
      setWrong(words.open.notFetched);
    }
    setOpening(false);
  }
  const standing = () => {
    if (isOpen()) return said() === '' ? words.open.opened : said();
    const by = lockedBy();
    return by === null ? '' : words.open.lockedBy[by];
  };
  const lockAgain = () => {
    lock();
    focusOn(`${id}-said`);
  };
  return (
    <Show when={sealed().length > 0}>
      <div class="card reflections unprinted">
        <h3>{words.open.title}</h3>
        <p role="status" tabindex="-1" id={`${id}-said`}>
          {standing()}
        </p>
        <Show when={closed() > 0}>
          <form
            class="write"
            onSubmit={(event) => {
              event.preventDefault();
              void open();
            }}
          >
            <Show when={isOpen()}>
              <p>{words.open.others(closed())}</p>
            </Show>
            <label for={id}>{words.open.label}</label>
            <p class="small" id={`${id}-hint`}>
              {words.open.hint}
            </p>
            <SevenWords id={id} hint={`${id}-hint ${id}-wrong`} typed={typed()} isWrong={wrong() !== ''} onType={setTyped} />
            <p class="wrong" role="alert" id={`${id}-wrong`}>
              {wrong()}
            </p>
            <p class="actions">
              <button type="submit" class="quiet" disabled={isOpening()}>
                {words.open.open}
              </button>
            </p>
            <Show when={isOpening()}>
              <Waiting for={words.open.opening} />
            </Show>
          </form>
        </Show>
        <Show when={isOpen()}>
          <p class="actions">
            <button type="button" class="quiet" onClick={lockAgain}>
              {words.open.lock}
            </button>
          </p>
        </Show>
      </div>
    </Show>
  );
}
