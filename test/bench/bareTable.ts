import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { schema } from '../../functions/store/sqlite.ts';

/** SQLite with the store’s own table and durability and nothing around it: one insert, one transaction, one fsync. */
export interface BareTable {
  insert(pk: string, sk: string, body: string): void;
  close(): void;
}

export function bareTable(folder: string, name: string): BareTable {
  const db = new DatabaseSync(join(folder, `${name}.sqlite`));
  for (const pragma of schema.pragmas) db.exec(`PRAGMA ${pragma}`);
  db.exec(schema.table);
  const insert = db.prepare('INSERT INTO item (pk, sk, expiresAt, body) VALUES (?, ?, NULL, ?)');
  return { insert: (pk, sk, body) => void insert.run(pk, sk, body), close: () => db.close() };
}
