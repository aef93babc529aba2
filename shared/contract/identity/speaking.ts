import * as z from 'zod';
import { recipientShape } from '../../crypto/recipient.ts';
import { marks } from '../../escalation/mark.ts';
import { referralLines, referrals } from '../../escalation/referrals.ts';
import { term, terms } from '../../escalation/termsShape.ts';
import type { JobRow, Routes } from '../route.ts';
import { bytes, bytesUpTo, envelope, hash, periodNumber } from '../shapes.ts';

const entryNumber = z.number().int().min(1).max(9999);
const date = z.iso.date();

/** What anyone on the readers’ side knows of a thread: its days. What is in it, only its readers do. */
const threadLine = z.lazy(() =>
  z.object({
    thread: hash,
    receivedOn: date,
    acknowledgedOn: date.nullable(),
    answeredOn: date.nullable(),
    closedOn: date.nullable(),
    /** Who ended it: only its writer’s end stops the clock. */
    closedBy: z.enum(['writer', 'reader']).nullable(),
    /** The day of the oldest message of its writer’s that no reader has opened; null where none waits. */
    unreadSince: date.nullable(),
    /** How many entries there are, and how many of them are the readers’. */
    entries: z.number().int(),
    fromReaders: z.number().int(),
  }),
);
const sealedEntry = z.lazy(() => z.object({ from: z.enum(['writer', 'reader']), number: entryNumber, sealed: envelope }));

/** `hasMail`: whether a mail reaches them. */
const deputy = z.lazy(() => z.object({ id: z.string(), name: z.string(), hasMail: z.boolean() }));

const readers = ['executive', 'guardian'] as const;
const wrapped = bytesUpTo(1000, 200);

/** The readers’ rows of the identity side, and the one by which everyone collects staff tokens. */
export const speakingRoutes = {
  issueSpeakTokens: {
    side: 'identity',
    method: 'POST',
    path: '/speak-tokens/{period}',
    who: 'member',
    params: z.object({ period: periodNumber }),
    body: z.strictObject({
      /** The period’s key, by the name it has in the public log: who collects says which they checked. */
      key: hash,
      blinded: z.array(bytes(256)).min(1).max(2),
    }),
    responses: { 200: z.strictObject({ signatures: z.array(bytes(256)).min(1).max(2) }) },
    problems: ['malformed', 'not-found', 'month-over', 'collected-elsewhere', 'too-large', 'not-json', 'busy'],
    grants: { identity: ['get', 'put'] },
    summary: 'Signs a person’s blinded staff tokens of a month, or the one of a year, all of them at once. The same request gets the same signatures again.',
  },
  readInbox: {
    side: 'identity',
    method: 'GET',
    path: '/inbox',
    who: readers,
    query: z.object({ after: hash.optional() }),
    responses: {
      200: z.lazy(() =>
        z.object({
          /** My keys, wrapped with my passphrases: those that count no more first, then one that waits for a signature, last the one that counts. */
          keys: z.array(z.object({ id: hash, recipient: z.string(), wrapped, state: z.enum(['replaced', 'opened', 'counts']) })),
          /** Keys of other readers that wait for a signature. */
          waiting: z.array(z.object({ id: hash, name: z.string(), role: z.enum(readers), recipient: z.string(), signs: bytes(32), /** The key of theirs that it takes the place of. */ replaces: hash.nullable() })),
          /** Who is told when a message waits unopened; null: I have named nobody. */
          deputy: deputy.nullable(),
          /** Keys that count though whose they are reads messages no more. Anybody here may take them out. */
          left: z.array(z.object({ id: hash, name: z.string() })),
          /** How quick this house wants to be. */
          terms,
          threads: z.array(z.object({ line: threadLine, first: envelope })),
          /** Hand this back as `after`; null at the end. */
          next: hash.nullable(),
        }),
      ),
    },
    problems: ['malformed', 'not-yours', 'holds-no-keys'],
    grants: { identity: ['get', 'query'], published: ['get', 'query'] },
    summary: 'My wrapped keys, and the threads that were released, in no order of time, each with its first message, sealed.',
  },
  readInboxThread: {
    side: 'identity',
    method: 'GET',
    path: '/inbox/{thread}',
    who: readers,
    params: z.object({ thread: hash }),
    query: z.object({ after: z.coerce.number().int().min(0).max(9999).default(0) }),
    responses: { 200: z.lazy(() => z.object({ line: threadLine, entries: z.array(sealedEntry) })) },
    problems: ['malformed', 'not-yours', 'holds-no-keys', 'not-found'],
    grants: { identity: ['get'], published: ['get', 'query'] },
    summary: 'The entries of one thread in their order, sealed, up to thirty at a time.',
  },
  addToThread: {
    side: 'identity',
    method: 'POST',
    path: '/inbox/{thread}/entries',
    who: readers,
    params: z.object({ thread: hash }),
    body: z.strictObject({
      /** The next of the readers’ numbers; one that is taken is refused, and the entry has to be sealed again for another. */
      number: entryNumber,
      mark: z.enum(marks),
      sealed: envelope,
      /** The newest of the writer’s entries that was open to whoever sends this; left out where none was. */
      opened: z.number().int().min(0).optional(),
    }),
    maxBodyBytes: 32_768,
    responses: { 200: z.lazy(() => threadLine) },
    problems: ['malformed', 'not-yours', 'holds-no-keys', 'not-found', 'not-an-envelope', 'number-taken', 'too-large', 'not-json', 'busy'],
    grants: { identity: ['get'], published: ['get', 'transact'] },
    summary: 'Adds a reader’s sealed entry (an acknowledgement, a reply, a status, a hand-over and its copies, the end) and keeps the clock. The same again is answered alike.',
  },
  offerSpeakKey: {
    side: 'identity',
    method: 'POST',
    path: '/inbox-keys',
    who: readers,
    body: z.strictObject({ recipient: z.string().regex(recipientShape), signs: bytes(32), wrapped }),
    responses: { 200: z.lazy(() => z.object({ id: hash, canary: z.string() })) },
    problems: ['malformed', 'not-yours', 'holds-no-keys', 'too-large', 'not-json', 'busy'],
    grants: { identity: ['put'] },
    summary: 'Keeps a reader’s new key, wrapped, and hands out something sealed to it. The key counts for nothing until that was opened and another reader has signed it.',
  },
  confirmSpeakKey: {
    side: 'identity',
    method: 'POST',
    path: '/inbox-keys/{id}',
    who: readers,
    params: z.object({ id: hash }),
    body: z.strictObject({ opened: bytes(32) }),
    responses: { 200: z.strictObject({ id: hash }) },
    problems: ['malformed', 'not-yours', 'holds-no-keys', 'not-found', 'key-not-opened', 'too-large', 'not-json', 'busy'],
    grants: { identity: ['get', 'put'] },
    summary: 'Proves that the kept key opens what is sealed to it. It then waits for another reader’s signature.',
  },
  vouchForKey: {
    side: 'identity',
    method: 'POST',
    path: '/inbox-keys/{id}/vouchers',
    who: readers,
    params: z.object({ id: hash }),
    body: z.strictObject({
      /** With which of my own keys I sign, and the signature: over the key, and over which one it takes the place of. */
      by: hash,
      signature: bytes(64),
    }),
    responses: { 200: z.strictObject({ id: hash }) },
    problems: ['malformed', 'not-yours', 'holds-no-keys', 'not-found', 'not-vouched', 'too-large', 'not-json', 'busy'],
    grants: { identity: ['get', 'put'], published: ['get', 'query', 'transact'] },
    summary: 'Signs another reader’s key. It joins the public log, and messages may be sealed to it from then on.',
  },
  renewSpeakKey: {
    side: 'identity',
    method: 'POST',
    path: '/inbox-keys/{id}/confirmations',
    who: readers,
    params: z.object({ id: hash }),
    body: z.strictObject({
      /** Today, and that with the key’s id, signed with it. */
      on: date,
      signature: bytes(64),
    }),
    responses: { 200: z.strictObject({ id: hash }) },
    problems: ['malformed', 'not-yours', 'holds-no-keys', 'not-found', 'key-not-opened', 'too-large', 'not-json', 'busy'],
    grants: { identity: ['get'], published: ['get', 'query', 'transact'] },
    summary: 'Says that a key of mine that counts is still in my hands. Writers’ browsers check the signature, and show the day.',
  },
  withdrawSpeakKey: {
    side: 'identity',
    method: 'POST',
    path: '/inbox-keys/{id}/withdrawn',
    who: readers,
    params: z.object({ id: hash }),
    responses: { 200: z.strictObject({ id: hash }) },
    problems: ['malformed', 'not-yours', 'holds-no-keys', 'not-found', 'still-reads', 'busy'],
    grants: { identity: ['get'], published: ['get', 'query', 'transact'] },
    summary: 'Takes a key out of those that count, with a line in the public log: my own, or that of somebody who reads messages no more.',
  },
  nameDeputy: {
    side: 'identity',
    method: 'POST',
    path: '/inbox-deputy',
    who: readers,
    body: z.strictObject({
      /** Null: nobody any more. */
      person: z.string().min(1).max(200).nullable(),
    }),
    responses: { 200: z.lazy(() => z.object({ deputy: deputy.nullable() })) },
    problems: ['malformed', 'not-yours', 'holds-no-keys', 'not-found', 'too-large', 'not-json', 'busy'],
    grants: { identity: ['get', 'put', 'delete'] },
    summary: 'Names who is told by mail when a message has waited unopened for a working day. They read nothing.',
  },
  offerRecoveryKey: {
    side: 'identity',
    method: 'POST',
    path: '/recovery-key',
    who: ['guardian'],
    body: z.strictObject({
      recipient: z.string().regex(recipientShape),
      /** With which of my own keys that count I sign that it is the recovery key, and the signature. */
      by: hash,
      signature: bytes(64),
    }),
    responses: { 200: z.strictObject({ id: hash }) },
    problems: ['malformed', 'not-yours', 'holds-no-keys', 'not-found', 'not-vouched', 'too-large', 'not-json', 'busy'],
    grants: { identity: ['get'], published: ['get', 'query', 'transact'] },
    summary: 'Publishes the recovery key that was made and split in the guardian’s browser, signed with a reader’s key that counts, and its line in the log. Its private half never comes here.',
  },
  setReferrals: {
    side: 'identity',
    method: 'POST',
    path: '/referral-numbers',
    who: ['guardian'],
    body: z.strictObject({
      /** Which ones are being replaced: what was read; 0 where there were none. */
      version: z.number().int().min(0),
      lines: referralLines,
    }),
    responses: { 200: z.lazy(() => z.object({ referrals })) },
    problems: ['malformed', 'not-yours', 'changed-meanwhile', 'too-large', 'not-json', 'busy'],
    grants: { published: ['get', 'put'] },
    summary: 'Sets whom to ring where somebody may be at risk, and says that the numbers were checked today, by whom. Refused where somebody has set them meanwhile.',
  },
  setSpeakingTerms: {
    side: 'identity',
    method: 'POST',
    path: '/speaking-terms',
    who: ['guardian'],
    body: term,
    responses: { 200: z.lazy(() => z.object({ terms })) },
    problems: ['malformed', 'not-yours', 'longer-than-owed', 'too-large', 'not-json', 'busy'],
    grants: { published: ['get', 'put'] },
    summary: 'Sets within how many days messages that are sent from tomorrow on are acknowledged and answered: never more than seven days and three months.',
  },
} as const satisfies Routes<'identity'>;

export const speakingJobs = {
  sendNotices: {
    side: 'identity',
    grants: { identity: ['get', 'query', 'put'], published: ['query'] },
    summary: 'Once a day, at one hour: leaves a mail for everybody who reads messages, alike whether there is one or not, for their deputies, and for the guardian, whom somebody may have asked by name to get in touch, and who is told of a message that waits where no deputy is.',
  },
  makeSpeakKey: {
    side: 'identity',
    grants: { identity: ['query', 'put', 'delete', 'clear'], published: ['get', 'query', 'put', 'transact'] },
    summary: 'Makes the one key that signs everyone’s staff tokens of a month or of a year, with its line in the public log, and deletes the keys of those that are over and who collected in them.',
  },
} as const satisfies Readonly<Record<string, JobRow<'identity'>>>;
