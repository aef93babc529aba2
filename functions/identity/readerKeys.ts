import { hash, randomBytes } from 'node:crypto';
import { fromBase64url, sameBytes, toBase64url } from '../../shared/crypto/encoding.ts';
import { sealToReaders } from '../../shared/crypto/readerKey.ts';
import { idOfReaderKey } from '../../shared/crypto/recipient.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { hashOfLine, type LogLine } from '../../shared/pulse/log.ts';
import type { Reviewer } from '../../shared/pulse/manifest.ts';
import type { Granted } from '../store/granted.ts';
import { attribute, keys as publishedKeys, lastLine, stored } from '../store/record.ts';
import { every, type Store } from '../store/store.ts';
import { keys, type Person } from './people.ts';

/**
 * The keys of those who review comments. They are made in their own browsers; here they lie wrapped, and a passphrase that this side
 * never sees opens them.
 *
 *     offer (recipient, wrapped) ─▶ canary sealed to it ─▶ opened in the browser ─▶ confirm ─▶ line in the public log ─▶ counts
 */
type Identity = Pick<Store, 'get' | 'put'>;

/** Managers, executives and stewards are the line, or look after it. Checked again at every request: people change their jobs. */
export const isOutsideLine = ({ roles, manages }: Pick<Person, 'roles' | 'manages'>): boolean =>
  manages.length === 0 && !roles.some((role) => role === 'manager' || role === 'executive' || role === 'steward');

export function refuseInLine(person: Pick<Person, 'roles' | 'manages'>): void {
  if (!isOutsideLine(person)) throw new Problem('in-the-line');
}

const digestOf = (canary: Uint8Array): Uint8Array => new Uint8Array(hash('sha256', canary, 'buffer'));

/** Keeps a new key and returns what only its holder can open. Nothing is sealed to it yet. */
export async function offer(person: string, recipient: string, wrapped: Uint8Array, identity: Identity): Promise<{ id: string; canary: string }> {
  if (!new TextDecoder().decode(wrapped.subarray(0, 40)).startsWith('age-encryption.org/v1\n-> scrypt ')) throw new Problem('malformed', 'a key is kept wrapped with a passphrase');
  const id = await idOfReaderKey(recipient);
  const canary = new Uint8Array(randomBytes(32));
  const sealed = await sealToReaders([recipient], canary).catch(() => {
    throw new Problem('malformed', 'this is no key one can seal to');
  });
  const isKept = await identity.put({ ...keys.readerKey(person, id), v: 1, recipient, wrapped, canary: digestOf(canary), isConfirmed: false }, { absentOr: { isConfirmed: false } });
  if (!isKept) throw new Problem('malformed', 'this key is in use already');
  return { id, canary: toBase64url(sealed) };
}

/** Whoever opened the canary has the key and its passphrase. Killed anywhere, the same again goes on: the key counts last of all. */
export async function confirm(person: string, id: string, opened: string, identity: Identity, published: Granted<{ published: ['get', 'query', 'transact'] }>['published'], now: number): Promise<{ id: string; fromRound: number }> {
  const item = await identity.get(keys.readerKey(person, id));
  if (item === null) throw new Problem('not-found');
  if (!sameBytes(attribute<Uint8Array>(item, 'canary'), digestOf(fromBase64url(opened)))) throw new Problem('key-not-opened');
  const fromRound = await announce(id, published, now);
  await identity.put({ ...item, isConfirmed: true });
  await identity.put({ ...keys.currentReaderKey(person), v: 1, reviewer: stored({ id, recipient: attribute<string>(item, 'recipient') }) });
  return { id, fromRound };
}

/** Its line in the public log, once; where another line got in first, that one is extended. */
async function announce(id: string, published: Granted<{ published: ['get', 'query', 'transact'] }>['published'], now: number): Promise<number> {
  for (;;) {
    const there = await published.get(publishedKeys.readerKey(id));
    if (there !== null) return attribute<number>(there, 'fromRound');
    const [{ items }, last] = await Promise.all([published.query('rounds', { reverse: true, limit: 1 }), lastLine(published)]);
    const fromRound = Number(items[0]?.sk ?? 0) + 1;
    const at = `${new Date(now).toISOString().slice(0, 10)}T00:00:00Z`;
    const line: LogLine = { v: 1, seq: (last?.seq ?? 0) + 1, kind: 'reader-key', round: fromRound, body: id, at, previous: last === null ? null : await hashOfLine(last) };
    await published.transact([
      { put: { ...publishedKeys.readerKey(id), v: 1, fromRound }, when: { absent: true } },
      { put: { ...publishedKeys.line(line.seq), v: 1, line: stored(line) }, when: { absent: true } },
    ]);
  }
}

/** The keys that count, of those who are reviewers and outside the line today; in an order that says nothing. */
export async function reviewersOf(identity: Pick<Store, 'query'>, people: readonly Person[]): Promise<Reviewer[]> {
  const may = new Set(people.filter((p) => p.roles.includes('reviewer') && isOutsideLine(p)).map((p) => p.id));
  const found: Reviewer[] = [];
  for await (const item of every(identity, 'readerKeys')) if (may.has(item.sk)) found.push(attribute<Reviewer>(item, 'reviewer'));
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}
