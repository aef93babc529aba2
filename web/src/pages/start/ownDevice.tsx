import { createSignal, Show, type JSX } from 'solid-js';
import { chooseDevice, deviceOf } from '../device.ts';
import { useHoldings } from '../holdings.tsx';
import type { Me } from '../me.tsx';
import { walletOf } from '../tokens.ts';
import { words } from './words.ts';

/** Asked once; until it is answered the device counts as shared. Afterwards it says what was answered, and that can be changed. */
export function OwnDevice(props: { me: Me }): JSX.Element {
  const holdings = useHoldings();
  const [again, setAgain] = createSignal(false);
  const holdsSomething = () => deviceOf(props.me.id) === 'own' && holdings.rounds().some((r) => r.state === 'held');
  const shared = async () => {
    if (deviceOf(props.me.id) === 'own') await (await walletOf(props.me, 'own')).forget();
    chooseDevice(props.me.id, 'shared');
    setAgain(false);
  };
  const own = () => {
    chooseDevice(props.me.id, 'own');
    setAgain(false);
  };
  return (
    <Show
      when={deviceOf(props.me.id) === null || again()}
      fallback={
        <p class="small device">
          {deviceOf(props.me.id) === 'own' ? words.own.isOwn : words.own.isShared}{' '}
          <button type="button" class="as-link" onClick={() => setAgain(true)}>
            {words.own.change}
          </button>
        </p>
      }
    >
      <section class="card ask">
        <h2>{words.own.heading}</h2>
        <p>{words.own.lead}</p>
        <dl class="choice">
          <div>
            <dt>
              <button type="button" class="quiet" onClick={() => void shared()}>
                {words.own.no}
              </button>
            </dt>
            <dd>{words.own.noMeans}</dd>
          </div>
          <div>
            <dt>
              <button type="button" class="quiet" onClick={own}>
                {words.own.yes}
              </button>
            </dt>
            <dd>{words.own.yesMeans}</dd>
          </div>
        </dl>
        <Show when={holdsSomething()}>
          <p class="small">{words.own.loses}</p>
        </Show>
      </section>
    </Show>
  );
}
