import * as z from 'zod';
import { bytes, hash, instant, roundNumber } from '../contract/shapes.ts';
import { canonical, hashOf, toBase64url } from '../crypto/encoding.ts';
import { recipientShape } from '../crypto/recipient.ts';
import { longestOption, mostOptions } from './classes.ts';

const tag = bytes(16);
const option = z.number().int().min(1).max(9);

export const question = z.object({
  id: z.string().max(40),
  construct: z.string().max(200),
  text: z.string().max(300),
  options: z.array(z.string().max(80)).min(2).max(7).readonly(),
  measure: z.object({ counted: z.array(option).readonly(), says: z.string(), short: z.string(), better: z.enum(['higher', 'lower']) }),
  why: z.object({ after: z.array(option).readonly(), text: z.string(), options: z.array(z.string()).max(7).readonly() }).nullable(),
});

/** A reviewer’s key: its name in the public log, and what is sealed to (age, X25519). Whose it is stands nowhere in public. */
const reviewer = z.object({ id: hash, recipient: z.string().regex(recipientShape) });
export type Reviewer = z.infer<typeof reviewer>;

const options = z.array(z.string().min(1).max(longestOption)).max(mostOptions).readonly();

/**
 * What a round is, frozen when it is prepared and never changed. Public: anyone may fetch it, without credentials.
 * `cohorts` are the hashes of the cohorts' entries, sorted. Every browser fetches all entries: which one is its own shows nowhere.
 */
export const manifest = z.object({
  v: z.literal(1),
  round: roundNumber,
  organisation: z.string().max(200),
  opensAt: instant,
  closesAt: instant,
  /** Fewest answers a figure may rest on. Never under 5. */
  floor: z.number().int().min(5),
  /** Null where fewer than two people outside the line can review comments: then none is asked for. Else whom they are sealed to when the round has closed. */
  comment: z.object({ floor: z.number().int().min(5), maxBytes: z.number().int().max(1000), reviewers: z.array(reviewer).min(2).max(9).readonly() }).nullable(),
  /** How long a sealed answer waits on the device before it is sent, at random between these. */
  pauseSeconds: z.object({ atLeast: z.number().int().min(0), atMost: z.number().int().min(0) }),
  questions: z.array(question).min(1).max(7).readonly(),
  /** What people may say of themselves, from closed lists; absent in rounds that were prepared before there were any. */
  classes: z.object({ profession: options, contract: options }).optional(),
  /** Asked beside the questions and counted over the whole organisation alone, see `reporting.ts`; absent where it is not the round for it. */
  reporting: question.optional(),
  /** X25519, raw; the answers are sealed to it. Its id is the hash of the public half. */
  closingKey: z.object({ id: hash, public: bytes(32) }),
  /** The hash of the salt that people's tags are made with; members are told the salt, see `roster.ts`. */
  salt: hash,
  cohorts: z.array(hash).readonly(),
});
export type Manifest = z.infer<typeof manifest>;

/** One cohort of one round: the key that signs its tokens (SPKI, RSA-2048), and a salted tag for each of its people, sorted. */
export const entry = z.object({
  v: z.literal(1),
  round: roundNumber,
  key: z.string().max(500),
  people: z.array(tag).min(1).readonly(),
});
export type Entry = z.infer<typeof entry>;

/** The name of a cohort in a round: the hash of its entry. */
export const hashOfEntry = async (e: Entry): Promise<string> => toBase64url(await hashOf('headroom/entry', canonical(e)));
export const hashOfManifest = async (m: Manifest): Promise<string> => toBase64url(await hashOf('headroom/manifest', canonical(m)));

export type RoundState = 'prepared' | 'open' | 'closed';
/** Where a round stands at an instant (epoch milliseconds). Its manifest's times decide, and nothing else. */
export const roundState = (m: Pick<Manifest, 'opensAt' | 'closesAt'>, now: number): RoundState =>
  now < Date.parse(m.opensAt) ? 'prepared' : now < Date.parse(m.closesAt) ? 'open' : 'closed';
