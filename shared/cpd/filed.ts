import { dayInWords } from '../time/catalogue.ts';
import { socialWorkEngland } from '../time/rules/socialWorkEngland.ts';
import type { CpdEntry } from './entry.ts';
import type { CpdKind, PeerRole } from './field.ts';

export const kindWords = {
  course: 'Course or training',
  reading: 'Reading or research',
  reflection: 'Reflection on practice',
  supervision: 'Supervision',
  group: 'Reflective group',
  shadowing: 'Shadowing',
  feedback: 'Feedback',
  teaching: 'Teaching or mentoring',
  other: 'Something else',
} as const satisfies Readonly<Record<CpdKind, string>>;

export const peerWords = {
  'colleague': 'a colleague',
  'manager': 'a manager',
  'supervisor': 'a supervisor',
  'practice-educator': 'a practice educator',
  'other-profession': 'someone of another profession',
  'student': 'a student',
  'lived-experience': 'someone with lived experience',
  'elsewhere': 'a peer from elsewhere',
} as const satisfies Readonly<Record<PeerRole, string>>;

export const agreedWords = { amhp: 'AMHP', bia: 'Best interests assessor' } as const satisfies Readonly<Record<CpdEntry['agreedFor'][number], string>>;

type Field = Extract<(typeof socialWorkEngland)[number]['owes'], { kind: 'fields' }>['fields'][number];

/** The regulator’s fields, in their order: the rule names them, and one that is added there does not compile until it is here. */
const filedAs = {
  'type': ({ kind }) => kindWords[kind],
  'short description and relevance': ({ about }) => about,
  'date': ({ on }) => dayInWords(on),
  'learning': ({ learning }) => learning,
  'impact on people': ({ impact }) => impact,
  'peer learning': ({ peer }) => (peer === null ? '' : `With ${peerWords[peer.role]}: ${peer.learned}`),
} as const satisfies Readonly<Record<Field, (entry: CpdEntry) => string>>;

/** A piece in the shape in which it is filed: each field with what was said under it. */
export const filed = (entry: CpdEntry): { field: Field; said: string }[] => filedFields.map((field) => ({ field, said: filedAs[field](entry) }));

export const filedFields: readonly Field[] = socialWorkEngland.flatMap(({ owes }) => (owes.kind === 'fields' ? owes.fields : []));
