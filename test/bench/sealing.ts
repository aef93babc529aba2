import { parentPort, workerData } from 'node:worker_threads';
import { infoOf, seal } from '../../shared/crypto/sealed.ts';
import { encodeAnswer } from '../../shared/pulse/answer.ts';
import { core } from '../../shared/pulse/question.ts';

/** A worker that seals answers as browsers do, each by itself, and hands them over by the hundred. */
export interface Sealing {
  closingKey: { id: string; public: string };
  round: number;
  head: string;
  /** Hashes of the cohorts to seal for, and how many answers each has. */
  cohorts: readonly string[];
  answersEach: number;
}
export interface SealedBatch {
  cohort: string;
  sealed: Uint8Array<ArrayBuffer>[];
}

const atATime = 100;
const { closingKey, round, head, cohorts, answersEach } = workerData as Sealing;

for (const cohort of cohorts) {
  const info = await infoOf({ round, cohort, closingKeyId: closingKey.id, head });
  for (let done = 0; done < answersEach; done += atATime) {
    const sealed = await Promise.all(Array.from({ length: Math.min(atATime, answersEach - done) }, () => seal(closingKey.public, info, encodeAnswer(anAnswer()))));
    parentPort?.postMessage({ cohort, sealed } satisfies SealedBatch, sealed.map((bytes) => bytes.buffer));
  }
}

function anAnswer(): Parameters<typeof encodeAnswer>[0] {
  const any = (options: number): number => 1 + Math.floor(Math.random() * options);
  return { answers: Object.fromEntries(core.map((q) => [q.id, any(q.options.length)])), why: { values: any(5) }, comment: null };
}
