import type { Mailer } from './mailer.ts';

/**
 * Mail over SMTP (RFC 5321), one connection a message. The connection is used as it is, since only then is it known whether a message was
 * handed over before something broke: it is read from here only once the server has said that it takes it.
 */
export interface SmtpSettings {
  host: string;
  port: number;
  /** `tls` from the first byte; `starttls`, and never without; `none` only to this very machine. */
  security: 'tls' | 'starttls' | 'none';
  user: string | null;
  password: string | null;
  from: { name: string; mail: string };
  /** Certificates that are trusted beside the system’s own. */
  alsoTrusts?: string;
  patienceMs?: number;
}

/** Null where no host is set. Throws, naming what is wrong, where the settings cannot be. */
export function smtpSettings(env: Readonly<Record<string, string | undefined>>): SmtpSettings | null {
  const host = env['HEADROOM_SMTP_HOST'] ?? '';
  if (host === '') return null;
  const security = env['HEADROOM_SMTP_SECURITY'] ?? 'starttls';
  if (security !== 'tls' && security !== 'starttls' && security !== 'none') throw new Error('HEADROOM_SMTP_SECURITY has to be tls, starttls or none.');
  if (security === 'none' && !['localhost', '127.0.0.1', '::1'].includes(host)) throw new Error('HEADROOM_SMTP_SECURITY=none would send mail in the open: it is for a server on this machine alone.');
  const port = Number(env['HEADROOM_SMTP_PORT'] ?? (security === 'tls' ? 465 : 587));
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error('HEADROOM_SMTP_PORT has to be a number from 1 to 65535.');
  const mail = env['HEADROOM_MAIL_FROM'] ?? '';
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(mail)) throw new Error('HEADROOM_MAIL_FROM has to be the address that mail comes from.');
  return { host, port, security, user: env['HEADROOM_SMTP_USER'] ?? null, password: env['HEADROOM_SMTP_PASSWORD'] ?? null, from: { name: 'Headroom', mail } };
}

/** The mailer that is set, by what a function or a process is told; without one no mail is sent. */
export function mailFrom(env: Readonly<Record<string, string | undefined>>): { mailer?: Mailer } {
  const settings = smtpSettings(env);
  return settings === null ? {} : { mailer: smtpMailer(settings) };
}

export const smtpMailer = (settings: SmtpSettings): Mailer => ({
  from: settings.from,
  async send(message) {
    // Read where there is a message to send, and not whenever somebody looks whether there is one.
    const { deliver } = await import('./delivery.ts');
    await deliver(message, settings);
  },
});
