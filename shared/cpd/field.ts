import type { Audience } from '../time/rules/rule.ts';

/** What a piece of learning was. */
export const cpdKinds = ['course', 'reading', 'reflection', 'supervision', 'group', 'shadowing', 'feedback', 'teaching', 'other'] as const;
export type CpdKind = (typeof cpdKinds)[number];

/** Whom it was thought through with. Chosen, never typed: no name stands in a record that is filed. */
export const peerRoles = ['colleague', 'manager', 'supervisor', 'practice-educator', 'other-profession', 'student', 'lived-experience', 'elsewhere'] as const;
export type PeerRole = (typeof peerRoles)[number];

/** For whose training a piece may have been agreed. */
export const agreeable = ['amhp', 'bia'] as const satisfies readonly Audience[];

/** An address that may stand as evidence: nothing but https, and no password in it. */
export const evidenceLink = /^https:\/\/[^\s@/?#]+\.[^\s@/?#]+(?:[/?#]\S*)?$/;

export const gaps = ['about', 'learning', 'impact', 'peer'] as const;
export type Gap = (typeof gaps)[number];

interface Said {
  about: string;
  learning: string;
  impact: string;
  peer: { learned: string } | null;
}

/** What is still missing before it can be submitted. */
export function gapsIn({ about, learning, impact, peer }: Said): Gap[] {
  const said = { about, learning, impact, peer: peer === null ? 'alone' : peer.learned };
  return gaps.filter((gap) => said[gap].trim() === '');
}

/** Thought through with somebody, and what came of that is written down. */
export const isWithPeer = ({ peer }: Pick<Said, 'peer'>): boolean => peer !== null && peer.learned.trim() !== '';
