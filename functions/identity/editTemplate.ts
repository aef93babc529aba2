import { Problem } from '../../shared/contract/problem.ts';
import { supervisionRoutes } from '../../shared/contract/identity/supervision.ts';
import { areApart, casesInHeadings, type Template } from '../../shared/supervision/template.ts';
import { endpoint } from '../http/endpoint.ts';
import { stored } from '../store/record.ts';
import { refuseCases } from './refuseCases.ts';
import { digestOf, keys, newestTemplate, templateOf, templateShape } from './supervision.ts';

/** The version is the next one, so of two changes at one time the second is told of the first. Records keep the headings they were begun under. */
export const editTemplate = endpoint(supervisionRoutes, 'editTemplate', async ({ caller, body: { version, headings }, stores: { identity }, now }) => {
  if (!areApart(headings)) throw new Problem('malformed', 'two headings are the same');
  refuseCases(casesInHeadings(headings).map(({ number, found }) => ({ found, where: `in heading ${number}` })));
  const [newest, there] = await Promise.all([newestTemplate(identity), templateOf(identity, version)]);
  if (there === null && version !== newest.version + 1) throw new Problem('changed-meanwhile');
  const template: Template = { version, headings, by: caller.name, at: there?.at ?? new Date(now).toISOString() };
  const item = { ...keys.template(version), v: 1, template: stored(template), digest: digestOf([caller.id, headings]) };
  if (!(await identity.put(item, { absentOr: { digest: item.digest } }))) throw new Problem('changed-meanwhile');
  return { template: templateShape(template) };
});
