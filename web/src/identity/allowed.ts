/** Plain http is for a machine that talks to itself, and for nothing else. */
export const mayBeInsecure = (issuer: URL): boolean => issuer.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(issuer.hostname);

/** Where to go after sign-in: only ever a path of this site. */
export const localPath = (to: string): string => (/^\/(?![/\\])/.test(to) ? to : '/');
