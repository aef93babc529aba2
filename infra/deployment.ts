import * as z from 'zod';
import type { Origins } from './documents.ts';

/** What an organisation chooses: the `headroom` context of `cdk.json`, or `--context`. */
export const deployment = z.strictObject({
  /** Where people open Headroom. The two APIs stand under names of their own below it. */
  domain: z.string().regex(/^[a-z0-9.-]+$/),
  issuer: z.url(),
  /** Where the issuer publishes its keys (JWKS). */
  issuerKeys: z.url(),
  client: z.string(),
  organisation: z.string(),
});

export type Deployment = z.infer<typeof deployment>;

export const originsOf = ({ domain, issuer }: Pick<Deployment, 'domain' | 'issuer'>): Origins => ({
  web: `https://${domain}`,
  identity: `https://who.${domain}`,
  anonymous: `https://answers.${domain}`,
  issuer,
});
