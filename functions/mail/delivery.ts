import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { composed } from './compose.ts';
import { type Message, NotSent } from './mailer.ts';
import type { SmtpSettings } from './smtp.ts';

/** Hands one message over, on a connection of its own. Throws `NotSent`. */
export async function deliver(message: Message, settings: SmtpSettings): Promise<void> {
  const bytes = await composed(message, settings.from);
  const connection = connectionTo(settings);
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

function connectionTo({ host, port, security, alsoTrusts, patienceMs = 20_000 }: SmtpSettings): SMTPConnection {
  return new SMTPConnection({
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
