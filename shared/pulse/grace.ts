/** How long after its end a round is opened and counted, so that what was under way at the last second has landed. */
export const closeGraceMs = 30_000;
