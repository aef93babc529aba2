import { rulesRoutes } from '../../shared/contract/identity/rules.ts';
import { endpoint } from '../http/endpoint.ts';
import { toldRules } from './rules.ts';

/** Everybody’s to read: whoever is owed something can follow by whose word. */
export const readRules = endpoint(rulesRoutes, 'readRules', ({ stores: { identity } }) => toldRules(identity));
