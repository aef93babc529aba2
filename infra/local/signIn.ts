import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { createLocalJWKSet } from 'jose';
import Provider, { errors, type Configuration } from 'oidc-provider';
import type { Issuer } from '../../functions/identity/caller.ts';
import type { Person, TeamOfHouse } from '../../functions/identity/people.ts';
import { type Handler, refuse } from './listener.ts';
import { choicePage, leaving, leavingPage, pageStyles, signedOutPage, signOutPage, troublePage } from './signInPage.ts';
import { publicHalf, type SignInKeys } from './signInKeys.ts';
import { signInMemory } from './signInMemory.ts';

/**
 * The embedded OpenID provider, for the demo and for trying Headroom out: whoever opens it chooses who they are.
 *
 *     web ─▶ /oidc/auth (code, PKCE) ─▶ /oidc/sign-in/… choose a name ─▶ /oidc/auth/… ─▶ <origin>/signed-in?code
 *     web ─▶ /oidc/token ─▶ access token: a JWT for the identity side alone, one hour
 */
export interface Directory {
  organisation(): Promise<string>;
  people(): Promise<Person[]>;
  person(id: string): Promise<Person | null>;
  teams(): Promise<TeamOfHouse[]>;
  /** Whom a visitor had best begin with: in the demo the others have already answered the open round, or were not meant to. */
  beginWith: ReadonlySet<string>;
  /** What a visitor has to know beside a name; null: nothing. */
  hint: string | null;
}

export interface SignIn {
  handle: Handler;
  /** What the identity side checks its bearers by. */
  issuer: Issuer;
  address: string;
}

const accessSeconds = 3600;

export function embeddedSignIn(origin: string, client: string, audience: string, keys: SignInKeys, directory: Directory): SignIn {
  const address = `${origin}/oidc`;
  const secure = origin.startsWith('https:');
  const styles = `${address}/sign-in.css`;
  const provider = new Provider(address, configuration({ origin, client, audience, keys, directory, styles, secure }));
  provider.proxy = secure;
  // Koa prints errors that nobody listens to, with what was sent; here nobody may.
  (provider as EventEmitter).on('error', () => undefined);
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.status === 404 && ctx.body === undefined) {
      ctx.respond = false;
      refuse(ctx.res, 'not-found');
      return;
    }
    // What OAuth asks for stays, the words around it may repeat what was sent.
    if (ctx.status >= 400 && isRecord(ctx.body) && typeof ctx.body['error'] === 'string') ctx.body = { error: ctx.body['error'] };
  });
  const callback = provider.callback();

  return {
    address,
    issuer: { issuer: address, audience, keys: createLocalJWKSet({ keys: [publicHalf(keys.signing)] }) },
    async handle(request, response, path) {
      for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
      // Addresses are made from these two by the provider, so a caller does not get to choose them.
      request.headers.host = new URL(origin).host;
      request.headers['x-forwarded-proto'] = secure ? 'https' : 'http';
      if (path === '/oidc/sign-in.woff2') return void response.writeHead(200, { 'content-type': 'font/woff2', 'cache-control': 'max-age=86400' }).end(await typeface());
      if (path === '/oidc/sign-in.css') return void response.writeHead(200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=3600' }).end(pageStyles);
      if (path.startsWith('/oidc/sign-in/')) return choose(request, response, { provider, keys, directory, styles, home: origin });
      (request as IncomingMessage & { originalUrl?: string }).originalUrl = request.url ?? '';
      request.url = (request.url ?? '').slice('/oidc'.length);
      await callback(request, response);
    },
  };
}

let face: Promise<Buffer> | null = null;
const typeface = (): Promise<Buffer> => (face ??= readFile(createRequire(import.meta.url).resolve('@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2')));

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !(value instanceof Uint8Array);

/** Scripts only where the provider adds the hash of its own one-liner, which posts a form on. */
const pageHeaders = {
  'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
} as const;

const hashOfLeaving = `sha256-${hash('sha256', leaving.script, 'base64')}`;

interface Given {
  origin: string;
  client: string;
  audience: string;
  keys: SignInKeys;
  directory: Directory;
  styles: string;
  secure: boolean;
}

function configuration({ origin, client, audience, keys, directory, styles, secure }: Given): Configuration {
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true, secure } as const;
  return {
    adapter: signInMemory(),
    jwks: { keys: [keys.signing] },
    clients: [
      {
        client_id: client,
        client_name: 'Headroom',
        application_type: 'web',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: [`${origin}/signed-in`],
        post_logout_redirect_uris: [origin, `${origin}/`],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    clientBasedCORS: (_ctx, from) => from === origin,
    cookies: { keys: [keys.cookies], long: { ...cookie, path: '/oidc' }, short: cookie },
    scopes: ['openid'],
    claims: { openid: ['sub'] },
    clientAuthMethods: ['none'],
    pkce: { required: () => true },
    responseTypes: ['code'],
    interactions: { url: (_ctx, interaction) => `/oidc/sign-in/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        // A page that can show who is signed in has its word taken; any other site that sends people here has them asked.
        logoutSource: (ctx, form) => {
          const hint = ctx.oidc.entities.IdTokenHint?.payload['sub'];
          const known = hint !== undefined && hint === ctx.oidc.session?.accountId;
          if (known) ctx.set('content-security-policy', pageHeaders['content-security-policy'].replace("script-src 'self'", `script-src '${hashOfLeaving}'`));
          ctx.body = known ? leavingPage(form, styles) : signOutPage(form, styles);
        },
        postLogoutSuccessSource: (ctx) => {
          ctx.body = signedOutPage(origin, styles);
        },
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, resource) => {
          if (resource !== audience) throw new errors.InvalidTarget();
          return { scope: '', audience, accessTokenFormat: 'jwt', accessTokenTTL: accessSeconds, jwt: { sign: { alg: 'ES256' } } };
        },
      },
    },
    findAccount: async (_ctx, sub) => ((await directory.person(sub)) === null ? undefined : { accountId: sub, claims: () => ({ sub }) }),
    // The web is our own: signing in is all the consent there is to give.
    loadExistingGrant: async (ctx) => {
      const { provider, session, client: asking } = ctx.oidc;
      if (session?.accountId === undefined || asking === undefined) return undefined;
      const known = session.grantIdFor(asking.clientId);
      const kept = known === undefined ? undefined : await provider.Grant.find(known);
      if (kept !== undefined) return kept;
      const grant = new provider.Grant({ accountId: session.accountId, clientId: asking.clientId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    renderError: (ctx) => {
      ctx.type = 'html';
      ctx.body = troublePage(origin, styles);
    },
    ttl: { AccessToken: accessSeconds, AuthorizationCode: 60, IdToken: accessSeconds, Interaction: 1800, Session: 8 * 3600, Grant: 8 * 3600 },
  };
}

interface Chooser {
  provider: Provider;
  keys: SignInKeys;
  directory: Directory;
  styles: string;
  home: string;
}

/** The page with the names, and what its form sends. Its cookie, its field and its origin must all be ours. */
async function choose(request: IncomingMessage, response: ServerResponse, { provider, keys, directory, styles, home }: Chooser): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'POST') return refuse(response, 'wrong-method', null, { allow: 'GET, POST' });
  let interaction;
  try {
    interaction = await provider.interactionDetails(request, response);
  } catch {
    return html(response, 400, troublePage(home, styles));
  }
  const once = createHmac('sha256', keys.cookies).update(interaction.uid).digest('base64url');
  if (request.method === 'GET') {
    const [people, teams, organisation] = await Promise.all([directory.people(), directory.teams(), directory.organisation()]);
    return html(response, 200, choicePage({ people, teams, organisation, beginWith: directory.beginWith, hint: directory.hint, once, styles }));
  }
  const form = await formOf(request);
  const from = request.headers['sec-fetch-site'];
  if (form === null || !same(form.get('once') ?? '', once) || (from !== undefined && from !== 'same-origin')) return html(response, 403, troublePage(home, styles));
  const chosen = form.get('person') ?? '';
  if (chosen === '') return provider.interactionFinished(request, response, { error: 'access_denied' });
  if ((await directory.person(chosen)) === null) return html(response, 403, troublePage(home, styles));
  return provider.interactionFinished(request, response, { login: { accountId: chosen, remember: false } });
}

const html = (response: ServerResponse, status: number, body: string): void =>
  void response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'content-length': Buffer.byteLength(body) }).end(body);

/** By their hashes, so that neither length nor time tells anything. */
const same = (a: string, b: string): boolean => timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'));

/** Null where it is no form, or too long to be ours. */
async function formOf(request: IncomingMessage): Promise<URLSearchParams | null> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '')) return null;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > 4096) return null;
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
