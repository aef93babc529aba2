/** Base64url without padding (RFC 4648 §5), the one form bytes take on the wire, and the hash everything is named by. */
export function toBase64url(bytes: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Whether bytes come to such a text: no number of them leaves one letter over after its fours. */
export const isBase64url = (text: string): boolean => /^[A-Za-z0-9_-]*$/.test(text) && text.length % 4 !== 1;

/** The bytes of a base64url string; throws where it is not one. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  if (!isBase64url(text)) throw new TypeError('not base64url');
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A domain name and parts, each behind its length in four bytes, so that no two lists of parts look alike. */
export const framed = (domain: string, ...parts: readonly (Uint8Array | string)[]): Uint8Array<ArrayBuffer> =>
  concat(
    ...[domain, ...parts].flatMap((part) => {
      const bytes = typeof part === 'string' ? utf8(part) : part;
      const length = new Uint8Array(4);
      new DataView(length.buffer).setUint32(0, bytes.length);
      return [length, bytes];
    }),
  );

/** SHA-256 over what `framed` makes of these. The same in a browser, a function and a test. */
export const hashOf = async (domain: string, ...parts: readonly (Uint8Array | string)[]): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', framed(domain, ...parts)));

/** JSON with its keys sorted at every depth: the form that is hashed (a subset of RFC 8785; our values are strings, integers, lists and records). */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);
