import { hashOf, toBase64url } from '../crypto/encoding.ts';

export const threadDomain = 'headroom/thread';

/** What a thread is called by the server: the hash of its id, which it is shown only while the thread is looked up. */
export const nameOfThread = async (threadId: Uint8Array): Promise<string> => toBase64url(await hashOf(threadDomain, threadId));
