/** The entries of a closed list, with its own names. */
export const entriesOf = <K extends string>(list: Readonly<Record<K, string>>): [K, string][] => Object.entries(list) as [K, string][];
