/** What a reader’s entry is to the clock. The server believes its reader; the writer’s browser works it out for itself. */
export const marks = ['said', 'acknowledged', 'answered', 'closed'] as const;
export type Mark = (typeof marks)[number];
