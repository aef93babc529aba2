import { publishingRoutes } from '../../shared/contract/publishing.ts';
import { endpoint } from '../http/endpoint.ts';
import { knownRound } from '../store/record.ts';

export const readManifest = endpoint(publishingRoutes, 'readManifest', async ({ params: { round }, stores: { published } }) => (await knownRound(published, round)).manifest);
