import { Problem } from '../../shared/contract/problem.ts';
import { supervisionRoutes } from '../../shared/contract/supervision.ts';
import { type Reader, readerOf, standingAgreement } from '../../shared/supervision/agreement.ts';
import { carriedForward } from '../../shared/supervision/record.ts';
import { localDateOf } from '../../shared/time/date.ts';
import { type Caller, endpoint } from '../http/endpoint.ts';
import { partyOf } from './diary.ts';
import { namesOf } from './names.ts';
import { houseOf } from './people.ts';
import { agreementShape, keptYears, keys, recordsFor, type Supervision, supervisionOfPerson, templateOf } from './supervision.ts';

/** What the principal reads of it is written down before it is shown: both see that it was read, by whom and on which day. */
export const readSupervision = endpoint(supervisionRoutes, 'readSupervision', async ({ caller, params: { person }, stores: { identity }, now }) => {
  const [read, house, template, party] = await Promise.all([supervisionOfPerson(identity, person), houseOf(identity), templateOf(identity), partyOf(identity, person, now)]);
  const as = party === null ? null : whoIs(caller, person, read, [...party.sessions.values()].some((s) => s.givenBy === caller.id));
  if (as === null) throw new Problem('not-found');
  if (as === 'auditor') {
    const at = new Date(now).toISOString();
    await identity.put({ ...keys.reading(person, localDateOf(at), caller.id), v: 1, by: caller.id, at }, { absent: true });
  }
  const agreements = read.agreements.filter((a) => as !== 'supervisor' || a.supervisor === caller.id);
  const records = recordsFor(caller, person, read);
  const named = [person, ...agreements.flatMap((a) => [a.supervisor, a.proposedBy, ...(a.standIn === null ? [] : [a.standIn])]), ...records.flatMap((r) => [r.newest.by, ...r.readBy.map(({ by }) => by)])];
  return {
    person, as, template, records,
    agreements: agreements.map((a) => agreementShape(person, a)),
    carriedForward: as === 'supervisor' && !isTheirs(caller, person, read, localDateOf(new Date(now).toISOString())) ? [] : carriedForward(read.versions.at(-1) ?? null),
    keptYears: keptYears(house),
    names: await namesOf(identity, named),
  };
});

/** Whoever gives sessions is asked to write them, though nothing has been agreed yet. */
function whoIs({ id, roles }: Caller, person: string, { agreements }: Supervision, givesSessions: boolean): Reader | null {
  if (id === person) return 'supervisee';
  if (givesSessions || agreements.some((a) => a.supervisor === id)) return 'supervisor';
  return roles.includes('principal') ? 'auditor' : null;
}

/** What is still to do goes to whoever wrote it down with them, and to whose agreement holds now; not to who was the supervisor before. */
function isTheirs({ id }: Caller, person: string, { agreements, versions }: Supervision, today: string): boolean {
  const last = versions.at(-1);
  return standingAgreement(person, agreements, today)?.supervisor === id || (last !== undefined && readerOf({ id, isPrincipal: false }, person, agreements, last) !== null);
}
