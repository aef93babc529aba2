import { hashOfLine, type LogLine } from '../../shared/pulse/log.ts';
import { keys, lastLine, stored } from './record.ts';
import type { Item, Store } from './store.ts';

/**
 * Puts something into the published table together with its line in the public log, once: false where it stands there already. Where
 * another line got in first, that one is extended.
 */
export async function announce(published: Pick<Store, 'get' | 'query' | 'transact'>, says: Pick<LogLine, 'kind' | 'round' | 'body' | 'at'>, item: Item): Promise<boolean> {
  for (;;) {
    if ((await published.get({ pk: item.pk, sk: item.sk })) !== null) return false;
    const last = await lastLine(published);
    const line: LogLine = { v: 1, seq: (last?.seq ?? 0) + 1, ...says, previous: last === null ? null : await hashOfLine(last) };
    const done = await published.transact([
      { put: item, when: { absent: true } },
      { put: { ...keys.line(line.seq), v: 1, line: stored(line) }, when: { absent: true } },
    ]);
    if (done) return true;
  }
}
