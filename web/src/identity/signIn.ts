import * as oauth from 'oauth4webapi';
import { localPath, mayBeInsecure } from './allowed.ts';
import { endSession, session, startSession } from './session.ts';
import { settings } from './settings.ts';

/**
 * OpenID Connect, authorization code with PKCE, as a public client.
 *
 *     signIn ─── state, nonce, challenge ──▶ issuer ──▶ /signed-in?code…
 *     finishSignIn ─── code, verifier ─────▶ issuer ──▶ access token: a JWT for the identity side alone
 *
 * Loaded only where someone signs in or out.
 */
const resource = settings.audience;
export const returnPath = '/signed-in';

const client: oauth.Client = { client_id: settings.client };
const redirectUri = (): string => `${location.origin}${returnPath}`;
const place = 'headroom/signing-in';

/** What has to be the same when the browser comes back. It lives in this tab only. */
interface Underway {
  state: string;
  nonce: string;
  verifier: string;
  /** Where the person was going. */
  to: string;
}

const options = (issuer: URL): { [oauth.allowInsecureRequests]?: boolean } => (mayBeInsecure(issuer) ? { [oauth.allowInsecureRequests]: true } : {});

async function discover(issuer: URL): Promise<oauth.AuthorizationServer> {
  return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options(issuer)));
}

/** Leaves for the issuer's page; `to` is the path to come back to. */
export async function signIn(to: string): Promise<void> {
  const server = await discover(new URL(settings.issuer));
  if (server.authorization_endpoint === undefined) throw new Error('the issuer names no page to sign in on');
  const underway: Underway = { state: oauth.generateRandomState(), nonce: oauth.generateRandomNonce(), verifier: oauth.generateRandomCodeVerifier(), to };
  sessionStorage.setItem(place, JSON.stringify(underway));
  const page = new URL(server.authorization_endpoint);
  const asked = {
    client_id: client.client_id,
    redirect_uri: redirectUri(),
    response_type: 'code',
    scope: 'openid',
    resource,
    state: underway.state,
    nonce: underway.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(underway.verifier),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(asked)) page.searchParams.set(name, value);
  location.assign(page);
}

/** Turns the address that the issuer sent the browser back to into a session. Returns where the person was going; null where this tab began no sign-in. */
export async function finishSignIn(address: URL): Promise<string | null> {
  const underway = JSON.parse(sessionStorage.getItem(place) ?? 'null') as Underway | null;
  sessionStorage.removeItem(place);
  if (underway === null) return null;
  const issuer = new URL(settings.issuer);
  const server = await discover(issuer);
  const answer = oauth.validateAuthResponse(server, client, address, underway.state);
  const response = await oauth.authorizationCodeGrantRequest(server, client, oauth.None(), answer, redirectUri(), underway.verifier, {
    ...options(issuer),
    additionalParameters: { resource },
  });
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, { expectedNonce: underway.nonce, requireIdToken: true });
  startSession({
    accessToken: tokens.access_token,
    idToken: tokens.id_token ?? '',
    expiresAt: Date.now() + (tokens.expires_in ?? defaultLifeSeconds) * 1000,
  });
  return localPath(underway.to);
}

const defaultLifeSeconds = 600;

/**
 * Ends the session, and there too where the issuer has a page for it: on a shared computer the next person must not be let in.
 * All that this tab kept goes with it, a round collected on a shared device included.
 */
export async function signOut(): Promise<void> {
  const idToken = session()?.idToken;
  const server = await discover(new URL(settings.issuer)).catch(() => null);
  endSession();
  sessionStorage.clear();
  if (server?.end_session_endpoint === undefined) return location.assign('/');
  const page = new URL(server.end_session_endpoint);
  if (idToken) page.searchParams.set('id_token_hint', idToken);
  page.searchParams.set('client_id', client.client_id);
  page.searchParams.set('post_logout_redirect_uri', `${location.origin}/`);
  location.assign(page);
}
