import { type AnswerOf, identity } from '../../identity/client.ts';

export type Line = AnswerOf<'addToThread'>;

/** Every thread there is, a page at a time. */
export async function* everyThread(): AsyncGenerator<AnswerOf<'readInbox'>['threads'][number]> {
  for (let after: string | null | undefined; after !== null; ) {
    const page: AnswerOf<'readInbox'> = await identity('readInbox', { query: after === undefined ? {} : { after } });
    yield* page.threads;
    after = page.next;
  }
}

/** All of a thread, sealed and in its order, and its line as it came with the last of it. */
export async function sealedThread(thread: string): Promise<{ line: Line; entries: AnswerOf<'readInboxThread'>['entries'] }> {
  const entries: AnswerOf<'readInboxThread'>['entries'] = [];
  for (;;) {
    const page = await identity('readInboxThread', { params: { thread }, query: { after: entries.length } });
    entries.push(...page.entries);
    if (page.entries.length === 0 || entries.length >= page.line.entries) return { line: page.line, entries };
  }
}
