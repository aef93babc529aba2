/** What is said where two shares are joined. */
export const words = {
  title: 'Join two shares',
  lead: 'Two of the three people with a share sit down together. Nothing that you type here can leave this browser: this page can send nothing to anybody.',
  one: 'One share',
  two: 'Another share',
  join: 'Join them',
  wrong: {
    'not-a-share': (at: number) => `The ${at === 1 ? 'first' : 'second'} is no share, or a letter of it is wrong.`,
    'same-share': 'That is the same share twice.',
    'other-keys': 'These two belong to different keys.',
  },
  broken: 'They could not be joined. Use a newer browser.',
  joined: 'Here is the recovery key',
  joinedText: 'Save it, open what has to be opened, and delete it again. The age command reads it: age --decrypt --identity headroom-recovery-key.txt, and then the name of a sealed message.',
  ofTheLog: 'It is the recovery key of the public log.',
  notOfTheLog: 'It is not the newest recovery key of the public log: it opens what was written while it was.',
  save: 'Save the key as a file',
} as const;
