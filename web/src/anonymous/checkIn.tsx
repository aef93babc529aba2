import { createSignal, type JSX, onCleanup, onMount, Show, untrack } from 'solid-js';
import { onQueueChange } from '../wallet/queueChanged.ts';
import { everythingKept } from '../wallet/everythingKept.ts';
import { beginning, type Beginning } from './beginning.ts';
import { later } from '../ui/later.ts';
import { NotFetched } from './notFetched.tsx';
import { Questions } from './questions.tsx';

const Answered = later(() => import('./answered.tsx'), NotFetched);
const NoQuestions = later(() => import('./noQuestions.tsx'), NotFetched);

/** What the document shows: the questions, what became of the answers, or plainly why there are none. */
export function CheckIn(props: {
  initialBeginning: Beginning;
  /** What the device keeps, where the first screen came from a copy of it. */
  staticReading: Promise<Beginning> | null;
}): JSX.Element {
  const [at, setAt] = createSignal(props.initialBeginning);
  const again = () => void everythingKept().then((kept) => beginning(kept)).then(setAt);
  void props.staticReading?.then((kept) => isSame(kept, untrack(at)) || setAt(kept));
  onMount(() => onCleanup(onQueueChange(() => at().with === 'answered' && again())));
  const questions = () => only(at(), 'questions');
  const answered = () => only(at(), 'answered');
  const without = () => {
    const now = at();
    return now.with === 'questions' || now.with === 'answered' ? null : now;
  };
  return (
    <>
      <Show when={questions()} keyed>
        {(begun) => <Questions staticToken={begun.token} keeping={begun.keeping} initialDraft={begun.draft} onSealed={again} />}
      </Show>
      <Show when={answered()}>{(now) => <Answered round={now().round} closed={now().closed} />}</Show>
      <Show when={without()}>{(now) => <NoQuestions beginning={now()} />}</Show>
    </>
  );
}

const only = <W extends Beginning['with']>(beginning: Beginning, name: W): Extract<Beginning, { with: W }> | null =>
  beginning.with === name ? (beginning as Extract<Beginning, { with: W }>) : null;

/** The same question under the same token, and nothing answered before: somebody may be answering it already. */
const isSame = (kept: Beginning, shown: Beginning): boolean =>
  kept.with === 'questions' && shown.with === 'questions' && kept.token.prepared === shown.token.prepared && kept.draft.at === shown.draft.at;
