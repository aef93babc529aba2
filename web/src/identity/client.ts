import type { identityRoutes } from '../../../shared/contract/identity.ts';
import type { publishingRoutes } from '../../../shared/contract/publishing.ts';
import { type Addresses, type Answered, type Client, clientOf, Refused } from './contractClient.ts';
import { endSession, session } from './session.ts';
import { settings } from './settings.ts';

export { Refused, unreachable } from './contractClient.ts';

type IdentityRows = typeof identityRoutes;
type RecordRows = typeof publishingRoutes;

/** What a route answers, by its name. */
export type AnswerOf<N extends keyof IdentityRows> = Answered<IdentityRows[N]>;
export type RecordOf<N extends keyof RecordRows> = Answered<RecordRows[N]>;

export const identityAddresses = {
  readMe: 'GET /me',
  readCohort: 'GET /rounds/{round}/cohort',
  issueToken: 'POST /rounds/{round}/tokens',
  listGroups: 'GET /groups',
  readGroup: 'GET /groups/{group}',
  readReadingRoom: 'GET /reading-room',
  readAlarms: 'GET /alarms',
  moveClock: 'POST /clock',
} as const satisfies Addresses<IdentityRows>;

export const recordAddresses = {
  readLog: 'GET /log',
  readManifest: 'GET /rounds/{round}',
  readEntry: 'GET /entries/{hash}',
  readMarks: 'GET /rounds/{round}/marks',
} as const satisfies Addresses<RecordRows>;

const signedOut = (): Refused => new Refused('signed-out', 'You are not signed in, or your sign-in has run out.', 'Sign in again; nothing you did was lost.');

const ask = clientOf<IdentityRows>(identityAddresses, settings.identity, () => {
  const now = session();
  if (now === null) throw signedOut();
  return { credentials: 'omit', headers: { authorization: `Bearer ${now.accessToken}` } };
});

/** The identity side, as whoever is signed in. A sign-in that has run out ends the session, so that every page shows the way back in. */
export const identity: Client<IdentityRows> = async (name, ...sent) => {
  try {
    return await ask(name, ...sent);
  } catch (error) {
    if (error instanceof Refused && error.problem === 'signed-out') endSession();
    throw error;
  }
};

/** The public record, which everyone may read: from the anonymous host, without credentials or a referrer. */
export const publicRecord = clientOf<RecordRows>(recordAddresses, settings.anonymous, () => ({ credentials: 'omit', referrerPolicy: 'no-referrer' }));
