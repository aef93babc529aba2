import { Problem } from '../../shared/contract/problem.ts';
import { rulesRoutes } from '../../shared/contract/identity/rules.ts';
import { dayAt } from '../../shared/time/date.ts';
import { changedBy } from '../../shared/time/rules/adopting.ts';
import { endpoint } from '../http/endpoint.ts';
import { stored } from '../store/record.ts';
import { keys, rulesAt, toldRules } from './rules.ts';
import { digestOf } from './supervision.ts';

/** Made of the version that the page showed, so of two changes at one time the second is told of the first; the same sent again stands once. */
export const changeRules = endpoint(rulesRoutes, 'changeRules', async ({ caller, body: { version, change }, stores: { identity }, now }) => {
  const before = await rulesAt(identity, version);
  if (before === null) throw new Problem('changed-meanwhile');
  const said = { by: caller.name, on: dayAt(now) };
  const { version: _, ...rules } = before;
  const after = changedBy(rules, change, said, `own.${version + 1}`);
  if (after === null) throw new Problem('not-found', 'nothing of that name is to be adopted or dropped');
  const [key, digest] = [keys.version(version + 1), digestOf([caller.id, change])];
  if (!(await identity.put({ ...key, v: 1, ...said, change: stored(change), rules: stored(after), digest }, { absent: true })) && (await identity.get(key))?.['digest'] !== digest) throw new Problem('changed-meanwhile');
  return toldRules(identity);
});
