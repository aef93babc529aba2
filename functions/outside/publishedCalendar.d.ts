/**
 * Fetches a calendar that somebody publishes. The address is theirs, so it may be anybody’s: it must not lead inside.
 *
 *     address ─▶ https? ─▶ resolve ─▶ every address public? ─▶ connect to that very one ─▶ 200, text/calendar, ≤ 2 MB, ≤ 5 s in all
 *        ▲────────────────────── at most three redirects, each from the beginning ──────────┘
 *
 * A name is resolved once and the connection pinned to what was looked at: a name that answers otherwise the second time is not asked a
 * second time. Every failure is a `FeedRefused` by name; nothing of it is logged.
 */
export type Calendars = (address: string) => Promise<string>;
/** How names become addresses, and which of them may be asked. Tests bring their own; the guard itself is the same. */
export interface Resolver {
    addressesOf(host: string): Promise<readonly string[]>;
    mayAsk(address: string): boolean;
    /** Certificates that are trusted beside the system’s own. */
    alsoTrusts?: string;
}
export declare const internet: Resolver;
export declare const publishedCalendar: (resolver?: Resolver, { bytes, ms, redirects }?: {
    bytes: number;
    ms: number;
    redirects: number;
}) => Calendars;
