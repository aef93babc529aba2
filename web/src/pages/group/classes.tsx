import { For, type JSX, Show } from 'solid-js';
import type { ClassRelease } from '../../../../shared/disclosure/classes.ts';
import type { Question } from '../../../../shared/pulse/question.ts';
import { percent, unbroken } from '../../ui/share.ts';
import { wordsOfClasses as words } from './wordsOfClasses.ts';

type Shown = ClassRelease & { figures: NonNullable<ClassRelease['figures']> };
const isShown = (c: ClassRelease): c is Shown => c.figures !== null;

/** What those of one profession or contract said, over the whole organisation: in words and a table; and why the others are not shown. */
export function Classes(props: { classes: readonly ClassRelease[]; questions: readonly Question[] }): JSX.Element {
  const shown = () => props.classes.filter(isShown);
  const hidden = () => Map.groupBy(props.classes.filter((c) => !isShown(c)), (c) => c.hidden ?? 'too-few');
  return (
    <section class="classes">
      <h2>{words.title}</h2>
      <p>{words.lead}</p>
      <Show when={shown().length > 0}>
        {/* A region that scrolls has to be reachable by keyboard (WCAG 2.1.1). */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div class="scroll" tabindex="0" role="region" aria-label={words.title}>
          <table>
            <caption class="visually-hidden">{words.title}</caption>
            <thead>
              <tr>
                <th scope="col">{words.who}</th>
                <For each={props.questions}>{(q) => <th scope="col">{q.measure.short}</th>}</For>
              </tr>
            </thead>
            <tbody>
              <For each={shown()}>
                {(c) => (
                  <tr>
                    <th scope="row">{unbroken(words.named(c.name, c.figures.answered))}</th>
                    <For each={props.questions}>{(q) => <td>{shareOf(c, q.id)}</td>}</For>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
      <For each={[...hidden()]}>{([why, of]) => <p class="small">{words.why(why, of.map((c) => c.name))}</p>}</For>
      <p class="small">{words.counted(props.classes.find((c) => c.hidden === 'most')?.name ?? null)}</p>
    </section>
  );
}

function shareOf({ figures }: Shown, question: string): string {
  const share = figures.shares[question] ?? null;
  return share === null ? words.tooFewHere : percent(share);
}
