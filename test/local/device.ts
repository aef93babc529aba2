import { type Entry, hashOfEntry, type Manifest } from '../../shared/pulse/manifest.ts';
import { fromBase64url, toBase64url } from '../../shared/crypto/encoding.ts';
import { blind, finalize, publicKeyOf } from '../../shared/crypto/blindToken.ts';
import { infoOf, seal } from '../../shared/crypto/sealed.ts';
import { type Token, tokenMessage } from '../../shared/crypto/token.ts';
import { encodeAnswer } from '../../shared/pulse/answer.ts';
import { hashOfLine, type LogLine } from '../../shared/pulse/log.ts';
import type { TestServer } from './server.ts';

/** What a device does, over HTTP, in a test that has no browser: collect a token for a round, and seal an answer with it. */
export interface Held {
  round: number;
  cohort: string;
  token: Token;
}

type Hosts = Pick<TestServer, 'origin' | 'anonymousOrigin'>;

export async function collect(hosts: Hosts, bearer: string, round: number): Promise<Held> {
  const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
  const { cohort } = await read<{ cohort: string }>(`${hosts.origin}/api/rounds/${round}/cohort`, { headers });
  const { entries } = await read<{ entries: Entry[] }>(`${hosts.anonymousOrigin}/rounds/${round}/entries`);
  const hashes = await Promise.all(entries.map(hashOfEntry));
  const key = await publicKeyOf(entries[hashes.indexOf(cohort)]?.key ?? '');
  const blinded = await blind(key, await tokenMessage(round, cohort));
  const { signature } = await read<{ signature: string }>(`${hosts.origin}/api/rounds/${round}/tokens`, { method: 'POST', headers, body: JSON.stringify({ blinded: toBase64url(blinded.blinded) }) });
  return { round, cohort, token: await finalize(key, blinded, fromBase64url(signature)) };
}

/** The body of a submission: the same option to every question. Each call seals anew, so each is another answer. */
export async function submissionOf(hosts: Hosts, { round, cohort, token }: Held, option: number): Promise<string> {
  const manifest = await read<Manifest>(`${hosts.anonymousOrigin}/rounds/${round}`);
  const { lines } = await read<{ lines: LogLine[] }>(`${hosts.anonymousOrigin}/log`);
  const line = lines.find((l) => l.kind === 'prepared' && l.round === round);
  if (line === undefined) throw new Error('the round is not in the log');
  const info = await infoOf({ round, cohort, closingKeyId: manifest.closingKey.id, head: await hashOfLine(line) });
  const answers = Object.fromEntries(manifest.questions.map((q) => [q.id, option]));
  const sealed = await seal(manifest.closingKey.public, info, encodeAnswer({ answers, why: {}, comment: null }));
  return JSON.stringify({ round, cohort, prepared: toBase64url(token.prepared), signature: toBase64url(token.signature), sealed: toBase64url(sealed) });
}

export async function read<T>(url: string, init: RequestInit = {}): Promise<T> {
  const answer = await fetch(url, init);
  if (!answer.ok) throw new Error(`${new URL(url).pathname}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}
