import { Readable } from 'node:stream';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import { type Mailer, type Message, NotSent } from './mailer.ts';

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
    const { composed } = await import('./compose.ts');
    const bytes = await composed(message, settings.from);
    await deliver(settings, message, bytes);
  },
});

async function deliver(settings: SmtpSettings, message: Message, bytes: Buffer): Promise<void> {
  const connection = await connectionTo(settings);
  let handedOver = false;
  try {
    await new Promise<void>((done, failed) => {
      const step = (next: () => void) => (error?: Error | null) => (error == null ? next() : failed(error));
      const data = Readable.from(onceRead(bytes, () => (handedOver = true)));
      connection.once('error', failed);
      connection.once('end', () => failed(new Error('the connection ended')));
      const send = () => connection.send({ from: settings.from.mail, to: [message.to.mail] }, data, step(done));
      const { user, password } = settings;
      connection.connect(step(user === null || password === null ? send : () => connection.login({ user, pass: password }, step(send))));
    });
  } catch (error) {
    throw new NotSent(whyNot(error, handedOver));
  } finally {
    connection.removeAllListeners();
    // Whatever the connection still has to say of its end is of no interest any more.
    connection.on('error', () => undefined);
    connection.quit();
    setTimeout(() => connection.close(), 1_000).unref();
  }
}

async function connectionTo({ host, port, security, alsoTrusts, patienceMs = 20_000 }: SmtpSettings): Promise<SMTPConnection> {
  const { default: Connection } = await import('nodemailer/lib/smtp-connection');
  return new Connection({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    logger: false,
    tls: { minVersion: 'TLSv1.2', ...(alsoTrusts === undefined ? {} : { ca: alsoTrusts }) },
  });
}

/** Tells when the last of it was asked for. */
function* onceRead(bytes: Buffer, done: () => void): Generator<Buffer> {
  yield bytes;
  done();
}

/** RFC 5321 §4.2.1: a 5yz reply is for good, a 4yz one for now. A refused sign-in is ours to put right, and no fault of the message. */
function whyNot(error: unknown, handedOver: boolean): NotSent['why'] {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  if (code === 'EAUTH' || code === 'ETLS') return 'later';
  if (responseCode !== undefined && responseCode >= 500) return 'never';
  if (responseCode !== undefined && responseCode >= 400) return responseCode === 421 && handedOver ? 'unknown' : 'later';
  if (handedOver) return 'unknown';
  return code === 'EENVELOPE' ? 'never' : 'later';
}
