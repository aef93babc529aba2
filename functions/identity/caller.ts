import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { Problem } from '../../shared/contract/problem.ts';
import type { Caller } from '../http/endpoint.ts';
import type { Store } from '../store/store.ts';
import { personOf } from './people.ts';

export interface Issuer {
  issuer: string;
  audience: string;
  keys: JWTVerifyGetKey;
}

/**
 * Who is behind a bearer token: its signature, issuer, audience and time are checked, and its subject looked up in our own people
 * table. Roles come from there and never from the token. Time here is real time, not a round's.
 */
export function whoIs(issuer: Issuer, identity: Pick<Store, 'get'>): (bearer: string) => Promise<Caller> {
  return async (bearer) => {
    const person = await personOf(identity, await subjectOf(bearer, issuer));
    if (person === null) throw new Problem('unknown-person');
    return person;
  };
}

async function subjectOf(bearer: string, { issuer, audience, keys }: Issuer): Promise<string> {
  try {
    const { payload } = await jwtVerify(bearer, keys, { issuer, audience, algorithms: ['ES256', 'RS256', 'PS256', 'EdDSA'], requiredClaims: ['exp', 'sub'] });
    if (payload.sub === undefined) throw new Problem('signed-out');
    return payload.sub;
  } catch (error) {
    if (error instanceof errors.JOSEError) throw new Problem('signed-out', error.code === 'ERR_JWT_EXPIRED' ? 'your sign-in has run out' : null);
    throw error;
  }
}
