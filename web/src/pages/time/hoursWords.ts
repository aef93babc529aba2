/** What is said of the hours in which somebody works. */
export const hoursWords = {
  title: 'The hours you work',
  lead: 'Nothing is offered outside them, and whoever books then is told first. What is booked already stays. Leave a day empty where you work from 9 to 5.',
  notHere: 'A day that is not here is one on which you do not work, as it was entered for you.',
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  from: 'From',
  to: 'To',
  wrong: 'Give both hours, the earlier one first, or neither.',
  send: 'Save your hours',
  sending: 'Saving your hours…',
  saved: 'Saved. Your hours count from now on.',
} as const;
