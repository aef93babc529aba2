import { createMemo, createSignal, For, Show, type JSX } from 'solid-js';
import { reasonWords } from '../../../../shared/time/catalogue.ts';
import { day, shortDayOfWeek, time } from '../../ui/dates.ts';
import { clock, noonOf, plusDays, wallOf } from '../../ui/wallClock.ts';
import { useHere } from '../me.tsx';
import { isOver, minutesOf, partiesOf, type Session } from '../time/mine.ts';
import { Lock } from '../time/lock.tsx';
import { shiftKindWords } from '../time/dutyWords.ts';
import { kinds, words as timeWords } from '../time/words.ts';
import { dragged, frameOf, type OnDuty, onDutyAt, type Placed, placed, shiftsIn } from './place.ts';
import { isHistory, isKeptByOne, stateOf, type Week } from './team.ts';
import { words } from './words.ts';

interface Grid {
  week: Week;
  me: string;
  mayChange: (session: Session) => boolean;
  onOpen: (session: Session, to?: string) => void;
}

type Shift = Week['duty'][number];

const [hourPx, slackPx] = [70, 6] as const;
/** A shift is a strip at the edge of its day; the more there are at once, the thinner they get. */
const [stripPx, stripsPx] = [24, 72] as const;
const widthOfStrip = (lanes: number): number => Math.min(stripPx, stripsPx / lanes);

/** The week at a glance, and who is on duty in it. A block is dragged with a pointer; nothing moves before its reason is given. With a keyboard a block opens, and the list does the rest. */
export function Calendar(props: Grid): JSX.Element {
  const { now } = useHere();
  const blocks = createMemo(() => placed(props.week.sessions, props.week.monday));
  const duty = createMemo(() => shiftsIn(props.week.duty, props.week.monday));
  const frame = createMemo(() => frameOf(blocks(), duty()));
  const isShown = ({ day, from, to }: OnDuty<Shift>): boolean => day < frame().days && to > frame().first * 60 && from < frame().last * 60;
  const strips = createMemo(() => duty().filter(isShown));
  const lanesOn = (day: number): number => Math.max(0, ...strips().filter((one) => one.day === day).map(({ lanes }) => lanes));
  /** Nights lie outside of what is drawn: they are named where they begin. */
  const outside = (day: number) => duty().filter((one) => one.begins && one.day === day && !isShown(one)).map(({ of }) => words.shift(props.week.names[of.person] ?? '', `${time(of.start)}–${time(of.end)}`, shiftKindWords[of.kind]));
  const days = () => {
    const { monday } = props.week;
    return Array.from({ length: frame().days }, (_, i) => plusDays(monday, i));
  };
  const hours = () => {
    const { first, last } = frame();
    return Array.from({ length: last - first }, (_, i) => first + i);
  };
  const awayOn = (day: string) => props.week.people.filter(({ away }) => away.some(({ from, to }) => from <= day && (to === null || day <= to))).map(({ name }) => name);
  return (
    <div class="calendar" role="group" aria-label={words.calendar(shortDayOfWeek(noonOf(props.week.monday)))} style={{ '--days': String(frame().days), '--hour': `${hourPx}px` }}>
      <div class="corner" />
      <For each={days()}>
        {(one, n) => (
          <div classList={{ 'day-head': true, 'is-today': one === wallOf(now()).day }}>
            <b>{shortDayOfWeek(noonOf(one))}</b>
            <Show when={awayOn(one).length > 0}>
              <span class="away">
                {words.away}: {awayOn(one).length > 2 ? awayOn(one).length : awayOn(one).map((name) => name.split(' ')[0]).join(', ')}
              </span>
            </Show>
            <For each={outside(n())}>{(shift) => <span class="away">{shift}</span>}</For>
          </div>
        )}
      </For>
      <div class="hours">
        <For each={hours()}>{(hour) => <span>{clock(hour * 60)}</span>}</For>
      </div>
      <div class="board">
        <For each={days()}>{() => <div class="column" />}</For>
        <For each={strips()}>{(shift) => <Strip shift={shift} name={props.week.names[shift.of.person] ?? ''} frame={frame()} width={widthOfStrip(lanesOn(shift.day))} />}</For>
        <For each={blocks()}>{(block) => <Block {...props} block={block} frame={frame()} duty={duty()} edgeOf={(day) => (lanesOn(day) === 0 ? 0 : lanesOn(day) * widthOfStrip(lanesOn(day)))} />}</For>
      </div>
    </div>
  );
}

/** Who is on duty, from when to when, beside whatever is booked: what lies next to it for the same person clashes. */
function Strip(props: { shift: OnDuty<Shift>; name: string; frame: ReturnType<typeof frameOf>; width: number }): JSX.Element {
  const from = () => Math.max(props.shift.from, props.frame.first * 60);
  const to = () => Math.min(props.shift.to, props.frame.last * 60);
  return (
    <div
      class="shift"
      style={{
        top: `${((from() - props.frame.first * 60) / 60) * hourPx}px`,
        height: `${((to() - from()) / 60) * hourPx - 2}px`,
        left: `calc(100% / ${props.frame.days} * ${props.shift.day} + ${props.shift.lane * props.width + 1}px)`,
        width: `${props.width - 1}px`,
      }}
    >
      {words.shift(props.name, `${time(props.shift.of.start)}–${time(props.shift.of.end)}`, shiftKindWords[props.shift.of.kind])}
    </div>
  );
}

function Block(props: Grid & { block: Placed<Session>; frame: ReturnType<typeof frameOf>; duty: readonly OnDuty<Shift>[]; edgeOf: (day: number) => number }): JSX.Element {
  const { now } = useHere();
  const [to, setTo] = createSignal<{ day: number; from: number } | null>(null);
  const session = () => props.block.of;
  const state = () => stateOf(session());
  const isStill = () => state() === 'planned' && !isOver(session(), now()) && props.mayChange(session());
  let from: { x: number; y: number; width: number } | null = null;
  let wasDragged = false;
  const at = () => to() ?? props.block;
  const style = (): JSX.CSSProperties => {
    const { lane, lanes } = to() === null ? props.block : { lane: 0, lanes: 1 };
    const edge = props.edgeOf(at().day);
    return {
      'top': `${((at().from - props.frame.first * 60) / 60) * hourPx}px`,
      'height': `${((props.block.to - props.block.from) / 60) * hourPx - 4}px`,
      'left': `calc(100% / ${props.frame.days} * ${at().day} + ${edge}px + (100% / ${props.frame.days} - ${edge}px) * ${lane / lanes} + 3px)`,
      'width': `calc((100% / ${props.frame.days} - ${edge}px) / ${lanes} - 6px)`,
    };
  };
  const down = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    wasDragged = false;
    if (!isStill() || event.button !== 0) return;
    from = { x: event.clientX, y: event.clientY, width: (event.currentTarget.parentElement?.clientWidth ?? 0) / props.frame.days };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent) => {
    if (from === null) return;
    const [x, y] = [event.clientX - from.x, event.clientY - from.y];
    if (!wasDragged && Math.abs(x) + Math.abs(y) < slackPx) return;
    wasDragged = true;
    setTo(dragged(props.block, Math.round(x / from.width), (y / hourPx) * 60, props.frame));
  };
  const up = () => {
    const [there, block] = [to(), props.block];
    from = null;
    setTo(null);
    if (there !== null && (there.day !== block.day || there.from !== block.from)) props.onOpen(session(), `${plusDays(props.week.monday, there.day)}T${clock(there.from)}`);
  };
  const cancel = () => {
    from = null;
    wasDragged = true;
    setTo(null);
  };
  /** Where it stands, and while it is dragged where it would come to stand. */
  const onDuty = () => (state() === 'planned' ? onDutyAt(partiesOf(session()), { day: at().day, from: at().from, to: at().from + minutesOf(session()) }, props.duty) : []);
  const says = () => {
    const { gone, lines } = session();
    if (gone?.kind === 'moved') return words.movedAway;
    if (gone !== null) return `${words.takenFor(reasonWords[gone.reason])}${isHistory(session()) ? '' : `, ${words.minutesOwed(Math.max(...lines.map((l) => l.minutesOwed)))}`}`;
    const now = state();
    if (isKeptByOne(session())) return words.keptByOne;
    return now === 'kept' ? words.keptMinutes(minutesOf(session())) : now === 'moved' ? words.movedAway : words.states[now];
  };
  return (
    <button
      type="button"
      class={`block is-${state()}`}
      classList={{ dragged: to() !== null, still: isStill(), small: props.block.to - props.block.from < 90 || props.block.lanes > 2 }}
      style={style()}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={cancel}
      onKeyDown={(event) => {
        if (event.key === 'Escape') cancel();
      }}
      onClick={() => {
        if (!wasDragged) props.onOpen(session());
        wasDragged = false;
      }}
    >
      <span class="what">{kinds[session().of]}</span>
      <Show when={onDuty().length > 0}>
        <span class="then-on-duty">▲ {words.onDutyThen(onDuty().map(({ person }) => props.week.names[person] ?? ''))}</span>
      </Show>
      <span class="visually-hidden">{day(session().start)}</span>
      <span class="who-in">{session().people.length > 3 ? timeWords.people(session().people.length) : session().people.map((id) => props.week.names[id] ?? '').join(', ')}</span>
      <span class="state">
        <Show when={state() === 'planned'}>
          <Lock />{' '}
        </Show>
        {says()}
      </span>
      <span class="when">{to() === null ? `${time(session().start)}–${time(session().end)}` : clock(at().from)}</span>
    </button>
  );
}
