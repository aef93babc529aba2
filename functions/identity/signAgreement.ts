import { Problem } from '../../shared/contract/problem.ts';
import { supervisionRoutes } from '../../shared/contract/identity/supervision.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute } from '../store/record.ts';
import { agreementShape, keys, signatureItem, supervisionOfPerson } from './supervision.ts';

/** By either of the two. Signed again it stands as it was signed first. */
export const signAgreement = endpoint(supervisionRoutes, 'signAgreement', async ({ caller, params: { person, number }, stores: { identity }, now }) => {
  const { agreements } = await supervisionOfPerson(identity, person);
  const agreement = agreements.find((a) => a.number === number);
  if (agreement === undefined) throw new Problem('not-found');
  if (caller.id !== person && caller.id !== agreement.supervisor) throw new Problem('not-yours');
  const item = signatureItem(person, keys.agreement(person, number), caller.id, now);
  await identity.put(item, { absent: true });
  return { agreement: agreementShape(person, { ...agreement, signatures: { [caller.id]: attribute<string>(item, 'at'), ...agreement.signatures } }, agreements) };
});
