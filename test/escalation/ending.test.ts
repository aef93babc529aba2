import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dateOf, dayOf, deletionOf } from '../../shared/escalation/schedule.ts';
import { threadNamed } from '../../functions/store/threads.ts';
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

test('what a reader closes is closed, and is still there for its writer after most of a year; another reader’s end makes it no sooner', async () => {
  expect(await closes(1)).toMatchObject({ body: { closedOn: dateOf(dayOf(h.now)) } });
  const [left, { deleteAfter }] = [await daysLeft(), await thread()];
  expect(left).toBeGreaterThanOrEqual(350);
  h.now += 200 * 86_400_000;
  await closes(2);
  expect((await thread()).deleteAfter).toBe(deleteAfter);
  await nextBatch(h);
  expect(await thread()).toMatchObject({ entries: 3 });
});

test('its writer opens it again, and ends it within months; no reader puts that off', async () => {
  await writes(2, false);
  expect(await thread()).toMatchObject({ closedOn: null, deleteAfter: null });
  await writes(3, true);
  expect(await daysLeft()).toBeLessThan(110);
  const { deleteAfter } = await thread();
  await closes(3);
  expect((await thread()).deleteAfter).toBe(deleteAfter);
});

test('a reader’s end leaves a year, more or less, on a day that does not tell which', () => {
  const drawn = Array.from({ length: 200 }, () => deletionOf('reader', 0, randomInt));
  expect(new Set(drawn).size).toBeGreaterThan(10);
  expect(drawn.every((on) => on >= dateOf(351) && on <= dateOf(379))).toBe(true);
});
