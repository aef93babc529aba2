import type { RoundHere } from '../tokens.ts';

/** What the start page says. `token`, `cohort` and `release` stay in the code. */
export const words = {
  title: 'Start',
  headings: {
    open: 'The check-in is open',
    sent: 'You have checked in',
    nextOpens: (on: string) => `The next check-in opens on ${on}`,
    none: 'No check-in is planned yet',
  },
  times: (closes: string, soon: string) => `It closes on ${closes}${soon === '' ? '' : `, ${soon}`}. The results come when it has closed, for everyone at once.`,
  nextTimes: (opens: string, closes: string) => `It is open from ${opens} to ${closes}.`,
  nextHeld: 'Your place in it is on this device already.',
  noneText: 'When the first one is planned, it stands here with its dates.',
  afterThis: (on: string) => `The next check-in opens on ${on}.`,

  checkIn: 'Check in',
  minute: 'It takes about a minute.',
  checkInHere: 'Check in here now',
  status: {
    'looking': 'Looking at what this device holds…',
    'collecting': 'Making sure that you can check in without your name…',
    'ready': 'You can check in without your name on this device, when you like.',
    'ready-in-tab': 'You can check in without your name, in this tab. If you close the tab or sign out first, you lose this round.',
    'not-collected': 'Nobody can see what you answered. But on a computer that others use too, you sign in and answer within minutes, so somebody with the records of both sides might guess that you answered then. On your own phone or computer days can lie between the two.',
    'elsewhere': 'You have collected your place in this round on another device. Check in there.',
    'elsewhereLost': 'If you have lost that device, you have lost this round, and only this one.',
    'moved': 'You have moved this round to your phone. Check in there.',
    'waiting': 'Your answers are sealed and wait on this device. They leave after a pause of random length, so that nobody can tell by the time whose they are.',
    'sent': 'Your answers have been sent. Nobody can open them before the round closes, and then they are only counted.',
    'not-asked': 'You are not among the people asked in this round. People who join are asked from the next full round on.',
    'failed': 'This browser would not keep anything for Headroom. Allow it to store data for this site, or use another one.',
  },
  keepOpen: 'You can close this page; they are sent the next time this browser opens Headroom.',
  leavesAt: (at: string) => `They leave at ${at} or soon after.`,
  tryAgain: 'Try again',
  refused: {
    'token-spent': 'Your place in this round had been used for another answer already. The first one counts; the one from this device does not.',
    'round-closed': 'The round closed before your answers could be sent. They were not counted.',
    'other': 'Your answers could not be taken, and were not counted. The next round is not affected.',
  },

  phone: {
    button: 'Move to my phone',
    heading: 'Move this round to your phone',
    what: 'A code appears here. Your phone’s camera reads it, and you check in on the phone without signing in there. It goes from screen to camera, through no server.',
    once: 'It works once, and for this round alone. Whoever scans it can answer in your place, so show it to nobody. If you lose the phone you lose this round only.',
    show: 'Show the code',
    again: 'Show the code again',
    shown: 'Scan it with your phone’s camera.',
    alt: 'A square code that carries this round to your phone',
    done: 'Done, hide it',
    back: 'The scan did not work: check in here after all',
    cancel: 'Not now',
  },

  own: {
    heading: 'Is this your own device?',
    lead: 'Your answer is “no” until you say otherwise.',
    no: 'No, others use it too',
    noMeans: 'You can check in here, in this tab, when you ask for it. Nothing stays when the tab is closed, except locked answers and messages on their way, without a name. What this device had kept for you before is deleted.',
    yes: 'Yes, it is mine',
    yesMeans: 'Each time you sign in, it keeps your place in the coming rounds. You can then answer days later, far from any sign-in, even without a connection.',
    loses: 'This device holds a round for you. If you say no, that is removed, and the round is lost for you. So are your slips for writing without your name.',
    isOwn: 'You said that this is your own device.',
    isShared: 'You said that others use this device too.',
    change: 'Change that',
  },

  together: {
    heading: 'Whom you are asked together with',
    size: (size: number, name: string) => `You and ${size - 1} ${size === 2 ? 'colleague' : 'colleagues'} in ${name}.`,
    joined: 'Small teams are asked together, so that nobody’s answer stands out.',
    newlyJoined: (names: string) => `New in this round: ${names} are asked together, because one of them is too small to be shown alone.`,
    moved: (joined: number, left: number) => `Since the round before ${count(joined, 'has', 'have')} joined and ${count(left, 'has', 'have')} left.`,
    same: 'They are the same people as in the round before.',
    first: 'This is the first round of this group.',
    names: 'Their names',
    checked: 'This device has checked these names against the public log.',
  },

  received: {
    heading: (round: number) => `Round ${round}`,
    received: 'Received: your answer’s mark is in the public list. What it said is gone; only the counts are left.',
    counting: 'It has closed and is being counted. In a few minutes this device looks for your answer’s mark in the public list.',
    missing: 'This device sent an answer, and its mark is not in the public list. Tell your union representative: it should be there.',
  },

  speakUp: {
    heading: 'Something that somebody has to answer',
    text: 'You can write to an executive or to the guardian without your name. They owe you an answer.',
    link: 'Write without my name',
    when: 'On your own device you need not sign in for that: best do it on another day than this one.',
    named: 'Ask the guardian to contact me, with my name',
    asked: 'Who has asked you to get in touch',
  },

  pictures: {
    heading: 'Results you can read',
    none: 'When a round has closed, your group’s results are here.',
    roleNone: 'Results are shown to the people in a group, to its managers and to executives.',
  },
  waitingForPictures: 'Fetching the results…',
} as const;

const count = (n: number, one: string, many: string): string => `${n === 0 ? 'nobody' : n === 1 ? 'one person' : `${n} people`} ${n > 1 ? many : one}`;

export const refusedWords = (problem: RoundHere['problem']): string =>
  problem === 'token-spent' || problem === 'round-closed' ? words.refused[problem] : words.refused.other;
