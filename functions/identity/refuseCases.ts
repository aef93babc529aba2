import { Problem } from '../../shared/contract/problem.ts';
import { type Found, identifierWords } from '../../shared/supervision/caseIdentifier.ts';

/** Refuses what points at a person who uses services: which kind of thing, and where (“under “Reflection””; empty where there is one place). Never what it was. */
export function refuseCases(found: readonly { found: Found; where: string }[]): void {
  const said = new Set(found.map((one) => `${identifierWords[one.found.kind]} ${one.where}`.trim()));
  if (said.size > 0) throw new Problem('names-a-case', [...said].join('; '));
}
