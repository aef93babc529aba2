import { Problem } from '../../shared/contract/problem.ts';
import { supervisionRoutes } from '../../shared/contract/identity/supervision.ts';
import { isWith, readerOf } from '../../shared/supervision/agreement.ts';
import { casesIn, type RecordVersion, type Written } from '../../shared/supervision/record.ts';
import type { Heading } from '../../shared/supervision/template.ts';
import { localDateOf } from '../../shared/time/date.ts';
import { endpoint } from '../http/endpoint.ts';
import { stored } from '../store/record.ts';
import { partyOf } from './diary.ts';
import { houseOf } from './people.ts';
import { refuseCases } from './refuseCases.ts';
import { standInsFor } from './standIn.ts';
import { digestOf, goesAt, keys, newestTemplate, recordsFor, supervisionOfPerson, templateOf } from './supervision.ts';

/** The version is the next one: whoever wrote on an older one is told, and keeps what they wrote. */
export const saveRecord = endpoint(supervisionRoutes, 'saveRecord', async ({ caller, params: { person, session }, body: { version, template, written }, stores: { identity }, now }) => {
  const [party, read, begunUnder, house] = await Promise.all([partyOf(identity, person, now), supervisionOfPerson(identity, person), template === undefined ? newestTemplate(identity) : templateOf(identity, template), houseOf(identity)]);
  const held = party?.sessions.get(session);
  if (held === undefined || !held.people.includes(person)) throw new Problem('not-found');
  const on = localDateOf(held.stands.start);
  const standIn = (await standInsFor(identity, person, read.agreements))(held);
  const stood: { standIn?: string } = standIn === null ? {} : { standIn };
  const as = readerOf({ id: caller.id, isPrincipal: false }, person, read.agreements, { on, givenBy: held.givenBy, ...stood });
  if (as === null) throw new Problem(caller.roles.includes('principal') ? 'not-yours' : 'not-found');
  // Whom earlier records are shared with reads them, and writes none.
  if (as === 'supervisor' && caller.id !== stood.standIn && !isWith(person, caller.id, read.agreements, { on, givenBy: held.givenBy })) throw new Problem('not-yours');
  if (Date.parse(held.stands.start) > now) throw new Problem('not-begun');
  const before = read.versions.filter((v) => v.session === session);
  const headings = before.at(-1)?.headings ?? begunUnder?.headings;
  if (headings === undefined) throw new Problem('malformed', 'there is no such version of the headings');
  refuseCases(placed(written, headings));
  const there = before.find((v) => v.version === version);
  const next: RecordVersion = { v: 1, session, on, givenBy: held.givenBy, ...stood, version, headings, ...written, by: caller.id, at: there?.at ?? new Date(now).toISOString() };
  if (there === undefined && version !== before.length + 1) throw new Problem('changed-meanwhile');
  const item = { ...keys.record(person, session, version), v: 1, record: stored(next), digest: digestOf([caller.id, written]), expiresAt: goesAt(house, Date.parse(next.at)) };
  if (!(await identity.put(item, { absentOr: { digest: item.digest } }))) throw new Problem('changed-meanwhile');
  const [record] = recordsFor(caller, person, { ...read, versions: [...before.filter((v) => v !== there), { ...next, signatures: there?.signatures ?? {} }] });
  if (record === undefined) throw new Problem('not-found');
  return { record };
});

/** What points at somebody, by the title it is written under. */
function placed(written: Written, headings: readonly Heading[]): Parameters<typeof refuseCases>[0] {
  const unknown = Object.keys(written.sections).some((id) => !headings.some((h) => h.id === id));
  if (unknown) throw new Problem('malformed', 'a heading that this record does not have');
  const titles = new Map(headings.map(({ id, title }) => [id, title]));
  return casesIn(written).map(({ place, found }) => ({ found, where: `under “${titles.get(place) ?? 'What is to be done'}”` }));
}
