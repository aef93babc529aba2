import { timeRoutes } from '../../shared/contract/identity/time.ts';
import { dayAt, localDateOf, plus } from '../../shared/time/date.ts';
import { minutesOwed } from '../../shared/time/line.ts';
import { lossesOf } from '../../shared/time/loss.ts';
import { partiesOf, type Session } from '../../shared/time/session.ts';
import { shapeOf } from '../../shared/time/shape.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { endpoint } from '../http/endpoint.ts';
import { cpdFacts, cpdOf } from './cpd.ts';
import { type Party, partyOf } from './diary.ts';
import { reportShape, reportsOf } from './lostTime.ts';
import { namesOf } from './names.ts';
import { owedTo } from './owedTo.ts';
import { rulesHere, rulesInForce } from './rules.ts';

/** The last twelve months and all that is booked. */
export const readMyTime = endpoint(timeRoutes, 'readMyTime', async ({ caller, stores: { identity }, now }) => {
  const [party, cpd, rules] = await Promise.all([partyOf(identity, caller.id, now), cpdOf(identity, caller.id), rulesHere(identity)]);
  const reports = await reportsOf(identity, caller.id);
  if (party === null) throw new Problem('unknown-person');
  const { standing } = party;
  const today = dayAt(now);
  const shown = sessionsSince(party, plus(today, { years: -1 }));
  const mine = shown.flatMap((s) => s.lines).filter((line) => line.owedTo === caller.id);
  const open = mine.reduce((n, line) => n + minutesOwed(line), 0);
  const promised = mine.reduce((n, line) => n + line.minutesPromised, 0);
  return {
    today,
    known: standing.employed !== null,
    ...owedTo(standing, rulesInForce(rules), today, cpdFacts(cpd)),
    sessions: shown.map((session) => shapeOf(session, now)),
    losses: mine.flatMap(lossesOf).map(({ line, ...loss }) => ({ session: line.split('/')[0] ?? line, ...loss })),
    reports: reports.map(reportShape),
    minutes: { promised, kept: promised - open, open },
    names: await namesOf(identity, shown.flatMap((s) => [...partiesOf(s), ...s.lines.flatMap((l) => l.bookings.flatMap((b) => [...(b.gone === null ? [] : [b.gone.by]), ...Object.keys(b.accounts)]))])),
  };
});

/** What was ever there since a day, though it was moved to another. */
const sessionsSince = ({ sessions }: Party, day: string): Session[] =>
  [...sessions.values()].filter((s) => localDateOf(s.stands.start) >= day || s.lines.some((line) => minutesOwed(line) > 0)).sort((a, b) => (a.stands.start < b.stands.start ? -1 : 1));
