import { Problem } from '../../shared/contract/problem.ts';
import { supervisionRoutes } from '../../shared/contract/identity/supervision.ts';
import { endpoint } from '../http/endpoint.ts';
import { stored } from '../store/record.ts';
import { personOf } from './people.ts';
import { namedItem } from './standIn.ts';
import { agreementShape, digestOf, keys, signatureItem, supervisionOfPerson } from './supervision.ts';

/** Either of the two puts it before the other; with that they have signed it. The number is the next one, so of two at once one comes second. */
export const proposeAgreement = endpoint(supervisionRoutes, 'proposeAgreement', async ({ caller, params: { person }, body: { number, terms }, stores: { identity }, now }) => {
  if (caller.id !== person && caller.id !== terms.supervisor) throw new Problem('not-yours');
  if (person === terms.supervisor) throw new Problem('malformed', 'nobody supervises themselves');
  if (terms.standIn === person || terms.standIn === terms.supervisor) throw new Problem('malformed', 'whoever stands in is a third person');
  const { replaces = null } = terms;
  if (replaces === person || replaces === terms.supervisor) throw new Problem('malformed', 'it takes the place of another supervisor’s, or of nobody’s');
  const [supervisee, supervisor, { agreements }] = await Promise.all([personOf(identity, person), personOf(identity, terms.supervisor), supervisionOfPerson(identity, person)]);
  if (supervisee === null || supervisor === null) throw new Problem('not-found');
  // Whether earlier records are shared is for the one they are about to say.
  const there = agreements.find((a) => a.number === number);
  const said = { v: 1 as const, ...terms, replaces, sharesEarlier: caller.id === person && terms.sharesEarlier, number, proposedBy: caller.id };
  const proposed = { ...said, proposedAt: there?.proposedAt ?? new Date(now).toISOString() };
  if (there === undefined && number !== agreements.length + 1) throw new Problem('changed-meanwhile');
  const item = { ...keys.agreement(person, number), v: 1, agreement: stored(proposed), digest: digestOf(said) };
  if (!(await identity.put(item, { absentOr: { digest: item.digest } }))) throw new Problem('changed-meanwhile');
  if (terms.standIn !== null) await identity.put(namedItem(terms.standIn, person));
  await identity.put(signatureItem(person, item, caller.id, now), { absent: true });
  return { agreement: agreementShape(person, { ...proposed, signatures: { ...there?.signatures, [caller.id]: there?.signatures[caller.id] ?? proposed.proposedAt } }, agreements) };
});
