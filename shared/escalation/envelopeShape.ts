import { sameBytes, utf8 } from '../crypto/encoding.ts';

/** What an envelope looks like from outside. Apart from `envelope.ts`, so that who only checks one does not carry the sealing along. */
export const buckets = [1024, 4096, 16_384] as const;

/** The most who can read one: stanzas of age. Two at least, since the recovery key is always among them. */
export const fewestKeys = 2;
export const mostKeys = 12;

const intro = utf8('age-encryption.org/v1\n');
/** An X25519 stanza as age writes it, and only so: 32 bytes of share, 32 of the wrapped file key. */
const stanza = /^-> X25519 [A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]\n[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]\n$/;
const footer = /^--- [A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]\n$/;
const stanzaBytes = 98;
const footerBytes = 48;
const nonceAndTag = 16 + 16;

/** How long an envelope of this bucket and this many keys is. */
export const envelopeBytes = (bucket: number, keys: number): number => intro.length + keys * stanzaBytes + footerBytes + nonceAndTag + bucket;
export const maxEnvelopeBytes = envelopeBytes(buckets[2], mostKeys);

/**
 * What a server can check of an envelope, which is not to whom it is sealed: age’s header, X25519 stanzas alone and how many, and one of
 * three exact sizes. Null where it is none. What is inside it cannot know; the writer’s own browser vouches for the recipients. Something else
 * than a message may have other numbers of keys.
 */
export function checkEnvelope(bytes: Uint8Array, fewest: number = fewestKeys, most: number = mostKeys): { keys: number; bucket: (typeof buckets)[number] } | null {
  if (bytes.length > maxEnvelopeBytes || !sameBytes(bytes.subarray(0, intro.length), intro)) return null;
  let at = intro.length;
  let keys = 0;
  const text = (length: number): string => String.fromCharCode(...bytes.subarray(at, at + length));
  for (; stanza.test(text(stanzaBytes)); at += stanzaBytes) keys += 1;
  if (keys < fewest || keys > most || !footer.test(text(footerBytes))) return null;
  const bucket = buckets.find((size) => envelopeBytes(size, keys) === bytes.length);
  return bucket === undefined ? null : { keys, bucket };
}
