import { For, Match, Switch, type JSX } from 'solid-js';
import { type Mask, maskShape } from '../../../../shared/review/decision.ts';
import { words } from './words.ts';

/** A comment with what was taken out of it marked as such: by a word and a shape, not by colour alone. */
export function MaskedText(props: { text: string }): JSX.Element {
  return (
    <For each={partsOf(props.text)}>
      {(part) => (
        <Switch fallback={part}>
          <Match when={maskIn(part)}>
            {(mask) => (
              <mark class="masked">
                <span class="visually-hidden">{words.maskedHint} </span>
                {words.masked[mask()]}
              </mark>
            )}
          </Match>
        </Switch>
      )}
    </For>
  );
}

const partsOf = (text: string): string[] => text.split(/(⟦(?:name|family|detail)⟧)/).filter((part) => part !== '');
const maskIn = (part: string): Mask | null => {
  const name = part.startsWith('⟦') ? maskShape.exec(part)?.[1] : undefined;
  return name === 'name' || name === 'family' || name === 'detail' ? name : null;
};
