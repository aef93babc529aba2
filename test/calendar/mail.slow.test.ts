import { once } from 'node:events';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import ICAL from 'ical.js';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../../functions/mail/mailer.ts';
import { NotSent } from '../../functions/mail/mailer.ts';
import { smtpMailer, smtpSettings } from '../../functions/mail/smtp.ts';
import { keys, letters, outgoing, undelivered } from '../../functions/identity/letters.ts';
import { type Person, personItem } from '../../functions/identity/people.ts';
import { sendMail } from '../../functions/identity/sendMail.ts';
import { granted } from '../../functions/store/granted.ts';
import { attribute } from '../../functions/store/record.ts';
import { amina, at, book, booking, change, diaryHouse, first, manager, supervisor } from '../diary/house.ts';
import { call, type TestHouse } from '../round/house.ts';
import { certificateFor } from './certificate.ts';

interface Mailbox {
  port: number;
  got: { to: string[]; from: string; text: string }[];
  close(): Promise<void>;
}
const { key, cert } = certificateFor(['localhost']);

/** A mail server in this process. `refuse`: what it says once it has the whole message. */
async function mailbox(options: SMTPServerOptions = {}, refuse: (nth: number) => Error | null = () => null): Promise<Mailbox> {
  const got: Mailbox['got'] = [];
  let nth = 0;
  const server = new SMTPServer({
    key, cert, authOptional: true, logger: false, disabledCommands: ['AUTH'],
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        const error = refuse(nth++);
        if (error === null) got.push({ to: envelope.rcptTo.map((r) => r.address), from: envelope.mailFrom === false ? '' : envelope.mailFrom.address, text: Buffer.concat(chunks).toString() });
        done(error);
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return { port: (server.server.address() as AddressInfo).port, got, close: () => new Promise((done) => server.close(() => done())) };
}
const saying = (code: number): Error => Object.assign(new Error('no'), { responseCode: code });
const mailerAt = (port: number, more = {}) => smtpMailer({ host: 'localhost', port, security: 'starttls', user: null, password: null, from: { name: 'Headroom', mail: 'headroom@northmoor.example' }, alsoTrusts: cert, patienceMs: 1_000, ...more });
const message: Message = { id: 'x@headroom', to: { name: 'Amina Patel', mail: 'amina@northmoor.example' }, subject: 'Protected time', text: 'Now.', calendar: { method: 'REQUEST', text: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' } };
const why = (work: Promise<unknown>): Promise<string> => work.then(() => 'sent', (error: unknown) => (error instanceof NotSent ? error.why : `broke: ${String(error)}`));

let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
});
async function opened(...args: Parameters<typeof mailbox>): Promise<Mailbox> {
  const box = await mailbox(...args);
  closing.push(box.close);
  return box;
}

describe('the mailer', () => {
  test('hands a message over, encrypted on the way, as words and as a calendar', async () => {
    let secure = false;
    const box = await opened({ onMailFrom: (_address, session, done) => ((secure = session.secure), done()) });
    await mailerAt(box.port).send(message);
    expect(secure).toBe(true);
    expect(box.got).toMatchObject([{ to: ['amina@northmoor.example'], from: 'headroom@northmoor.example' }]);
    expect(box.got[0]?.text).toMatch(/^Message-ID: <x@headroom>$/m);
    expect(box.got[0]?.text).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST/);
  });

  test('never speaks in the open, nor to a server whose certificate nobody vouches for', async () => {
    const open = await opened({ hideSTARTTLS: true, disabledCommands: ['AUTH', 'STARTTLS'] });
    expect(await why(mailerAt(open.port).send(message))).toBe('later');
    const box = await opened();
    expect(await why(smtpMailer({ host: 'localhost', port: box.port, security: 'starttls', user: null, password: null, from: { name: 'H', mail: 'h@h.example' }, patienceMs: 1_000 }).send(message))).toBe('later');
    expect([...open.got, ...box.got]).toEqual([]);
  });

  test('knows a refusal for good from one for now, and either from not knowing', async () => {
    const never = await opened({}, () => saying(550));
    expect(await why(mailerAt(never.port).send(message))).toBe('never');
    const later = await opened({}, () => saying(451));
    expect(await why(mailerAt(later.port).send(message))).toBe('later');
    const unknownUser = await opened({ onRcptTo: (_address, _session, done) => done(saying(550)) });
    expect(await why(mailerAt(unknownUser.port).send(message))).toBe('never');
    const grey = await opened({ onRcptTo: (_address, _session, done) => done(saying(450)) });
    expect(await why(mailerAt(grey.port).send(message))).toBe('later');
    const silent = await opened({ onData: (stream) => void stream.resume() });
    expect(await why(mailerAt(silent.port).send(message))).toBe('unknown');
    const signIn = await opened({ authOptional: false, disabledCommands: [], onAuth: (_auth, _session, done) => done(saying(535)) });
    expect(await why(mailerAt(signIn.port, { user: 'h', password: 'wrong' }).send(message))).toBe('later');
  });

  test('that finds nobody, or somebody who hangs up, has handed nothing over', async () => {
    const gone = createTcpServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port } = gone.address() as AddressInfo;
    expect(await why(mailerAt(port).send(message))).toBe('later');
    await new Promise((done) => gone.close(done));
    expect(await why(mailerAt(port).send(message))).toBe('later');
  });

  test.each([
    [{ HEADROOM_SMTP_HOST: 'mail.example' }, 'HEADROOM_MAIL_FROM'],
    [{ HEADROOM_SMTP_HOST: 'mail.example', HEADROOM_MAIL_FROM: 'x' }, 'HEADROOM_MAIL_FROM'],
    [{ HEADROOM_SMTP_HOST: 'mail.example', HEADROOM_MAIL_FROM: 'h@n.example', HEADROOM_SMTP_SECURITY: 'none' }, 'HEADROOM_SMTP_SECURITY'],
    [{ HEADROOM_SMTP_HOST: 'mail.example', HEADROOM_MAIL_FROM: 'h@n.example', HEADROOM_SMTP_PORT: 'smtp' }, 'HEADROOM_SMTP_PORT'],
  ])('settings that cannot be are named: %o', (env, name) => expect(() => smtpSettings(env)).toThrow(name));
});

describe('invitations', () => {
  const aminaWithMail: Person = { ...amina, mail: 'amina@northmoor.example' };
  const managerWithMail: Person = { ...manager, mail: 'maya@northmoor.example' };
  let h: TestHouse;
  beforeEach(async () => {
    h = await diaryHouse();
    for (const person of [aminaWithMail, managerWithMail]) await h.stores.identity.put(personItem(person));
  });
  afterEach(() => h.close());

  const run = (mailer?: ReturnType<typeof mailerAt>) => sendMail.run({}, { stores: granted(h.stores, sendMail.row.grants), now: h.now, ...(mailer === undefined ? {} : { mailer }) });
  const waiting = async (pk: string) => (await h.stores.identity.query(pk)).items.length;
  /** A mail as its reader’s program takes it apart. */
  function readMail({ to, text }: Mailbox['got'][number]) {
    const boundary = /boundary="([^"]+)"/.exec(text)?.[1] ?? expect.fail('one part alone');
    const [plain = '', calendar = ''] = text.split(`\r\n--${boundary}`).slice(1, -1).map((part) => {
      const [head = '', ...body] = part.split('\r\n\r\n');
      const joined = body.join('\r\n\r\n');
      return /base64/i.test(head) ? Buffer.from(joined, 'base64').toString() : /quoted-printable/i.test(head) ? unquoted(joined) : joined;
    });
    const component = new ICAL.Component(ICAL.parse(calendar.trim()) as never);
    const event = component.getFirstSubcomponent('vevent') ?? expect.fail('no event');
    const value = (name: string) => String(event.getFirstPropertyValue(name));
    return { to: to[0], subject: /^Subject: (.*)$/m.exec(text)?.[1], plain, method: String(component.getFirstPropertyValue('method')), uid: value('uid'), sequence: Number(value('sequence')), status: value('status'), attendees: event.getAllProperties('attendee').map((a) => String(a.getFirstValue())), organizer: value('organizer'), title: value('summary') };
  }
  const unquoted = (text: string): string => Buffer.from(text.replaceAll('=\r\n', '').replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1').toString('utf8');

  test('go to everyone who is in it and has an address; moved and taken, the same event changes', async () => {
    const box = await opened();
    const mailer = mailerAt(box.port);
    const { id } = first((await book(h, manager)).sessions);
    await run(mailer);
    await change(h, manager, id, { kind: 'moved', reason: 'court', start: '2026-09-15T14:00', minutes: 90, despite: false });
    await run(mailer);
    await change(h, amina, id, { kind: 'taken', reason: 'staffing' });
    await run(mailer);
    const read = box.got.map(readMail);
    expect(read.filter((m) => m.to === 'amina@northmoor.example')).toMatchObject([
      { method: 'REQUEST', sequence: 0, status: 'CONFIRMED', subject: 'Protected time on Tuesday 8 September', attendees: ['MAILTO:amina@northmoor.example'], organizer: 'mailto:headroom@northmoor.example' },
      { method: 'REQUEST', sequence: 1, status: 'CONFIRMED', subject: 'Protected time moved to Tuesday 15 September' },
      { method: 'CANCEL', sequence: 2, status: 'CANCELLED', subject: 'Protected time on Tuesday 15 September is off' },
    ]);
    expect(read.filter((m) => m.to === 'maya@northmoor.example').map((m) => m.method)).toEqual(['REQUEST', 'REQUEST', 'CANCEL']);
    expect(new Set(read.map((m) => m.uid))).toEqual(new Set([`${id}@headroom`]));
    const said = read.filter((m) => m.to === 'amina@northmoor.example').map((m) => m.plain.replaceAll('\r\n', '\n'));
    expect(said[0]).toContain('Maya Eze booked protected time with you.\n\nTuesday 8 September 2026, 10:00 to 11:30\n');
    expect(said[1]).toContain('Maya Eze moved protected time with you.\n\nIt was:  Tuesday 8 September 2026, 10:00 to 11:30\n\nIt is:   Tuesday 15 September 2026, 14:00 to 15:30\n');
    expect(said[2]).toContain('You took back protected time with you. It stays owed until it has been kept.');
  });

  test('say neither kind nor reason, name nobody but who did it, and carry no link', async () => {
    const box = await opened();
    await h.stores.identity.put(personItem({ ...supervisor, mail: 'una@northmoor.example' }));
    const { id } = first((await book(h, manager, { of: 'clinical-supervision', givenBy: 'una' })).sessions);
    await run(mailerAt(box.port));
    await change(h, manager, id, { kind: 'taken', reason: 'staffing' });
    await run(mailerAt(box.port));
    const hers = box.got.filter(({ to }) => to[0] === 'amina@northmoor.example').map(readMail);
    expect(hers).toHaveLength(2);
    for (const { plain, subject, title } of hers) {
      expect(`${subject} ${plain} ${title}`).not.toMatch(/supervision|staffing|Una|Quinn|https?:|www\.|northside/i);
      expect(plain).not.toContain(id);
      expect(title).toBe('Protected time');
    }
  });

  test('of a series come one a session; nothing is written where nobody has an address', async () => {
    const box = await opened();
    await book(h, manager, { rule: 'FREQ=MONTHLY;BYDAY=2TU;COUNT=6' });
    expect(await waiting(letters)).toBe(1);
    await run(mailerAt(box.port));
    expect(box.got).toHaveLength(12);
    expect(await waiting(letters) + await waiting(outgoing)).toBe(0);
    for (const person of [amina, manager]) await h.stores.identity.put(personItem(person));
    await book(h, manager, { start: '2026-09-10T10:00' });
    expect(await waiting(letters)).toBe(0);
  });

  test('are written with the change or not at all: one that is refused leaves no letter', async () => {
    await book(h, manager);
    await Promise.all([1, 2, 3].map(() => call(h, 'bookSessions', { as: manager, body: booking() })));
    expect(await waiting(letters)).toBe(1);
  });

  test('that cannot be sent now wait, each time longer, and then the steward is told by name', async () => {
    const box = await opened({}, () => saying(451));
    await book(h, manager, { start: '2026-12-08T10:00' });
    const tried: number[] = [];
    for (let minute = 0; minute < 60 * 48; minute += 1) {
      const before = JSON.stringify(await h.stores.identity.query(outgoing));
      if ((await h.stores.identity.query(outgoing)).items.some((i) => Date.parse(attribute<{ at: string }>(i, 'mail').at) <= h.now) || minute === 0) {
        await run(mailerAt(box.port));
        if (JSON.stringify(await h.stores.identity.query(outgoing)) !== before) tried.push(minute);
      }
      h.now += 60_000;
      if ((await waiting(outgoing)) === 0) break;
    }
    expect(tried).toHaveLength(12);
    expect(tried.slice(0, 5)).toEqual([0, 1, 3, 7, 15]);
    expect(await waiting(undelivered)).toBe(2);
    const steward: Person = { ...manager, roles: ['practitioner', 'steward'] };
    expect((await call(h, 'readAlarms', { as: steward })).body['undelivered']).toMatchObject([{ name: expect.stringMatching(/Amina Patel|Maya Eze/), about: '2026-12-08T10:00:00.000Z', why: 'given-up' }, { why: 'given-up' }]);
    expect((await call(h, 'readAlarms', { as: { ...manager, roles: ['executive'] } })).body['undelivered']).toEqual([]);
  });

  test('that are refused for good are not tried again, and the steward is told', async () => {
    const box = await opened({}, () => saying(550));
    await book(h, manager);
    await run(mailerAt(box.port));
    expect([await waiting(outgoing), await waiting(undelivered)]).toEqual([0, 2]);
  });

  test('are not sent a second time: not by two at once, not after being killed anywhere, not where no answer came', async () => {
    const box = await opened();
    await book(h, manager);
    await Promise.all([1, 2, 3].map(() => run(mailerAt(box.port))));
    expect(box.got).toHaveLength(2);

    // Killed once a message was handed over, before that was written down: it is claimed, so nobody sends it again.
    const second = first((await book(h, manager, { start: '2026-09-29T10:00' })).sessions);
    const stores = granted(h.stores, sendMail.row.grants);
    const killed = { ...stores, identity: { ...stores.identity, transact: () => Promise.reject(new Error('killed')) } };
    await expect(sendMail.run({}, { stores: killed, now: h.now, mailer: mailerAt(box.port) })).rejects.toThrow('killed');
    expect(box.got).toHaveLength(3);
    for (let i = 0; i < 4; i++) {
      h.now += 10 * 60_000;
      await run(mailerAt(box.port));
    }
    expect(box.got.map(readMail).filter((m) => m.uid.startsWith(second.id)).map((m) => m.to).toSorted((a = '', b = '') => (a < b ? -1 : 1))).toEqual(['amina@northmoor.example', 'maya@northmoor.example']);
    const [missed] = (await h.stores.identity.query(undelivered)).items;
    expect(missed).toMatchObject({ undelivered: { why: 'unknown' } });

    // A letter that is unfolded a second time comes to nothing.
    const silent = await opened({ onData: (stream) => void stream.resume() });
    await book(h, manager, { start: '2026-09-30T10:00' });
    const letter = first((await h.stores.identity.query(letters)).items);
    await run(mailerAt(silent.port));
    await h.stores.identity.put({ ...letter, ...keys.letter(letter.sk) });
    h.now += 3_600_000;
    await run(mailerAt(box.port));
    expect(box.got).toHaveLength(4);
  });

  test('of what has changed again meanwhile tell the last, and of what is over nothing', async () => {
    const box = await opened();
    const { id } = first((await book(h, manager)).sessions);
    await change(h, manager, id, { kind: 'moved', reason: 'court', start: '2026-09-16T10:00', minutes: 90, despite: false });
    await book(h, manager, { start: '2026-09-02T10:00' });
    h.now = at('2026-09-02T12:00:00Z');
    await run(mailerAt(box.port));
    expect(box.got.map(readMail).map((m) => [m.uid, m.sequence])).toEqual([[`${id}@headroom`, 1], [`${id}@headroom`, 1]]);
  });

  test('wait where no mailer is set, and no address of anybody is in them', async () => {
    await book(h, manager);
    await run();
    expect(await waiting(outgoing)).toBe(2);
    expect(JSON.stringify((await h.stores.identity.query(outgoing)).items)).not.toContain('northmoor.example');
  });
});
