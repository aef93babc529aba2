import { prefixBytes, tokenMessage } from '../../../shared/crypto/token.ts';
import { concat, fromBase64url, toBase64url, utf8 } from '../../../shared/crypto/encoding.ts';
import { handedOver, type Held } from './kept.ts';
import { followLog } from './publicLog.ts';
import type { PublicRecord } from './publicRecord.ts';
import { entriesOf, keyOf, manifestOf } from './publishedRound.ts';
import { Refused } from './refusal.ts';

/**
 * A token as a QR code carries it to a phone, behind the `#` of an address, so that no server is sent it:
 *
 *     version 1 | round 4 | size 2 | clock ahead, minutes 4 | cohort 32 | prefix 32 | signature 256 | name of the group (UTF-8)
 *
 * The phone works out the rest and checks all of it against the public log. The name alone is only shown.
 */
const at = { round: 1, size: 5, clock: 7, cohort: 11, prefix: 43, signature: 75, name: 331 } as const;

export type Carried = Pick<Held, 'round' | 'size' | 'cohort' | 'prepared' | 'signature' | 'name'>;

export function handOverUrl(token: Carried, webOrigin: string, clockAheadBy: number): string {
  const front = new Uint8Array(at.cohort);
  const view = new DataView(front.buffer);
  front[0] = 1;
  view.setUint32(at.round, token.round);
  view.setUint16(at.size, token.size);
  // Seconds are each device's own matter. What is carried is a demo's clock that was moved by days.
  view.setInt32(at.clock, Math.abs(clockAheadBy) < 3_600_000 ? 0 : Math.round(clockAheadBy / 60_000));
  const prefix = fromBase64url(token.prepared).subarray(0, prefixBytes);
  const payload = concat(front, fromBase64url(token.cohort), prefix, fromBase64url(token.signature), utf8(token.name));
  return `${webOrigin}/check-in#${toBase64url(payload)}`;
}

export interface HandedOver {
  round: number;
  size: number;
  clockAheadBy: number;
  cohort: string;
  prefix: Uint8Array;
  signature: Uint8Array<ArrayBuffer>;
  name: string;
}

/** What a code says; null where it is none of ours. */
export function readHandOver(fragment: string): HandedOver | null {
  try {
    const payload = fromBase64url(fragment);
    if (payload[0] !== 1 || payload.length < at.name || payload.length > at.name + 1000) return null;
    const view = new DataView(payload.buffer);
    return {
      round: view.getUint32(at.round),
      size: view.getUint16(at.size),
      clockAheadBy: view.getInt32(at.clock) * 60_000,
      cohort: toBase64url(payload.subarray(at.cohort, at.prefix)),
      prefix: payload.slice(at.prefix, at.signature),
      signature: payload.slice(at.signature, at.name),
      name: new TextDecoder('utf-8', { fatal: true }).decode(payload.subarray(at.name)),
    };
  } catch {
    return null;
  }
}

/** The token behind a code, checked against the public record as collecting it would be. Throws Refused or Unreachable. */
export async function takeIn(code: HandedOver, record: PublicRecord): Promise<Held> {
  const log = await followLog(record);
  if (log === null) throw new Refused('log-rewritten');
  const { manifest, head } = await manifestOf(code.round, log, record);
  const { mine: entry } = await entriesOf(manifest, code.cohort, record);
  if (entry.people.length !== code.size) throw new Refused('size-differs');
  const prepared = concat(code.prefix, await tokenMessage(code.round, code.cohort));
  const genuine = await crypto.subtle.verify({ name: 'RSA-PSS', saltLength: 48 }, await keyOf(entry.key), code.signature, prepared);
  if (!genuine) throw new Refused('token-wrong');
  return {
    v: 1, state: 'held', owner: `${handedOver}/${toBase64url(code.prefix.subarray(0, 12))}`, round: code.round, cohort: code.cohort, group: null,
    name: code.name, size: code.size, names: [], changed: null, manifest, head, prepared: toBase64url(prepared), signature: toBase64url(code.signature),
  };
}
