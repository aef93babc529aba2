import type { CpdEntry } from '../../../shared/cpd/entry.ts';
import { keyOfWords, sealReflection } from '../../../shared/cpd/reflection.ts';
import { yearOf } from '../../../shared/cpd/year.ts';
import { dayAt, later, type LocalDate, plusDays } from '../../../shared/time/date.ts';
import { cpdOfPerson } from '../../../functions/identity/cpd.ts';
import { standingOfPerson } from '../../../functions/identity/diary.ts';
import { entitlementsOf } from '../../../functions/identity/owedTo.ts';
import { rulesHere, rulesInForce } from '../../../functions/identity/rules.ts';
import type { Person } from '../../../functions/identity/people.ts';
import { granted, type Stores } from '../../../functions/store/granted.ts';
import { endpoints } from '../../registry.ts';

type Begun = Omit<CpdEntry, 'on' | 'evidence' | 'agreedFor' | 'reflection'> & { id: string; daysAgo: number; sharedWith?: string; privately?: string };

/** What opens the demo’s private reflection: everybody may know them. */
export const demoOwnWords = 'apricot cobalt kettle granite hammock thimble walnut';

/** One whose year still needs a piece that was thought through with somebody, and one who has both and has forgotten the form. */
const records: readonly { name: string; pieces: readonly Begun[]; ticks: readonly { id: string; item: string; daysAgo: number }[] }[] = [
  {
    name: 'Bethan Hussain',
    pieces: [
      { id: 'bethan000001', kind: 'course', daysAgo: 160, about: 'Two days on self-neglect and hoarding. Half of my longest pieces of work turn on it.', learning: 'That clearing a home first makes it worse, and what to agree on instead.', impact: 'I now begin with one path to one door. Two people have let me come back.', peer: null, minutes: 780, participatoryMinutes: 600, isSubmitted: true },
      { id: 'bethan000002', kind: 'reflection', daysAgo: 9, about: 'A visit that went wrong, thought through', learning: 'I had stopped listening before I rang the bell.', impact: '', peer: { role: 'colleague', learned: 'She asked what I had needed that morning. Nobody had asked.' }, minutes: 45, participatoryMinutes: 45, isSubmitted: false, privately: 'I was short with her because I had been up since four with my own mother. I do not want to explain that to anyone at work. It is still the reason.' },
    ],
    ticks: [{ id: 'bethanform01', item: 'renewal-form', daysAgo: 20 }],
  },
  {
    name: 'Callum Okafor',
    pieces: [
      { id: 'callum000001', kind: 'reading', daysAgo: 120, about: 'Research on what makes carers give up. I assess carers every week.', learning: 'It is the nights, and being spoken to as staff.', impact: 'I ask about nights first. One carer has had her first break in a year.', peer: null, minutes: 150, participatoryMinutes: 0, isSubmitted: true },
      { id: 'callum000002', kind: 'group', daysAgo: 48, about: 'Our reflective group on saying no to a family', learning: 'That I explain too much when I am afraid.', impact: 'Shorter letters, and a call before each of them.', peer: { role: 'other-profession', learned: 'How a nurse says it: first what stays.' }, minutes: 75, participatoryMinutes: 75, isSubmitted: true, sharedWith: 'amina-abbott' },
    ],
    ticks: [{ id: 'callumfee001', item: 'renewal-fee', daysAgo: 15 }],
  },
];

/**
 * A few pieces of two people’s records, by the functions of the routes: of the registration year that runs, so that in December they are of its first
 * days, and nobody has ticked a form before it can be filled in. What a run that was killed left is cleared first.
 */
export async function seedCpd(stores: Stores, people: readonly Person[], now: number): Promise<void> {
  const today = dayAt(now);
  const rules = rulesInForce(await rulesHere(stores.identity));
  const { saveCpdEntry, shareCpdEntry, tickCpd } = endpoints;
  for (const { name, pieces, ticks } of records) {
    const caller = people.find((p) => p.name === name);
    if (caller === undefined) throw new Error(`the demo has no ${name}`);
    const standing = await standingOfPerson(stores.identity, caller);
    const year = standing === null ? null : yearOf(entitlementsOf(standing, rules, today));
    if (year === null) throw new Error(`the demo’s ${name} is on a register`);
    const ago = (days: number, first: LocalDate): LocalDate => later(plusDays(today, -days), first);
    await stores.identity.clear(cpdOfPerson(caller.id));
    const ours = { caller, query: {}, stores: granted(stores, saveCpdEntry.row.grants), now };
    for (const { id, daysAgo, sharedWith, privately, ...said } of pieces) {
      const entry: CpdEntry = { ...said, on: ago(daysAgo, year.from), evidence: [], agreedFor: [] };
      await saveCpdEntry.handle({ ...ours, params: { entry: id }, body: { version: 1, ...(privately === undefined ? { entry } : await locked(entry, id, privately)) } });
      if (sharedWith !== undefined) await shareCpdEntry.handle({ ...ours, params: { entry: id }, body: { with: sharedWith, isShared: true } });
    }
    if (today < year.opensOn) continue;
    for (const { id, item, daysAgo } of ticks) await tickCpd.handle({ ...ours, params: { tick: id }, body: { item, on: ago(daysAgo, year.opensOn), isDone: true } });
  }
}

async function locked(entry: CpdEntry, id: string, text: string): Promise<{ entry: CpdEntry; lockedTo: string }> {
  const { recipient } = await keyOfWords(demoOwnWords);
  return { entry: { ...entry, reflection: await sealReflection(recipient, id, text) }, lockedTo: recipient };
}
