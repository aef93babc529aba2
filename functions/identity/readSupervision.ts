import { Problem } from '../../shared/contract/problem.ts';
import { supervisionRoutes } from '../../shared/contract/identity/supervision.ts';
import { isBefore, isWith, type Reader, readerOf } from '../../shared/supervision/agreement.ts';
import { type Action, carriedForward } from '../../shared/supervision/record.ts';
import { dayAt, localDateOf, plus } from '../../shared/time/date.ts';
import type { Session } from '../../shared/time/session.ts';
import { shapeOf } from '../../shared/time/shape.ts';
import { type Caller, endpoint } from '../http/endpoint.ts';
import { type Party, partyOf } from './diary.ts';
import { namesOf } from './names.ts';
import { namedBy, standInsFor } from './standIn.ts';
import { houseOf } from './people.ts';
import { agreementShape, keptYears, keys, newestTemplate, recordsFor, type Supervision, supervisionOfPerson } from './supervision.ts';

/** What the principal reads of it is written down before it is shown: both see that it was read, by whom and on which day. */
export const readSupervision = endpoint(supervisionRoutes, 'readSupervision', async ({ caller, params: { person }, stores: { identity }, now }) => {
  const [read, house, { version, headings }, party] = await Promise.all([supervisionOfPerson(identity, person), houseOf(identity), newestTemplate(identity), partyOf(identity, person, now)]);
  const standIn = await standInsFor(identity, person, read.agreements);
  const inFor = party === null ? [] : standsIn(party, caller.id, standIn, now);
  const as = party === null ? null : whoIs(caller, person, read, [...party.sessions.values()].some((s) => s.givenBy === caller.id) || inFor.length > 0);
  if (as === null) throw new Problem('not-found');
  const records = recordsFor(caller, person, read);
  // Of a principal who is also a supervisor there, whatever they read only as the principal.
  const isAudit = as === 'auditor' || records.length > recordsFor({ ...caller, roles: caller.roles.filter((role) => role !== 'principal') }, person, read).length;
  if (isAudit) {
    const at = new Date(now).toISOString();
    await identity.put({ ...keys.reading(person, localDateOf(at), caller.id), v: 1, by: caller.id, at }, { absent: true });
  }
  const agreements = read.agreements.filter((a) => as !== 'supervisor' || a.supervisor === caller.id || (inFor.length > 0 && a.standIn === caller.id));
  const named = [person, ...(party === null ? [] : [...party.sessions.values()].flatMap((s) => (isSupervision(s) ? (s.givenBy ?? []) : []))), ...agreements.flatMap((a) => [a.supervisor, a.proposedBy, ...(a.standIn === null ? [] : [a.standIn]), ...(a.replaces == null ? [] : [a.replaces])]), ...records.flatMap((r) => [...[r.newest, ...r.earlierVersions].flatMap((v) => [v.by, ...Object.keys(v.signatures)]), ...r.readBy.map(({ by }) => by)])];
  return {
    person, as, records,
    template: { version, headings: [...headings] },
    agreements: agreements.map((a) => agreementShape(person, a, read.agreements)),
    nextAgreement: read.agreements.length + 1,
    toWrite: party === null || as === 'auditor' ? [] : notWritten(party, caller.id, read, standIn, now),
    standsIn: inFor.filter((s) => Date.parse(s.stands.end) <= now && !s.lines.some((line) => line.bookings.at(-1)?.accounts[caller.id] !== undefined)).map((s) => shapeOf(s, now)),
    standsInFor: caller.id === person ? await standingInFor(identity, caller.id, now) : [],
    supervises: caller.id === person && party !== null ? await given(identity, party, caller.id) : [],
    keptYears: keptYears(house),
    names: await namesOf(identity, named),
  };
});

/** Whoever gives sessions is asked to write them, though nothing has been agreed yet. */
function whoIs({ id, roles }: Caller, person: string, { agreements, versions }: Supervision, givesSessions: boolean): Reader | null {
  if (id === person) return 'supervisee';
  if (givesSessions || agreements.some((a) => a.supervisor === id) || versions.some((v) => v.standIn === id)) return 'supervisor';
  return roles.includes('principal') ? 'auditor' : null;
}

/** What is still to do goes on within a pair, and to whoever took the supervisor’s place; not to another supervisor beside them, nor to who stands in once. */
function leftToDo(reader: string, supervisee: string, { givenBy }: Session, { agreements, versions }: Supervision): Action[] {
  const last = versions.findLast((v) => (givenBy === null ? v.givenBy === null : isWith(supervisee, givenBy, agreements, v) || isBefore(supervisee, givenBy, agreements, v)));
  if (last === undefined || (reader !== givenBy && readerOf({ id: reader, isPrincipal: false }, supervisee, agreements, last) === null)) return [];
  return carriedForward(last);
}

/** Supervision of the last three months that has begun and of which nothing is written. */
function notWritten({ person: { id: supervisee }, sessions }: Party, reader: string, read: Supervision, standIn: StandIn, now: number): { session: string; on: string; with: string | null; carriedForward: Action[] }[] {
  const since = plus(dayAt(now), { months: -3 });
  const written = new Set(read.versions.map(({ session }) => session));
  return [...sessions.values()]
    .filter((s) => isSupervision(s) && s.people.includes(supervisee) && (reader === supervisee || s.givenBy === reader || standIn(s) === reader))
    .filter((s) => s.stands.gone === null && Date.parse(s.stands.start) <= now && localDateOf(s.stands.start) >= since && !written.has(s.id))
    .sort((a, b) => (a.stands.start < b.stands.start ? 1 : -1))
    .map((s) => ({ session: s.id, on: localDateOf(s.stands.start), with: reader === supervisee ? s.givenBy : supervisee, carriedForward: leftToDo(reader, supervisee, s, read) }));
}

type StandIn = Awaited<ReturnType<typeof standInsFor>>;

/** Sessions of the last three months and the coming one in which somebody stands in. */
function standsIn({ sessions }: Party, reader: string, standIn: StandIn, now: number): Session[] {
  const [from, to] = [plus(dayAt(now), { months: -3 }), plus(dayAt(now), { months: 1 })];
  return [...sessions.values()].filter((s) => isSupervision(s) && s.stands.gone === null && localDateOf(s.stands.start) >= from && localDateOf(s.stands.start) <= to && standIn(s) === reader);
}

async function standingInFor(identity: Parameters<typeof supervisionOfPerson>[0] & Parameters<typeof partyOf>[0], reader: string, now: number): Promise<{ id: string; name: string }[]> {
  const named = await namedBy(identity, reader);
  const found = await Promise.all(
    named.map(async (id) => {
      const [party, { agreements }] = await Promise.all([partyOf(identity, id, now), supervisionOfPerson(identity, id)]);
      return party !== null && standsIn(party, reader, await standInsFor(identity, id, agreements), now).length > 0 ? [{ id, name: party.person.name }] : [];
    }),
  );
  return found.flat().sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
}

const isSupervision = ({ of }: Session): boolean => of === 'supervision' || of === 'clinical-supervision';

async function given(identity: Parameters<typeof namesOf>[0], { sessions }: Party, giver: string): Promise<{ id: string; name: string }[]> {
  const people = [...sessions.values()].filter((s) => isSupervision(s) && s.givenBy === giver).flatMap((s) => s.people);
  return Object.entries(await namesOf(identity, people)).map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
}
