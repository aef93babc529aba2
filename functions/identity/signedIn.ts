import { createRemoteJWKSet } from 'jose';
import { type Environment, setting } from '../http/environment.ts';
import type { Caller } from '../http/endpoint.ts';
import type { Store } from '../store/store.ts';
import { whoIs } from './caller.ts';

/** `whoIs` by what a deployed function is told: the issuer, whom its tokens are for, and where its keys stand. The keys are fetched once and kept. */
export const signedIn = (of: Environment, identity: Pick<Store, 'get'>): ((bearer: string) => Promise<Caller>) =>
  whoIs({ issuer: setting(of, 'issuer'), audience: setting(of, 'audience'), keys: createRemoteJWKSet(new URL(setting(of, 'issuerKeys'))) }, identity);
