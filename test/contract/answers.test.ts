import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routeRows, routes } from '../../shared/contract/contract.ts';
import { type ProblemName, problems } from '../../shared/contract/problem.ts';
import { endpoints } from '../../infra/registry.ts';
import { waitingIdOf } from '../../shared/review/decision.ts';
import { toBase64url } from '../../shared/crypto/encoding.ts';
import { call, type TestHouse } from '../round/house.ts';
import { reviewers } from '../review/house.ts';
import { executives, guardian } from '../escalation/house.ts';
import { sealedWhyBytes } from '../../shared/escalation/sealedWhy.ts';
import { chief, confirmed, lead, lines, moved, newcomer, ofOver, ofPiece, opened, over, owedNow, people, piece, principal, problemBody, readyHouse, reported, type Request, rota, type Served, session, terms, tick, unbooked, waiting, written } from './good.ts';

const names = Object.keys(endpoints) as Served[];
const why = 'w'.repeat(Math.ceil((sealedWhyBytes * 4) / 3));

let h: TestHouse;
let good: Readonly<Record<Served, () => Request>>;

beforeAll(async () => {
  ({ h, good } = await readyHouse());
}, 120_000);
afterAll(() => h.close());

describe('what a route answers is what its row says, to the last field', () => {
  test.each(names)('%s', async (name) => {
    const { status, body } = await call(h, name, good[name]());
    const shape = routeRows.get(name)?.responses[status];
    expect(shape, `${status} is a status of the row`).toBeDefined();
    expect(shape?.parse(body), 'nothing more, and nothing less').toEqual(body);
  });
});

describe('a refusal is a problem that the row names, with what to do', () => {
  const refused: [Served, Parameters<typeof call>[2], ProblemName][] = [
    ['readMe', {}, 'signed-out'],
    ['readCohort', { as: newcomer, params: { round: '2' } }, 'not-in-round'],
    ['readCohort', { as: chief, params: { round: '99' } }, 'not-in-round'],
    ['readCohort', { as: chief, params: { round: 'x' } }, 'malformed'],
    ['issueToken', { as: newcomer, params: { round: '2' }, body: { blinded: toBase64url(new Uint8Array(256)) } }, 'not-in-round'],
    ['issueToken', { as: people[0]!, params: { round: '2' }, body: { blinded: toBase64url(new Uint8Array(256)) } }, 'collected-elsewhere'],
    ['issueToken', { as: people[0]!, params: { round: '2' }, body: { blinded: 'short' } }, 'malformed'],
    ['issueToken', { as: people[0]!, params: { round: '2' }, body: { blinded: toBase64url(new Uint8Array(256).fill(255)) } }, 'malformed'],
    ['readGroup', { as: people[0]!, params: { group: 'riverside' } }, 'not-yours'],
    ['readGroup', { as: chief, params: { group: 'nowhere' } }, 'not-found'],
    ['readReadingRoom', { as: people[0]! }, 'not-yours'],
    ['giveAnswer', { as: people[0]!, params: { id: owedNow.id }, body: { text: 'The order is taken back from Monday on.' } }, 'not-yours'],
    ['giveAnswer', { as: chief, params: { id: 'northside.values.00000002' }, body: { text: 'The order is taken back from Monday on.' } }, 'not-found'],
    ['giveAnswer', { as: chief, params: { id: owedNow.id }, body: { text: 'Another answer than the first one.' } }, 'already-answered'],
    ['giveAnswer', { as: chief, params: { id: owedNow.id }, body: { text: 'No.' } }, 'malformed'],
    ['addEvent', { as: people[0]!, body: moved }, 'not-yours'],
    ['addEvent', { as: chief, body: { ...moved, groups: ['nowhere'] } }, 'not-found'],
    ['addEvent', { as: chief, body: { ...moved, on: '2025-01-12' } }, 'outside-the-rounds'],
    ['addEvent', { as: chief, body: { ...moved, text: ' ' } }, 'malformed'],
    ['addEvent', { as: chief, body: { ...moved, restartsLimits: true, groups: ['riverside'] } }, 'restarts-already'],
    ['takeBackEvent', { as: people[0]!, params: { id: '00000001-0001' }, body: { text: 'It was another team.' } }, 'not-yours'],
    ['takeBackEvent', { as: chief, params: { id: '00000009-0001' }, body: { text: 'It was another team.' } }, 'not-found'],
    ['takeBackEvent', { as: chief, params: { id: '00000001-0001' }, body: { text: 'Another reason than the first.' } }, 'taken-back-already'],
    ['readAlarms', { as: people[0]! }, 'not-yours'],
    ['readReview', { as: people[0]! }, 'not-yours'],
    ['readReview', { as: { ...reviewers[0], manages: ['northside'] } }, 'in-the-line'],
    ['offerReaderKey', { as: reviewers[0], body: { recipient: 'age1nobody', wrapped: 'x'.repeat(400) } }, 'malformed'],
    ['offerReaderKey', { as: reviewers[0], body: { recipient: `age1${'q'.repeat(58)}`, wrapped: 'x'.repeat(400) } }, 'malformed'],
    ['offerReaderKey', { as: { ...reviewers[0], roles: ['reviewer', 'executive'] }, body: { recipient: `age1${'q'.repeat(58)}`, wrapped: 'x'.repeat(400) } }, 'in-the-line'],
    ['confirmReaderKey', { as: reviewers[1], params: { id: confirmed.id }, body: { opened: toBase64url(opened) } }, 'not-found'],
    ['confirmReaderKey', { as: reviewers[0], params: { id: confirmed.id }, body: { opened: toBase64url(new Uint8Array(32)) } }, 'key-not-opened'],
    ['decideComment', { as: reviewers[0], params: { id: waiting }, body: { decision: { kind: 'show', text: 'We need ⟦detail⟧.' } } }, 'malformed'],
    ['decideComment', { as: reviewers[1], params: { id: waiting }, body: { decision: { kind: 'withhold', reason: 'attacks' } } }, 'already-decided'],
    ['decideComment', { as: reviewers[1], params: { id: waitingIdOf(1, 'northside', 'b'.repeat(22)) }, body: { decision: { kind: 'withhold', reason: 'attacks' } } }, 'not-found'],
    ['decideComment', { as: reviewers[1], params: { id: waitingIdOf(99, 'northside', 'a'.repeat(22)) }, body: { decision: { kind: 'withhold', reason: 'attacks' } } }, 'not-found'],
    ['decideComment', { as: { ...reviewers[0], id: 'late' }, params: { id: waiting }, body: { decision: { kind: 'withhold', reason: 'attacks' } } }, 'not-yours'],
    ['listComments', { as: people[0]!, query: { group: 'No group' } }, 'malformed'],
    ['readMyTime', {}, 'signed-out'],
    ['reportLostTime', { as: people[0]!, body: { ...unbooked, on: '2025-11-01' } }, 'too-long-ago'],
    ['reportLostTime', { as: people[0]!, body: { ...unbooked, on: '2026-12-01' } }, 'not-begun'],
    ['reportLostTime', { as: people[0]!, body: { ...unbooked, text: 'No.' } }, 'malformed'],
    ['reportLostTime', { as: people[0]!, body: { ...unbooked, text: 'It went to case 12345 again.' } }, 'names-a-case'],
    ['reportLostTime', { as: people[1]!, body: { kind: 'session', session: `${over.series}-01`, start: '2026-01-06T09:00:00Z', text: '' } }, 'not-found'],
    ['reportLostTime', { as: lead, body: { kind: 'session', session: `${over.series}-01`, start: '2026-01-06T09:00:00Z', text: '' } }, 'not-yours'],
    ...[people[1]!, lead].map((as): [Served, Parameters<typeof call>[2], ProblemName] => ['readLostTime', { as }, 'not-yours']),
    ['answerLostTime', { as: lead, params: { id: reported }, body: { text: 'It is booked again for Thursday.' } }, 'not-yours'],
    ['answerLostTime', { as: chief, params: { id: reported }, body: { text: 'It is booked again for Thursday.' } }, 'not-found'],
    ['answerLostTime', { as: principal, params: { id: 'n'.repeat(43) }, body: { text: 'It is booked again for Thursday.' } }, 'not-found'],
    ['answerLostTime', { as: guardian, params: { id: reported }, body: { text: 'It is booked again for Thursday.' } }, 'not-found'],
    ['answerLostTime', { as: principal, params: { id: reported }, body: { text: 'Another answer than the first one.' } }, 'already-answered'],
    ['answerLostTime', { as: principal, params: { id: reported }, body: { text: 'No.' } }, 'malformed'],
    ['readLostTimeFigures', {}, 'signed-out'],
    ...[people[1]!, lead, guardian].map((as): [Served, Parameters<typeof call>[2], ProblemName] => ['readProtectedTime', { as }, 'not-yours']),
    ['readDuty', {}, 'signed-out'],
    ['sayDuty', { as: people[0]!, body: { kind: 'alone', on: '2026-02-19', is: true } }, 'not-begun'],
    ['sayDuty', { as: people[0]!, body: { kind: 'alone', on: '2026-01-02', is: true } }, 'malformed'],
    ['sayDuty', { as: people[0]!, body: { kind: 'away', away: { from: '2026-01-02', to: null }, is: true } }, 'away-too-long-ago'],
    ['sayDuty', { as: lead, body: { kind: 'on-duty', on: '2026-01-19', is: true } }, 'not-yours'],
    ['importRota', { as: people[0]!, params: { team: 'northside' }, body: { text: rota } }, 'not-yours'],
    ['importRota', { as: lead, params: { team: 'riverside' }, body: { text: rota } }, 'not-yours'],
    ['importRota', { as: principal, params: { team: 'nowhere' }, body: { text: rota } }, 'not-found'],
    ['importRota', { as: lead, params: { team: 'northside' }, body: { text: rota.replace('Northside', 'Southside') } }, 'not-a-rota'],
    ['readRules', {}, 'signed-out'],
    ...[people[0]!, lead, chief, guardian].map((as): [Served, Parameters<typeof call>[2], ProblemName] => ['changeRules', { as, body: { version: 1, change: { kind: 'dropped', rule: 'bia' } } }, 'not-yours']),
    ['changeRules', { as: principal, body: { version: 1, change: { kind: 'adopted', rule: 'lga.sup' } } }, 'not-found'],
    ['changeRules', { as: principal, body: { version: 9, change: { kind: 'dropped', rule: 'bia' } } }, 'changed-meanwhile'],
    ['changeRules', { as: principal, body: { version: 1, change: { kind: 'own', name: 'x', audience: 'social-worker', owes: { kind: 'supervision', everyWeeks: 0, minutes: null } } } }, 'malformed'],
    ['readWeek', { as: people[0]!, params: { team: 'northside', monday: '2026-01-19' } }, 'not-yours'],
    ['readWeek', { as: lead, params: { team: 'northside', monday: '2026-01-20' } }, 'malformed'],
    ['readWeek', { as: lead, params: { team: 'riverside', monday: '2026-01-19' } }, 'not-yours'],
    ['readWeek', { as: chief, params: { team: 'northside', monday: '2026-01-19' } }, 'not-yours'],
    ['readWeek', { as: principal, params: { team: 'nowhere', monday: '2026-01-19' } }, 'not-found'],
    ...[people[0]!, chief].map((as): [Served, Parameters<typeof call>[2], ProblemName] => ['readTeams', { as }, 'not-yours']),
    ['findPeople', { as: people[0]!, query: { name: 'n' } }, 'malformed'],
    ['findFreeTime', { as: lead, body: { people: ['nobody'], minutes: 90 } }, 'has-left'],
    ['findFreeTime', { as: lead, body: { people: [], minutes: 90 } }, 'malformed'],
    ['bookSessions', { as: people[1]!, body: { ...session, series: 'c'.repeat(16) } }, 'not-yours'],
    ['bookSessions', { as: lead, body: { ...session, series: 'c'.repeat(16), start: '2026-01-05T10:00' } }, 'in-the-past'],
    ['bookSessions', { as: lead, body: { ...session, series: 'c'.repeat(16) } }, 'clashes'],
    ['bookSessions', { as: lead, body: { ...session, people: [people[2]!.id] } }, 'booked-already'],
    ['changeSession', { as: people[1]!, params: { id: `${session.series}-01` }, body: { owner: people[0]!.id, kind: 'taken', reason: 'court' } }, 'not-yours'],
    ['changeSession', { as: lead, params: { id: `${session.series}-09` }, body: { owner: people[0]!.id, kind: 'taken', reason: 'court' } }, 'not-found'],
    ['changeSession', { as: lead, params: { id: `${session.series}-02` }, body: { owner: people[0]!.id, kind: 'taken', reason: 'court' } }, 'not-booked'],
    ['changeSession', { as: lead, params: { id: `${session.series}-01` }, body: { owner: people[0]!.id, kind: 'rebooked', start: '2026-02-20T10:00', minutes: 90, despite: false } }, 'still-booked'],
    ['confirmSession', { as: people[0]!, params: { id: `${session.series}-01` }, body: { account: { happened: 'not-held', reason: 'court' } } }, 'not-begun'],
    ['confirmSession', { as: people[1]!, params: { id: `${over.series}-01` }, body: { account: { happened: 'not-held', reason: 'court' } } }, 'not-found'],
    ['readSupervision', { as: people[1]!, params: { person: people[0]!.id } }, 'not-found'],
    ['proposeAgreement', { as: people[1]!, params: { person: people[0]!.id }, body: { number: 1, terms } }, 'not-yours'],
    ['proposeAgreement', { as: lead, params: { person: people[0]!.id }, body: { number: 7, terms } }, 'changed-meanwhile'],
    ['proposeAgreement', { as: lead, params: { person: people[0]!.id }, body: { number: 2, terms: { ...terms, minutes: 0 } } }, 'malformed'],
    ['signAgreement', { as: people[1]!, params: { person: people[0]!.id, number: '1' } }, 'not-yours'],
    ['signAgreement', { as: lead, params: { person: people[0]!.id, number: '9' } }, 'not-found'],
    ['saveRecord', { as: people[1]!, params: ofOver, body: { version: 1, written } }, 'not-found'],
    ['saveRecord', { as: lead, params: ofOver, body: { version: 9, written } }, 'changed-meanwhile'],
    ['saveRecord', { as: lead, params: ofOver, body: { version: 2, written: { ...written, sections: { reflection: 'Case 12345.' } } } }, 'names-a-case'],
    ['saveRecord', { as: lead, params: { person: people[0]!.id, session: `${session.series}-01` }, body: { version: 1, written } }, 'not-begun'],
    ['signRecord', { as: lead, params: ofOver, body: { version: 9 } }, 'changed-meanwhile'],
    ['signRecord', { as: people[1]!, params: ofOver, body: { version: 1 } }, 'not-found'],
    ['readTemplate', {}, 'signed-out'],
    ['editTemplate', { as: lead, body: { version: 1, headings: [{ id: 'practice', title: 'Practice', hint: '' }] } }, 'not-yours'],
    ['editTemplate', { as: { ...chief, roles: ['principal'] }, body: { version: 2, headings: [] } }, 'malformed'],
    ['editTemplate', { as: { ...chief, roles: ['principal'] }, body: { version: 1, headings: [{ id: 'practice', title: 'Practice', hint: '' }] } }, 'changed-meanwhile'],
    ['editTemplate', { as: { ...chief, roles: ['principal'] }, body: { version: 2, headings: [{ id: 'practice', title: 'Practice', hint: 'As in case 12345.' }] } }, 'names-a-case'],
    ['readCpd', { as: people[1]!, params: { person: people[0]!.id } }, 'not-found'],
    ['readCpd', { as: lead, params: { person: 'nobody' } }, 'not-found'],
    ['saveCpdEntry', { as: people[0]!, params: ofPiece, body: { version: 9, entry: piece } }, 'changed-meanwhile'],
    ['saveCpdEntry', { as: people[0]!, params: ofPiece, body: { version: 2, entry: { ...piece, learning: 'Case 12345.' } } }, 'names-a-case'],
    ['saveCpdEntry', { as: people[0]!, params: ofPiece, body: { version: 2, entry: { ...piece, on: '2099-01-01' } } }, 'not-begun'],
    ['saveCpdEntry', { as: people[0]!, params: ofPiece, body: { version: 2, entry: { ...piece, evidence: ['http://example.org/a'] } } }, 'malformed'],
    ['saveCpdEntry', { as: people[0]!, params: ofPiece, body: { version: 2, entry: { ...piece, learning: ' ' } } }, 'malformed'],
    ['shareCpdEntry', { as: people[1]!, params: ofPiece, body: { with: lead.id, isShared: true } }, 'not-found'],
    ['shareCpdEntry', { as: people[0]!, params: ofPiece, body: { with: people[1]!.id, isShared: true } }, 'not-yours'],
    ['tickCpd', { as: people[6]!, params: { tick: 'b'.repeat(16) }, body: { ...tick, item: 'indemnity' } }, 'not-found'],
    ['tickCpd', { as: people[6]!, params: { tick: 'b'.repeat(16) }, body: { ...tick, on: '2099-01-01' } }, 'not-begun'],
    ['savePractice', { as: people[0]!, params: { entry: 'c'.repeat(16) }, body: { on: '2099-01-01', minutes: 60 } }, 'not-begun'],
    ['savePractice', { as: people[0]!, params: { entry: 'c'.repeat(16) }, body: { on: '2026-01-08', minutes: -60 } }, 'malformed'],
    ['makeFeed', {}, 'signed-out'],
    ['readFeed', { params: { secret: `${'A'.repeat(43)}.ics` } }, 'not-found'],
    ['readFeed', { params: { secret: '..' } }, 'not-found'],
    ['setBusyFeed', { as: people[1]!, body: { person: people[0]!.id, address: null } }, 'not-yours'],
    ['setBusyFeed', { as: chief, body: { person: 'nobody', address: null } }, 'has-left'],
    ['setBusyFeed', { as: people[1]!, body: { person: people[1]!.id, address: 'http://calendars.example/mine.ics' } }, 'not-https'],
    ['setBusyFeed', { as: people[1]!, body: { person: people[1]!.id, address: 'https://localhost/mine.ics' } }, 'points-inside'],
    ['setBusyFeed', { as: people[1]!, body: { person: people[1]!.id, address: 'no address' } }, 'malformed'],
    ['keepSession', { as: people[1]!, params: { id: `${session.series}-01` } }, 'not-found'],
    ['submitAnswer', { body: {} }, 'malformed'],
    ['requestContact', {}, 'signed-out'],
    ['requestContact', { as: people[4]!, body: { how: ' ' } }, 'malformed'],
    ...[people[1]!, lead, chief, executives[0]].map((as): [Served, Parameters<typeof call>[2], ProblemName] => ['listContactRequests', { as }, 'not-yours']),
    ['endContactRequest', { as: people[3]!, params: { person: people[3]!.id }, body: { askedOn: '2026-01-12' } }, 'not-yours'],
    ['endContactRequest', { as: guardian, params: { person: people[9]!.id }, body: { askedOn: '2026-01-12' } }, 'not-found'],
    ['endContactRequest', { as: guardian, params: { person: people[3]!.id }, body: { askedOn: '2026-01-11' } }, 'changed-meanwhile'],
    ['listNames', {}, 'signed-out'],
    ['issueSpeakTokens', { as: people[1]!, params: { period: '24312' }, body: { key: 'k'.repeat(43), blinded: [1, 2].map(() => 'b'.repeat(342)) } }, 'not-found'],
    ['issueSpeakTokens', { as: people[1]!, params: { period: '2025' }, body: { key: 'k'.repeat(43), blinded: ['b'.repeat(342)] } }, 'month-over'],
    ['issueSpeakTokens', { as: people[1]!, params: { period: '2026' }, body: { key: 'k'.repeat(43), blinded: [1, 2].map(() => 'b'.repeat(342)) } }, 'malformed'],
    ['issueSpeakTokens', { as: people[1]!, params: { period: '24311' }, body: { key: 'k'.repeat(43), blinded: [1, 2].map(() => 'b'.repeat(342)) } }, 'month-over'],
    ['issueSpeakTokens', { as: people[1]!, params: { period: '24312' }, body: { key: 'k'.repeat(43), blinded: ['b'.repeat(342)] } }, 'malformed'],
    ['readInbox', { as: people[0]! }, 'not-yours'],
    ['readInbox', { as: chief }, 'holds-no-keys'],
    ['readInboxThread', { as: executives[0], params: { thread: 't'.repeat(43) } }, 'not-found'],
    ['readInboxThread', { as: people[0]!, params: { thread: 't'.repeat(43) } }, 'not-yours'],
    ['readInboxThread', { as: chief, params: { thread: 't'.repeat(43) } }, 'holds-no-keys'],
    ['addToThread', { as: executives[0], params: { thread: 't'.repeat(43) }, body: { number: 1, mark: 'said', sealed: 'c'.repeat(400) } }, 'not-an-envelope'],
    ['addToThread', { as: chief, params: { thread: 't'.repeat(43) }, body: { number: 1, mark: 'said', sealed: 'c'.repeat(400) } }, 'holds-no-keys'],
    ['offerSpeakKey', { as: guardian, body: { recipient: `age1${'q'.repeat(58)}`, signs: 's'.repeat(43), wrapped: 'x'.repeat(400) } }, 'malformed'],
    ['offerSpeakKey', { as: people[0]!, body: { recipient: `age1${'q'.repeat(58)}`, signs: 's'.repeat(43), wrapped: 'x'.repeat(400) } }, 'not-yours'],
    ['offerSpeakKey', { as: chief, body: { recipient: `age1${'q'.repeat(58)}`, signs: 's'.repeat(43), wrapped: 'x'.repeat(400) } }, 'holds-no-keys'],
    ['confirmSpeakKey', { as: executives[0], params: { id: confirmed.id }, body: { opened: toBase64url(opened) } }, 'not-found'],
    ['confirmSpeakKey', { as: executives[1], params: { id: confirmed.id }, body: { opened: toBase64url(new Uint8Array(32)) } }, 'key-not-opened'],
    ['vouchForKey', { as: executives[1], params: { id: 'n'.repeat(43) }, body: { by: 'n'.repeat(43), signature: 's'.repeat(86) } }, 'not-found'],
    ['renewSpeakKey', { as: executives[0], params: { id: 'n'.repeat(43) }, body: { on: '2026-01-12', signature: 's'.repeat(86) } }, 'not-found'],
    ['renewSpeakKey', { as: chief, params: { id: 'n'.repeat(43) }, body: { on: '2026-01-12', signature: 's'.repeat(86) } }, 'holds-no-keys'],
    ['nameDeputy', { as: executives[0], body: { person: 'nobody' } }, 'not-found'],
    ['nameDeputy', { as: executives[0], body: { person: executives[0].id } }, 'not-found'],
    ['nameDeputy', { as: people[0]!, body: { person: null } }, 'not-yours'],
    ['nameDeputy', { as: chief, body: { person: null } }, 'holds-no-keys'],
    ['nameDeputy', { as: executives[0], body: {} }, 'malformed'],
    ...[people[0]!, lead, chief, executives[0]].flatMap((as): [Served, Parameters<typeof call>[2], ProblemName][] => [['setReferrals', { as, body: { version: 1, lines } }, 'not-yours'], ['setSpeakingTerms', { as, body: { acknowledgeWithinDays: 3, answerWithinDays: null } }, 'not-yours']]),
    ['setReferrals', { as: guardian, body: { version: 9, lines } }, 'changed-meanwhile'],
    ['setReferrals', { as: guardian, body: { version: 1, lines: { ...lines, adults: { who: 'Adults', phone: '960222', when: null } } } }, 'malformed'],
    ['setSpeakingTerms', { as: guardian, body: { acknowledgeWithinDays: 8, answerWithinDays: null } }, 'longer-than-owed'],
    ['setSpeakingTerms', { as: guardian, body: { acknowledgeWithinDays: null, answerWithinDays: 90 } }, 'longer-than-owed'],
    ['withdrawSpeakKey', { as: executives[0], params: { id: 'n'.repeat(43) } }, 'not-found'],
    ['withdrawSpeakKey', { as: people[0]!, params: { id: 'n'.repeat(43) } }, 'not-yours'],
    ['withdrawSpeakKey', { as: chief, params: { id: 'n'.repeat(43) } }, 'holds-no-keys'],
    ['offerRecoveryKey', { as: executives[0], body: { recipient: `age1${'q'.repeat(58)}`, by: 'n'.repeat(43), signature: 's'.repeat(86) } }, 'not-yours'],
    ['offerRecoveryKey', { as: guardian, body: { recipient: `age1${'q'.repeat(58)}`, by: 'n'.repeat(43), signature: 's'.repeat(86) } }, 'malformed'],
    ['offerRecoveryKey', { as: guardian, body: { recipient: 'age1p9uqymg22xyuuvu0eu6e4nh86d37er0j3rhsnsplpw63ux3n0fzsrsp978', by: 'n'.repeat(43), signature: 's'.repeat(86) } }, 'not-found'],
    ['openThread', { body: {} }, 'malformed'],
    ['openThread', { body: { month: 24_312, prepared: 'p'.repeat(86), signature: 's'.repeat(342), thread: 't'.repeat(43), sealed: 'c'.repeat(400), why: why.slice(1) } }, 'malformed'],
    ['openThread', { body: { month: 24_311, prepared: 'p'.repeat(86), signature: 's'.repeat(342), thread: 't'.repeat(43), sealed: 'c'.repeat(400), why } }, 'month-over'],
    ['openThread', { body: { month: 24_313, prepared: 'p'.repeat(86), signature: 's'.repeat(342), thread: 't'.repeat(43), sealed: 'c'.repeat(400), why } }, 'not-open-yet'],
    ['openThread', { body: { month: 24_312, prepared: 'p'.repeat(86), signature: 's'.repeat(342), thread: 't'.repeat(43), sealed: 'c'.repeat(400), why } }, 'forged-token'],
    ['appendToThread', { body: { threadId: 't'.repeat(43), number: 2, sealed: 'c'.repeat(400), closes: false } }, 'not-an-envelope'],
    ['appendToThread', { body: { threadId: 't'.repeat(43), number: 1, sealed: 'c'.repeat(400), closes: false } }, 'malformed'],
    ['readThread', { body: { threadId: 't', after: 0 } }, 'malformed'],
    ['readSpeakKey', { params: { period: '24400' } }, 'not-found'],
    ['readManifest', { params: { round: '99' } }, 'not-found'],
    ['readEntries', { params: { round: '99' } }, 'not-found'],
    ['readMarks', { params: { round: '2' } }, 'not-found'],
    ['readLog', { query: { after: '-1' } }, 'malformed'],
  ];
  /** Every signed-in route may say these; a row names what is its own. */
  const everywhere: readonly ProblemName[] = ['signed-out', 'unknown-person'];

  test.each(refused)('%s %o: %s', async (name, request, problem) => {
    const { status, body } = await call(h, name, request);
    expect(problemBody.parse(body)).toMatchObject({ type: problem, status: problems[problem].status, title: problems[problem].title });
    expect(status).toBe(problems[problem].status);
    expect([...(routeRows.get(name)?.problems ?? []), ...everywhere]).toContain(problem);
  });
});

describe('the table of routes', () => {
  test('has no two rows under one method and address of one host', () => {
    const hostOf = (side: string) => (side === 'identity' ? 'identity' : 'anonymous');
    const addresses = [...routeRows.values()].map((r) => `${hostOf(r.side)} ${r.method} ${r.path.replaceAll(/\{\w+\}/g, '{}')}`);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  test('asks nobody who they are on the anonymous host, and everybody on the other', () => {
    // A calendar cannot sign in: its address is the one secret that lets somebody in.
    for (const [name, row] of routeRows) expect(row.who === 'anyone', row.path).toBe(row.side !== 'identity' || name === 'readFeed');
  });

  test('has one status for success in each row, and every parameter of an address in its shape', () => {
    for (const row of routeRows.values()) {
      expect(Object.keys(row.responses)).toHaveLength(1);
      const named = [...row.path.matchAll(/\{(\w+)\}/g)].map(([, n]) => n);
      expect(Object.keys(row.params?.shape ?? {})).toEqual(named);
    }
  });

  test('is served whole: what is not deployed is the demo’s clock alone', () => {
    expect(Object.keys(routes).filter((n) => !names.includes(n as Served))).toEqual(['moveClock']);
  });
});
