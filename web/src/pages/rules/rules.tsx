import { createSignal, For, Show, type JSX } from 'solid-js';
import { rulePack } from '../../../../shared/time/rules/pack.ts';
import type { Rule } from '../../../../shared/time/rules/rule.ts';
import { identity } from '../../identity/client.ts';
import { Page } from '../../ui/page.tsx';
import { useHere } from '../me.tsx';
import { createReading, Found } from '../reading.tsx';
import { createSending, RefusedNote } from '../sending.tsx';
import { type Change, type Here, tellChange } from './changed.ts';
import { Cover } from './cover.tsx';
import { Own } from './own.tsx';
import './rules.css';
import { words } from './words.ts';

/** Sends one change and says what came of it; true once it stands. */
export type Send = (change: Change, said: string) => Promise<boolean>;

const nations = Object.keys(words.nations) as Rule['nation'][];

/** Every rule there is and which count here: everybody reads by whose word, the principal adopts, drops and writes them. */
export default function Rules(): JSX.Element {
  const { me } = useHere();
  const reading = createReading(() => me()?.id, () => identity('readRules'));
  const { refused, isSending, send: sent } = createSending();
  const [said, setSaid] = createSignal('');
  const mayChange = () => me()?.roles.includes('principal') === true;
  const send: Send = async (change, then) => {
    setSaid('');
    const stands = await sent(identity('changeRules', { body: { version: reading.found()?.version ?? 0, change } }));
    if (stands) setSaid(then);
    if (stands || refused()?.problem === 'changed-meanwhile') await reading.again();
    return stands;
  };
  return (
    <Page title={words.title}>
      <p class="lead">{words.lead}</p>
      <p class="said" role="status">
        {said()}
      </p>
      <RefusedNote refused={refused()} />
      <Found by={reading} waiting={words.loading}>
        {(here) => (
          <div class="rules">
            <Own own={here().own} mayChange={mayChange()} isSending={isSending()} send={send} />
            <Cover cover={here().cover} initialNumbers={here().cover?.numbers ?? null} mayChange={mayChange()} isSending={isSending()} send={send} />
            <For each={nations}>{(nation) => <OfNation nation={nation} adopted={here().adopted} mayChange={mayChange()} isSending={isSending()} send={send} />}</For>
            <Changes version={here().version} changes={here().changes} />
          </div>
        )}
      </Found>
    </Page>
  );
}

interface Changing {
  mayChange: boolean;
  isSending: boolean;
  send: Send;
}

function OfNation(props: { nation: Rule['nation']; adopted: Here['adopted'] } & Changing): JSX.Element {
  return (
    <section>
      <h2>{words.nations[props.nation]}</h2>
      <For each={rulePack.filter(({ nation }) => nation === props.nation)}>
        {(rule) => <OneRule rule={rule} adopted={props.adopted.find((one) => one.rule === rule.id)} mayChange={props.mayChange} isSending={props.isSending} send={props.send} />}
      </For>
    </section>
  );
}

/** One button, whose words change with what it does: the focus stays where it is. */
function OneRule(props: { rule: Rule; adopted: Here['adopted'][number] | undefined } & Changing): JSX.Element {
  const state = (): string => (props.adopted !== undefined ? words.adopted(props.adopted.by, props.adopted.on) : props.rule.off === null ? words.on : words.off[props.rule.off]);
  const turn = () => {
    const { id, name } = props.rule;
    void (props.adopted === undefined ? props.send({ kind: 'adopted', rule: id }, words.doneAdopted(name)) : props.send({ kind: 'dropped', rule: id }, words.doneDropped(name)));
  };
  return (
    <article class="rule">
      <h3>{props.rule.name}</h3>
      <p class="small">{words.of(props.rule)}</p>
      <Show when={props.rule.owes.kind === 'no-number' && props.rule.owes.says}>{(says) => <p>{says()}</p>}</Show>
      <p>{props.rule.notes}</p>
      <p class="small">
        {words.checked(words.read[props.rule.read], props.rule.lastChecked)}{' '}
        <For each={props.rule.sources.filter((source) => /^https?:/.test(source))}>
          {(source, i) => (
            <a href={source} rel="noreferrer">
              {words.source(i() + 1, props.rule.sources.length)}
              <span class="visually-hidden">: {props.rule.name}</span>
            </a>
          )}
        </For>
      </p>
      <p>
        <b>{state()}</b>
      </p>
      <Show when={props.mayChange && props.rule.off !== null}>
        <button type="button" class="quiet" disabled={props.isSending} onClick={turn}>
          {props.adopted === undefined ? words.adopt : words.drop}
          <span class="visually-hidden">: {props.rule.name}</span>
        </button>
      </Show>
    </article>
  );
}

function Changes(props: Pick<Here, 'version' | 'changes'>): JSX.Element {
  return (
    <section>
      <h2>{words.changes}</h2>
      <ul>
        <For each={props.changes} fallback={<li>{words.changesNone}</li>}>{({ by, on, change }) => <li>{words.by(by, tellChange(change, props), on)}</li>}</For>
      </ul>
    </section>
  );
}
