import { type KeyObject, generateKeyPairSync, sign } from 'node:crypto';

/** A certificate for one test run, signed by itself (RFC 5280), so that the tree holds no key: in DER, by hand, for names and addresses. */
export function certificateFor(names: readonly string[]): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const body = seq(
    tag(0xa0, integer(2)),
    integer(1),
    seq(ecdsaSha256),
    named,
    seq(time(-86_400_000), time(86_400_000)),
    named,
    publicKey.export({ type: 'spki', format: 'der' }),
    tag(0xa3, seq(extension([0x55, 0x1d, 0x13], seq(Buffer.from([1, 1, 0xff]))), extension([0x55, 0x1d, 0x11], seq(...names.map((name) => tag(0x82, Buffer.from(name))))))),
  );
  const cert = seq(body, seq(ecdsaSha256), tag(3, Buffer.from([0]), signed(body, privateKey)));
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: `-----BEGIN CERTIFICATE-----\n${cert.toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n` };
}

const signed = (bytes: Buffer, key: KeyObject): Buffer => sign('sha256', bytes, key);

function tag(kind: number, ...parts: readonly Uint8Array[]): Buffer {
  const inside = Buffer.concat(parts);
  const size = inside.length < 128 ? [inside.length] : inside.length < 256 ? [0x81, inside.length] : [0x82, inside.length >> 8, inside.length & 255];
  return Buffer.concat([Buffer.from([kind, ...size]), inside]);
}
const seq = (...parts: readonly Uint8Array[]): Buffer => tag(0x30, ...parts);
const oid = (...bytes: readonly number[]): Buffer => tag(6, Buffer.from(bytes));
const integer = (n: number): Buffer => tag(2, Buffer.from([n]));
const ecdsaSha256 = oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02);
const named = seq(tag(0x31, seq(oid(0x55, 0x04, 0x03), tag(0x0c, Buffer.from('test')))));
const time = (inMs: number): Buffer => tag(0x18, Buffer.from(new Date(Date.now() + inMs).toISOString().replaceAll(/[-:T]|\.\d+/g, '')));
const extension = (id: readonly number[], value: Buffer): Buffer => seq(oid(...id), tag(4, value));
