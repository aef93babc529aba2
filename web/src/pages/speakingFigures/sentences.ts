import type { RecordOf } from '../../identity/client.ts';
import { monthNamed } from '../../ui/dates.ts';
import { words } from './words.ts';

/** The public figures in words: newest first, of each kind. */
export const sentencesOf = ({ received, acknowledged, answered }: Pick<RecordOf<'readSpeakingFigures'>, 'received' | 'acknowledged' | 'answered'>): string[] => [
  ...received.toReversed().map((p) => words.received(monthNamed(p.from), monthNamed(p.to), p.messages)),
  ...acknowledged.toReversed().map((p) => words.acknowledged(monthNamed(p.from), monthNamed(p.to), p.messages, p.inTime)),
  ...answered.toReversed().map((p) => words.answered(monthNamed(p.from), monthNamed(p.to), p.messages, p.medianDays)),
];
