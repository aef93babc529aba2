/**
 * What can be wrong with a calendar that somebody publishes, in words for them. Whatever it is, nothing of that reading is kept, and what
 * was read the time before stays.
 */
export const feedProblems = {
  'not-https': 'Its address does not begin with https.',
  'points-inside': 'Its address leads into a private network, and Headroom does not go there.',
  'no-such-host': 'There is no such host.',
  'unreachable': 'Its host does not answer, or not with a certificate that holds.',
  'refused': 'Its host refuses to hand it out: the calendar may be shared no more.',
  'redirects': 'It sends on to another address more than three times.',
  'too-slow': 'It takes more than five seconds.',
  'too-large': 'It is larger than two megabytes.',
  'not-a-calendar': 'What is there is not an iCalendar file.',
  'too-many-times': 'There are more times in it than anybody’s year has.',
} as const satisfies Readonly<Record<string, string>>;

export type FeedProblem = keyof typeof feedProblems;

/** A published calendar that cannot be read, by what is wrong with it. Nothing of it is in the message. */
export class FeedRefused extends Error {
  override readonly name = 'FeedRefused';
  readonly problem: FeedProblem;
  constructor(problem: FeedProblem) {
    super(problem);
    this.problem = problem;
  }
}

/** The address as it will be asked for, or why it never is. Names of private hosts are found when they are resolved. */
export function calendarAddress(text: string): URL | { refused: Extract<FeedProblem, 'not-https' | 'points-inside'> | 'malformed' } {
  const url = URL.canParse(text.trim().replace(/^webcals?:/i, 'https:')) ? new URL(text.trim().replace(/^webcals?:/i, 'https:')) : null;
  if (url === null) return { refused: 'malformed' };
  if (url.protocol !== 'https:') return { refused: 'not-https' };
  if (url.username !== '' || url.password !== '') return { refused: 'malformed' };
  if (/^localhost$|\.(localhost|local|internal|home\.arpa)$/i.test(url.hostname.replace(/\.$/, ''))) return { refused: 'points-inside' };
  url.hash = '';
  return url;
}
