import type { Answer } from '../../../shared/pulse/answer.ts';
import type { Manifest } from '../../../shared/pulse/manifest.ts';
import { core } from '../../../shared/pulse/question.ts';
import type { CohortOfRound } from '../../../functions/store/record.ts';
import { saidBy } from './classes.ts';

/** Numbers that look random and are the same every time (mulberry32). */
export function dice(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const seedOf = (text: string): number => Array.from(text).reduce((h, c) => Math.imul(h ^ (c.codePointAt(0) ?? 0), 16_777_619), 2_166_136_261);

/** How far a team leans from the middle of a question, from round `from` on: above 0 towards its higher options. */
interface Story {
  team: string;
  question: string;
  from: number;
  to: number;
  lean: number;
  why?: number;
}

/** What happened at Northmoor. Everything else is noise. */
const stories: readonly Story[] = [
  // A reorganisation: Moorland is moved at round 22.
  { team: 'moorland', question: 'headroom', from: 22, to: 99, lean: -0.28 },
  { team: 'moorland', question: 'letdown', from: 22, to: 99, lean: 0.28 },
  // An order from above strains Northside's values.
  { team: 'northside', question: 'values', from: 24, to: 99, lean: 0.3, why: 4 },
  // An innovation site: Riverside tries three conversations from round 17, and gets better.
  { team: 'riverside', question: 'people', from: 17, to: 99, lean: 0.32 },
  { team: 'riverside', question: 'headroom', from: 19, to: 99, lean: 0.26 },
];

/** Where people's answers lie on each question when nothing happens, 0 to 1. */
const usual: Readonly<Record<string, number>> = { headroom: 0.56, people: 0.36, values: 0.34, letdown: 0.34, protected: 0.55 };

/** Which dice were thrown: with these, chance alone is never taken for a change in thirty rounds. */
const thrown = 1;

/** Rounds in which many are away: by how much fewer answer, and how few at least. In the first of them a group stays hidden. */
const awayRounds: ReadonlyMap<number, { fewer: number; least: number }> = new Map([[7, { fewer: 0.22, least: 0.3 }], [21, { fewer: 0.14, least: 0.4 }]]);

/** The share of a team that answers, 40 to 75 %, and down to 30 % in one round in which many are away: each team has its own habit, and moves around it from round to round. */
export function shareOf(team: string, round: number): number {
  const habit = 0.56 + 0.12 * dice(seedOf(`habit ${team}`))();
  const moves = 0.24 * (dice(seedOf(`share ${team} ${round}`))() - 0.5);
  const { fewer, least } = awayRounds.get(round) ?? { fewer: 0, least: 0.4 };
  return Math.min(0.75, Math.max(least, habit + moves - fewer));
}

/** What one member of a team answers. */
export function answerOf(team: string, round: number, roll: () => number): Answer {
  const answers: Record<string, number> = {};
  const why: Record<string, number> = {};
  for (const q of core) {
    if (roll() < 0.02) continue;
    const story = stories.find((s) => s.team === team && s.question === q.id && round >= s.from && round <= s.to);
    const at = (usual[q.id] ?? 0.5) + (story?.lean ?? 0) + 0.5 * (roll() + roll() - 1);
    const option = Math.min(q.options.length, Math.max(1, 1 + Math.floor(at * q.options.length)));
    answers[q.id] = option;
    if (q.why?.after.includes(option)) why[q.id] = story?.why !== undefined && roll() < 0.8 ? story.why : 1 + Math.floor(roll() * q.why.options.length);
  }
  return { answers, why, comment: null };
}

type Asked = Pick<Manifest, 'round' | 'reporting'>;

/** All that the nth of a team who answers says in a round. */
export function givenBy(team: string, n: number, { round, reporting }: Asked, roll: () => number): Answer {
  const { answers, ...said } = answerOf(team, round, roll);
  return { ...said, answers: reporting === undefined ? answers : { ...answers, [reporting.id]: costOf(team, n, round) }, classes: saidBy(team, n) };
}

/** Whether somebody had reported lost time, and what it cost: half did, and of these one in three says that it cost them something. */
function costOf(team: string, n: number, round: number): number {
  const roll = dice(seedOf(`reporting ${team} ${round} ${n}`));
  if (roll() < 0.5) return 1;
  const cost = roll();
  return cost < 0.67 ? 2 : cost < 0.9 ? 3 : 4;
}

/** Who of a cohort answers in a round, and what: by team, in no order that means anything. */
export function answersOf(cohort: Pick<CohortOfRound, 'teams'>, asked: Asked, sizeOf: (team: string) => number): Answer[] {
  return cohort.teams.flatMap((team) => {
    const roll = dice(seedOf(`answers ${thrown} ${team} ${asked.round}`));
    return Array.from({ length: Math.round(sizeOf(team) * shareOf(team, asked.round)) }, (_, n) => givenBy(team, n, asked, roll));
  });
}
