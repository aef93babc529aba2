import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { RouteName } from '../../shared/contract/contract.ts';
import { type ProblemName, problems } from '../../shared/contract/problem.ts';
import { keys as calendarKeys, newBusyFeed } from '../../functions/identity/calendars.ts';
import { contactItem } from '../../functions/identity/contact.ts';
import { reportId } from '../../functions/identity/lostTime.ts';
import { keys as diaryKeys, type Standing } from '../../functions/identity/diary.ts';
import { keys as identityKeys, type Person } from '../../functions/identity/people.ts';
import type { Owed } from '../../shared/signal/owed.ts';
import { keys, type ListOfComments, stored } from '../../functions/store/record.ts';
import { newReaderKey } from '../../shared/crypto/readerKey.ts';
import { waitingIdOf } from '../../shared/review/decision.ts';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import { answerOf, call, closes, collect, opens, peopleOf, prepared, run, submission, type TestHouse, testHouse } from '../round/house.ts';
import { enrol, passphrase, quick, reviewers } from '../review/house.ts';
import { collectTokens, executives, goingOn, guardian, message, nextBatch, openedKey, openingOf, recoveryOf, receipt, speakingIn, voucher, writing } from '../escalation/house.ts';
import { signAs } from '../../shared/crypto/signing.ts';
import { stillMineBytes } from '../../shared/escalation/reader.ts';
import { dateOf, dayOf } from '../../shared/escalation/schedule.ts';
import { hashOfSpeakKey, monthOf } from '../../shared/escalation/speakToken.ts';

export type Served = Exclude<RouteName, 'moveClock'>;
export type Request = Parameters<typeof call>[2];

/** Every refusal, to the last field. */
export const problemBody = z.strictObject({
  type: z.enum(Object.keys(problems) as [ProblemName, ...ProblemName[]]),
  title: z.string().min(1),
  status: z.number().int(),
  detail: z.string().nullable(),
  remedy: z.string().min(1),
});

export const people = peopleOf({ northside: 18, riverside: 18 });
export const chief: Person = { id: 'chief', name: 'Chief', roles: ['practitioner', 'executive', 'steward'], team: 'northside', manages: [] };
export const newcomer: Person = { id: 'newcomer', name: 'Newcomer', roles: ['practitioner'], team: null, manages: [] };

export const lead: Person = { id: 'lead', name: 'Lead', roles: ['practitioner', 'manager'], team: null, manages: ['northside'] };

/** Two weeks of supervision to come, and one that is over. */
export const session = { series: 'a'.repeat(16), of: 'supervision', people: ['northside-0'], givenBy: 'lead', supervisor: 'other', start: '2026-01-26T10:00', minutes: 90, rule: 'FREQ=WEEKLY;COUNT=2', despite: false };
export const over = { ...session, series: 'b'.repeat(16), start: '2026-01-06T09:00', rule: null };

/** A day of the duty rota. */
export const rota = 'person,date,start,end\nNorthside 0,2026-01-20,09:00,17:00\n';

/** Supervision that was owed and that nobody booked, and what reporting it comes to. */
export const unbooked = { kind: 'unbooked', of: 'supervision', on: '2026-01-09', text: 'My January supervision was never booked.' };
export const reported = reportId('northside-0', { kind: 'unbooked', of: 'supervision', on: '2026-01-09' });
export const principal: Person = { id: 'principal', name: 'Principal', roles: ['practitioner', 'principal'], team: 'riverside', manages: [] };

export const terms = { supervisor: 'lead', from: '2026-01-05', everyWeeks: 4, minutes: 90, where: 'Room 2', confidential: 'What is said here stays here.', standIn: null, sharesEarlier: false };
export const ofOver = { person: 'northside-0', session: `${over.series}-01` };
export const written = { sections: { reflection: 'It went slowly.' }, actions: [{ id: 'a'.repeat(8), what: 'Find a mentor', who: 'supervisor', by: null, done: false }] };

export const piece = { kind: 'course', about: 'Working with trauma', on: '2026-01-08', learning: 'To go slower.', impact: 'Fewer visits broke off.', peer: { role: 'colleague', learned: 'To ask first.' }, evidence: ['https://example.org/a'], minutes: 120, participatoryMinutes: 60, agreedFor: [], isSubmitted: true };
export const ofPiece = { entry: 'a'.repeat(16) };
export const tick = { item: 'renewal-fee', on: '2026-01-08', isDone: true };

/** An answer owed, as a release opens one. */
export const owedNow: Owed = { v: 1, id: 'northside.values.00000001', group: 'northside', kind: 'cohort', name: 'Northside', teams: ['northside'], question: 'values', sentence: 'More people had to.', round: 1, dueAt: '2026-02-16T09:00:00Z' };

/** In round 1, as the first event there is. */
export const moved = { on: '2026-01-12', kind: 'reorganisation', groups: ['northside'], text: 'Moved to the new building.', restartsLimits: false };

/** A comment of round 1 that waits for its reviewers, as the close leaves it. */
export const waiting = waitingIdOf(1, 'northside', 'a'.repeat(22));
export const opened = new Uint8Array(32).fill(7);
export const confirmed = { id: toBase64url(new Uint8Array(32).fill(9)) };

/** Whom one rings, as the guardian sets it. */
export const lines = { children: { who: 'Children’s front door', phone: '01632 960111', when: 'weekdays, 9 to 5' }, adults: null, outOfHours: null, allegations: null };

/** Round 1 is closed and counted, round 2 open, round 3 prepared; people[0] has checked in to round 2. With a good request for each route, in which the one who may asks. */
export async function readyHouse(): Promise<{ h: TestHouse; good: Readonly<Record<Served, () => Request>> }> {
  const h = await testHouse([...people, chief, lead, principal, ...reviewers, ...executives, guardian]);
  for (const reviewer of reviewers) await enrol(h, reviewer);
  const anotherKey = await newReaderKey(passphrase, quick);
  const offered = { recipient: anotherKey.recipient, wrapped: toBase64url(anotherKey.wrapped) };
  await h.stores.identity.put({ ...identityKeys.readerKey(reviewers[0].id, confirmed.id), v: 1, recipient: anotherKey.recipient, wrapped: anotherKey.wrapped, canary: new Uint8Array(createHash('sha256').update(opened).digest()), isConfirmed: false });
  const first = await prepared(h, 1);
  h.now = opens(1);
  const registered: Standing = { person: people[6]!.id, name: people[6]!.name, employed: { nation: 'England', employedFrom: '2020-01-01', employedTo: null, roles: [{ as: 'registered-swe', from: '2020-01-01', to: null }], pattern: { minutes: [450, 450, 450, 450, 450, 0, 0], share: 1 }, absences: [] }, recordedFrom: '2026-01-01', kept: [], toRebook: [], entries: 0 };
  await h.stores.identity.put({ ...diaryKeys.standing('northside', people[6]!.id), v: 1, version: 1, standing: stored(registered) });
  await call(h, 'bookSessions', { as: lead, body: over });
  const second = await prepared(h, 2);
  for (const person of people) await call(h, 'submitAnswer', { body: await submission(first, await collect(h, person, first), answerOf(3)) });
  h.now = closes(1) + 60_000;
  await prepared(h, 3);
  await run(h, 'endIssuing', 1);
  await run(h, 'closeRound', 1);
  await call(h, 'addEvent', { as: chief, body: moved });
  await call(h, 'addEvent', { as: chief, body: { ...moved, on: '2026-01-13', groups: ['riverside'], restartsLimits: true } });
  await h.stores.published.put({ ...keys.owed(owedNow.id), v: 1, owed: stored(owedNow), isAnswered: false });
  const list: ListOfComments = { round: 1, group: 'northside', kind: 'cohort', name: 'Northside', teams: ['northside'], closesAt: first.manifest.closesAt, dueAt: '2026-01-26T17:00:00Z', count: 10 };
  await h.stores.published.put({ ...keys.commentList(1, 'northside'), v: 1, list: stored(list), decided: 0, withheld: {} });
  await h.stores.published.put({ ...keys.waiting(waiting), v: 1, sealed: new Uint8Array(1500) });
  await call(h, 'bookSessions', { as: lead, body: session });
  await run(h, 'countProtectedTime', 0);

  const feed = String((await call(h, 'makeFeed', { as: people[2]! })).body['path']).split('/').at(-1) ?? '';
  const seen = { ...newBusyFeed(people[0]!.id, 'https://calendars.example/mine.ics', h.now), seen: { [`${session.series}-01`]: '2026-01-26T10:00:00.000Z' } };
  await h.stores.identity.put({ ...calendarKeys.busyFeed(people[0]!.id), v: 1, version: 1, feed: stored(seen) });
  const sent = await submission(second, await collect(h, people[0]!, second), answerOf(4));
  const speaking = await spokenIn(h);
  await h.stores.identity.put(contactItem(people[3]!.id, { how: 'On a Friday.', askedOn: '2026-01-12', doneOn: null }));
  await call(h, 'setReferrals', { as: guardian, body: { version: 0, lines } });
  const good: Record<Served, () => Request> = {
    readMe: () => ({ as: people[0]! }),
    readCohort: () => ({ as: people[0]!, params: { round: '2' } }),
    issueToken: () => ({ as: people[1]!, params: { round: '2' }, body: { blinded: toBase64url(new Uint8Array(256).fill(1)) } }),
    listGroups: () => ({ as: chief }),
    readGroup: () => ({ as: people[0]!, params: { group: 'northside' } }),
    readReadingRoom: () => ({ as: chief }),
    giveAnswer: () => ({ as: chief, params: { id: owedNow.id }, body: { text: 'The order is taken back from Monday on.' } }),
    addEvent: () => ({ as: chief, body: moved }),
    takeBackEvent: () => ({ as: chief, params: { id: '00000001-0001' }, body: { text: 'It was another team.' } }),
    readAlarms: () => ({ as: chief }),
    readReview: () => ({ as: reviewers[0] }),
    offerReaderKey: () => ({ as: reviewers[0], body: offered }),
    confirmReaderKey: () => ({ as: reviewers[0], params: { id: confirmed.id }, body: { opened: toBase64url(opened) } }),
    decideComment: () => ({ as: reviewers[0], params: { id: waiting }, body: { decision: { kind: 'mask', text: 'We need ⟦detail⟧.' } } }),
    listComments: () => ({ as: people[0]!, query: { group: 'northside' } }),
    readMyTime: () => ({ as: lead }),
    reportLostTime: () => ({ as: people[0]!, body: unbooked }),
    readLostTime: () => ({ as: principal }),
    answerLostTime: () => ({ as: principal, params: { id: reported }, body: { text: 'It is booked again for Thursday.' } }),
    readLostTimeFigures: () => ({ as: people[0]! }),
    readProtectedTime: () => ({ as: chief }),
    readDuty: () => ({ as: people[0]! }),
    sayDuty: () => ({ as: people[0]!, body: { kind: 'alone', on: '2026-01-19', is: true } }),
    importRota: () => ({ as: lead, params: { team: 'northside' }, body: { text: rota } }),
    readRules: () => ({ as: people[0]! }),
    changeRules: () => ({ as: principal, body: { version: 0, change: { kind: 'adopted', rule: 'bia' } } }),
    readWeek: () => ({ as: lead, params: { team: 'northside', monday: '2026-01-19' } }),
    readTeams: () => ({ as: lead }),
    findPeople: () => ({ as: people[0]!, query: { name: 'northside 1' } }),
    findFreeTime: () => ({ as: lead, body: { people: [people[0]!.id, lead.id], minutes: 90 } }),
    bookSessions: () => ({ as: lead, body: session }),
    changeSession: () => ({ as: lead, params: { id: `${session.series}-02` }, body: { owner: people[0]!.id, kind: 'taken', reason: 'court' } }),
    confirmSession: () => ({ as: people[0]!, params: { id: `${over.series}-01` }, body: { account: { happened: 'held', start: '2026-01-06T09:00:00Z', end: '2026-01-06T10:30:00Z', minutesUninterrupted: 90, interruptedBy: null } } }),
    readSupervision: () => ({ as: people[0]!, params: { person: people[0]!.id } }),
    proposeAgreement: () => ({ as: lead, params: { person: people[0]!.id }, body: { number: 1, terms } }),
    signAgreement: () => ({ as: people[0]!, params: { person: people[0]!.id, number: '1' } }),
    saveRecord: () => ({ as: lead, params: ofOver, body: { version: 1, written } }),
    signRecord: () => ({ as: lead, params: ofOver, body: { version: 1 } }),
    readTemplate: () => ({ as: people[0]! }),
    editTemplate: () => ({ as: { ...chief, roles: ['principal'] }, body: { version: 1, headings: [{ id: 'reflection', title: 'Thinking it through', hint: '' }] } }),
    readCpd: () => ({ as: people[0]!, params: { person: people[0]!.id } }),
    saveCpdEntry: () => ({ as: people[0]!, params: ofPiece, body: { version: 1, entry: piece } }),
    shareCpdEntry: () => ({ as: people[0]!, params: ofPiece, body: { with: lead.id, isShared: true } }),
    tickCpd: () => ({ as: people[6]!, params: { tick: 'b'.repeat(16) }, body: tick }),
    savePractice: () => ({ as: people[0]!, params: { entry: 'c'.repeat(16) }, body: { on: '2026-01-08', minutes: 9000 } }),
    readCalendars: () => ({ as: people[0]! }),
    makeFeed: () => ({ as: people[3]! }),
    revokeFeed: () => ({ as: people[4]! }),
    readFeed: () => ({ params: { secret: feed } }),
    setBusyFeed: () => ({ as: people[5]!, body: { person: people[5]!.id, address: 'https://calendars.example/mine.ics' } }),
    keepSession: () => ({ as: people[0]!, params: { id: `${session.series}-01` } }),
    submitAnswer: () => ({ body: sent }),
    requestContact: () => ({ as: people[4]!, body: { how: 'After five, on my own number.' } }),
    readContact: () => ({ as: people[3]! }),
    listContactRequests: () => ({ as: guardian }),
    endContactRequest: () => ({ as: guardian, params: { person: people[3]!.id }, body: { askedOn: '2026-01-12' } }),
    listNames: () => ({ as: people[0]! }),
    issueSpeakTokens: () => ({ as: people[1]!, params: { period: speaking.month }, body: { key: speaking.keyName, blinded: [1, 2].map((n) => toBase64url(new Uint8Array(256).fill(n))) } }),
    readInbox: () => ({ as: executives[0] }),
    readInboxThread: () => ({ as: executives[0], params: { thread: speaking.thread }, query: { after: '0' } }),
    addToThread: () => ({ as: executives[0], params: { thread: speaking.thread }, body: { number: 1, mark: 'acknowledged', sealed: speaking.opening['sealed'] } }),
    offerSpeakKey: () => ({ as: guardian, body: { ...offered, signs: speaking.readers[2]!.signs } }),
    confirmSpeakKey: () => ({ as: executives[1], params: { id: confirmed.id }, body: { opened: toBase64url(opened) } }),
    nameDeputy: () => ({ as: executives[1], body: { person: people[2]!.id } }),
    renewSpeakKey: () => ({ as: executives[1], params: { id: speaking.readers[1]!.id }, body: speaking.stillMine }),
    offerRecoveryKey: () => ({ as: guardian, body: speaking.signedRecovery }),
    setReferrals: () => ({ as: guardian, body: { version: 1, lines } }),
    setSpeakingTerms: () => ({ as: guardian, body: { acknowledgeWithinDays: 3, answerWithinDays: null } }),
    withdrawSpeakKey: () => ({ as: executives[0], params: { id: speaking.readers[0]!.id } }),
    vouchForKey: () => ({ as: executives[1], params: { id: speaking.unsigned.id }, body: speaking.signed }),
    openThread: () => ({ body: speaking.opening }),
    appendToThread: () => ({ body: speaking.next }),
    readThread: () => ({ body: { threadId: speaking.next['threadId'], after: 0 } }),
    readSpeakKey: () => ({ params: { period: speaking.month } }),
    readReaders: () => ({}),
    readReferrals: () => ({}),
    readSpeakingFigures: () => ({}),
    readLog: () => ({ query: { after: '1' } }),
    readManifest: () => ({ params: { round: '2' } }),
    readEntries: () => ({ params: { round: '2' } }),
    readMarks: () => ({ params: { round: '1' } }),
  };
  return { h, good };
}

/** A thread that was released, one that can be opened, and a reader’s key that waits for a signature. */
async function spokenIn(h: TestHouse) {
  const s = await speakingIn(h);
  const other = await writing(receipt.replace('ablaze', 'abreast'));
  const [first, second] = await collectTokens(h, people[0]!);
  const opening = await openingOf(s, other, first!, 'It waits for its readers.');
  if ((await call(h, 'openThread', { body: opening })).status !== 200) throw new Error('a thread was not opened');
  const there = h.now;
  await nextBatch(h);
  h.now = there;
  const another = await openingOf(s, await writing(), second!, 'Another one.');
  const next = await goingOn(s, other, 2, message(other.key.recipient, 'And again.'));
  const month = String(monthOf(h.now));
  const keyName = await hashOfSpeakKey(monthOf(h.now), String((await call(h, 'readSpeakKey', { params: { period: month } })).body['key']));
  const unsigned = await openedKey(h, executives[0]);
  const kept = { person: executives[1].id, name: executives[1].name, role: 'executive', recipient: s.readers[0]!.recipient, signs: s.readers[0]!.signs };
  await h.stores.identity.put({ ...identityKeys.speakReader(confirmed.id), v: 1, ...kept, wrapped: new Uint8Array(300), canary: new Uint8Array(createHash('sha256').update(opened).digest()), state: 'offered' });
  const signed = await voucher(executives[0], unsigned, s.readers[1]!, s.readers[0]!.id);
  const signedRecovery = await recoveryOf(s.readers[1]!, s.readers[2]!);
  const on = dateOf(dayOf(h.now));
  const stillMine = { on, signature: await signAs(s.readers[1]!.identity, stillMineBytes(s.readers[1]!.id, on)) };
  return { month, keyName, thread: String(opening['thread']), opening: another, next, readers: s.readers, unsigned, signed, signedRecovery, stillMine };
}
