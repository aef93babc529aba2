/** The library, which is fetched when it is first needed: a function that seals nothing starts without, and so does a page. */
export const age = () => import('age-encryption');
