import { speakingJobs } from '../../shared/contract/identity/speaking.ts';
import { type Notice, noticeDay, waitsUnopened } from '../../shared/escalation/notice.ts';
import { counting } from '../../shared/escalation/reader.ts';
import { job } from '../http/endpoint.ts';
import { attribute, speakReaders, stored } from '../store/record.ts';
import { every } from '../store/store.ts';
import { threadOf } from '../store/threads.ts';
import { keys as letterKeys, messageId, type Outgoing } from './letters.ts';
import { personOf } from './people.ts';
import { deputies, holderOf, keptKeys } from './speakReaders.ts';

const noticed = { pk: 'speakNoticed', sk: 'day' } as const;

/**
 * Once a day and from one hour on: leaves each reader the same mail, and each named deputy one of two that are as long as each other. Its id is who and
 * which day, so that it goes once however often this runs; and which day is noted last of all.
 */
export const sendNotices = job(speakingJobs, 'sendNotices', async (_: unknown, { stores: { identity, published }, now }): Promise<void> => {
  const on = noticeDay(now);
  const done = await identity.get(noticed);
  if (on === null || (done !== null && attribute<string>(done, 'day') === on)) return;
  const [all, standing] = [await keptKeys(identity), counting(await speakReaders(published))];
  const readers = new Set(standing.flatMap(({ id }) => holderOf(all, id) ?? []));
  const named = new Set<string>();
  for await (const item of every(identity, deputies)) if (readers.has(item.sk)) named.add(attribute<string>(item, 'person'));
  let waits = false;
  for await (const item of every(published, 'threads')) waits ||= waitsUnopened(threadOf(item), on);

  const leave = async (person: string, tells: Notice): Promise<void> => {
    const id = messageId(person, tells);
    if ((await personOf(identity, person))?.mail === undefined || (await identity.get(letterKeys.dispatched(id))) !== null) return;
    const mail: Outgoing = { to: person, tells, state: 'waiting', at: new Date(now).toISOString(), tries: 0 };
    await identity.put({ ...letterKeys.outgoing(id), v: 1, version: 1, mail: stored(mail) }, { absent: true });
  };
  for (const person of readers) await leave(person, { what: 'notice', on, for: 'reader', waits: false });
  for (const person of named) await leave(person, { what: 'notice', on, for: 'deputy', waits });
  await identity.put({ ...noticed, v: 1, day: on });
});
