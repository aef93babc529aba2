import type { Grants } from '../../../shared/contract/route.ts';
import { fromBase64url, toBase64url } from '../../../shared/crypto/encoding.ts';
import { blind, finalize, publicKeyOf, type Token } from '../../../shared/crypto/blindToken.ts';
import { recipientOf } from '../../../shared/crypto/readerKey.ts';
import { sealEnvelope } from '../../../shared/escalation/envelope.ts';
import { threadOf } from '../../../shared/escalation/receipt.ts';
import { whyIn } from '../../../shared/escalation/sealedWhy.ts';
import { hashOfSpeakKey, monthOf, speakMessage, tokensOf, yearOf } from '../../../shared/escalation/speakToken.ts';
import { encodeWriterEntry, type Theme } from '../../../shared/escalation/thread.ts';
import type { Reason } from '../../../shared/escalation/themes.ts';
import { sealWhy } from '../../../shared/escalation/whyLeaving.ts';
import { keys as identityKeys, type Person } from '../../../functions/identity/people.ts';
import { granted, type Stores } from '../../../functions/store/granted.ts';
import { attribute, keys as publishedKeys } from '../../../functions/store/record.ts';
import { endpoints, jobFunctions } from '../../registry.ts';
import { mayTry, people } from './people.ts';

/** What a writer's browser does, through the real functions. */

/** A function of the house, as the browser of whoever it is calls it. */
export const ours = <G extends Grants>(grants: G, stores: Stores, now: number) => ({ query: {}, now, stores: granted(stores, grants) });

/** A month's keys, and its year's. */
export async function keysOfMonth(stores: Stores, now: number): Promise<void> {
  const { makeSpeakKey, makeClosingKey } = jobFunctions;
  for (const round of [monthOf(now), yearOf(now)]) await makeSpeakKey.run({ round }, { stores: granted(stores, makeSpeakKey.row.grants), now });
  await makeClosingKey.run({ round: monthOf(now) }, { stores: granted(stores, makeClosingKey.row.grants), now });
}

/** Somebody whom no visitor may try, so that nobody who does finds their tokens taken. */
export async function writerIn({ identity }: Pick<Stores, 'identity'>, month: number): Promise<Person> {
  for (const person of people) if (!mayTry.has(person.id) && (await identity.get(identityKeys.speakIssued(month, person.id))) === null) return person;
  throw new Error('somebody in the demo has not collected yet');
}

interface First {
  receipt: string;
  theme: Theme;
  reason?: Reason;
  text: string;
  caller: Person;
}

/** Collects and sends a first message, with why somebody is leaving or that nobody is. */
export async function sendFirst({ receipt, theme, reason, text, caller }: First, recipients: readonly string[], stores: Stores, now: number): Promise<void> {
  const [{ thread, identity }, month] = [await threadOf(receipt), monthOf(now)];
  const [opens] = await tokensFor(caller, month, stores, now);
  const [vouches] = reason === undefined ? [] : await tokensFor(caller, yearOf(now), stores, now);
  if (opens === undefined) throw new Error('a token was signed');
  const replyTo = await recipientOf(identity);
  const entry = encodeWriterEntry({ v: 1, kind: 'message', replyTo, theme, ...(reason === undefined ? {} : { reason }), text });
  // To its own receipt as well, as a writer’s browser does.
  const sealed = await sealEnvelope({ thread, from: 'writer', number: 1 }, [...recipients, replyTo], entry);
  const key = await stores.published.get(publishedKeys.whyKey(month));
  const why = await sealWhy(reason === undefined || vouches === undefined ? null : { reason, token: vouches }, [month], key === null ? {} : { [month]: attribute<string>(key, 'public') });
  const body = { month, prepared: toBase64url(opens.prepared), signature: toBase64url(opens.signature), thread, sealed: toBase64url(sealed), why: whyIn(why, month) };
  await endpoints.openThread.handle({ caller: null, params: {}, body, ...ours(endpoints.openThread.row.grants, stores, now) });
}

async function tokensFor(caller: Person, period: number, stores: Stores, now: number): Promise<Token[]> {
  const item = await stores.published.get(publishedKeys.speakKey(period));
  if (item === null) throw new Error('the month and the year have keys');
  const spki = attribute<string>(item, 'key');
  const key = await publicKeyOf(spki);
  const made = await Promise.all(Array.from({ length: tokensOf(period) }, async () => blind(key, await speakMessage(period))));
  const body = { key: await hashOfSpeakKey(period, spki), blinded: made.map(({ blinded }) => toBase64url(blinded)) };
  const { signatures } = await endpoints.issueSpeakTokens.handle({ caller, params: { period }, body, ...ours(endpoints.issueSpeakTokens.row.grants, stores, now) });
  return Promise.all(signatures.map((signature, i) => finalize(key, made[i]!, fromBase64url(signature))));
}
