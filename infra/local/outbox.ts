import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composed } from '../../functions/mail/compose.ts';
import type { Mailer } from '../../functions/mail/mailer.ts';

/** Where no mail server is set: each message is a file that any mail program opens, readable by its owner alone. Nothing leaves the machine. */
export function outbox(folder: string): Mailer {
  const from = { name: 'Headroom', mail: 'headroom@localhost' };
  return {
    from,
    async send(message) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const file = join(folder, `${createHash('sha256').update(message.id).digest('hex').slice(0, 32)}.eml`);
      await writeFile(`${file}.half`, await composed(message, from), { mode: 0o600 });
      await rename(`${file}.half`, file);
    },
  };
}
