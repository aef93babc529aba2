/** The promises and their limits, in plain words. */
export const words = {
  title: 'How this works',
  lead: 'You sign in so that we know whom to ask. Your answers leave without your name. Two sides do the work, and they never meet.',
  picture: {
    label:
      'Two sides. The side that knows you asks you and signs a sealed slip without seeing what is in it. Your device keeps the slip. Later your device sends your locked answers with the slip to the side that counts, which sees that the slip is genuine and cannot tell whose it is.',
    knows: 'The side that knows you',
    knowsWhat: ['who you are', 'whom to ask', 'never an answer'],
    device: 'Your device',
    deviceWhat: ['keeps your slip', 'locks your answers'],
    counts: 'The side that counts',
    countsWhat: ['locked answers', 'no name, no address', 'opens them once'],
    slip: 'signs a slip it cannot read',
    answer: 'slip + locked answers, later',
  },
  steps: {
    heading: 'A check-in, step by step',
    list: [
      'When you sign in, your device gets a slip for the coming round. It is signed the way one signs through a sealed envelope with carbon paper in it: whoever signs does not see what they sign, and will not know it again.',
      'Everyone’s device gets one, whether it is used or not. So having one says nothing about you.',
      'When you check in, your answers are locked on your device. They wait there for a while of random length, and then go, with the slip, to the side that counts. It never asks who you are.',
      'The slip is used up: one person, one answer.',
      'When the round closes, the answers are opened once, counted and deleted, and the key that opened them is destroyed. Any copy of them is noise from then on.',
    ],
  },
  promises: {
    heading: 'What we promise',
    list: [
      { what: 'Nobody can tell who answered what', how: 'Not even with every record, log and backup in hand.' },
      { what: 'One person, one answer', how: 'If a group has more answers than people, its figures are withheld and an alarm is raised.' },
      { what: 'No figure rests on too few people', how: 'Small teams are asked together, and told so. Where too few answer, the figure is hidden, and with it whatever would give it away.' },
      { what: 'That limit cannot be lowered', how: 'It is fixed before a round opens, it is never under five, and no round closes early.' },
      { what: 'You can check', how: 'You see whom you are asked with, your device finds its answer’s mark in the public list, and everyone can read the public log.' },
      { what: 'What you are is asked last, and only if you like', how: 'Your profession or contract is locked in with your answers. It is never shown for a team: only for the whole organisation, where at least twenty say the same.' },
      { what: 'Once a quarter: did reporting lost time cost you?', how: 'Asked in the check-in, where nobody can tell who you are. It is counted over the whole organisation, from twenty people who reported, and never shown for a team.' },
      { what: 'Answers are deleted', how: 'Once the results stand, and the round’s keys with them. Comments alone are locked again, for two people outside the line of management: they show each one, take parts out or withhold it, within five working days. How many were withheld, and why, is shown.' },
      { what: 'Where a browser cannot lock answers, nothing is sent', how: 'There is no weaker way.' },
      { what: 'For care, not control', how: 'Nothing here may be used for capability, discipline, choosing people for redundancy, or targets. No page ranks people, teams or managers.' },
    ],
  },
  limits: {
    heading: 'What we cannot hide',
    lead: 'You should know these before you answer.',
    list: [
      'Your employer’s own device or network can watch what its screen shows and what passes through it. Your own phone on its own connection is safer.',
      'That you opened Headroom.',
      'How you write, where you write.',
      'The minute in which something reached us. The company that runs our computers counts it, and who signed in at about that time is known. So write on another day than you sign in.',
      'An unlocked device can answer for its owner.',
      'More than three colleagues who put their answers together can work out what is left.',
      'Somebody who knows of everyone else in a team that they answered as they did before, round after round, can tell what a person who joined or left said. If they try out answers of their own, they can tell what the others said.',
      'Accounts that are not people.',
      'Whoever changes the programme that this site sends to your browser can change what it does.',
    ],
  },
  check: { heading: 'Check for yourself', text: 'The public log, and whether your device agrees with it:', link: 'Rounds' },
} as const;
