import { A, useParams } from '@solidjs/router';
import { createSignal, For, Show, type JSX } from 'solid-js';
import { dayAt } from '../../../../shared/time/date.ts';
import { identity } from '../../identity/client.ts';
import { dayAndTime } from '../../ui/dates.ts';
import { Empty } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { useHere } from '../me.tsx';
import { createReading, Found } from '../reading.tsx';
import { Confirm } from '../time/confirm.tsx';
import '../time/time.css';
import { AgreementView } from './agreement.tsx';
import { RecordForm, RecordView, type Supervision as Read } from './record.tsx';
import './supervision.css';
import { words } from './words.ts';

/** Supervision of one person, to the two it is between: one’s own, or of somebody one supervises. */
export default function Supervision(): JSX.Element {
  const { me } = useHere();
  const params = useParams<{ person?: string }>();
  const whose = (): string | undefined => params.person ?? me()?.id;
  const reading = createReading(whose, (person) => identity('readSupervision', { params: { person } }));
  const shown = () => {
    const read = reading.found();
    return read?.person === whose() ? read : null;
  };
  const title = () => {
    const read = shown();
    return read === null || read.as === 'supervisee' ? words.title : words.titleOf(read.names[read.person] ?? '');
  };
  return (
    <Page title={title()}>
      <Found by={{ ...reading, found: shown }} waiting={words.loading}>
        {(read) => <Show when={me()}>{(person) => <Pair supervision={read()} me={person().id} onChanged={reading.again} />}</Show>}
      </Found>
    </Page>
  );
}

function Pair(props: { supervision: Read; me: string; onChanged: () => Promise<void> }): JSX.Element {
  const { now } = useHere();
  const [said, setSaid] = createSignal('');
  const [writing, setWriting] = createSignal<string | null>(null);
  const name = () => props.supervision.names[props.supervision.person] ?? '';
  const changed = (what: string) => {
    setSaid(what);
    setWriting(null);
    void props.onChanged();
  };
  const today = () => dayAt(now());
  /** With whom, where somebody has more than one supervisor. */
  const whose = (id: string | null): string | null => (id === null || props.supervision.as !== 'supervisee' || new Set(props.supervision.toWrite.map((one) => one.with)).size < 2 ? null : (props.supervision.names[id] ?? id));
  const lead = () => ({ supervisee: words.lead, supervisor: words.leadOf(name()), auditor: words.audit(name()) })[props.supervision.as];
  const readers = () => [...new Set(props.supervision.records.flatMap((r) => r.readBy.map(({ by }) => props.supervision.names[by] ?? by)))];
  return (
    <>
      <p class="lead">{lead()}</p>
      <p class="said" role="status">
        {said()}
      </p>
      <div class="columns">
        <div>
          <For each={props.supervision.standsIn}>
            {(session) => (
              <section>
                <h2>{words.standsIn(props.supervision.names[session.givenBy ?? ''] ?? '')}</h2>
                <p>{dayAndTime(session.start)}</p>
                <Confirm session={session} owner={props.supervision.person} onSaid={changed} />
              </section>
            )}
          </For>
          <Show when={props.supervision.as !== 'auditor'}>
            <section>
              <h2>{words.toWrite}</h2>
              <For each={props.supervision.toWrite} fallback={<Empty>{words.toWriteNone}</Empty>}>
                {(one) => (
                  <Show
                    when={writing() === one.session}
                    fallback={
                      <p>
                        <button type="button" class="quiet" onClick={() => setWriting(one.session)}>
                          {words.write(one.on, whose(one.with))}
                        </button>
                      </p>
                    }
                  >
                    <h3>{words.recordOf(one.on, whose(one.with))}</h3>
                    <RecordForm
                      person={props.supervision.person} session={one.session} version={1} template={props.supervision.template.version} headings={props.supervision.template.headings} initialSections={{}} initialActions={one.carriedForward}
                      onCancel={() => setWriting(null)} onSaid={changed}
                    />
                  </Show>
                )}
              </For>
            </section>
          </Show>
          <section>
            <h2>{words.records}</h2>
            <For each={props.supervision.records} fallback={<Empty>{words.recordsNone}</Empty>}>
              {(record) => <RecordView record={record} supervision={props.supervision} me={props.me} onSaid={changed} />}
            </For>
          </section>
        </div>
        <aside>
          <AgreementView supervision={props.supervision} me={props.me} today={today()} onSaid={changed} />
          <section>
            <h2>{words.whoReads}</h2>
            <p>{words.whoReadsText(props.supervision.keptYears)}</p>
            <Show when={readers().length > 0}>
              <p>{words.readBy(readers())}</p>
            </Show>
            <p>
              <A href="/supervision-template">{words.template}</A>
            </p>
          </section>
          <Others title={words.standsInFor} people={props.supervision.standsInFor} />
          <Others title={words.others} people={props.supervision.supervises} />
          <Show when={props.supervision.as !== 'supervisee'}>
            <p>
              <A href="/supervision">{words.mine}</A>
            </p>
          </Show>
        </aside>
      </div>
    </>
  );
}

/** Whose supervision one reads besides. */
function Others(props: { title: string; people: readonly { id: string; name: string }[] }): JSX.Element {
  return (
    <Show when={props.people.length > 0}>
      <section>
        <h2>{props.title}</h2>
        <ul class="links">
          <For each={props.people}>
            {(one) => (
              <li>
                <A href={`/supervision/${one.id}`}>{one.name}</A>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
