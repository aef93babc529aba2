/** What a calendar calls a session: one name, for ever. */
export const uidOf = (session: string): string => `${session}@headroom`;
/** The session a UID is of; null where it is not ours. */
export const sessionOfUid = (uid: string): string | null => /^([a-z0-9]{16,32}-[0-9]{2})@headroom$/i.exec(uid.trim())?.[1]?.toLowerCase() ?? null;
