/** What a deployed function finds in its environment: CDK writes it there and `lambda.ts` reads it. A function is told of nothing its row does not grant. */
export const environment = {
  identity: 'HEADROOM_IDENTITY_TABLE',
  anonymous: 'HEADROOM_ANONYMOUS_TABLE',
  published: 'HEADROOM_PUBLISHED_TABLE',
  /** The path under which closing keys stand in the parameter store. */
  closingKeys: 'HEADROOM_CLOSING_KEYS',
  /** The KMS key they are encrypted with. */
  closingKeysKey: 'HEADROOM_CLOSING_KEYS_KEY',
  issuer: 'HEADROOM_ISSUER',
  audience: 'HEADROOM_AUDIENCE',
  /** Where the issuer publishes the keys it signs with (JWKS). */
  issuerKeys: 'HEADROOM_ISSUER_KEYS',
} as const;

export type Environment = Readonly<Record<string, string | undefined>>;

/** Throws, naming it, where a setting is missing: that is a deployment gone wrong and no refusal. */
export function setting(of: Environment, name: keyof typeof environment): string {
  const value = of[environment[name]];
  if (value === undefined || value === '') throw new Error(`${environment[name]} is not set`);
  return value;
}
