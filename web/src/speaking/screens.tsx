import '../wallet/strictPolicy.ts';
import { type JSX, Match, Switch } from 'solid-js';
import type { Beginning } from './beginning.ts';
import { ComeBack } from './comeBack.tsx';
import type { Draft } from './draft.ts';
import { Receipt } from './receipt.tsx';
import { Retype } from './retype.tsx';
import { Sent } from './sent.tsx';
import type { Screen } from './speakUp.tsx';
import { Whom } from './whom.tsx';
import { Write } from './write.tsx';

/** Every screen but the first: one is there when all are. */
export default function Screens(props: { at: Screen; beginning: Beginning; draft: Draft; onChange: (part: Partial<Draft>) => void; onSent: () => void; onGo: (screen: Screen) => void }): JSX.Element {
  const forWriting = () => props.beginning.forWriting;
  const owner = () => {
    const { write } = props.beginning;
    return write.may ? write.owner : '';
  };
  return (
    <Switch>
      <Match when={props.at === 'whom'}>
        <Whom forWriting={forWriting()} counts={props.beginning.counts} draft={props.draft} onChange={props.onChange} onGo={props.onGo} />
      </Match>
      <Match when={props.at === 'write'}>
        <Write forWriting={forWriting()} draft={props.draft} onChange={props.onChange} onGo={props.onGo} />
      </Match>
      <Match when={props.at === 'receipt'}>
        <Receipt draft={props.draft} onChange={props.onChange} onGo={props.onGo} />
      </Match>
      <Match when={props.at === 'retype'}>
        <Retype owner={owner()} draft={props.draft} onSent={props.onSent} onGo={props.onGo} />
      </Match>
      <Match when={props.at === 'sent'}>
        <Sent terms={forWriting()?.terms ?? []} />
      </Match>
      <Match when={props.at === 'come-back'}>
        <ComeBack forWriting={forWriting()} onGo={props.onGo} />
      </Match>
    </Switch>
  );
}
