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
  'unknown-person': { status: 403, title: 'Your sign-in is fine, but nobody has added you to Headroom yet.', remedy: 'Ask the person who looks after Headroom to add you.' },
  'not-found': { status: 404, title: 'There is nothing at this address.', remedy: 'Check the address, or start again from the start page.' },
  'wrong-method': { status: 405, title: 'This address does not take that kind of request.', remedy: 'Use the method the contract names.' },
  'not-in-round': { status: 404, title: 'You are not among the people asked in this round.', remedy: 'People who join are asked from the next full round on.' },
  'collected-elsewhere': { status: 409, title: 'Your token for this round was collected on another device.', remedy: 'Check in there, or wait for the next round. Only this round is lost if that device is.' },
  'already-answered': { status: 409, title: 'This has been answered already.', remedy: 'Read the answer that stands there; it is not changed any more.' },
  'already-decided': { status: 409, title: 'The other reviewer has decided on this comment already.', remedy: 'Go on to the next one; the first decision stands.' },
  'key-not-opened': { status: 409, title: 'This is not what was sealed to your new key.', remedy: 'Make the key again, and write down its passphrase this time.' },
  'token-spent': { status: 409, title: 'This token has already been used for another answer.', remedy: 'Nothing to do: the first answer counts.' },
  'outside-the-rounds': { status: 409, title: 'There is no round at that time.', remedy: 'Choose a day from the first round’s opening to the end of the newest one.' },
  'restarts-already': { status: 409, title: 'The lines begin anew in that round already.', remedy: 'Add it without beginning the lines anew, or choose another day.' },
  'taken-back-already': { status: 409, title: 'This has been taken back already.', remedy: 'Nothing to do: it stands there as taken back.' },
  'clock-moves-forward': { status: 409, title: 'The clock only moves forward.', remedy: 'Choose a later time.' },
  'not-open-yet': { status: 409, title: 'This round has not opened yet.', remedy: 'Send it again when the round has opened.' },
  'round-closed': { status: 410, title: 'This round has closed.', remedy: 'Nothing more is accepted for it. The next round is open, or opens soon.' },
  'too-large': { status: 413, title: 'The request is larger than anything this address takes.', remedy: 'Send what the contract asks for.' },
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
