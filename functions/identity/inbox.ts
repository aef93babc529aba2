import type { ThreadRecord } from '../store/threads.ts';

/** What readers know of a thread outside it: its days and how long it is, and not when it will be deleted. */
export const lineOf = ({ thread, receivedOn, acknowledgedOn, answeredOn, closedOn, closedBy, unreadSince, entries, fromReaders }: ThreadRecord) => ({ thread, receivedOn, acknowledgedOn, answeredOn, closedOn, closedBy, unreadSince, entries, fromReaders });
