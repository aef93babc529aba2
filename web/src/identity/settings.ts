/** What this deployment is, told by the document's meta tags; they are filled in when it is served. */
const meta = (name: string): string => document.querySelector<HTMLMetaElement>(`meta[name="headroom-${name}"]`)?.content ?? '';

export const settings = {
  /** The identity side's API. */
  identity: meta('identity'),
  /** The host that gets answers and serves the public record. No credentials go there. */
  anonymous: meta('anonymous'),
  issuer: meta('issuer'),
  client: meta('client'),
  /** What the access token is for: the identity side alone. */
  audience: meta('audience'),
  organisation: meta('organisation'),
  /** Its clock may be moved. */
  isDemo: meta('kind') === 'demo',
} as const;
