import { localDateOf, plusDays } from '../../../shared/time/date.ts';
import { type Loss, lossesOf } from '../../../shared/time/loss.ts';
import { mayAnswer, quarterOfYear } from '../../../shared/time/lostTime.ts';
import { partyOf } from '../../../functions/identity/diary.ts';
import { keys, reportedIn } from '../../../functions/identity/lostTime.ts';
import type { Person } from '../../../functions/identity/people.ts';
import { granted, type Stores } from '../../../functions/store/granted.ts';
import { endpoints } from '../../registry.ts';
import { dice, seedOf } from './answers.ts';

/** Whose losses are reported beside every manager’s, how many in a quarter, and how many of the newest whatever came before: these wait for an answer. */
const teams: readonly string[] = ['northside', 'mental-health', 'assessment', 'practice'];
const [mostInAQuarter, newest, ofPrincipal] = [8, 3, 2] as const;

const written = [
  'It was taken the day before, and nobody asked whether another day would do.',
  '',
  'This is the second time in a row. I had kept what I needed to talk about for it.',
  'I do not mind the reason. I mind that it is always this hour that goes.',
  '',
] as const;
const answered = [
  'I have sat down with your manager. It is booked again and will not move a second time; in four weeks I ask you both how it went.',
  'You were right to say so. Court lists are known a week ahead, so from now on no session is put on those mornings.',
  'The hour is booked again. From Monday on a second person is on the desk in the mornings, so that cover is not found in your supervision.',
] as const;
/** One hour that nobody ever booked. */
const unbooked = { name: 'Callum Okafor', daysAgo: 16, forDaysAgo: 23, text: 'My supervision for that month was never booked, and I asked twice.' } as const;

const dayMs = 86_400_000;

/** Reports of lost time and what was answered, by the functions of the routes. The same at the same time; what a run that was killed left is cleared first. */
export async function seedLostTime(stores: Stores, people: readonly Person[], now: number): Promise<void> {
  const { identity } = stores;
  const { reportLostTime } = endpoints;
  await identity.clear(keys.report('').pk);
  for (const { id } of people) await identity.clear(keys.own(id, '').pk);

  const lost: { person: Person; session: string; givenBy: string | null; loss: Loss; at: number }[] = [];
  for (const person of people.filter(({ team, manages }) => team !== null && (teams.includes(team) || manages.length > 0))) {
    const party = await partyOf(identity, person.id, now);
    for (const session of party?.sessions.values() ?? [])
      for (const loss of session.lines.filter(({ owedTo }) => owedTo === person.id).flatMap(lossesOf)) {
        if (loss.kind === 'moved') continue;
        const at = Date.parse(loss.start) + (1 + Math.floor(dice(seedOf(`reported ${session.id} ${loss.start}`))() * 12)) * dayMs;
        if (at < now) lost.push({ person, session: session.id, givenBy: session.givenBy, loss, at });
      }
  }
  const byChance = ({ session, loss }: (typeof lost)[number]): number => dice(seedOf(`reports ${session} ${loss.start}`))();
  const some = [...Map.groupBy(lost, ({ at }) => quarterOfYear(new Date(at).toISOString())).values()].flatMap((those) => those.sort((a, b) => byChance(a) - byChance(b)).slice(0, mostInAQuarter));
  lost.sort((a, b) => b.at - a.at);
  // What the principal gives is not theirs to answer: the guardian has something to read as well.
  const principals = new Set(people.flatMap(({ id, roles }) => (roles.includes('principal') ? [id] : [])));
  const guardians = lost.filter(({ givenBy }) => givenBy !== null && principals.has(givenBy)).slice(0, ofPrincipal);
  const chosen = new Set([...some, ...lost.slice(0, newest), ...guardians]);

  const send = (caller: Person, body: Parameters<typeof reportLostTime.handle>[0]['body'], at: number) => reportLostTime.handle({ caller, query: {}, params: {}, body, stores: granted(stores, reportLostTime.row.grants), now: at });
  for (const { person, session, loss, at } of chosen) {
    const roll = dice(seedOf(`report ${session} ${loss.start}`));
    const { report } = await send(person, { kind: 'session', session, start: loss.start, text: pick(written, roll) }, at);
    if (report !== null) await answer(stores, people, report, at + (2 + Math.floor(roll() * 11)) * dayMs, now, pick(answered, roll));
  }
  const caller = people.find(({ name }) => name === unbooked.name);
  if (caller === undefined) throw new Error(`the demo has no ${unbooked.name}`);
  const on = plusDays(localDateOf(new Date(now).toISOString()), -unbooked.forDaysAgo);
  const { report } = await send(caller, { kind: 'unbooked', of: 'supervision', on, text: unbooked.text }, now - unbooked.daysAgo * dayMs);
  if (report !== null) await answer(stores, people, report, now - (unbooked.daysAgo - 4) * dayMs, now, answered[0]);
}

/** By the first who may, where it was not later than now. */
async function answer(stores: Stores, people: readonly Person[], { id }: { id: string }, at: number, now: number, text: string): Promise<void> {
  if (at >= now) return;
  const { answerLostTime } = endpoints;
  const item = await stores.identity.get(keys.report(id));
  if (item === null) throw new Error('the report was sent');
  const { report } = reportedIn(item);
  const caller = people.find((one) => mayAnswer(report, one));
  if (caller === undefined) throw new Error('somebody reads every report');
  await answerLostTime.handle({ caller, query: {}, params: { id }, body: { text }, stores: granted(stores, answerLostTime.row.grants), now: at });
}

const pick = <T>(of: readonly T[], roll: () => number): T => {
  const found = of[Math.floor(roll() * of.length)];
  if (found === undefined) throw new Error('there is something to pick from');
  return found;
};
