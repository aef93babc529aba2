import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isPhone, toDial } from '../../shared/escalation/phone.ts';
import { call } from '../round/house.ts';
import { executives, guardian, type SpeakingHouse, speakingHouse, staff } from './house.ts';

/** Whom to ring, and how soon an answer comes: what stands before every message. */
let h: SpeakingHouse;
beforeAll(async () => {
  h = await speakingHouse();
}, 60_000);
afterAll(() => h.close());

const children = { who: 'Children’s front door', phone: '01632 960111', when: 'weekdays' };
const none = { children: null, adults: null, outOfHours: null, allegations: null };
const read = async () => (await call(h, 'readReferrals', {})).body;
const setLines = (version: number, lines: object, as = guardian) => call(h, 'setReferrals', { as, body: { version, lines } });
const setTerms = (acknowledgeWithinDays: number | null, answerWithinDays: number | null) => call(h, 'setSpeakingTerms', { as: guardian, body: { acknowledgeWithinDays, answerWithinDays } });

test.each(['01632 960111', '0800 1111', '(01632) 960-111', '+44 1632 960111', '999', '111', '116 123'])('%s can be rung', (typed) => expect(isPhone(typed)).toBe(true));
test.each(['', '960111', '01632', '01632 960111 ext 4', '+44 (0)1632 960111', '1632 960111', 'duty desk', '01632 960111 222', '()- ', '00000'])('“%s” cannot be rung from every phone', (typed) => expect(isPhone(typed)).toBe(false));
test('what is dialled is what was written, without what only eyes need', () => expect(toDial('(01632) 960-111')).toBe('01632960111'));

describe('the numbers', () => {
  test('are none where nobody has set them, and nobody but the guardian sets them', async () => {
    expect(await read()).toEqual({ referrals: null, terms: [] });
    for (const as of [staff[0]!, executives[0]]) expect(await setLines(0, { ...none, children }, as)).toMatchObject({ status: 403, body: { type: 'not-yours' } });
    expect((await read())['referrals']).toBeNull();
  });
  test('say who has last checked them and when, though nothing of them changed', async () => {
    h.now = Date.parse('2026-01-12T10:00:00Z');
    const set = { ...none, children, version: 1, checkedOn: '2026-01-12', checkedBy: 'Gwen Rees' };
    expect(await setLines(0, { ...none, children })).toMatchObject({ status: 200, body: { referrals: set } });
    expect(await read()).toEqual({ referrals: set, terms: [] });
    h.now = Date.parse('2026-03-12T10:00:00Z');
    await setLines(1, { ...none, children });
    expect((await read())['referrals']).toEqual({ ...set, version: 2, checkedOn: '2026-03-12' });
  });
  test('that a page has from before another change do not undo it; the same request again is answered alike', async () => {
    const newer = { ...none, children: { ...children, phone: '01632 960999' } };
    expect((await setLines(2, newer)).status).toBe(200);
    expect(await setLines(2, { ...none, children })).toMatchObject({ status: 409, body: { type: 'changed-meanwhile' } });
    expect(await setLines(2, newer)).toMatchObject({ status: 200, body: { referrals: { version: 3 } } });
    expect((await read())['referrals']).toMatchObject({ children: { phone: '01632 960999' }, version: 3 });
  });
  test('that nobody could ring are refused', async () => {
    for (const phone of ['960111', 'ask at the desk', '01632 96']) expect(await setLines(3, { ...none, adults: { ...children, phone } })).toMatchObject({ status: 400, body: { type: 'malformed' } });
    expect((await read())['referrals']).toMatchObject({ adults: null, version: 3 });
  });
});

describe('how soon an answer comes', () => {
  test('may be promised sooner, from the next day on, and never later than a writer is owed', async () => {
    h.now = Date.parse('2026-03-20T23:59:00Z');
    expect((await setTerms(3, 28)).body).toEqual({ terms: [{ from: '2026-03-21', acknowledgeWithinDays: 3, answerWithinDays: 28 }] });
    for (const [acknowledge, answer] of [[8, null], [null, 90], [3, 365]] as const) expect(await setTerms(acknowledge, answer)).toMatchObject({ status: 409, body: { type: 'longer-than-owed' } });
    for (const [acknowledge, answer] of [[0, null], [1.5, null], [null, -1]] as const) expect(await setTerms(acknowledge, answer)).toMatchObject({ status: 400 });
    expect((await read())['terms']).toHaveLength(1);
  });
  test('twice on one day is the last of them, and what held before is kept for what was sent before', async () => {
    expect((await setTerms(4, 28)).body).toEqual({ terms: [{ from: '2026-03-21', acknowledgeWithinDays: 4, answerWithinDays: 28 }] });
    h.now = Date.parse('2026-04-20T10:00:00Z');
    await setTerms(null, null);
    const terms = [{ from: '2026-03-21', acknowledgeWithinDays: 4, answerWithinDays: 28 }, { from: '2026-04-21', acknowledgeWithinDays: null, answerWithinDays: null }];
    expect((await read())['terms']).toEqual(terms);
    expect((await call(h, 'readInbox', { as: executives[0] })).body['terms']).toEqual(terms);
  });
});
