/** Nobody is named where there is no executive at all. */
const named = (by: readonly string[]): string => (by.length === 0 ? 'The executives' : new Intl.ListFormat('en-GB').format(by));

/** What is said of answers owed. */
export const words = {
  heading: 'Answers owed',
  owes: (by: readonly string[], group: string, due: string) => `${named(by)} ${by.length === 1 ? 'owes' : 'owe'} ${group} an answer by ${due}.`,
  overdue: (by: readonly string[], group: string, due: string) => `${named(by)} owed ${group} an answer by ${due}. It is overdue.`,
  answered: (by: string, on: string) => `${by} answered on ${on}:`,
  because: 'Because:',
  write: 'Write the answer',
  label: (group: string) => `Your answer to ${group}`,
  hint: (name: string) => `What you will do, by when, or why not. Everybody in the group reads it, under your name, ${name}. It cannot be changed afterwards.`,
  send: 'Give this answer',
  sending: 'Sending your answer…',
  none: 'No answer is owed just now. One is when moral injury gets worse in a group.',
} as const;
