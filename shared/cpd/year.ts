import { counted, dayInWords, tellCount, tellWhy } from '../time/catalogue.ts';
import type { LocalDate } from '../time/date.ts';
import type { Count, Due } from '../time/due.ts';
import type { About, Item } from '../time/rules/rule.ts';
import type { Entitlement } from '../time/stricter.ts';

/** What a registration takes each year: three things, and each of them has cost people their registration by itself. */
export const threeTicks = ['registration-cpd', 'renewal-form', 'renewal-fee'] as const satisfies readonly About[];
export type TickAbout = (typeof threeTicks)[number];

export interface Tick {
  about: TickAbout;
  state: 'done' | 'open' | 'not-this-year';
  /** What is still needed; null where nothing is. */
  needs: string | null;
  counted: string[];
  why: string;
  /** What one says oneself to have done; null where pieces are counted. */
  item: Item | null;
}

export interface Year {
  from: LocalDate;
  to: LocalDate;
  opensOn: LocalDate;
}

/** The year whose last day comes next. The fee is owed by everybody, so it always names it; null: no register that has such a year. */
export function yearOf(owed: readonly Entitlement[]): Year | null {
  const why = dueAbout(owed, 'renewal-fee')?.why;
  return why?.kind === 'period' && why.opensOn !== null ? { from: why.from, to: why.to, opensOn: why.opensOn } : null;
}

/** Numbers and days are the rules’: they are counted there, and told here. */
export const ticksOf = (owed: readonly Entitlement[]): Tick[] =>
  threeTicks.flatMap((about): Tick[] => {
    const due = dueAbout(owed, about);
    if (due === null) return [];
    const { owes } = due.rule;
    const state = due.why.kind === 'newcomer' ? 'not-this-year' : due.state === 'met' ? 'done' : 'open';
    const item = owes.kind === 'declaration' ? (owes.items[0]?.item ?? null) : null;
    return [{ about, state, needs: state === 'open' ? tellNeed(about, due) : null, counted: due.counted.map(tellCount), why: tellWhy(due.why), item }];
  });

const dueAbout = (owed: readonly Entitlement[], about: About): Due | null => owed.find(({ counts }) => counts.rule.about === about)?.counts ?? null;

const missing = (all: readonly Count[], of: Count['of']): number => all.filter((c) => c.of === of).reduce((n, { done, needed }) => n + Math.max(0, needed - done), 0);

function tellNeed(about: TickAbout, due: Due): string {
  const by = due.dueOn === null ? '' : ` by ${dayInWords(due.dueOn)}`;
  if (about === 'renewal-form') return `Finish the renewal form${by}. Half a form is no form.`;
  if (about === 'renewal-fee') return `Pay the fee${by}.`;
  const [pieces, withPeer] = [missing(due.counted, 'pieces'), missing(due.counted, 'pieces-with-peer-reflection')];
  if (pieces === 0) return `Add what you learned with a peer to ${withPeer === 1 ? 'a piece' : counted(withPeer, 'piece')}, and submit it${by}.`;
  return `Submit ${counted(pieces, 'more piece', 'more pieces')}${by}${withPeer === 0 ? '' : `, ${withPeer === pieces && pieces > 1 ? 'each' : withPeer === pieces ? 'thought through' : `${withPeer} of them`} with a peer`}.`;
}

/** What else is counted: hours by a rule, reviews, observations, feedback. */
export interface Counted {
  rule: string;
  name: string;
  isMet: boolean;
  /** Hours of practice: entered by their owner, and no piece of the record. */
  isPractice: boolean;
  dueOn: LocalDate | null;
  counted: string[];
  why: string;
  /** What one says oneself to have done. */
  items: { item: Item; done: number; needed: number }[];
}

export const alsoCounted = (owed: readonly Entitlement[]): Counted[] =>
  owed
    .flatMap(({ counts, also }) => [counts, ...also])
    .filter((due) => !threeTicks.some((about) => about === due.rule.about) && isKeptHere(due))
    .map((due) => ({
      rule: due.rule.id, name: due.rule.name, isMet: due.state === 'met', isPractice: due.rule.owes.kind === 'hours' && due.rule.owes.of === 'practice', dueOn: due.dueOn, counted: due.counted.map(tellCount), why: tellWhy(due.why),
      items: itemsOf(due).map((item) => ({ item, done: sumOf(due, item, 'done'), needed: sumOf(due, item, 'needed') })),
    }));

const sumOf = (due: Due, item: Item, what: 'done' | 'needed'): number => due.counted.filter(({ of }) => of === item).reduce((n, count) => n + count[what], 0);

const isKeptHere = ({ rule: { owes } }: Due): boolean => ['checklist', 'declaration', 'recent', 'record', 'pieces', 'hours'].includes(owes.kind);

const itemsOf = ({ rule: { owes } }: Due): Item[] => (owes.kind === 'checklist' || owes.kind === 'declaration' ? [...new Set(owes.items.map(({ item }) => item))] : []);

/** Everything that can be ticked here, by this person. */
export const tickable = (owed: readonly Entitlement[]): Set<string> => new Set(owed.flatMap(({ counts, also }) => [counts, ...also].flatMap(itemsOf)));
