import { calendarJobs } from '../../shared/contract/identity/calendar.ts';
import { messageOf } from '../../shared/time/calendar.ts';
import { reminderWords } from '../../shared/cpd/reminder.ts';
import { noticeWords } from '../../shared/escalation/notice.ts';
import { dayAt } from '../../shared/time/date.ts';
import { wordsOf } from '../../shared/time/invitation.ts';
import { job } from '../http/endpoint.ts';
import type { Granted } from '../store/granted.ts';
import { attribute, stored } from '../store/record.ts';
import { every, type Item } from '../store/store.ts';
import { type Mailer, NotSent } from '../mail/mailer.ts';
import { isOfSession, keys, leave, type Letter, letters, outgoing, type Outgoing, type Told, type Undelivered } from './letters.ts';
import { personOf } from './people.ts';

/** So many in one run; where the server fails so often in a row the rest waits for the next one. */
const [mostAtOnce, failuresInARow, triesAtMost] = [200, 3, 12];
/** Between tries: one minute, doubling, at most six hours; twelve of them are about a day and a half. */
const pauseMs = (tries: number): number => Math.min(60_000 * 2 ** tries, 6 * 3_600_000);
/** Nobody hands over one message for so long: whoever had it was stopped. */
const handingOverMs = 15 * 60_000;
const keptSeconds = 90 * 86_400;

type Identity = Granted<(typeof calendarJobs)['sendMail']['grants']>['identity'];

/**
 * Sends what waits. A message is claimed before it is handed over, and no claimed one is ever sent again: killed in between, it is named to
 * the steward as one of which nobody knows.
 *
 *     letter ─▶ outgoing, one a session and person ─▶ claimed ─▶ dispatched
 *                       ▲──── later, after a pause ─────┤
 *                                                       └─▶ dispatched and undelivered: refused · unknown · given up
 */
export const sendMail = job(calendarJobs, 'sendMail', async (_: unknown, { stores: { identity }, now, mailer }): Promise<{ sent: number }> => {
  await unfold(identity, now);
  if (mailer === undefined) return { sent: 0 };
  let [sent, failed] = [0, 0];
  for (const item of await waiting(identity, now)) {
    if (failed === failuresInARow || sent === mostAtOnce) break;
    const outcome = await sendOne(identity, mailer, item, now);
    if (outcome === 'sent') sent += 1;
    failed = outcome === 'later' ? failed + 1 : 0;
  }
  return { sent };
});

/** A letter becomes its messages, and goes when all of them are there. Done twice, it comes to the same. */
async function unfold(identity: Identity, now: number): Promise<void> {
  for await (const item of every(identity, letters)) {
    const { to, tells } = attribute<Letter>(item, 'letter');
    for (const person of to) for (const told of tells) await leave(identity, person, told, now);
    await identity.delete({ pk: item.pk, sk: item.sk });
  }
}

/** What is to be sent now. Of several changes of one session a person is told the last; what is over is told to nobody. */
async function waiting(identity: Identity, now: number): Promise<Item[]> {
  const newest = new Map<string, number>();
  const all: Item[] = [];
  for await (const item of every(identity, outgoing)) {
    all.push(item);
    const { to, tells } = attribute<Outgoing>(item, 'mail');
    if (!isOfSession(tells)) continue;
    const about = `${to} ${tells.session.id}`;
    newest.set(about, Math.max(newest.get(about) ?? 0, tells.session.changes));
  }
  const due: Item[] = [];
  for (const item of all) {
    const { to, tells, state, at } = attribute<Outgoing>(item, 'mail');
    const isOld = !isOfSession(tells) ? (tells.what === 'notice' ? tells.on : tells.dueOn) < dayAt(now) : (newest.get(`${to} ${tells.session.id}`) ?? 0) > tells.session.changes || Date.parse(tells.session.stands.end) <= now;
    if (state === 'sending') {
      if (Date.parse(at) + handingOverMs <= now) await end(identity, item, 'unknown', now);
    } else if (isOld) await end(identity, item, 'told-otherwise', now);
    else if (Date.parse(at) <= now) due.push(item);
  }
  return due;
}

async function sendOne(identity: Identity, mailer: Mailer, item: Item, now: number): Promise<'sent' | 'later' | 'ended' | 'elsewhere'> {
  const mail = attribute<Outgoing>(item, 'mail');
  const to = await personOf(identity, mail.to);
  if (to === null || to.mail === undefined) return end(identity, item, 'told-otherwise', now);
  const version = attribute<number>(item, 'version');
  const at = new Date(now).toISOString();
  if (!(await identity.put({ ...item, version: version + 1, mail: stored({ ...mail, state: 'sending', at }) }, { has: { version } }))) return 'elsewhere';
  try {
    const { tells } = mail;
    const by = !isOfSession(tells) || tells.by === mail.to ? 'You' : ((await personOf(identity, tells.by))?.name ?? 'Somebody');
    await mailer.send(messageFor(tells, by, { name: to.name, mail: to.mail }, mailer.from, item.sk));
  } catch (error) {
    // What is no refusal of the mail’s broke before anything was handed over: composing it, or reading who it is for.
    const why = error instanceof NotSent ? error.why : 'later';
    if (why !== 'later') return end(identity, item, why, now);
    const tries = mail.tries + 1;
    if (tries >= triesAtMost) return end(identity, item, 'given-up', now);
    const again: Outgoing = { ...mail, state: 'waiting', at: new Date(now + pauseMs(mail.tries)).toISOString(), tries };
    await identity.put({ ...item, version: version + 2, mail: stored(again) }, { has: { version: version + 1 } });
    return 'later';
  }
  await end(identity, item, 'sent', now);
  return 'sent';
}

function messageFor(tells: Told, by: string, to: { name: string; mail: string }, from: Mailer['from'], id: string) {
  if (tells.what === 'notice') return { id: `${id}@headroom`, to, ...noticeWords(tells), calendar: null };
  if (tells.what === 'reminder') return { id: `${id}@headroom`, to, ...reminderWords(tells), calendar: null };
  return { id: `${id}@headroom`, to, ...wordsOf(tells, by), calendar: messageOf({ session: tells.session, at: tells.at }, { from, to }) };
}

const aboutOf = (tells: Told): string => (isOfSession(tells) ? tells.session.stands.start : `${tells.what === 'notice' ? tells.on : tells.dueOn}T12:00:00Z`);

/** Takes it out of what is outgoing, and keeps that it was; in one writing, so that it is never in neither place. */
async function end(identity: Identity, item: Item, became: 'sent' | 'told-otherwise' | Undelivered['why'], now: number): Promise<'ended'> {
  const mail = attribute<Outgoing>(item, 'mail');
  const expiresAt = Math.floor(now / 1000) + keptSeconds;
  const missed: Undelivered | null = became === 'sent' || became === 'told-otherwise' ? null : { person: mail.to, at: new Date(now).toISOString(), about: aboutOf(mail.tells), why: became };
  await identity.transact([
    { delete: keys.outgoing(item.sk) },
    { put: { ...keys.dispatched(item.sk), v: 1, became, expiresAt } },
    ...(missed === null ? [] : [{ put: { ...keys.undelivered(item.sk), v: 1, undelivered: stored(missed), expiresAt } }]),
  ]);
  return 'ended';
}
