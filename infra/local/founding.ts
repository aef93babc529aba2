import { join } from 'node:path';
import { readIfThere, writeWhole } from './clock.ts';

/**
 * What a data folder is for, said once, when it is new: the demo organisation, or one of somebody's own. A demo that was killed while
 * it was being set up is finished the next time; a real organisation is never mistaken for one.
 */
export type Kind = 'demo' | 'own';

export function kindOf(folder: string, wanted: Kind): Kind {
  const file = join(folder, 'house.json');
  const text = readIfThere(file);
  if (text !== null) return (JSON.parse(text) as { kind: Kind }).kind;
  writeWhole(file, JSON.stringify({ v: 1, kind: wanted }));
  return wanted;
}
