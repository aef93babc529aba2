import { lostTimeRoutes } from '../../shared/contract/identity/lostTime.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { localDateOf } from '../../shared/time/date.ts';
import { answerDueAt, isWithinReach, lossAt, type LostTime, mayAnswer, ownerOf, type Report } from '../../shared/time/lostTime.ts';
import { endpoint } from '../http/endpoint.ts';
import { partyOf } from './diary.ts';
import { keys, refuseCasesIn, reportedIn, reportId, reportItem, reportShape } from './lostTime.ts';
import { allPeople, houseOf } from './people.ts';
import { goesAt } from './supervision.ts';

/** One’s own loss, as one’s own diary has it. The same loss reported again is the report that stands. Asked who would read it, it says so and keeps nothing. */
export const reportLostTime = endpoint(lostTimeRoutes, 'reportLostTime', async ({ caller, body, stores: { identity }, now }) => {
  if (body.kind !== 'who-reads') refuseCasesIn(body.text);
  const at = new Date(now).toISOString();
  const [party, everybody, house] = await Promise.all([partyOf(identity, caller.id, now), allPeople(identity), houseOf(identity)]);
  const booked = body.kind === 'unbooked' ? null : body.kind === 'session' ? body : body.lost;
  const session = booked === null ? undefined : party?.sessions.get(booked.session);
  const lost: LostTime | null = body.kind === 'unbooked' ? { kind: 'unbooked', of: body.of, on: body.on } : booked === null ? null : lossIn(session, caller.id, booked.start);
  const decided = [...(lost?.kind === 'session' ? [lost.by] : []), ...(session?.givenBy == null ? [] : [session.givenBy])];
  const involved = everybody.filter((p) => p.id === caller.id || decided.includes(p.id) || (caller.team !== null && p.manages.includes(caller.team))).map(({ id }) => id);
  const to = ownerOf(everybody, involved);
  if (to === null) throw new Problem('nobody-to-read');
  const readers = (of: Pick<Report, 'to' | 'involved'>) => ({ as: of.to, names: everybody.filter((p) => mayAnswer(of, p)).map(({ name }) => name).sort((a, b) => a.localeCompare(b, 'en-GB')) });
  if (body.kind === 'who-reads' || lost === null) return { report: null, readers: readers({ to, involved }) };
  const [on, today] = [lost.kind === 'unbooked' ? lost.on : localDateOf(lost.start), localDateOf(at)];
  if (!isWithinReach(on, today)) throw new Problem('too-long-ago');
  if (lost.kind === 'unbooked' && on > today) throw new Problem('not-begun');
  const id = reportId(caller.id, lost);
  const report: Report = { v: 1, id, reporter: caller.id, lost, text: body.text, at, dueAt: answerDueAt(at), to, involved };
  // Whose it is comes first: killed in between, the report is sent again and then found.
  await identity.put({ ...keys.own(caller.id, id), v: 1, expiresAt: goesAt(house, now) });
  const isNew = await identity.put(reportItem(report, { expiresAt: goesAt(house, now) }), { absent: true });
  const item = isNew ? null : await identity.get(keys.report(id));
  if (!isNew && item === null) throw new Problem('busy');
  const stands = item === null ? { report, answer: null } : reportedIn(item);
  return { report: reportShape(stands), readers: readers(stands.report) };
});

type Sessions = NonNullable<Awaited<ReturnType<typeof partyOf>>>['sessions'];

function lossIn(session: ReturnType<Sessions['get']>, person: string, start: string): LostTime {
  if (session === undefined) throw new Problem('not-found', 'there is no such session of yours');
  const line = session.lines.find(({ owedTo }) => owedTo === person);
  if (line === undefined) throw new Problem('not-yours', 'this time was owed to somebody else');
  const loss = lossAt(line, session.id, start);
  if (loss === null) throw new Problem('not-found', 'nothing was lost of that time');
  return loss;
}
