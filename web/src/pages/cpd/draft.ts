import { createSignal } from 'solid-js';
import type { CpdEntry } from '../../../../shared/cpd/entry.ts';
import { evidenceLink, gapsIn } from '../../../../shared/cpd/field.ts';
import { identifiersIn } from '../../../../shared/supervision/caseIdentifier.ts';
import type { AnswerOf } from '../../identity/client.ts';
import { randomId } from '../../ui/randomId.ts';
import { words } from './words.ts';
import { words as wordsOfReflections } from './wordsOfReflections.ts';

export type Cpd = AnswerOf<'readCpd'>;
export type Piece = Cpd['entries'][number];

/** A piece while it is written: as it stands in the form’s fields. */
export interface Draft {
  id: string;
  /** The version it will be. */
  version: number;
  kind: CpdEntry['kind'];
  about: string;
  on: string;
  learning: string;
  impact: string;
  peer: NonNullable<CpdEntry['peer']>['role'] | '';
  peerLearned: string;
  links: string;
  minutes: string;
  participatoryMinutes: string;
  agreedFor: CpdEntry['agreedFor'];
  isSubmitted: boolean;
  /** The private reflection that is kept, sealed. */
  kept: string | undefined;
  /** What is typed in its place; null where it stays as it is kept. */
  reflection: string | null;
  /** What was sealed last of what was typed: sent again after its answer was lost, it is the same. */
  sealed: { text: string; to: string; sealed: string } | null;
}

/**
 * What is being written, by whose record and which piece. It outlives the form and the page, so that closing either loses nothing; it is
 * gone once it is kept, or with the tab.
 */
const [drafts, setDrafts] = createSignal<ReadonlyMap<string, Draft>>(new Map());
export const draftOf = (person: string, piece: string): Draft | null => drafts().get(`${person}/${piece}`) ?? null;
export const keepDraft = (person: string, piece: string, draft: Draft | null): void => {
  const all = new Map(drafts());
  if (draft === null) all.delete(`${person}/${piece}`);
  else all.set(`${person}/${piece}`, draft);
  setDrafts(all);
};

export const newDraft = (today: string): Draft => ({ id: randomId(10), version: 1, kind: 'course', about: '', on: today, learning: '', impact: '', peer: '', peerLearned: '', links: '', minutes: '60', participatoryMinutes: '0', agreedFor: [], isSubmitted: false, kept: undefined, reflection: null, sealed: null });

export const draftFrom = ({ id, version, kind, about, on, learning, impact, peer, evidence, minutes, participatoryMinutes, agreedFor, isSubmitted, reflection }: Piece): Draft => ({
  id, version: version + 1, kind, about, on, learning, impact, peer: peer?.role ?? '', peerLearned: peer?.learned ?? '', links: evidence.join('\n'), minutes: String(minutes), participatoryMinutes: String(participatoryMinutes), agreedFor: [...agreedFor], isSubmitted, kept: reflection, reflection: null, sealed: null,
});

/** Whether something is typed as a private reflection. */
export const isSaid = (reflection: Draft['reflection']): reflection is string => reflection !== null && reflection.trim() !== '';

/** The piece as it is sent, but for a private reflection that is still to be sealed; or what is wrong with it, in words and by the field to go to. */
export function entryFrom(draft: Draft, today: string): { entry: CpdEntry } | { wrong: string; at: 'on' | 'about' | 'learning' | 'impact' | 'peer' | 'links' | 'minutes' | 'reflection' } {
  const evidence = draft.links.split(/\s*\n\s*/).map((link) => link.trim()).filter((link) => link !== '');
  const [minutes, participatoryMinutes] = [Number(draft.minutes), Number(draft.participatoryMinutes)];
  const entry: CpdEntry = {
    kind: draft.kind, about: draft.about, on: draft.on, learning: draft.learning, impact: draft.impact, peer: draft.peer === '' ? null : { role: draft.peer, learned: draft.peerLearned },
    evidence, minutes, participatoryMinutes, agreedFor: draft.agreedFor, isSubmitted: draft.isSubmitted,
    ...(draft.reflection === null && draft.kept !== undefined ? { reflection: draft.kept } : {}),
  };
  if (!/^20\d\d-/.test(draft.on) || (draft.isSubmitted && draft.on > today)) return { wrong: words.dayWrong, at: 'on' };
  if (evidence.length > 10 || evidence.some((link) => !evidenceLink.test(link))) return { wrong: words.linkWrong, at: 'links' };
  if (![minutes, participatoryMinutes].every((n) => Number.isInteger(n) && n >= 0 && n <= 6000) || participatoryMinutes > minutes) return { wrong: words.minutesWrong, at: 'minutes' };
  // Once it is sealed nobody else can look for it.
  const found = identifiersIn(draft.reflection ?? '').map(({ kind }) => kind);
  if (found.length > 0) return { wrong: wordsOfReflections.pointsAt(found), at: 'reflection' };
  const missing = draft.isSubmitted ? gapsIn(entry) : [];
  return missing[0] === undefined ? { entry } : { wrong: words.gapsWrong(missing.map((gap) => words.gaps[gap])), at: missing[0] };
}
