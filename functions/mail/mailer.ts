/**
 * The way out for mail, a port: SMTP by settings, and on one machine without any an outbox of files. `send` answers once somebody else
 * has taken the message over, and throws `NotSent` otherwise.
 */
export interface Mailer {
  /** Whom messages are from, as calendars name an organiser. */
  from: { name: string; mail: string };
  send(message: Message): Promise<void>;
}

export interface Message {
  /** Its Message-ID, the same however often it is tried. */
  id: string;
  to: { name: string; mail: string };
  subject: string;
  text: string;
  /** Null: words alone. */
  calendar: { method: 'REQUEST' | 'CANCEL'; text: string } | null;
}

/**
 * `later`: nobody has it; the same again may go through. `never`: the other side will not take it. `unknown`: it was handed over and no
 * answer came, so sending it again might send it twice.
 */
export class NotSent extends Error {
  override readonly name = 'NotSent';
  readonly why: 'later' | 'never' | 'unknown';
  constructor(why: 'later' | 'never' | 'unknown') {
    super(why);
    this.why = why;
  }
}
