/** The library, which is fetched when something is to be written or sent: the first question does without it. */
export const idb = () => import('idb');
