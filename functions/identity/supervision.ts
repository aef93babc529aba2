import { createHash } from 'node:crypto';
import type { RecordShape } from '../../shared/contract/identity/supervision.ts';
import { type Agreement, endsOn, holds, readerOf } from '../../shared/supervision/agreement.ts';
import type { RecordVersion } from '../../shared/supervision/record.ts';
import { ownTemplate, type Template } from '../../shared/supervision/template.ts';
import { dayAt, plus } from '../../shared/time/date.ts';
import type { Caller } from '../http/endpoint.ts';
import { attribute, padded } from '../store/record.ts';
import { every, type Item, type Key, type Store } from '../store/store.ts';
import type { House } from './people.ts';

/**
 * Supervision of one person, in one partition of the identity table. Nothing in it is changed: a record is written anew as its next
 * version, and a signature is an item of its own under what it signs.
 *
 *     supervision#person / agreement#number                 terms, and who put them
 *                        / record#session#version           what was written
 *                        / signed#agreement#number#by, signed#record#session#version#by
 *                        / read#day#by                       that the principal read it
 *     supervisionTemplate / version                         the headings, and who changed them
 */
export const keys = {
  agreement: (person: string, number: number): Key => ({ pk: supervisionOf(person), sk: `agreement#${padded(number)}` }),
  record: (person: string, session: string, version: number): Key => ({ pk: supervisionOf(person), sk: `record#${session}#${padded(version)}` }),
  signature: (person: string, under: Key, by: string): Key => ({ pk: supervisionOf(person), sk: `signed#${under.sk}#${by}` }),
  reading: (person: string, day: string, by: string): Key => ({ pk: supervisionOf(person), sk: `read#${day}#${by}` }),
  template: (version: number): Key => ({ pk: templates, sk: padded(version) }),
} as const;
const supervisionOf = (person: string): string => `supervision#${person}`;
const templates = 'supervisionTemplate';

export interface Supervision {
  agreements: Agreement[];
  /** Every version of every record, oldest first. */
  versions: (RecordVersion & { signatures: Record<string, string> })[];
  readings: { by: string; at: string }[];
}

export async function supervisionOfPerson(identity: Pick<Store, 'query'>, person: string): Promise<Supervision> {
  const items: Item[] = [];
  for await (const item of every(identity, supervisionOf(person))) items.push(item);
  const under = (prefix: string): Item[] => items.filter(({ sk }) => sk.startsWith(prefix));
  const signatures = (of: Item): Record<string, string> => Object.fromEntries(under(`signed#${of.sk}#`).map((s) => [attribute<string>(s, 'by'), attribute<string>(s, 'at')]));
  return {
    agreements: under('agreement#').map((item) => ({ ...attribute<Omit<Agreement, 'signatures'>>(item, 'agreement'), signatures: signatures(item) })),
    versions: under('record#').map((item) => ({ ...attribute<RecordVersion>(item, 'record'), signatures: signatures(item) })).sort((a, b) => (a.on === b.on ? a.version - b.version : a.on < b.on ? -1 : 1)),
    readings: under('read#').map((item) => ({ by: attribute<string>(item, 'by'), at: attribute<string>(item, 'at') })),
  };
}

export const signatureItem = (person: string, under: Key, by: string, now: number, more: Partial<Pick<Item, 'expiresAt'>> = {}): Item => ({ ...keys.signature(person, under, by), v: 1, by, at: new Date(now).toISOString(), ...more });

export const agreementShape = (supervisee: string, agreement: Agreement, all: readonly Agreement[]) => {
  const { v: _, ...rest } = agreement;
  return { ...rest, signatures: { ...rest.signatures }, holds: holds(supervisee, agreement), endsOn: endsOn(supervisee, agreement, all) };
};

/** Each session’s record that this reader may read, newest session first: its newest version and, to those who wrote it, the ones before. */
export function recordsFor(reader: Caller, supervisee: string, { agreements, versions, readings }: Supervision): RecordShape[] {
  const isPrincipal = reader.roles.includes('principal');
  const bySession = Map.groupBy(versions, ({ session }) => session);
  return [...bySession.values()]
    .flatMap((all): RecordShape[] => {
      const [newest, ...before] = all.toSorted((a, b) => b.version - a.version);
      if (newest === undefined || readerOf({ id: reader.id, isPrincipal }, supervisee, agreements, newest) === null) return [];
      const { session, on, givenBy, standIn } = newest;
      const wroteIt = [supervisee, givenBy, standIn].includes(reader.id);
      return [{ session, on, givenBy, newest: versionShape(newest), earlier: before.length, earlierVersions: wroteIt ? before.map(versionShape) : [], readBy: readings }];
    })
    .sort((a, b) => (a.on < b.on ? 1 : -1));
}

const versionShape = ({ sections, actions, version, headings, by, at, signatures }: Supervision['versions'][number]): RecordShape['newest'] => ({ sections, actions, version, headings: [...headings], by, at, signatures });

/** What records are begun under now. */
export async function newestTemplate(identity: Pick<Store, 'query'>): Promise<Template> {
  const { items: [newest] } = await identity.query(templates, { reverse: true, limit: 1 });
  return newest === undefined ? ownTemplate : templateIn(newest);
}

/** What records were begun under when it was this version; null: there is none. */
export async function templateOf(identity: Pick<Store, 'get'>, version: number): Promise<Template | null> {
  if (version === ownTemplate.version) return ownTemplate;
  const item = await identity.get(keys.template(version));
  return item === null ? null : templateIn(item);
}

/** Newest first, down to the one that came with Headroom. */
export async function allTemplates(identity: Pick<Store, 'query'>): Promise<Template[]> {
  const found = [ownTemplate];
  for await (const item of every(identity, templates)) found.push(templateIn(item));
  return found.reverse();
}

const templateIn = (item: Item): Template => attribute<Template>(item, 'template');
export const templateShape = ({ headings, ...rest }: Template) => ({ ...rest, headings: [...headings] });

/** What was written, in short: sent again it is the same. */
export const digestOf = (said: unknown): string => createHash('sha256').update(JSON.stringify(said)).digest('base64url');

/** Years a record is kept after it was written, and the moment it goes, in epoch seconds: then it is deleted, with its signatures. */
export const keptYears = ({ recordsKeptYears = 6 }: Pick<House, 'recordsKeptYears'>): number => recordsKeptYears;
export const goesAt = (house: Pick<House, 'recordsKeptYears'>, now: number): number => Date.parse(`${plus(dayAt(now), { years: keptYears(house) })}T00:00:00Z`) / 1000;
