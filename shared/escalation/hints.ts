import { type IdentifierKind, identifiersIn, identifierWords } from '../supervision/caseIdentifier.ts';

/**
 * What in a text might tell who wrote it, or point at a person who uses services. Found by shape, on the writer’s own device and nowhere else: some of it
 * is something else, and what only a colleague would know has no shape. It hints and never stops anybody.
 */
export type HintKind = IdentifierKind | 'colleague' | 'titled-name' | 'initials' | 'phone' | 'mail' | 'web' | 'address' | 'date' | 'time' | 'rare-role' | 'own-story' | 'signed';

export interface Hint {
  kind: HintKind;
  /** Where in the text. */
  from: number;
  to: number;
}

const months = 'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const streets = 'street|st|road|rd|lane|avenue|ave|close|drive|way|court|crescent|terrace|gardens|grove|place|hill|row|square|mews|heol|stryd|ffordd';

/** The first that matches a stretch keeps it. */
const shapes: readonly { kind: HintKind; shape: RegExp }[] = [
  { kind: 'mail', shape: /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/g },
  { kind: 'web', shape: /\b(?:https?:\/\/|www\.)\S+/gi },
  { kind: 'phone', shape: /(?<![\d.,£])(?:\+44 ?|\(?0)\d(?:[ )-]{0,2}\d){7,10}(?!\d)/g },
  { kind: 'date', shape: new RegExp(String.raw`\b\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:${months})\b(?:,? \d{4})?|\b(?:${months}) \d{1,2}(?:st|nd|rd|th)?\b(?:,? \d{4})?|\b\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})\b`, 'gi') },
  { kind: 'time', shape: /\b(?:[01]?\d|2[0-3])[:.][0-5]\d(?: ?[ap]m)?\b|\b(?:1[0-2]|[1-9]) ?[ap]\.?m\b/gi },
  { kind: 'address', shape: new RegExp(String.raw`\b\d{1,4}[a-z]?,? (?:[A-Z][\p{L}’'-]+ ){1,3}(?:${streets})\b`, 'giu') },
  { kind: 'address', shape: new RegExp(String.raw`\b(?:[A-Z][\p{L}’'-]+ ){1,2}(?:Street|Road|Lane|Avenue|Close|Drive|Crescent|Terrace|House|Lodge|Nursing Home|Care Home)\b`, 'gu') },
  { kind: 'titled-name', shape: /\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Cllr|Councillor)\.? [A-Z][\p{L}’'-]*/gu },
  { kind: 'initials', shape: /\b(?:client|child|adult|mother|father|mum|dad|patient|family|young person|service user) [A-Z]{1,3}\b|\b[A-Z]\.[A-Z]\.(?![A-Z])/g },
  { kind: 'rare-role', shape: /\bthe only (?:(?!(?:in|on|at|of|for|who|that|with|from|to|here)\b)[\p{L}-]+ ?){1,2}(?<! )/giu },
  { kind: 'rare-role', shape: /\b(?:as|I am|I’m|I'm|I was) (?:the|a|an|their|our) (?:[\p{L}-]+ ){0,3}?(?:AMHP|BIA|ASYE|manager|lead|head|chair|coordinator|co-ordinator|principal|student|apprentice|practice educator|supervisor|rep(?:resentative)?|psychologist|nurse|therapist|administrator|receptionist|commissioner)\b/giu },
  { kind: 'own-story', shape: /\bI(?:’ve| have|'ve)? (?:been|worked|started|joined|came|moved)(?: \w+){0,3} (?:for|since|in|from) (?:\w+ )?(?:\w+ )?(?:years?|months?|weeks?|\d{4}|january|february|march|april|may|june|july|august|september|october|november|december)\b/gi },
  { kind: 'own-story', shape: /\bmy (?:pregnancy|maternity|paternity|disability|diagnosis|visa|grievance|appraisal|wedding|bereavement|phased return|sick(?:ness)? leave|husband|wife|partner|last day|notice period|probation)\b/gi },
  { kind: 'own-story', shape: /\bwhen I (?:told|said to|rang|emailed|e-mailed|wrote to|asked)\b/gi },
  { kind: 'signed', shape: /\bmy name is\b|\b(?:kind|best|many|warm) (?:regards|wishes)\b|\byours (?:sincerely|faithfully)\b/gi },
];

/** Names that are words as well: alone they are a hint only where no sentence begins with them. */
const alsoWords = new Set(['will', 'may', 'grace', 'mark', 'rose', 'joy', 'hope', 'faith', 'dean', 'bill', 'rob', 'sue', 'art', 'frank', 'ernest', 'young', 'june', 'april', 'august', 'guy', 'miles', 'cole', 'clay', 'page', 'price', 'long', 'short', 'white', 'black', 'brown', 'green', 'king', 'day', 'rich', 'wise', 'marsh', 'moss', 'reed', 'shah', 'walker', 'carter', 'cook', 'fox', 'hill', 'wood', 'field', 'north', 'west']);

export type Names = ReadonlySet<string>;
/** Everybody’s names, taken apart, in small letters: “amina abbott”, “amina”, “abbott”. */
export const namesFrom = (names: readonly string[]): Names =>
  new Set(names.flatMap((name) => [plain(name), ...name.split(/[\s-]+/).map(plain)]).filter((part) => part.length > 2));

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** In the order in which they stand; no two of them overlap. */
export function hintsIn(text: string, names: Names): Hint[] {
  const found: Hint[] = [];
  const add = (kind: HintKind, from: number, to: number): void => {
    if (!found.some((f) => from < f.to && f.from < to)) found.push({ kind, from, to });
  };
  for (const { kind, shape } of shapes.slice(0, 4)) for (const m of text.matchAll(shape)) add(kind, m.index, m.index + m[0].length);
  for (const { kind, from, to } of identifiersIn(text)) add(kind, from, to);
  for (const { from, to } of colleaguesIn(text, names)) add('colleague', from, to);
  for (const { kind, shape } of shapes.slice(4)) for (const m of text.matchAll(shape)) add(kind, m.index, m.index + m[0].length);
  return found.sort((a, b) => a.from - b.from);
}

/** Capitalised words that are somebody’s name here, and two of them that follow on each other as one. */
function colleaguesIn(text: string, names: Names): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const { 0: word, index } of text.matchAll(/\p{Lu}[\p{L}\p{M}’'-]+/gu)) {
    const bare = word.replace(/[’']s$/u, '');
    const name = plain(bare);
    if (!names.has(name)) continue;
    const last = found.at(-1);
    const follows = last !== undefined && /^ +$/.test(text.slice(last.to, index));
    if (follows) last.to = index + bare.length;
    else if (!alsoWords.has(name) || !beginsSentence(text, index) || nextIsName(text, index + bare.length, names)) found.push({ from: index, to: index + bare.length });
  }
  return found;
}

const beginsSentence = (text: string, at: number): boolean => /(?:^|[.!?…:\n]["”’)]?\s*)$/u.test(text.slice(0, at));
const nextIsName = (text: string, at: number, names: Names): boolean => {
  const next = /^ +(\p{Lu}[\p{L}\p{M}’'-]+)/u.exec(text.slice(at))?.[1];
  return next !== undefined && names.has(plain(next));
};

const [not, ends] = [String.raw`(?:can(?:not|[’']?t| not)|could(?:n[’']?t| not)|do(?:n[’']?t| not))`, String.raw`(?= like| any| much|[.,;!?\n]|$)`];
/**
 * What somebody writes who may come to harm, by their own hand or by somebody’s at home: in the first person, since much work is about the suicide and the fear of others. It is rather shown
 * once too often: what follows is a few numbers to ring, on this device alone.
 */
const harm: readonly RegExp[] = [
  /\b(?:kill|hurt|harm|cut)(?:t?ing)? myself\b|\bdo away with myself\b/i,
  /\bI(?:[’']?(?:ve|m)| have| am| was)?(?: been| started| again| still)* self[- ]?harm(?:ed|ing)?\b/i,
  /\b(?:end|ending|take|taking) my (?:own )?life\b|\b(?:end|ending) it all\b|\bmy (?:own )?suicide\b/i,
  /\bI(?:[’']?(?:ve|m)| have| am| was)?(?: \w+){0,2} suicidal\b|\b(?:feel|feeling) suicidal\b|\bI[^.!?\n]{0,30} th(?:ink|inking|ought|oughts) (?:about|of) (?:suicide|dying|an overdose)\b/i,
  /\bI(?:[’']?(?:ve|ll|m)| have| will)?(?: \w+){0,2} (?:take|took|taken|taking) (?:an overdose|all my (?:pills|tablets))\b/i,
  /\bI(?:[’']?d)?(?: \w+){0,2} (?:want|wanted|like|wish|rather)(?: to| be| I (?:was|were))* (?:die|dead|not wake up)\b|\bbetter off (?:dead|without me)\b/i,
  new RegExp(String.raw`\bI(?: \w+){0,2} ${not} want to (?:live|be alive|wake up|be here any ?(?:more|longer))\b`, 'i'),
  /\bno reason to live\b|\bnothing to live for\b|\bno point (?:in )?(?:living|being alive)\b|\bnot worth living\b/i,
  new RegExp(String.raw`\bI(?: \w+){0,2} ${not} (?:cope\b|(?:carry|go) on${ends}|bear (?:it|this)\b|take (?:it|this) any ?(?:more|longer)\b)`, 'i'),
  /\b(?:he|she|they|husband|wife|partner|boyfriend|girlfriend|ex) (?:hits?|beats?|hurts?|strangled|chokes?|choked|raped?|(?:threatens|threatened|wants) to kill) me\b/i,
  new RegExp(String.raw`\bI(?:[’']?m| am| feel)? (?:unsafe|(?:${not} feel|not) safe) (?:at|to go) home\b`, 'i'),
  /\bI(?:[’']?m| am)(?: \w+)? (?:afraid|scared|frightened) (?:of|to go home to) my (?:husband|wife|partner|boyfriend|girlfriend|ex)\b/i,
  /\bI[’']?(?:m| am) (?:going|about) to (?:kill|hurt|harm) (?:him|her|them|some(?:body|one))\b/i,
];
export const signalsHarm = (text: string): boolean => harm.some((shape) => shape.test(text));

const identifierHints = Object.fromEntries(
  Object.entries(identifierWords).map(([kind, is]) => [kind, { is, instead: kind === 'postcode' ? 'It says where somebody lives. Leave it out.' : 'It points at one person. Leave it out: it belongs in their own record.' }]),
) as Record<IdentifierKind, { is: string; instead: string }>;

/** What each is, and what one could write instead. */
export const hintWords: Readonly<Record<HintKind, { is: string; instead: string }>> = {
  ...identifierHints,
  'colleague': { is: 'a name of somebody who works here', instead: 'A name shows whom you work with. Their part in it may be enough: “a manager”, “a colleague”.' },
  'titled-name': { is: 'somebody’s name', instead: 'If it is a person who uses services, leave the name out.' },
  'initials': { is: 'initials of somebody', instead: 'Whoever knows the person knows who it is. “One person” is enough.' },
  'phone': { is: 'a phone number', instead: 'It says whose it is. Leave it out.' },
  'mail': { is: 'a mail address', instead: 'It says whose it is. Leave it out.' },
  'web': { is: 'a web address', instead: 'Nobody can click it, and it may say where you looked. Say what it shows.' },
  'address': { is: 'a place one can find', instead: 'It can point at a person, or at the few who go there. “A home we use” may be enough.' },
  'date': { is: 'a day', instead: 'Few were there on that day. “Some weeks ago” or “this spring” tells less.' },
  'time': { is: 'a time', instead: 'Few were there at that time. “In the evening” tells less.' },
  'rare-role': { is: 'a role that few have', instead: 'If only one or two people have it, it says who you are.' },
  'own-story': { is: 'something of your own story', instead: 'Whoever knows you may know this. Say what happened and not when it happened to you.' },
  'signed': { is: 'the way one signs', instead: 'End without it, so that no habit of yours shows.' },
};
