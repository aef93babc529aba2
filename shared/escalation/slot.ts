import { toBase64url, utf8 } from '../crypto/encoding.ts';
import { buckets, envelopeBytes, maxEnvelopeBytes } from './envelopeShape.ts';

/**
 * What a look-up answers with: always this many bytes, whether there is an entry, none any more, or no such thread at all.
 *
 *     from 1 | more 1 | number 4 | length 4 | envelope | fill … | mark of the last look-up 36, at 18,396
 */
export const slotBytes = 18_432;
/** See `lastOpened.ts`. */
export const markBytes = 36;
const front = 10;
const markAt = slotBytes - markBytes;

export interface Slot {
  from: 'writer' | 'reader';
  /** Whether another entry follows. */
  more: boolean;
  number: number;
  sealed: Uint8Array;
}

/** As it comes back: with what may be the mark of the last look-up, or noise. */
export interface Found extends Slot {
  mark: Uint8Array;
}

/** Lays an entry and a mark over the fill: `fill` is as long as a slot, and is changed. Without a mark noise stays where it would be. */
export function intoSlot({ from, more, number, sealed }: Slot, fill: Uint8Array, mark: Uint8Array | null = null): Uint8Array {
  if (fill.length !== slotBytes || sealed.length > maxEnvelopeBytes) throw new RangeError('an envelope lies in a slot');
  const view = new DataView(fill.buffer, fill.byteOffset, fill.length);
  fill[0] = from === 'writer' ? 0x77 : 0x72;
  fill[1] = more ? 1 : 0;
  view.setUint32(2, number);
  view.setUint32(6, sealed.length);
  fill.set(sealed, front);
  if (mark !== null) fill.set(mark.subarray(0, markBytes), markAt);
  return fill;
}

/** What is in a slot; null where it is none. A decoy looks like an entry, and opens with nothing. */
export function slotOf(bytes: Uint8Array): Found | null {
  if (bytes.length !== slotBytes) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = view.getUint32(6);
  if (front + length > markAt) return null;
  return { from: bytes[0] === 0x77 ? 'writer' : 'reader', more: bytes[1] === 1, number: view.getUint32(2), sealed: bytes.slice(front, front + length), mark: bytes.slice(markAt) };
}

const decoyKeys = 3;

/** An entry that is none, out of noise as long as a slot: age’s header, stanzas and sizes, and nothing inside. */
export function decoyOf(noise: Uint8Array, number: number): Slot {
  const [bucket] = buckets;
  const length = envelopeBytes(bucket, decoyKeys);
  let at = front;
  const draw = (): string => toBase64url(noise.subarray(at, (at += 32))).replaceAll('-', '+').replaceAll('_', '/');
  const stanzas = Array.from({ length: decoyKeys }, () => `-> X25519 ${draw()}\n${draw()}\n`).join('');
  const header = utf8(`age-encryption.org/v1\n${stanzas}--- ${draw()}\n`);
  const sealed = new Uint8Array(length);
  sealed.set(header);
  sealed.set(noise.subarray(at, at + length - header.length), header.length);
  return { from: 'writer', more: false, number, sealed };
}
