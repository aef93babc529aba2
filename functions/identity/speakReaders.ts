import { hash, randomBytes } from 'node:crypto';
import { Problem } from '../../shared/contract/problem.ts';
import { fromBase64url, sameBytes, toBase64url } from '../../shared/crypto/encoding.ts';
import { sealToReaders } from '../../shared/crypto/readerKey.ts';
import { idOfReaderKey } from '../../shared/crypto/recipient.ts';
import { isSignedBy } from '../../shared/crypto/signing.ts';
import { beginners, counting, hashOfReader, type Reader, type ReaderKey, stillMineBytes, voucherBytes } from '../../shared/escalation/reader.ts';
import { dateOf, dayOf } from '../../shared/escalation/schedule.ts';
import { monthOf } from '../../shared/escalation/speakToken.ts';
import type { Caller } from '../http/endpoint.ts';
import { announce } from '../store/announce.ts';
import type { Granted } from '../store/granted.ts';
import { attribute, keys as publishedKeys, speakReaders, stored } from '../store/record.ts';
import { every, type Item, type Store } from '../store/store.ts';
import { keys, personOf } from './people.ts';

/**
 * The keys of those who read messages: executives and the guardian. They are made in their own browsers; here they lie wrapped.
 *
 *     offer ─▶ canary ─▶ opened in the browser ─▶ another reader signs it ─▶ line in the public log ─▶ counts
 */
type Published = Granted<{ published: ['get', 'query', 'transact'] }>['published'];

/** Whoever looks after Headroom serves the code, and so may hold no key that opens what it carries. Checked at every request. */
export function refuseSteward({ roles }: Pick<Caller, 'roles'>): void {
  if (roles.includes('steward')) throw new Problem('holds-no-keys');
}

const roleOf = ({ roles }: Caller): ReaderKey['role'] => (roles.includes('guardian') ? 'guardian' : 'executive');
const digestOf = (canary: Uint8Array): Uint8Array => new Uint8Array(hash('sha256', canary, 'buffer'));

export interface Kept extends ReaderKey {
  person: string;
  state: 'offered' | 'opened';
}

export async function offerKey(caller: Caller, offered: { recipient: string; signs: string; wrapped: string }, identity: Pick<Store, 'put'>): Promise<{ id: string; canary: string }> {
  const { recipient, signs } = offered;
  const wrapped = fromBase64url(offered.wrapped);
  if (!new TextDecoder().decode(wrapped.subarray(0, 40)).startsWith('age-encryption.org/v1\n-> scrypt ')) throw new Problem('malformed', 'a key is kept wrapped with a passphrase');
  const id = await idOfReaderKey(recipient);
  const canary = new Uint8Array(randomBytes(32));
  const sealed = await sealToReaders([recipient], canary).catch(() => {
    throw new Problem('malformed', 'this is no key one can seal to');
  });
  const kept = { ...keys.speakReader(id), v: 1, person: caller.id, name: caller.name, role: roleOf(caller), recipient, signs, wrapped, canary: digestOf(canary), state: 'offered' };
  if (!(await identity.put(kept, { absentOr: { person: caller.id, state: 'offered' } }))) throw new Problem('malformed', 'this key is in use already');
  return { id, canary: toBase64url(sealed) };
}

export async function confirmKey(caller: Caller, id: string, opened: string, identity: Pick<Store, 'get' | 'put'>): Promise<void> {
  const item = await ownKey(caller, id, identity);
  if (!sameBytes(attribute<Uint8Array>(item, 'canary'), digestOf(fromBase64url(opened)))) throw new Problem('key-not-opened');
  await identity.put({ ...item, state: 'opened' });
}

export async function ownKey(caller: Caller, id: string, identity: Pick<Store, 'get'>): Promise<Item> {
  const item = await identity.get(keys.speakReader(id));
  if (item === null || attribute<string>(item, 'person') !== caller.id) throw new Problem('not-found');
  return item;
}

/**
 * One reader signs another’s key. Who signs holds one that counts; for the first two that ever do, one that was opened is enough, so that they
 * sign each other’s. Nobody signs their own. Which key it takes the place of is signed too.
 */
export async function vouch(caller: Caller, id: string, { by, signature }: { by: string; signature: string }, identity: Pick<Store, 'get' | 'put'>, published: Published, now: number): Promise<void> {
  const [mine, theirs, all] = await Promise.all([ownKey(caller, by, identity), identity.get(keys.speakReader(id)), speakReaders(published)]);
  const key = theirs === null ? null : keptOf(theirs);
  if (theirs === null || key === null || key.state !== 'opened') throw new Problem('not-found');
  const replaces = all.find((r) => r.id === id)?.replaces ?? (await currentOf(identity, key));
  const mayVouch = counting(all).some((r) => r.id === by) || (all.length < beginners && keptOf(mine).state === 'opened');
  if (key.person === caller.id || !mayVouch || !(await isSignedBy(keptOf(mine).signs, voucherBytes({ ...key, replaces }), signature))) throw new Problem('not-vouched');
  const { name, role, recipient, signs } = key;
  const reader: Reader = { id, name, role, recipient, signs, by, signature, replaces };
  await announce(published, { kind: 'speak-reader', round: monthOf(now), body: await hashOfReader(key), at: `${dateOf(dayOf(now))}T00:00:00Z` }, { ...publishedKeys.speakReader(id), v: 1, reader: stored(reader) });
  await identity.put({ ...keys.currentSpeakReader(key.person), v: 1, id });
}

/** The key of somebody’s that another of theirs takes the place of; null: they have none that was signed. */
export async function currentOf(identity: Pick<Store, 'get'>, { id, person }: Pick<Kept, 'id' | 'person'>): Promise<string | null> {
  const item = await identity.get(keys.currentSpeakReader(person));
  const current = item === null ? null : attribute<string>(item, 'id');
  return current === id ? null : current;
}

/** Whether somebody still may: an executive or the guardian, who does not look after Headroom. */
export async function stillReads(identity: Pick<Store, 'get'>, person: string | null): Promise<boolean> {
  const roles = person === null ? [] : ((await personOf(identity, person))?.roles ?? []);
  return !roles.includes('steward') && roles.some((role) => role === 'executive' || role === 'guardian');
}

export const deputies = 'speakDeputies';

export const holderOf = (all: readonly { kept: Kept }[], id: string): string | null => all.find(({ kept }) => kept.id === id)?.kept.person ?? null;

/** That a key is still in its holder’s hands: signed with it for today, so that no server can say it for them. */
export async function renew(caller: Caller, id: string, { on, signature }: { on: string; signature: string }, identity: Pick<Store, 'get'>, published: Published, now: number): Promise<void> {
  await ownKey(caller, id, identity);
  const item = await published.get(publishedKeys.speakReader(id));
  if (item === null || !counting(await speakReaders(published)).some((r) => r.id === id)) throw new Problem('not-found');
  const there = attribute<Reader>(item, 'reader');
  if (on !== dateOf(dayOf(now))) throw new Problem('malformed', 'a key is confirmed for today');
  if (!(await isSignedBy(there.signs, stillMineBytes(id, on), signature))) throw new Problem('key-not-opened');
  await published.transact([{ put: { ...item, reader: stored({ ...there, confirmed: { on, signature } }) } }]);
}

/** Its line in the log says that nothing is sealed to it from then on. What it signed is read on. */
export async function withdraw(caller: Caller, id: string, identity: Pick<Store, 'get'>, published: Published, now: number): Promise<void> {
  const [item, reader] = [await identity.get(keys.speakReader(id)), (await speakReaders(published)).find((r) => r.id === id)];
  if (reader === undefined) throw new Problem('not-found');
  const holder = item === null ? null : attribute<string>(item, 'person');
  if (holder !== caller.id && (await stillReads(identity, holder))) throw new Problem('still-reads');
  await announce(published, { kind: 'speak-reader-gone', round: monthOf(now), body: await hashOfReader(reader), at: `${dateOf(dayOf(now))}T00:00:00Z` }, { ...publishedKeys.speakReaderGone(id), v: 1 });
}

export function keptOf(item: Item): Kept {
  const of = <T>(name: string): T => attribute<T>(item, name);
  return { id: item.sk, person: of('person'), name: of('name'), role: of('role'), recipient: of('recipient'), signs: of('signs'), state: of('state') };
}

export async function keptKeys(identity: Pick<Store, 'query'>): Promise<{ kept: Kept; wrapped: string }[]> {
  const found: { kept: Kept; wrapped: string }[] = [];
  for await (const item of every(identity, 'speakReaders')) found.push({ kept: keptOf(item), wrapped: toBase64url(attribute<Uint8Array>(item, 'wrapped')) });
  return found;
}
