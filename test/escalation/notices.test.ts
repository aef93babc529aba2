import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { composed } from '../../functions/mail/compose.ts';
import type { Message } from '../../functions/mail/mailer.ts';
import { personItem } from '../../functions/identity/people.ts';
import { sendMail } from '../../functions/identity/sendMail.ts';
import { sendNotices } from '../../functions/identity/sendNotices.ts';
import { granted } from '../../functions/store/granted.ts';
import { newReceipt } from '../../shared/escalation/receipt.ts';
import { noticeDay, noticeWords, waitsUnopened } from '../../shared/escalation/notice.ts';
import { call } from '../round/house.ts';
import { canary, collectTokens, executives, goingOn, guardian, message, nextBatch, openingOf, reply, type SpeakingHouse, speakingHouse, staff, writing, type Writing } from './house.ts';

/** What readers are told by mail, day by day: nothing that anybody could learn from. */
const from = { name: 'Headroom', mail: 'headroom@northmoor.example' };
let h: SpeakingHouse;
let w: Writing;
let sent: Message[] = [];
beforeAll(async () => {
  h = await speakingHouse();
  w = await writing();
  for (const person of [...executives, guardian, staff[0]!]) await h.stores.identity.put(personItem({ ...person, mail: `${person.id}@northmoor.example` }));
}, 60_000);
afterAll(() => h.close());
beforeEach(() => {
  sent = [];
});

async function day(at: string): Promise<string[]> {
  h.now = Date.parse(at);
  await sendNotices.run({}, { stores: granted(h.stores, sendNotices.row.grants), now: h.now });
  await sendMail.run({}, { stores: granted(h.stores, sendMail.row.grants), now: h.now, mailer: { from, send: async (message) => void sent.push(message) } });
  return sent.map(({ to }) => to.mail).sort();
}
const readers = [...executives, guardian].map(({ id }) => `${id}@northmoor.example`).sort();
const mailOf = async (to: string): Promise<string> => String(await composed(sent.find((m) => m.to.mail === to)!, from)).replace(/^(Message-ID|Date):.*\r\n/gm, '');

test('every reader gets one a day, from seven o’clock in London on, and none before', async () => {
  expect(await day('2026-01-12T06:59:00Z')).toEqual([]);
  expect(await day('2026-01-12T07:00:00Z')).toEqual(readers);
  expect(await day('2026-01-12T18:00:00Z')).toEqual(readers);
  expect([noticeDay(Date.parse('2026-07-01T05:59:00Z')), noticeDay(Date.parse('2026-07-01T06:00:00Z'))]).toEqual([null, '2026-07-01']);
});

test('it is the same to the last byte whether there is a message or not, and names no thread, address or text', async () => {
  await day('2026-01-13T07:00:00Z');
  const without = await mailOf(readers[0]!);
  const [token] = await collectTokens(h, staff[1]!);
  await call(h, 'openThread', { body: await openingOf(h, w, token!, canary) });
  await nextBatch(h);
  sent = [];
  await day('2026-01-14T07:05:00Z');
  const withOne = await mailOf(readers[0]!);
  expect(withOne).toBe(without);
  for (const leak of [canary, w.thread, 'http', 'localhost']) expect(withOne).not.toContain(leak);
  const ids = sent.map(({ id }) => id.length);
  expect(new Set(ids).size).toBe(1);
});

describe('a deputy', () => {
  test('who is named is told when nobody has opened a message for a working day, in as many letters as when there is nothing', async () => {
    expect(await call(h, 'nameDeputy', { as: executives[0], body: { person: staff[0]!.id } })).toMatchObject({ body: { deputy: { name: staff[0]!.name, hasMail: true } } });
    const deputy = `${staff[0]!.id}@northmoor.example`;
    expect(await day('2026-01-15T07:00:00Z')).toEqual([...readers, deputy].sort());
    // Sent on Tuesday, released on Wednesday; Thursday is the working day it may wait.
    const quiet = await mailOf(deputy);
    expect(quiet).toContain('No message waits unopened.');
    sent = [];
    await day('2026-01-16T07:00:00Z');
    const waits = await mailOf(deputy);
    expect(waits).toContain('A message has waited for more than a working day');
    expect(waits.length).toBe(quiet.length);
    expect(Buffer.byteLength(noticeWords({ for: 'deputy', waits: true }).text)).toBe(Buffer.byteLength(noticeWords({ for: 'deputy', waits: false }).text));
  });
  test('is told again where its writer has gone on and nobody has opened that', async () => {
    const deputy = `${staff[0]!.id}@northmoor.example`;
    const told = async (at: string) => {
      sent = [];
      await day(at);
      return mailOf(deputy);
    };
    await reply(h, w, 1, { v: 1, kind: 'acknowledged', on: '2026-01-16', name: 'Executive 1' }, 'acknowledged');
    await reply(h, w, 2, { v: 1, kind: 'reply', on: '2026-01-16', name: 'Executive 1', text: 'Which rotas?' }, 'answered');
    await call(h, 'appendToThread', { body: await goingOn(h, w, 2, message(w.key.recipient, 'A child may be at risk.')) });
    await nextBatch(h);
    // Sent on Friday, released on Saturday; Monday is the working day it may wait.
    expect(await told('2026-01-19T07:00:00Z')).toContain('No message waits unopened.');
    expect(await told('2026-01-20T07:00:00Z')).toContain('A message has waited for more than a working day');
  });
  test('is told no more once a reader has opened it, and not by a reader who reads no more', async () => {
    await reply(h, w, 3, { v: 1, kind: 'acknowledged', on: '2026-01-20', name: 'Executive 1' }, 'acknowledged');
    await day('2026-01-21T07:00:00Z');
    const deputy = `${staff[0]!.id}@northmoor.example`;
    expect(await mailOf(deputy)).toContain('No message waits unopened.');
    await call(h, 'withdrawSpeakKey', { as: executives[0], params: { id: h.readers[0]!.id } });
    sent = [];
    expect(await day('2026-01-22T07:00:00Z')).toEqual(readers.filter((mail) => mail !== `${executives[0].id}@northmoor.example`));
  });
  test('waits over a weekend', () => {
    const thread = { unreadSince: '2026-01-15', closedOn: null };
    expect([waitsUnopened(thread, '2026-01-19'), waitsUnopened(thread, '2026-01-20')]).toEqual([false, true]);
    expect(waitsUnopened({ ...thread, closedOn: '2026-01-16' }, '2026-03-01')).toBe(false);
  });
});

describe('the guardian', () => {
  const mail = `${guardian.id}@northmoor.example`;
  const ask = (how: string | null) => call(h, 'requestContact', { as: staff[2]!, body: { how } });
  const how = 'On 01632 960555, after five.';
  beforeAll(async () => void (await call(h, 'nameDeputy', { as: executives[0], body: { person: null } })));

  test('is told the next morning that somebody has asked by name, in as many letters as when nobody has, and not who or how to reach them', async () => {
    await day('2026-01-25T07:00:00Z');
    const quiet = await mailOf(mail);
    expect(quiet).toContain('Nobody has asked by name');
    expect((await ask(how)).status).toBe(200);
    sent = [];
    // On the same day nothing more goes, in whichever minute it was asked.
    expect(await day('2026-01-25T18:00:00Z')).toEqual([]);
    await day('2026-01-26T07:00:00Z');
    const asked = await mailOf(mail);
    expect(asked).toContain('Somebody has asked by name');
    expect(asked.length).toBe(quiet.length);
    expect(sent.find(({ to }) => to.mail === mail)!.subject).toBe(noticeWords({ for: 'guardian', waits: false }).subject);
    for (const leak of [staff[2]!.name, staff[2]!.id, '960555', 'http']) expect(asked).not.toContain(leak);
  });
  test('is told every day until they have been in touch or it was taken back, and nobody else is', async () => {
    await day('2026-01-27T07:00:00Z');
    expect(await mailOf(mail)).toContain('Somebody has asked by name');
    for (const message of sent) if (message.to.mail !== mail) expect(message.text).not.toContain('asked by name');
    await call(h, 'endContactRequest', { as: guardian, params: { person: staff[2]!.id }, body: { askedOn: '2026-01-25' } });
    sent = [];
    await day('2026-01-28T07:00:00Z');
    expect(await mailOf(mail)).toContain('Nobody has asked by name');
    await ask(how);
    await ask(null);
    sent = [];
    await day('2026-01-29T07:00:00Z');
    expect(await mailOf(mail)).toContain('Nobody has asked by name');
  });
  test('is told of it without a key of their own too, in one mail a day', async () => {
    await ask(how);
    await call(h, 'withdrawSpeakKey', { as: guardian, params: { id: h.readers[2]!.id } });
    expect((await day('2026-01-30T07:00:00Z')).filter((to) => to === mail)).toEqual([mail]);
    expect(await mailOf(mail)).toContain('Somebody has asked by name');
  });
  test('is told that a message waits unopened where no deputy is named, or none has an address, and not where one is told', async () => {
    const unopened = 'waited unopened for more than a working day';
    const told = async (at: string) => {
      sent = [];
      await day(at);
      return mailOf(mail);
    };
    const another = await writing(newReceipt());
    const [token] = await collectTokens(h, staff[3]!);
    await call(h, 'openThread', { body: await openingOf(h, another, token!, canary) });
    await nextBatch(h);
    const [quiet, ...waiting] = [await told('2026-02-02T07:00:00Z'), await told('2026-02-03T07:00:00Z')];
    expect(quiet).not.toContain(unopened);
    expect(waiting[0]).toContain(unopened);
    for (const message of sent) if (message.to.mail !== mail) expect(message.text).not.toContain('unopened');
    const deputy = async (person: string | null) => void (await call(h, 'nameDeputy', { as: executives[1], body: { person } }));
    await deputy(staff[4]!.id);
    expect(await told('2026-02-04T07:00:00Z'), 'a deputy whom no mail reaches').toContain(unopened);
    await deputy(staff[0]!.id);
    const relieved = await told('2026-02-05T07:00:00Z');
    expect(relieved).not.toContain(unopened);
    expect(await mailOf(`${staff[0]!.id}@northmoor.example`)).toContain('A message has waited for more than a working day');
    await deputy(null);
    expect(await told('2026-02-06T07:00:00Z')).toContain(unopened);
    for (const leak of [canary, another.thread, 'http']) expect(waiting[0]).not.toContain(leak);
  });
  test('gets as many letters and lines whatever it says', () => {
    const all = [true, false].flatMap((waits) => [true, false].map((unopened) => noticeWords({ for: 'guardian', waits, unopened })));
    expect(new Set(all.map(({ text }) => text)).size).toBe(4);
    expect(new Set(all.map(({ subject, text }) => `${subject} ${Buffer.byteLength(text)} ${text.split('\n').length}`)).size).toBe(1);
  });
});
