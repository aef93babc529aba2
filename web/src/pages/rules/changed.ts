import { rulePack } from '../../../../shared/time/rules/pack.ts';
import type { AnswerOf } from '../../identity/client.ts';
import { words } from './words.ts';

export type Here = AnswerOf<'readRules'>;
export type Change = Here['changes'][number]['change'];

/** What a change did, in words. A rule of our own is named after the version that wrote it, and by that its name is found when it is there no more. */
export function tellChange(change: Change, { version, changes }: Pick<Here, 'version' | 'changes'>): string {
  if (change.kind === 'cover') return change.numbers === null ? words.changed.noCover : words.changed.cover;
  if (change.kind === 'own') return `${words.changed.own} ${change.name}`;
  const own = changes.flatMap((one, i) => (one.change.kind === 'own' && `own.${version - i}` === change.rule ? [one.change.name] : []));
  return `${words.changed[change.kind]} ${rulePack.find(({ id }) => id === change.rule)?.name ?? own[0] ?? words.ownGone}`;
}
