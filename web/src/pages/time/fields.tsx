import { For, Show, type JSX } from 'solid-js';
import { reasonWords } from '../../../../shared/time/catalogue.ts';
import type { Reason } from '../../../../shared/time/line.ts';
import type { Refused } from '../../identity/client.ts';
import { RefusedNote } from '../sending.tsx';
import { words } from './words.ts';

/** Fields and answers that every form of protected time has. What is wrong stands at its own field, in words. */
export function Wrong(props: { id: string; said: string | null }): JSX.Element {
  return (
    <p class="wrong" id={props.id} role="alert">
      {props.said ?? ''}
    </p>
  );
}

const reasons = Object.entries(reasonWords) as [Reason, string][];
export const isReason = (value: string): value is Reason => value in reasonWords;

export function ReasonField(props: { id: string; label: string; hint?: string; value: string; isWrong: boolean; onChoose: (value: string) => void }): JSX.Element {
  return (
    <>
      <label for={props.id}>{props.label}</label>
      <Show when={props.hint}>
        <p class="small" id={`${props.id}-hint`}>
          {props.hint}
        </p>
      </Show>
      <select
        id={props.id}
        value={props.value}
        required
        aria-invalid={props.isWrong}
        aria-describedby={`${props.hint === undefined ? '' : `${props.id}-hint `}${props.id}-wrong`}
        onChange={(event) => props.onChoose(event.currentTarget.value)}
      >
        <option value="">{words.choose}</option>
        <For each={reasons}>{([value, said]) => <option value={value}>{said}</option>}</For>
      </select>
      <Wrong id={`${props.id}-wrong`} said={props.isWrong ? words.reasonWrong : null} />
    </>
  );
}

/** A day and an hour by the clock on the wall. */
export interface When {
  day: string;
  time: string;
}
export const startOf = ({ day, time }: When): string => `${day}T${time}`;
export const isToCome = ({ day, time }: When, nowLocal: string): boolean => day !== '' && time !== '' && startOf({ day, time }) > nowLocal;

export function WhenFields(props: { id: string; value: When; isWrong: boolean; min: string; max: string; onChange: (value: When) => void }): JSX.Element {
  return (
    <>
      <div class="side-by-side">
        <div>
          <label for={`${props.id}-day`}>{words.on}</label>
          <input
            type="date" id={`${props.id}-day`} min={props.min} max={props.max} required value={props.value.day}
            aria-invalid={props.isWrong} aria-describedby={`${props.id}-when-wrong`} onInput={(event) => props.onChange({ ...props.value, day: event.currentTarget.value })}
          />
        </div>
        <div>
          <label for={`${props.id}-time`}>{words.at}</label>
          <input
            type="time" id={`${props.id}-time`} required value={props.value.time}
            aria-invalid={props.isWrong} aria-describedby={`${props.id}-when-wrong`} onInput={(event) => props.onChange({ ...props.value, time: event.currentTarget.value })}
          />
        </div>
      </div>
      <Wrong id={`${props.id}-when-wrong`} said={props.isWrong ? words.whenWrong : null} />
    </>
  );
}

/** A refusal in words. A clash names who is not free, and can be gone past by those who know: a second step, and never the first. */
export function RefusedOrClash(props: { refused: Refused | null; isSending: boolean; onDespite: () => void }): JSX.Element {
  return (
    <RefusedNote
      refused={props.refused}
      more={(problem) => (
        <Show when={problem.problem === 'clashes'}>
          <Show when={problem.detail}>{(detail) => <p class="clash">{`${detail()}.`}</p>}</Show>
          <p class="small">{words.despiteHint}</p>
          <button type="button" class="quiet" disabled={props.isSending} onClick={() => props.onDespite()}>
            {words.despite}
          </button>
        </Show>
      )}
    />
  );
}
