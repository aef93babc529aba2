import { supervisionRoutes } from '../../shared/contract/identity/supervision.ts';
import { endpoint } from '../http/endpoint.ts';
import { allTemplates, templateShape } from './supervision.ts';

/** Everybody’s to read: whoever is supervised sees who changed what their records are written under. */
export const readTemplate = endpoint(supervisionRoutes, 'readTemplate', async ({ stores: { identity } }) => ({ versions: (await allTemplates(identity)).map(templateShape) }));
