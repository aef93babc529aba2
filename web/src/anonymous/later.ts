/** What comes later is fetched when the first question has been drawn, on a slow phone too; offline the service worker has it. */
export const laterMilliseconds = 1000;
