/** What time can be protected for. */
export const sessionKinds = ['supervision', 'clinical-supervision', 'group-reflection', 'cpd', 'peer-review', 'legal-update', 'shadowing', 'union'] as const;
export type SessionKind = (typeof sessionKinds)[number];
