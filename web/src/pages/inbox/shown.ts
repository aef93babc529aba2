import { copied, type openEntry, type ThreadEntry, type WriterEntry } from '../../../../shared/escalation/thread.ts';

export type Shut = Exclude<Awaited<ReturnType<typeof openEntry>>, ThreadEntry>;

/** An entry as it is shown; of what came as a copy, the key of who passed it on: nobody else says that its writer wrote it. */
export type Shown = { said: ThreadEntry; copiedBy: string | null } | { shut: Shut };

/** A thread’s entries in their order. A message that is sealed to others is shown as it was copied for me, where it was. */
export function shownOf(found: readonly (ThreadEntry | Shut)[]): Shown[] {
  const copyOf = new Map(found.flatMap((one) => (!('refused' in one) && one.from === 'reader' && one.entry.kind === 'copy' ? [[one.entry.of, one] as const] : [])));
  return found.flatMap((one): Shown[] => {
    if (!('refused' in one)) return one.from === 'reader' && one.entry.kind === 'copy' ? [] : [{ said: one, copiedBy: null }];
    const copy = one.place.from === 'writer' ? copyOf.get(one.place.number) : undefined;
    const entry = copy?.entry.kind === 'copy' ? copied(copy.entry.content) : null;
    if (copy === undefined || entry === null) return [{ shut: one }];
    return [{ said: { place: one.place, from: 'writer', entry, keys: copy.keys }, copiedBy: copy.signer }];
  });
}

/** The writer’s messages, for a hand-over. */
export const writtenIn = (shown: readonly Shown[]): { number: number; entry: WriterEntry; isCopy: boolean }[] =>
  shown.flatMap((one) => ('said' in one && one.said.from === 'writer' ? [{ number: one.said.place.number, entry: one.said.entry, isCopy: one.copiedBy !== null }] : []));

/** Where replies are sealed to: as the writer says it in what is open to me, and only where nothing is, as somebody passed it on. */
export function replyToOf(shown: readonly Shown[]): string | null {
  const written = writtenIn(shown);
  return (written.find(({ isCopy }) => !isCopy) ?? written[0])?.entry.replyTo ?? null;
}
