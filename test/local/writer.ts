import { blind, finalize, publicKeyOf } from '../../shared/crypto/blindToken.ts';
import { fromBase64url, toBase64url } from '../../shared/crypto/encoding.ts';
import { recipientOf } from '../../shared/crypto/readerKey.ts';
import { idOfReaderKey } from '../../shared/crypto/recipient.ts';
import { sealEnvelope } from '../../shared/escalation/envelope.ts';
import { markOpened } from '../../shared/escalation/lastOpened.ts';
import type { Reader } from '../../shared/escalation/reader.ts';
import { threadOf } from '../../shared/escalation/receipt.ts';
import { dayOf } from '../../shared/escalation/schedule.ts';
import { type Slot, slotOf } from '../../shared/escalation/slot.ts';
import { whyIn } from '../../shared/escalation/sealedWhy.ts';
import { hashOfSpeakKey, monthOf, speakMessage, tokensOf } from '../../shared/escalation/speakToken.ts';
import { encodeWriterEntry, openEntry, type ThreadEntry } from '../../shared/escalation/thread.ts';
import { sealWhy } from '../../shared/escalation/whyLeaving.ts';
import { read } from './device.ts';
import type { TestServer } from './server.ts';

/** What a writer’s browser does, over HTTP, in a test that has none: collects a token, seals a message, and comes back with the receipt. */
type Hosts = Pick<TestServer, 'origin' | 'anonymousOrigin'>;
interface Readers {
  readers: Reader[];
  former: Reader[];
  recovery: { recipient: string };
}

const post = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({ method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** Sends a message to the readers of these names. */
export async function sendMessage(hosts: Hosts, { bearer, receipt, text, to, now }: { bearer: string; receipt: string; text: string; to: readonly string[]; now: number }): Promise<void> {
  const month = monthOf(now);
  const { key: spki, why: whyKey } = await read<{ key: string; why: string }>(`${hosts.anonymousOrigin}/speak-keys/${month}`);
  const key = await publicKeyOf(spki);
  const made = await Promise.all(Array.from({ length: tokensOf(month) }, async () => blind(key, await speakMessage(month))));
  const asked = post({ key: await hashOfSpeakKey(month, spki), blinded: made.map(({ blinded }) => toBase64url(blinded)) }, { authorization: `Bearer ${bearer}` });
  const { signatures } = await read<{ signatures: string[] }>(`${hosts.origin}/api/speak-tokens/${month}`, asked);
  const token = await finalize(key, made[0]!, fromBase64url(signatures[0]!));
  const { thread, identity } = await threadOf(receipt);
  const { readers, recovery } = await read<Readers>(`${hosts.anonymousOrigin}/readers`);
  const replyTo = await recipientOf(identity);
  const recipients = [...[...readers.filter(({ name }) => to.includes(name)), recovery].map(({ recipient }) => recipient), replyTo];
  const content = encodeWriterEntry({ v: 1, kind: 'message', replyTo, theme: 'bullying', text });
  const sealed = toBase64url(await sealEnvelope({ thread, from: 'writer', number: 1 }, recipients, content));
  await read(`${hosts.anonymousOrigin}/threads`, post({ month, prepared: toBase64url(token.prepared), signature: toBase64url(token.signature), thread, sealed, why: whyIn(await sealWhy(null, [month], { [month]: whyKey }), month) }));
}

/** All that stands in the thread of a receipt: what opens with it, signed by a reader of the public list; and for each that does not, why. */
export async function comeBack(hosts: Hosts, receipt: string): Promise<(ThreadEntry | { refused: string })[]> {
  const { threadId, thread, identity } = await threadOf(receipt);
  const { readers, former } = await read<Readers>(`${hosts.anonymousOrigin}/readers`);
  const mine = [await idOfReaderKey(await recipientOf(identity))];
  const found: (ThreadEntry | { refused: string })[] = [];
  for (let slot: Slot | null = null; slot === null || slot.more; ) {
    const mark = toBase64url(await markOpened({ thread, identity }, dayOf(Date.now())));
    const answer = await read<{ slot: string }>(`${hosts.anonymousOrigin}/threads/read`, post({ threadId, after: found.length, mark }));
    slot = slotOf(fromBase64url(answer.slot));
    if (slot === null) throw new Error('this is no slot');
    found.push(await openEntry({ thread, from: slot.from, number: slot.number }, slot.sealed, { identities: [identity], mine, signers: [...readers, ...former].map((r) => r.signs) }));
  }
  return found;
}
