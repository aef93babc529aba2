import { afterAll, beforeAll, expect, test } from 'vitest';
import { newReceipt } from '../../shared/escalation/receipt.ts';
import { dateOf, dayOf } from '../../shared/escalation/schedule.ts';
import { sentencesOf } from '../../web/src/pages/speakingFigures/sentences.ts';
import { call } from '../round/house.ts';
import { collectTokens, nextBatch, openingOf, reply, type SpeakingHouse, speakingHouse, staff, writing, type Writing } from './house.ts';

/** What everyone is told of five messages that were sent, released, acknowledged and answered, over the route that tells it. */
let h: SpeakingHouse;
const written: Writing[] = [];
beforeAll(async () => {
  h = await speakingHouse();
  for (const person of staff.slice(0, 5)) {
    const w = await writing(newReceipt());
    const [token] = await collectTokens(h, person);
    await call(h, 'openThread', { body: await openingOf(h, w, token!, 'One of five.') });
    written.push(w);
  }
  await nextBatch(h);
}, 60_000);
afterAll(() => h.close());

const told = async () => (await call(h, 'readSpeakingFigures', {})).body as unknown as Parameters<typeof sentencesOf>[0] & { overdue: number };
const common = () => ({ v: 1, on: dateOf(dayOf(h.now)), name: 'Executive 1' }) as const;

test('nothing is told before the month is over', async () => {
  expect(await told()).toEqual({ overdue: 0, received: [], acknowledged: [], answered: [], leaving: [] });
});

test('then how many came, how many were acknowledged in time and how soon they were answered, once and for good; four of them are told of not at all', async () => {
  for (const w of written.slice(0, 4)) await reply(h, w, 1, { ...common(), kind: 'acknowledged' }, 'acknowledged');
  h.now = Date.parse('2026-01-22T12:00:00Z');
  expect(await told(), 'one is late').toMatchObject({ overdue: 1 });
  for (const w of written.slice(0, 4)) await reply(h, w, 2, { ...common(), kind: 'reply', text: 'Two more on nights.' }, 'answered');
  h.now = Date.parse('2026-02-02T12:00:00Z');
  expect(await told()).toMatchObject({ overdue: 1, received: [{ messages: 5 }], acknowledged: [{ messages: 5, inTime: 4 }], answered: [] });
  await reply(h, written[4]!, 1, { ...common(), kind: 'reply', text: 'This took too long.' }, 'answered');
  h.now = Date.parse('2026-03-02T12:00:00Z');
  const figures = await told();
  expect(figures).toMatchObject({ overdue: 0 });
  expect(sentencesOf(figures)).toEqual(['5 messages came in January 2026.', 'Of 5 that were to be acknowledged in January 2026, 4 were in time.', '5 were answered from January 2026 to February 2026: half of them within 10 days.']);
});
