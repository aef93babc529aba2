import type { identityRoutes } from '../../../shared/contract/identity.ts';
import type { publishingRoutes } from '../../../shared/contract/publishing.ts';
import type { Addresses } from './contractClient.ts';

/** Where each route is. The contract’s types hold this table to it; the contract itself stays out of the browser. */
export type IdentityRows = typeof identityRoutes;
export type RecordRows = typeof publishingRoutes;

export const identityAddresses = {
  readMe: 'GET /me',
  readCohort: 'GET /rounds/{round}/cohort',
  issueToken: 'POST /rounds/{round}/tokens',
  listGroups: 'GET /groups',
  readGroup: 'GET /groups/{group}',
  readReadingRoom: 'GET /reading-room',
  giveAnswer: 'POST /answers-owed/{id}',
  addEvent: 'POST /events',
  takeBackEvent: 'POST /events/{id}/taken-back',
  readAlarms: 'GET /alarms',
  readReview: 'GET /review',
  offerReaderKey: 'POST /review/keys',
  confirmReaderKey: 'POST /review/keys/{id}',
  decideComment: 'POST /review/comments/{id}',
  listComments: 'GET /comments',
  readMyTime: 'GET /time',
  readWeek: 'GET /teams/{team}/weeks/{monday}',
  readTeams: 'GET /teams',
  findPeople: 'GET /people',
  findFreeTime: 'POST /time/free',
  bookSessions: 'POST /sessions',
  changeSession: 'POST /sessions/{id}/changes',
  confirmSession: 'POST /sessions/{id}/accounts',
  readSupervision: 'GET /supervision/{person}',
  proposeAgreement: 'POST /supervision/{person}/agreements',
  signAgreement: 'POST /supervision/{person}/agreements/{number}/signature',
  saveRecord: 'POST /supervision/{person}/records/{session}',
  signRecord: 'POST /supervision/{person}/records/{session}/signature',
  editTemplate: 'POST /supervision-template',
  readCpd: 'GET /cpd/{person}',
  saveCpdEntry: 'POST /cpd-entries/{entry}',
  shareCpdEntry: 'POST /cpd-entries/{entry}/readers',
  tickCpd: 'POST /cpd-ticks/{tick}',
  readCalendars: 'GET /time/calendars',
  makeFeed: 'POST /time/feed',
  revokeFeed: 'POST /time/feed/revoked',
  readFeed: 'GET /calendars/{secret}',
  setBusyFeed: 'POST /time/published-calendar',
  keepSession: 'POST /sessions/{id}/kept-in-diary',
  issueSpeakTokens: 'POST /speak-tokens/{month}',
  readInbox: 'GET /inbox',
  readInboxThread: 'GET /inbox/{thread}',
  addToThread: 'POST /inbox/{thread}/entries',
  offerSpeakKey: 'POST /inbox-keys',
  confirmSpeakKey: 'POST /inbox-keys/{id}',
  vouchForKey: 'POST /inbox-keys/{id}/vouchers',
  offerRecoveryKey: 'POST /recovery-key',
  moveClock: 'POST /clock',
} as const satisfies Addresses<IdentityRows>;

export const recordAddresses = {
  readLog: 'GET /log',
  readManifest: 'GET /rounds/{round}',
  readEntries: 'GET /rounds/{round}/entries',
  readMarks: 'GET /rounds/{round}/marks',
  readSpeakKey: 'GET /speak-keys/{month}',
  readReaders: 'GET /readers',
  readSpeakingFigures: 'GET /speaking-figures',
} as const satisfies Addresses<RecordRows>;
