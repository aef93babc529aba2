import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { remindedBefore, remindersOn } from '../../shared/cpd/reminder.ts';
import type { Message } from '../../functions/mail/mailer.ts';
import { NotSent } from '../../functions/mail/mailer.ts';
import { composed } from '../../functions/mail/compose.ts';
import { remindOfCpd } from '../../functions/identity/remindOfCpd.ts';
import { sendMail } from '../../functions/identity/sendMail.ts';
import { type Person, personItem } from '../../functions/identity/people.ts';
import { granted } from '../../functions/store/granted.ts';
import { amina, at, callum, diaryHouse, employ, fullTime } from '../diary/house.ts';
import { call, type TestHouse } from '../round/house.ts';

const withMail: Person = { ...amina, mail: 'amina@northmoor.example' };
const registered = { nation: 'England', employedFrom: '2020-01-01', employedTo: null, absences: [], pattern: fullTime, roles: [{ as: 'social-worker', from: '2020-01-01', to: null }, { as: 'registered-swe', from: '2020-01-01', to: null }] } as const;

let h: TestHouse;
let sent: Message[];
beforeEach(async () => {
  h = await diaryHouse();
  sent = [];
  await h.stores.identity.put(personItem(withMail));
  for (const person of [amina, callum]) await employ(h, person, registered);
});
afterEach(() => h.close());

const remind = () => remindOfCpd.run({}, { stores: granted(h.stores, remindOfCpd.row.grants), now: h.now });
const from = { name: 'Headroom', mail: 'headroom@northmoor.example' };
const post = (why: NotSent['why'] | null = null) =>
  sendMail.run({}, { stores: granted(h.stores, sendMail.row.grants), now: h.now, mailer: { from, send: (message) => (why === null ? Promise.resolve(void sent.push(message)) : Promise.reject(new NotSent(why))) } });
async function on(day: string, why: NotSent['why'] | null = null): Promise<void> {
  h.now = at(`${day}T09:00:00Z`);
  await remind();
  await post(why);
}
const subjects = () => sent.map(({ to, subject }) => `${to.mail}: ${subject}`);
const due = 'amina@northmoor.example: Something in your record is due by 30 November 2026';

describe('reminders before a year ends', () => {
  test('come eight weeks, four weeks, a week and a day before, each once, to whoever has an address', async () => {
    for (let day = Date.parse('2026-10-01'); day <= Date.parse('2026-12-02'); day += 86_400_000) {
      const before = sent.length;
      const date = new Date(day).toISOString().slice(0, 10);
      await on(date);
      expect(sent.length - before, date).toBe(['2026-10-05', '2026-11-02', '2026-11-23', '2026-11-29'].includes(date) ? 1 : 0);
    }
    expect(new Set(subjects())).toEqual(new Set([due]));
  }, 60_000);

  test('are as many however often the job runs, killed before the day was noted', async () => {
    for (let i = 0; i < 3; i++) {
      await on('2026-11-23');
      await h.stores.identity.delete({ pk: 'cpdReminded', sk: 'day' });
    }
    expect(subjects()).toEqual([due]);
  });

  test('come late and not never where the house slept, and one at a time', async () => {
    await on('2026-11-25');
    expect(subjects()).toEqual([due]);
  });

  test('do not come once all of it is done', async () => {
    h.now = at('2026-11-20T09:00:00Z');
    const piece = (about: string, peer: object | null) => ({ kind: 'reading', about, on: '2026-05-04', learning: `Of ${about}.`, impact: 'People said more.', peer, evidence: [], minutes: 60, participatoryMinutes: 0, agreedFor: [], isSubmitted: true });
    for (const [entry, body] of [['piece001', piece('Old age', null)], ['piece002', piece('A hard visit', { role: 'colleague', learned: 'That it was not me.' })]] as const)
      expect((await call(h, 'saveCpdEntry', { as: amina, params: { entry }, body: { version: 1, entry: body } })).status).toBe(200);
    await on('2026-11-21');
    expect(sent).toHaveLength(1);
    for (const item of ['renewal-form', 'renewal-fee']) expect((await call(h, 'tickCpd', { as: amina, params: { tick: item.replace('-', '') }, body: { item, on: '2026-11-21', isDone: true } })).status).toBe(200);
    await on('2026-11-23');
    await on('2026-11-29');
    expect(sent).toHaveLength(1);
  });

  test('say nothing of what is open, and are words alone', async () => {
    await on('2026-11-23');
    const [message] = sent;
    if (message === undefined) throw new Error('none was sent');
    expect(message.calendar).toBeNull();
    expect(`${message.subject} ${message.text}`).not.toMatch(/fee|form|social work|register|https?:/i);
    const whole = (await composed(message, from)).toString();
    expect(whole).toMatch(/Content-Type: text\/plain/);
    expect(whole).not.toContain('text/calendar');
  });

  test('are tried again where the server was away, given up after the day, and told to the steward where nobody takes them', async () => {
    await on('2026-11-29', 'later');
    h.now = at('2026-12-01T09:00:00Z');
    await post();
    expect(sent).toEqual([]);
    await on('2027-10-05', 'never');
    expect((await h.stores.identity.query('undelivered')).items).toMatchObject([{ undelivered: { person: 'amina', about: '2027-11-30T12:00:00Z', why: 'never' } }]);
  });

  test('are for the nearest of the four, of each day on which something ends', () => {
    expect(remindedBefore).toEqual([56, 28, 7, 1]);
    expect(remindersOn([], '2026-11-23')).toEqual([]);
  });
});
