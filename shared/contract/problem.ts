/**
 * The closed list of ways a request can be refused. One row: the name on the wire, its status, what is wrong,
 * and what the person or the program can do now. Served as RFC 9457 problem+json; only `functions/http` reads `status`.
 */
export const problems = {
  'malformed': { status: 400, title: 'The request could not be understood.', remedy: 'Send what the contract asks for; the detail names the first thing that is off.' },
  'signed-out': { status: 401, title: 'You are not signed in, or your sign-in has run out.', remedy: 'Sign in again; nothing you did was lost.' },
  'forged-token': { status: 401, title: 'This token was not signed for this round and group.', remedy: 'Collect a token again on the device you sign in with.' },
  'not-yours': { status: 403, title: 'This belongs to someone else, or to another role.', remedy: 'Open what is listed on your own start page.' },
  'in-the-line': { status: 403, title: 'Comments are reviewed by people outside the line of management.', remedy: 'Whoever manages, leads or looks after Headroom here cannot be a reviewer too.' },
  'holds-no-keys': { status: 403, title: 'Whoever looks after Headroom holds no key to messages.', remedy: 'Ask another executive or the guardian to read them.' },
  'unknown-person': { status: 403, title: 'Your sign-in is fine, but nobody has added you to Headroom yet.', remedy: 'Ask the person who looks after Headroom to add you.' },
  'not-found': { status: 404, title: 'There is nothing at this address.', remedy: 'Check the address, or start again from the start page.' },
  'wrong-method': { status: 405, title: 'This address does not take that kind of request.', remedy: 'Use the method the contract names.' },
  'not-in-round': { status: 404, title: 'You are not among the people asked in this round.', remedy: 'People who join are asked from the next full round on.' },
  'collected-elsewhere': { status: 409, title: 'Your token for this round was collected on another device.', remedy: 'Check in there, or wait for the next round. Only this round is lost if that device is.' },
  'already-answered': { status: 409, title: 'This has been answered already.', remedy: 'Read the answer that stands there; it is not changed any more.' },
  'already-decided': { status: 409, title: 'The other reviewer has decided on this comment already.', remedy: 'Go on to the next one; the first decision stands.' },
  'key-not-opened': { status: 409, title: 'This is not what was sealed to your new key.', remedy: 'Make the key again, and write down its passphrase this time.' },
  'not-vouched': { status: 409, title: 'This is not another reader’s signature on that key.', remedy: 'Sign it with a key of your own that counts already; nobody signs their own.' },
  'still-reads': { status: 409, title: 'Whose key this is still reads messages.', remedy: 'Only they can take it out. It can be taken out by others once they are neither executive nor guardian any more.' },
  'longer-than-owed': { status: 409, title: 'That is longer than whoever writes is owed.', remedy: 'Seven days to say that a message has arrived and three months to answer it are the most. Choose as many days or fewer.' },
  'number-taken': { status: 409, title: 'There is an entry under this number already.', remedy: 'Look at the thread again; then send yours under the next number.' },
  'not-an-envelope': { status: 400, title: 'This is not sealed the way messages are.', remedy: 'Write it on Headroom’s own page, which seals it before it is sent.' },
  'token-spent': { status: 409, title: 'This token has already been used.', remedy: 'Nothing to do: what was sent with it first counts.' },
  'outside-the-rounds': { status: 409, title: 'There is no round at that time.', remedy: 'Choose a day from the first round’s opening to the end of the newest one.' },
  'restarts-already': { status: 409, title: 'The lines begin anew in that round already.', remedy: 'Add it without beginning the lines anew, or choose another day.' },
  'taken-back-already': { status: 409, title: 'This has been taken back already.', remedy: 'Nothing to do: it stands there as taken back.' },
  'clock-moves-forward': { status: 409, title: 'The clock only moves forward.', remedy: 'Choose a later time.' },
  'changed-meanwhile': { status: 409, title: 'Somebody has changed this meanwhile.', remedy: 'Read what is there now; what you wrote is still in front of you, so add to it what is missing.' },
  'names-a-case': { status: 409, title: 'This seems to point at a person who uses services.', remedy: 'Take it out here. Decisions about a person belong in that person’s own record.' },
  'in-the-past': { status: 409, title: 'That time is over already.', remedy: 'Choose a time that is still to come.' },
  'too-long-ago': { status: 409, title: 'That is more than 28 days ago.', remedy: 'A lost time can be reported for 28 days. What was lost before stands in your ledger, and can still be raised with whoever you trust.' },
  'away-too-long-ago': { status: 409, title: 'That first day is more than seven days ago.', remedy: 'Days away can be said for seven days. Choose a first day within them, or one to come.' },
  'nobody-to-read': { status: 409, title: 'Everybody who would read this is in it themselves.', remedy: 'Nothing was sent. Raise it with your union or staff side, or write to an executive or the guardian without your name.' },
  'no-length': { status: 409, title: 'That is no time at all.', remedy: 'Choose an end that is later than the beginning.' },
  'no-end': { status: 409, title: 'This would go on for ever.', remedy: 'Say how often, or until when; twelve months ahead at most.' },
  'not-a-rule': { status: 409, title: 'This is no way of repeating that a calendar knows.', remedy: 'Choose weekly, fortnightly or monthly, and how often.' },
  'too-far-ahead': { status: 409, title: 'That is more than twelve months ahead.', remedy: 'Book the coming twelve months now, and the rest later.' },
  'has-left': { status: 409, title: 'Somebody in it does not work here at that time.', remedy: 'Leave them out, or choose a time while they are here.' },
  'clashes': { status: 409, title: 'Not everybody is free then.', remedy: 'Choose one of the free times, or book it all the same if everybody knows.' },
  'booked-already': { status: 409, title: 'There is a booking under this number already.', remedy: 'Look at the week: it may have been made a moment ago.' },
  'not-a-rota': { status: 409, title: 'This rota cannot be taken as it is.', remedy: 'Nothing was changed. Put the lines right that are named, and send the whole file again.' },
  'told-already': { status: 409, title: 'Somebody has said already what became of this time.', remedy: 'Say what happened instead, or book the time that is still owed.' },
  'not-booked': { status: 409, title: 'This time was moved or taken already.', remedy: 'Open the week again to see where it stands now.' },
  'still-booked': { status: 409, title: 'This time still stands.', remedy: 'Move it, or say first what became of it.' },
  'nothing-owed': { status: 409, title: 'Nothing is owed of this time any more.', remedy: 'Book a new one if you want to meet again.' },
  'not-begun': { status: 409, title: 'This has not begun yet.', remedy: 'Say what happened once it is over.' },
  'more-than-passed': { status: 409, title: 'Those are more minutes than have passed.', remedy: 'Check the beginning, the end and the minutes without interruption.' },
  'not-https': { status: 409, title: 'That address does not begin with https.', remedy: 'Publish the calendar again and copy the address that ends in .ics.' },
  'points-inside': { status: 409, title: 'That address leads into a private network.', remedy: 'Headroom only reads calendars that are published on the internet.' },
  'not-open-yet': { status: 409, title: 'This round has not opened yet.', remedy: 'Send it again when the round has opened.' },
  'month-over': { status: 410, title: 'That month is over.', remedy: 'Use a token of this month; your own device collects them when you sign in.' },
  'round-closed': { status: 410, title: 'This round has closed.', remedy: 'Nothing more is accepted for it. The next round is open, or opens soon.' },
  'too-large': { status: 413, title: 'That is more than is taken at once.', remedy: 'Send less at once; of a group, book two smaller ones.' },
  'not-json': { status: 415, title: 'The body has to be JSON.', remedy: 'Send content-type: application/json.' },
  'busy': { status: 503, title: 'Too much at once just now.', remedy: 'Try again in a few seconds; sending it twice does no harm.' },
  'fault': { status: 500, title: 'Something went wrong on our side.', remedy: 'Try again in a minute; sending it twice does no harm.' },
} as const satisfies Record<string, { status: number; title: string; remedy: string }>;

export type ProblemName = keyof typeof problems;

/** A refusal by name. Throw it anywhere below `functions/http`, which alone turns it into an answer. `detail` never repeats what was sent. */
export class Problem extends Error {
  readonly problem: ProblemName;
  readonly detail: string | null;
  constructor(problem: ProblemName, detail: string | null = null) {
    super(problem);
    this.name = 'Problem';
    this.problem = problem;
    this.detail = detail;
  }
}

/** What stands on the wire: RFC 9457, `type` being the problem's name. */
export interface ProblemBody {
  type: ProblemName;
  title: string;
  status: number;
  detail: string | null;
  remedy: string;
}
