import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dateOf, dayOf, deletionOf } from '../../shared/escalation/schedule.ts';
import { threadNamed, threadOf, withEntry } from '../../functions/store/threads.ts';
import { call } from '../round/house.ts';
import { collectTokens, goingOn, message, nextBatch, openingOf, reply, type SpeakingHouse, speakingHouse, staff, writing, type Writing } from './house.ts';

/** How a thread ends, and who can have it deleted. */
let h: SpeakingHouse;
let w: Writing;
beforeAll(async () => {
  h = await speakingHouse();
  w = await writing();
  const [token] = await collectTokens(h, staff[0]!);
  await call(h, 'openThread', { body: await openingOf(h, w, token!, 'It was never answered.') });
  await nextBatch(h);
}, 60_000);
afterAll(() => h.close());

const thread = async () => (await threadNamed(h.stores.published, w.thread))!;
const daysLeft = async () => Math.round((Date.parse((await thread()).deleteAfter!) - h.now) / 86_400_000);
const closes = (number: number) => reply(h, w, number, { v: 1, on: dateOf(dayOf(h.now)), name: 'Executive 1', kind: 'closed', text: null }, 'closed');
const writes = async (number: number, ends: boolean) => {
  const entry = ends ? ({ v: 1, kind: 'closed', replyTo: w.key.recipient } as const) : message(w.key.recipient, 'I am still here.');
  expect(await call(h, 'appendToThread', { body: await goingOn(h, w, number, entry) })).toMatchObject({ status: 200 });
  await nextBatch(h);
};

const figures = async () => (await call(h, 'readSpeakingFigures', {})).body;
const answers = (number: number) => reply(h, w, number, { v: 1, on: dateOf(dayOf(h.now)), name: 'Executive 1', kind: 'reply', text: 'Two more on nights.' }, 'answered');

test('what a reader closes without a word stays owed, is counted as overdue for everyone, and is deleted on no day, until somebody answers', async () => {
  expect(await closes(1)).toMatchObject({ body: { closedOn: dateOf(dayOf(h.now)), closedBy: 'reader', answeredOn: null } });
  expect([(await figures())['overdue'], (await thread()).deleteAfter]).toEqual([0, null]);
  h.now += 500 * 86_400_000;
  await nextBatch(h);
  expect(await figures()).toMatchObject({ overdue: 1 });
  await answers(2);
  expect(await figures()).toMatchObject({ overdue: 0 });
  expect((await thread()).deleteAfter).not.toBeNull();
});

test('what a reader closes and has answered is still there for its writer after most of a year; another reader’s end makes it no sooner', async () => {
  const [left, { deleteAfter }] = [await daysLeft(), await thread()];
  expect(left).toBeGreaterThanOrEqual(350);
  h.now += 200 * 86_400_000;
  await closes(3);
  expect((await thread()).deleteAfter).toBe(deleteAfter);
  await nextBatch(h);
  expect(await thread()).toMatchObject({ entries: 4 });
});

test('its writer opens it again, and ends it within months; no reader puts that off', async () => {
  await writes(2, false);
  expect(await thread()).toMatchObject({ closedOn: null, closedBy: null, deleteAfter: null });
  await writes(3, true);
  expect(await daysLeft()).toBeLessThan(110);
  const { deleteAfter, closedOn } = await thread();
  h.now += 86_400_000;
  await closes(4);
  expect(await thread(), 'what its writer has ended no reader ends anew').toMatchObject({ closedOn, closedBy: 'writer', deleteAfter });
});

test('a thread of an earlier version, which says neither who ended it nor since when it is unread, is read as it was then', () => {
  const old = { pk: 'threads', sk: 't', v: 1, receivedOn: '2026-01-12', acknowledgedOn: null, answeredOn: null, closedOn: null, deleteAfter: null, lastReply: null, entries: 1, fromWriter: 1, fromReaders: 0 };
  expect(threadOf(old)).toMatchObject({ closedBy: null, unreadSince: '2026-01-12' });
  expect(threadOf({ ...old, acknowledgedOn: '2026-01-13', closedOn: '2026-01-14', deleteAfter: '2026-04-14' })).toMatchObject({ closedBy: 'writer', unreadSince: null, deleteAfter: '2026-04-14' });
});

test('what a reader ended unanswered in an earlier version is owed an answer again, and is not deleted: how long it was to be kept says who ended it', () => {
  const old = { pk: 'threads', sk: 't', v: 1, receivedOn: '2026-01-12', acknowledgedOn: '2026-01-13', answeredOn: null, closedOn: '2026-01-14', lastReply: null, entries: 2, fromWriter: 1, fromReaders: 1 };
  for (const [draws, by] of [[0, 'reader'], [28, 'reader'], [0, 'writer'], [28, 'writer']] as const) {
    const deleteAfter = deletionOf(by, dayOf(Date.parse(old.closedOn)), () => draws);
    expect(threadOf({ ...old, deleteAfter }), `${by} ${draws}`).toMatchObject({ closedBy: by, deleteAfter: by === 'reader' ? null : deleteAfter });
    expect(threadOf({ ...old, answeredOn: '2026-01-14', deleteAfter })).toMatchObject({ closedBy: by, deleteAfter });
  }
});

test('what a writer adds is read once a reader who has opened it says anything, and not when one who could not does', () => {
  const before = threadOf({ pk: 'threads', sk: 't', v: 1, receivedOn: '2026-01-12', acknowledgedOn: '2026-01-13', answeredOn: null, closedOn: null, closedBy: null, unreadSince: '2026-01-14', deleteAfter: null, lastReply: null, entries: 3, fromWriter: 2, fromReaders: 1 });
  const says = (opened?: number) => withEntry(before, { from: 'reader', mark: 'said', on: '2026-01-15', deleteAfter: '2027-01-15', sealed: new Uint8Array(400), ...(opened === undefined ? {} : { opened }) }).unreadSince;
  expect([says(), says(1), says(2), says(3)]).toEqual(['2026-01-14', '2026-01-14', null, null]);
});

test('a reader’s end leaves a year, more or less, on a day that does not tell which', () => {
  const drawn = Array.from({ length: 200 }, () => deletionOf('reader', 0, randomInt));
  expect(new Set(drawn).size).toBeGreaterThan(10);
  expect(drawn.every((on) => on >= dateOf(351) && on <= dateOf(379))).toBe(true);
});
