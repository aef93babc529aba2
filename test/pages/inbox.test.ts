import { describe, expect, test } from 'vitest';
import type { HeldKey } from '../../web/src/pages/inbox/held.ts';
import type { Line } from '../../web/src/pages/inbox/fetching.ts';
import type { Row } from '../../web/src/pages/inbox/messages.ts';
import { byWhatIsOwed, owedOf } from '../../web/src/pages/inbox/owed.ts';
import { replyToOf, shownOf } from '../../web/src/pages/inbox/shown.ts';
import { keyThatCounts, namedIn, nameOf, readersOf, saidAbout } from '../../web/src/pages/inbox/whom.ts';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import type { Reader } from '../../shared/escalation/reader.ts';
import { encodeWriterEntry, type ThreadEntry, type WriterEntry } from '../../shared/escalation/thread.ts';

const line = (thread: string, days: Partial<Line>): Line => ({ thread, receivedOn: '2026-01-12', acknowledgedOn: null, answeredOn: null, closedOn: null, closedBy: null, unreadSince: null, entries: 1, fromReaders: 0, ...days });
const row = (thread: string, days: Partial<Line>): Row => ({ line: line(thread, days), theme: null, refused: null });
const readers = [
  { id: 'a', name: 'Helen Marsh', signs: 'sa' },
  { id: 'b', name: 'David Osei', signs: 'sb' },
] as unknown as Reader[];
const held = (id: string, signs: string): HeldKey => ({ id, signs, recipient: id, identity: '', state: 'counts' });

describe('the list of messages', () => {
  const rows = [
    row('closed', { acknowledgedOn: '2026-01-13', closedOn: '2026-01-20', closedBy: 'writer' }),
    row('answered', { acknowledgedOn: '2026-01-13', answeredOn: '2026-01-14' }),
    row('to answer', { acknowledgedOn: '2026-01-13' }),
    row('again', { acknowledgedOn: '2026-01-13', answeredOn: '2026-01-13', unreadSince: '2026-01-14' }),
    row('late', { receivedOn: '2026-01-02' }),
    row('new', { unreadSince: '2026-01-12' }),
  ];
  const names = (today: string) => byWhatIsOwed(rows, [], today).map((r) => r.line.thread);
  test('has first what was added to and nobody has opened, then what is owed first, and last what is closed', () => expect(names('2026-01-15')).toEqual(['again', 'late', 'new', 'to answer', 'answered', 'closed']));
  test('is in the same order whatever order it came in', () => expect(byWhatIsOwed(rows.toReversed(), [], '2026-01-15').map((r) => r.line.thread)).toEqual(names('2026-01-15')));
  test('takes a shorter time where the house has set one', () => {
    expect(owedOf(line('x', {}), [{ from: '2026-01-01', acknowledgeWithinDays: 2, answerWithinDays: null }], '2026-01-15')).toMatchObject({ acknowledgeBy: '2026-01-14', acknowledged: 'overdue' });
    expect(owedOf(line('x', {}), [], '2026-01-15')).toMatchObject({ acknowledgeBy: '2026-01-19', acknowledged: 'waiting' });
  });
});

test('a message that has a reader’s name in it, in whatever case, is taken to be about them; a word that holds one is not', () => {
  expect(namedIn(['It was DAVID, again.'], readers)).toEqual(['b']);
  expect(namedIn(['Ms marsh said so'], readers)).toEqual(['a']);
  expect(namedIn(['The marshes by Davidson Street'], readers)).toEqual([]);
});

test('one replies with the key that counts, and only where it signs as the public list says', () => {
  expect(keyThatCounts([held('old', 'so'), held('b', 'sb')], readers)?.id).toBe('b');
  expect(keyThatCounts([held('b', 'another')], readers)).toBeNull();
});

test('a reply is for those who could read the thread and whose keys still count, and for oneself', () => {
  expect(readersOf({ keys: ['a', 'gone', 'writer'] }, readers, held('b', 'sb')).map((r) => r.id)).toEqual(['a', 'b']);
  expect(readersOf({ keys: [] }, readers, held('b', 'sb')).map((r) => r.id)).toEqual(['b']);
});

test('a message is about whom its writer says, under a newer key of theirs too, and about nobody whose key took another’s place', () => {
  const about: WriterEntry = { v: 1, kind: 'message', replyTo: '', theme: null, about: ['b'], text: 'It is about them.' };
  const newer = { ...readers[1]!, id: 'c', replaces: 'b' };
  expect(saidAbout([about], { readers, former: [] }).map(({ name }) => name)).toEqual(['David Osei']);
  expect(saidAbout([about], { readers: [readers[0]!, newer], former: [readers[1]!] }).map(({ id }) => id)).toEqual(['c']);
  expect(saidAbout([{ v: 1, kind: 'closed', replyTo: '' }], { readers, former: [] })).toEqual([]);
});

describe('what was passed on', () => {
  const wrote = (replyTo: string): WriterEntry => ({ v: 1, kind: 'message', replyTo: `age1${replyTo.repeat(58)}`, theme: null, text: 'It was David.' });
  const place = (from: 'writer' | 'reader', number: number) => ({ thread: 't', from, number });
  const shut = { place: place('writer', 1), refused: 'does-not-open' } as const;
  const copy: ThreadEntry = { place: place('reader', 1), from: 'reader', signer: 'sa', keys: ['a', 'b'], entry: { v: 1, on: '2026-01-12', name: 'David Osei', kind: 'copy', of: 1, content: toBase64url(encodeWriterEntry(wrote('q'))) } };
  const direct: ThreadEntry = { place: place('writer', 2), from: 'writer', keys: ['b'], entry: wrote('p') };
  test('is shown as passed on by whoever’s key signed it, whatever name it gives itself', () => {
    const [first] = shownOf([shut, copy]);
    expect(first).toMatchObject({ said: { from: 'writer', entry: wrote('q') }, copiedBy: 'sa' });
    expect(nameOf('sa', { readers: readers.slice(1), former: readers.slice(0, 1) })).toBe('Helen Marsh');
  });
  test('says where replies go only while nothing of the writer’s own does', () => {
    expect(replyToOf(shownOf([shut, copy]))).toBe(wrote('q').replyTo);
    expect(replyToOf(shownOf([shut, copy, direct]))).toBe(wrote('p').replyTo);
    expect(replyToOf(shownOf([shut]))).toBeNull();
  });
});
