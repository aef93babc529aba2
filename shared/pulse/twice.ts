/** The first that stands in the list a second time, by its name; null where each stands once. */
export function firstTwice<T>(all: readonly T[], nameOf: (one: T) => string): T | null {
  const seen = new Set<string>();
  for (const one of all) {
    if (seen.has(nameOf(one))) return one;
    seen.add(nameOf(one));
  }
  return null;
}
