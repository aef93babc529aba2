import { randomBytes } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { concat, toBase64url } from '../../../shared/crypto/encoding.ts';
import { infoOf, seal } from '../../../shared/crypto/sealed.ts';
import { tokenMessage } from '../../../shared/crypto/token.ts';
import { decodeAnswer, encodeAnswer } from '../../../shared/pulse/answer.ts';
import { openedBy } from '../../../shared/pulse/programme.ts';
import { count, emptyTally } from '../../../shared/pulse/tally.ts';
import { type NewSigningKey, newSigningKey } from '../../../functions/identity/issuer.ts';
import { houseItem, houseOf, keys as identityKeys, personItem, teamItem } from '../../../functions/identity/people.ts';
import { prepare } from '../../../functions/identity/prepareRound.ts';
import { spentName } from '../../../functions/anonymous/verifier.ts';
import { freeze } from '../../../functions/publishing/freeze.ts';
import { filledUp } from '../../../functions/publishing/closeRound.ts';
import { granted, type Stores } from '../../../functions/store/granted.ts';
import { answerKey, keys, type Prepared, preparedRound } from '../../../functions/store/record.ts';
import { jobFunctions } from '../../registry.ts';
import { answerOf, answersOf, dice, seedOf, shareOf } from './answers.ts';
import { demoHouse, mayTry, people, teams } from './people.ts';

export const closedRounds = 30;

const seeded = { pk: 'settings', sk: 'demo' } as const;
const sizeOf = (team: string): number => people.filter((p) => p.team === team).length;

/** Whether the demo organisation is complete. A folder where it is not was left half-way: it is begun anew. */
export const isSeeded = async (stores: Pick<Stores, 'identity'>): Promise<boolean> => (await stores.identity.get(seeded)) !== null;

/**
 * Northmoor Council: its people, thirty closed rounds through the real tally, disclosure and release over generated answers, one
 * round open with some answers already sealed in it, and the next one prepared. Run again where it was killed, it goes on.
 */
export async function seedDemo(stores: Stores, now: number, progress: (round: number, of: number) => void = () => undefined): Promise<void> {
  if (await isSeeded(stores)) return;
  const { identity } = stores;
  if ((await identity.get(identityKeys.house())) === null) await identity.put(houseItem(demoHouse(firstMonday(now))));
  await Promise.all([...teams.map((t) => identity.put(teamItem(t))), ...people.map((p) => identity.put(personItem(p)))]);

  const { programme } = await houseOf(identity);
  const open = openedBy(programme, now);
  const pool = await Promise.all(Array.from({ length: teams.length }, newSigningKey));
  await prepareWith(1, stores, pool);
  for (let round = 1; round <= open; round++) {
    progress(round, open);
    await prepareWith(round + 1, stores, round + 1 < open ? pool : null);
    const prepared = await prepareWith(round, stores, pool);
    await (round < open ? closeWithGeneratedAnswers(prepared, stores) : answerSome(prepared, stores));
  }
  await identity.put({ ...seeded, v: 1 });
}

/** The Monday on which round 1 has to open for `closedRounds` to be closed and one, some days old, to be open. */
function firstMonday(now: number): string {
  const today = Temporal.Instant.fromEpochMilliseconds(now - 3 * 86_400_000).toZonedDateTimeISO('Europe/London').toPlainDate();
  return today.subtract({ days: today.dayOfWeek - 1, weeks: 2 * closedRounds }).toString();
}

/** As it went: the next round is prepared when this one opens. A closed round's signing keys are gone, so the demo's share a pool of them: hundreds would take a minute to make. */
async function prepareWith(round: number, stores: Stores, pool: readonly NewSigningKey[] | null): Promise<Prepared> {
  const { makeClosingKey, prepareRound } = jobFunctions;
  await makeClosingKey.run({ round }, { stores: granted(stores, makeClosingKey.row.grants), now: 0 });
  let next = 0;
  const made = granted(stores, prepareRound.row.grants);
  await (pool === null ? prepare(round, made) : prepare(round, made, async () => pool[next++ % pool.length] ?? newSigningKey()));
  const prepared = await preparedRound(stores.published, round);
  if (prepared === null) throw new Error('the round was not prepared');
  return prepared;
}

async function closeWithGeneratedAnswers(prepared: Prepared, stores: Stores): Promise<void> {
  const { manifest, cohorts } = prepared;
  const { round } = manifest;
  const { endIssuing, closeRound } = jobFunctions;
  const after = Date.parse(manifest.closesAt) + 60_000;
  if ((await stores.published.get(keys.frozen(round))) === null) {
    const tallies = new Map(
      cohorts.map((cohort) => {
        const tally = emptyTally(manifest.questions);
        for (const answer of answersOf(cohort, round, sizeOf)) count(tally, decodeAnswer(encodeAnswer(answer), manifest.questions));
        return [cohort.hash, tally];
      }),
    );
    const collected = Object.fromEntries(cohorts.map((c) => [c.hash, Math.max(tallies.get(c.hash)?.answered ?? 0, Math.round(c.people * 0.93))]));
    await stores.published.put({ ...keys.issued(round), v: 1, counts: collected }, { absent: true });
    const people = cohorts.reduce((n, c) => n + c.people, 0);
    const { published } = granted(stores, closeRound.row.grants);
    await freeze(published, prepared, { tallies, collected, marks: filledUp([], people, randomBytes(32)) });
  }
  await endIssuing.run({ round }, { stores: granted(stores, endIssuing.row.grants), now: after });
  await closeRound.run({ round }, { stores: granted(stores, closeRound.row.grants), now: after });
}

/** Some of the open round's answers, really sealed, under tokens that count as spent. Nobody whom a visitor may try is among them. */
async function answerSome(prepared: Prepared, { identity, anonymous }: Stores): Promise<void> {
  const { manifest, cohorts } = prepared;
  const { round } = manifest;
  for (const cohort of cohorts) {
    const message = await tokenMessage(round, cohort.hash);
    const info = await infoOf({ round, cohort: cohort.hash, closingKeyId: manifest.closingKey.id, head: prepared.head });
    for (const team of cohort.teams) {
      const roll = dice(seedOf(`answers ${team} ${round}`));
      const others = people.filter((p) => p.team === team && !mayTry.has(p.id));
      for (const person of others.slice(0, Math.round(sizeOf(team) * shareOf(team, round)))) {
        const token = concat(randomBytes(32), message);
        const sealed = await seal(manifest.closingKey.public, info, encodeAnswer(answerOf(team, round, roll)));
        await identity.put({ ...identityKeys.issued(round, person.id), v: 1, cohort: cohort.hash, digest: toBase64url(randomBytes(32)) }, { absent: true });
        await anonymous.put({ ...answerKey(round, cohort.hash, spentName(token)), v: 1, sealed }, { absent: true });
      }
    }
  }
}
