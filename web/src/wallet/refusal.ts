/** Why a token was not collected, in words for the person. Nothing was lost in any of them, and trying again is safe. */
export const refusals = {
  'log-rewritten': 'The public log has been rewritten since this device last saw it, so nothing was collected. Please tell your staff side.',
  'not-published': 'This round is not in the public log yet. It is tried again at your next visit.',
  'manifest-differs': 'What this round says of itself is not what the public log says, so nothing was collected.',
  'cohort-not-in-manifest': 'The group you were given is not one of this round’s public groups, so nothing was collected.',
  'entry-differs': 'Your group’s public entry is not the one this round names, so nothing was collected.',
  'in-two-groups': 'This round’s public groups name somebody twice, so one could have been made for you alone. Nothing was collected. Please tell your staff side.',
  'size-differs': 'The public entry of your group has another number of people than you were told, so nothing was collected.',
  'reviewers-differ': 'Comments of this round would be sealed to a key that is not in the public log, so nothing was collected. Please tell your staff side.',
  'roster-differs': 'Your group is not made of the people you were told you are asked with, so nothing was collected.',
  'not-among-names': 'Your own name is not in the group you were given, so nothing was collected.',
  'key-wrong': 'Your group’s public key is not of the kind Headroom uses, so nothing was collected.',
  'signature-wrong': 'What came back does not fit your group’s public key, so nothing was collected.',
  'speak-key-differs': 'The key that signs staff tokens is not the one the public log names, so none were collected. Please tell your staff side.',
  'readers-differ': 'Somebody who could read messages is not in the public log as they are shown here, so nothing is sealed to anyone. Please tell your staff side.',
  'token-wrong': 'The code does not fit this round’s public key. Ask for it again on the device it came from.',
  'not-in-round': 'You are not among the people asked in this round. People who join are asked from the next full round on.',
  'round-closed': 'This round has closed.',
  'signed-out': 'Your sign-in has run out. Sign in again; nothing was lost.',
  'cannot-encrypt': 'This browser cannot encrypt, and nothing is ever sent in the clear. Please use a newer one.',
  'cannot-keep': 'This browser would not keep anything for Headroom. Allow it to store data for this site, or use another browser.',
  'unreachable': 'There was no connection, or not a good one. It is tried again at your next visit.',
} as const;
export type Refusal = keyof typeof refusals;

export class Refused extends Error {
  override readonly name = 'Refused';
  readonly why: Refusal;
  constructor(why: Refusal) {
    super(refusals[why]);
    this.why = why;
  }
}
