import { speakingJobs } from '../../shared/contract/identity/speaking.ts';
import { type Notice, noticeDay, waitsUnopened } from '../../shared/escalation/notice.ts';
import { counting } from '../../shared/escalation/reader.ts';
import { job } from '../http/endpoint.ts';
import type { Granted } from '../store/granted.ts';
import { attribute, speakReaders } from '../store/record.ts';
import { every, type Item } from '../store/store.ts';
import { threadOf } from '../store/threads.ts';
import { contactOf, contactPartition } from './contact.ts';
import { leave } from './letters.ts';
import { onceADay } from './onceADay.ts';
import { allPeople, personOf } from './people.ts';
import { deputies, holderOf, keptKeys } from './speakReaders.ts';

const noticed = { pk: 'speakNoticed', sk: 'day' } as const;

/**
 * Once a day and from one hour on: leaves each reader the same mail, and each guardian and named deputy one of a few that are as long as each other. Its id is who and
 * which day, so that it goes once however often this runs; and which day is noted last of all.
 */
export const sendNotices = job(speakingJobs, 'sendNotices', async (_: unknown, { stores: { identity, published }, now }): Promise<void> => {
  const on = noticeDay(now);
  if (on !== null) await onceADay(identity, noticed, on, () => noticesOf(identity, published, on, now));
});

type Grants = Granted<(typeof speakingJobs)['sendNotices']['grants']>;

async function noticesOf(identity: Grants['identity'], published: Grants['published'], on: string, now: number): Promise<void> {
  const [all, standing] = [await keptKeys(identity), counting(await speakReaders(published))];
  const readers = new Set(standing.flatMap(({ id }) => holderOf(all, id) ?? []));
  const named = new Set<string>();
  for await (const item of every(identity, deputies)) if (readers.has(item.sk)) named.add(attribute<string>(item, 'person'));
  let waits = false;
  for await (const item of every(published, 'threads')) waits ||= waitsUnopened(threadOf(item), on);
  let asked = false;
  for await (const item of every(identity, contactPartition)) asked ||= await isToBeMet(identity, item);
  // With a key or without: who asks by name asks the guardian, and not a reader.
  const guardians = new Set((await allPeople(identity)).flatMap(({ id, roles }) => (roles.includes('guardian') ? [id] : [])));

  const reaches = async (person: string): Promise<boolean> => (await personOf(identity, person))?.mail !== undefined;
  const tell = async (person: string, tells: Notice): Promise<void> => {
    if (await reaches(person)) await leave(identity, person, tells, now);
  };
  // Where no deputy is told, the guardian is: a message that waits is told of to somebody.
  const isTold = (await Promise.all([...named].map(reaches))).includes(true);
  for (const person of readers) if (!guardians.has(person)) await tell(person, { what: 'notice', on, for: 'reader', waits: false });
  for (const person of guardians) await tell(person, { what: 'notice', on, for: 'guardian', waits: asked, unopened: waits && !isTold });
  for (const person of named) await tell(person, { what: 'notice', on, for: 'deputy', waits });
}

/** Whoever asked and has left since is in nobody’s list any more. */
const isToBeMet = async (identity: Grants['identity'], item: Item): Promise<boolean> => contactOf(item).doneOn === null && (await personOf(identity, item.sk)) !== null;
