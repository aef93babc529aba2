import { type IdentifierKind, identifierWords } from '../../../../shared/supervision/caseIdentifier.ts';
import { list } from '../../ui/dates.ts';

const which = (at: readonly number[]): string => `Word ${list(at.map(String))}`;

/** What is said of private reflections and of the seven words that open them. */
export const words = {
  title: 'Private reflection',
  before: [
    'You can write something beside this piece that nobody but you can open: not your manager, though you share the piece, and not whoever runs Headroom. It is not filed, and nothing counts it.',
    'It is locked with seven words, made here and shown once. If you lose them, nobody can open it again, not even Headroom. Nothing you have to file depends on them.',
  ],
  make: 'Make my seven words',
  label: 'What only you can read',
  hint: 'Locked with your seven words before it leaves this page. It is not filed, and nothing counts it.',
  lost: 'I have lost my words',
  closed: 'There is a private reflection beside this piece. To read or change it, type your seven words above your pieces. Left as it is, it stays.',
  replace: 'Write it anew instead',
  replacing: 'What was there is replaced once you keep this. Left empty, it is taken out.',
  putBack: 'Leave it as it was',
  pointsAt: (kinds: readonly IdentifierKind[]) => `In your private reflection there is what looks like ${list([...new Set(kinds.map((kind) => identifierWords[kind]))])}. Take it out: nobody else can look for it there.`,
  noWords: 'What you wrote as a private reflection is still here, and there are no words any more to lock it with. Make your seven words, and keep it then.',
  cannotLock: { title: 'Your private reflection could not be locked, so nothing was sent.', remedy: 'What you wrote is still here. Try again when there is a connection, or with a newer browser.' },

  kept: 'Kept encrypted.',
  keptFromYou: 'Kept private. Only whoever wrote it can open it.',
  onlyYou: 'Open in this tab. Only you can read it.',

  open: {
    title: 'Private reflections',
    label: 'Your seven words',
    hint: 'They open your private reflections in this tab, until you lock them, do nothing for ten minutes, or sign out. What you type here is not sent. Capitals, spaces and one wrong letter do not matter.',
    open: 'Open',
    opening: 'Opening…',
    notSeven: 'There are seven words. Type all of them, with spaces between.',
    tooLong: 'That is longer than seven words can be.',
    unknown: (at: readonly number[]) => `${which(at)} ${at.length === 1 ? 'is' : 'are'} not among the words there are. Look at ${at.length === 1 ? 'it' : 'them'} again.`,
    wrong: 'These words open nothing in your record. Look at each of them again, and at their order.',
    notFetched: 'A part of this page could not be fetched. Try again when there is a connection.',
    opened: 'Your private reflections are open in this tab.',
    corrected: (typed: string, word: string) => `“${typed}” was taken for “${word}”.`,
    others: (n: number) => `${n === 1 ? 'One is' : `${n} are`} locked with other words of yours.`,
    lock: 'Lock them again',
    lockedBy: { asked: 'Locked.', idle: 'Locked after ten minutes in which nothing was done. What you were writing is still here.' },
    exported: 'Your private reflections are open, so paper and table have them too. Lock them first to leave them out.',
  },

  made: {
    title: 'Keep these seven words',
    wait: 'Making your seven words…',
    what: 'They open your private reflections in Headroom.',
    list: [
      'Keep them where nobody else looks: on paper at home, or in a password manager of your own. Not in your work mail.',
      'To read what you wrote, open your CPD record and type them in this order.',
      'Nobody can give them to you again. Without them, what you locked stays locked, for you too.',
    ],
    anew: 'These words are for what you write from now on. What you locked before still needs the words before.',
    copy: 'Copy',
    copied: 'Copied. Clear your clipboard afterwards: other programs can read it.',
    notCopied: 'This browser does not copy. Write them down.',
    print: 'Print the words',
    save: 'Save as a file',
    file: 'seven-words.txt',
    next: 'I have kept them',
    drop: 'Not now',
    again: 'Type your seven words once',
    againHint: 'So that you know you have them. Capitals, spaces and one wrong letter do not matter.',
    use: 'Use these words',
    look: 'Look at the words again',
    differ: (at: readonly number[]) => `${which(at)} ${at.length === 1 ? 'is' : 'are'} not as it was shown. Look at the words again.`,
    corrected: (typed: string, word: string) => `“${typed}” was taken for “${word}”. Please write it down as “${word}”, and go on.`,
  },
} as const;
