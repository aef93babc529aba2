import { type IdentityRows, identityAddresses, type RecordRows, recordAddresses } from './addresses.ts';
import { type Answered, type Client, clientOf, Refused } from './contractClient.ts';
import { endSession, session } from './session.ts';
import { settings } from './settings.ts';

export { Refused, unreachable } from './contractClient.ts';

/** What a route answers, by its name. */
export type AnswerOf<N extends keyof IdentityRows> = Answered<IdentityRows[N]>;
export type RecordOf<N extends keyof RecordRows> = Answered<RecordRows[N]>;

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
    if (error instanceof Refused && error.problem === 'signed-out') endSession(true);
    throw error;
  }
};

/** The public record, which everyone may read: from the anonymous host, without credentials or a referrer. */
export const publicRecord = clientOf<RecordRows>(recordAddresses, settings.anonymous, () => ({ credentials: 'omit', referrerPolicy: 'no-referrer' }));
