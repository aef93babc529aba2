import { fromBase64url } from '../crypto/encoding.ts';
import { hashOfReader, type ReaderKey } from './reader.ts';
import { words } from './words.ts';

const wordsInFingerprint = 6;

/**
 * What two readers compare by telephone before one signs the other’s key: six words of what stands for it in the public log, so for name, role and
 * both of its keys. 77 bits: nobody finds a second key that reads the same.
 */
export async function fingerprintOf(key: ReaderKey): Promise<string> {
  const many = BigInt(words.length);
  let left = fromBase64url(await hashOfReader(key)).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const said: string[] = [];
  while (said.length < wordsInFingerprint) {
    said.push(words[Number(left % many)] ?? '');
    left /= many;
  }
  return said.join(' ');
}
