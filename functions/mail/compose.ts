import MailComposer from 'nodemailer/lib/mail-composer';
import type { Mailer, Message } from './mailer.ts';

/** A message as it goes over the wire (RFC 5322): plain words, and the same for the calendar (RFC 6047). No link, and nothing is loaded from anywhere. */
export function composed({ id, to, subject, text, calendar }: Message, from: Mailer['from']): Promise<Buffer> {
  return new MailComposer({
    messageId: `<${id}>`,
    from: { name: from.name, address: from.mail },
    to: { name: to.name, address: to.mail },
    subject,
    text,
    ...(calendar === null ? {} : { alternatives: [{ contentType: `text/calendar; charset=utf-8; method=${calendar.method}`, content: calendar.text }] }),
    headers: { 'auto-submitted': 'auto-generated', 'x-auto-response-suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}
