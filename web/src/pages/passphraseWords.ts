/** What is said wherever somebody has a key of their own under a passphrase. */
export const passphraseWords = {
  passphrase: 'A passphrase: four or five words that do not belong together',
  passphraseHint: (least: number) => `At least ${least} letters. Write it down and keep it somewhere safe: nobody can give you a new one, and what was locked to this key stays locked without it.`,
  again: 'The same passphrase again, without looking at the first',
  tooShort: (least: number) => `That is shorter than ${least} letters.`,
  differs: 'The two are not the same. Type both again.',
  make: 'Make the key',
  making: 'Making your key and trying it out: this takes a moment…',
  unlock: 'Unlock',
  unlockTitle: 'Your passphrase',
  unlocking: 'Unlocking…',
  notFetched: 'A part of this page could not be fetched, so nothing was opened.',
  notFetchedDo: 'Try again when there is a connection: the page then opens anew, and you type your passphrase once more.',
  wrong: 'That passphrase opens none of your keys. Check for a missing word or a capital letter.',
} as const;
