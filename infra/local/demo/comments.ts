import { fromBase64url, toBase64url } from '../../../shared/crypto/encoding.ts';
import { newReaderKey, openAsReader, unwrapReaderKey } from '../../../shared/crypto/readerKey.ts';
import { type Decision, masks, placeOf } from '../../../shared/review/decision.ts';
import { decodeComment } from '../../../shared/review/sealedComment.ts';
import { keys as identityKeys, type Person } from '../../../functions/identity/people.ts';
import { granted, type Stores } from '../../../functions/store/granted.ts';
import { attribute } from '../../../functions/store/record.ts';
import { every } from '../../../functions/store/store.ts';
import { endpoints } from '../../registry.ts';
import { dice, seedOf } from './answers.ts';
import { people, teams } from './people.ts';

/** Opens the keys of the demo’s two reviewers. Everybody knows it, so wrapping with it takes little time. */
export const demoPassphrase = 'otters cross the quiet ford';
const workFactor = 10;

export const demoReviewers: readonly Person[] = people.filter((p) => p.roles.includes('reviewer'));

/** Northmoor’s first rounds with comments, and the newest of them: it waits for whoever tries the reviewers’ page. */
export const commented = { from: 28, reviewedTo: 29 } as const;

/** How many of those who answer say something beside it; in one team, once, nearly all. */
const share = { usual: 0.36, riverside: 0.75 } as const;

/** Nobody in these is real, and each fits any team. */
const said = [
  'The recording takes longer than the visit.',
  'Thank you for keeping supervision where it was, three weeks in a row.',
  'I had to close a piece of work that was not finished, because the number of weeks was up.',
  'Two systems ask me for the same assessment, in different words.',
  'Handovers on a Friday afternoon land on whoever is still here.',
  'I would like to know what became of what we said in spring.',
  'We have not had a full rota for a month.',
  'It helps that someone reads the reports with us before court.',
  'I cannot do direct work in the hours that are left after recording.',
  'The duty day leaves no room to think about anyone.',
  'We are told to prioritise, and then everything is a priority.',
  'More visits by bus than by car this month, and nobody counts that time.',
  'My manager asks how I am and waits for the answer.',
  'Agency colleagues leave just when families have begun to trust them.',
  'The reflective group is the one hour in which I hear myself think.',
  'I said no to a visit alone at night and was listened to.',
  'The threshold moved again and we heard it from a family.',
  'Hot desks mean that nobody notices when somebody has a bad day.',
  'We could do with one person who only does the bookings.',
  'A funding panel said no without reading the chronology.',
  'The new form is shorter. Thank you to whoever fought for that.',
  'I have not used my study days and do not see when I could.',
  'Placements are far away, and contact happens in service stations.',
  'People thank us, and it goes nowhere that counts.',
  'We are short of interpreters; family members translate for each other.',
  'When it is quiet for once, extra work arrives by Wednesday.',
  'I feel safe to say that I made a mistake here.',
  'Out of hours did what they could, and it still came back on Monday.',
  'Nobody asked us before the team was moved.',
  'I would rather have ten minutes more with each person than another dashboard.',
  'Parking takes a quarter of an hour before every visit to the hospital.',
  'Newly qualified colleagues are given work that nobody else wanted.',
  'I learnt more from one joint visit than from the whole e-learning.',
  'The chronology is written three times, once for each meeting.',
  'We waited six weeks for an occupational therapist to look at a stairlift.',
  'On Tuesdays there was room to think. Please keep Tuesdays.',
  'It is hard to say in a team meeting that one cannot take any more.',
  'Advocates come when they can, and decisions are made without them.',
  'I had the time to end well with somebody, for once.',
  'My laptop is so slow that I write by hand and type it at home.',
  'The person at the front desk holds half of this together.',
  'We decide in a corridor what should be decided in supervision.',
  'Reviews are done by telephone now and we miss what we would have seen.',
  'It was good to be asked before the rota changed.',
  'We are measured by how fast we close and not by what became of it.',
  'Two vacancies since summer, and the work of two vacancies with them.',
  'I could take my leave without coming back to a wall of work.',
  'Nobody has told us what the inspection found.',
] as const;

/** What reviewers are there for: each with what a reviewer makes of it. */
const toReview: readonly (readonly [text: string, decision: Decision])[] = [
  ['Jo on the late shift carries this team, and nobody says so.', { kind: 'mask', text: `${masks.name} on the late shift carries this team, and nobody says so.` }],
  ['The family above the bakery waited nine weeks for a ramp.', { kind: 'mask', text: `${masks.family} waited nine weeks for a ramp.` }],
  ['Since I came back from my second leave in June I get the visits nobody wants.', { kind: 'mask', text: `Since I came back ${masks.detail} I get the visits nobody wants.` }],
  ['test', { kind: 'withhold', reason: 'no-comment' }],
];

/** What a team’s people wrote beside their answers in a round: the same every time, and seldom what another team wrote. */
export function commentsOf(team: string, round: number, answered: number): string[] {
  const roll = dice(seedOf(`comments ${team} ${round}`));
  const some = round === commented.from && team === 'riverside' ? share.riverside : share.usual;
  const place = teams.findIndex((t) => t.id === team);
  const written = Array.from({ length: answered }, () => roll()).filter((at) => at < some).map((_, i) => said[(place + teams.length * i + 17 * round) % said.length] ?? '');
  const [toReviewHere] = toReview[(place + round) % (3 * toReview.length)] ?? [];
  return toReviewHere === undefined ? written : [...written.slice(1), ...(written.length > 0 ? [toReviewHere] : [])];
}

/** A reviewer’s key, made through the reviewers’ own routes; found again where the setting up was killed. Returns the identity. */
async function keyOf(person: Person, stores: Stores, now: number): Promise<string> {
  const current = await stores.identity.get(identityKeys.currentReaderKey(person.id));
  if (current !== null) {
    const kept = await stores.identity.get(identityKeys.readerKey(person.id, attribute<{ id: string }>(current, 'reviewer').id));
    const there = kept === null ? null : await unwrapReaderKey(attribute<Uint8Array>(kept, 'wrapped'), demoPassphrase);
    if (there !== null) return there;
  }
  const { offerReaderKey, confirmReaderKey } = endpoints;
  const made = await newReaderKey(demoPassphrase, workFactor);
  const as = { caller: person, query: {}, now };
  const { id, canary } = await offerReaderKey.handle({ ...as, params: {}, body: { recipient: made.recipient, wrapped: toBase64url(made.wrapped) }, stores: granted(stores, offerReaderKey.row.grants) });
  const opened = await openAsReader([made.identity], fromBase64url(canary));
  if (opened === null) throw new Error('a new key opens what is sealed to it');
  await confirmReaderKey.handle({ ...as, params: { id }, body: { opened: toBase64url(opened) }, stores: granted(stores, confirmReaderKey.row.grants) });
  return made.identity;
}

export const makeReviewers = (stores: Stores, now: number): Promise<string[]> => Promise.all(demoReviewers.map((person) => keyOf(person, stores, now)));

/** One reviewer reads all that waits of a round, and decides. */
export async function reviewAll(round: number, stores: Stores, now: number): Promise<void> {
  const [reviewer] = demoReviewers;
  if (reviewer === undefined) return;
  const identity = await keyOf(reviewer, stores, now);
  const { decideComment } = endpoints;
  for await (const item of every(stores.published, 'waiting', { prefix: `${String(round).padStart(8, '0')}.` })) {
    const plain = await openAsReader([identity], attribute<Uint8Array>(item, 'sealed'));
    const text = plain === null ? null : await decodeComment(placeOf(item.sk), plain);
    if (text === null) throw new Error('a reviewer opens what is sealed to them');
    const decision = toReview.find(([written]) => written === text)?.[1] ?? { kind: 'show', text };
    await decideComment.handle({ caller: reviewer, query: {}, params: { id: item.sk }, body: { decision }, now, stores: granted(stores, decideComment.row.grants) });
  }
}
