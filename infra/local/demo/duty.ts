import { isAway } from '../../../shared/time/absence.ts';
import { worksOn } from '../../../shared/time/availability.ts';
import { type LocalDate, localDateOf, mondayOf, plusDays } from '../../../shared/time/date.ts';
import { attribute } from '../../../functions/store/record.ts';
import { granted, type Stores } from '../../../functions/store/granted.ts';
import { every } from '../../../functions/store/store.ts';
import { standingsIn, type Time, weekOf } from '../../../functions/identity/diary.ts';
import { dutyOfTeam } from '../../../functions/identity/duty.ts';
import type { Person } from '../../../functions/identity/people.ts';
import { endpoints } from '../../registry.ts';

/** Rotas, as their managers bring them in: two at the duty desk on every working day, and one to approve by night. */
const rotas = [
  { team: 'duty', weekdays: [0, 1, 2, 3, 4], start: '09:00', end: '17:00', kind: 'duty', atOnce: 2 },
  { team: 'mental-health', weekdays: [0, 1, 2, 3, 4, 5, 6], start: '22:00', end: '08:00', kind: 'amhp', atOnce: 1 },
] as const;
const [weeksBack, weeksAhead] = [4, 5] as const;

/** Somebody at the duty desk beside whom nobody was there on some of the last working days, which all lie within two weeks whatever day it is. */
const leftAlone = { team: 'duty', workingDaysAgo: [1, 4, 6, 9] } as const;
export function daysLeftAlone(today: LocalDate): LocalDate[] {
  const worked = Array.from({ length: 13 }, (_, i) => plusDays(today, -1 - i)).filter((day) => plusDays(mondayOf(day), 5) > day);
  return leftAlone.workingDaysAgo.flatMap((ago) => worked[ago - 1] ?? []);
}

export async function seedDuty(stores: Stores, people: readonly Person[], now: number): Promise<void> {
  const { importRota, sayDuty } = endpoints;
  const today = localDateOf(new Date(now).toISOString());
  const monday = plusDays(mondayOf(today), -7 * weeksBack);
  const thin = daysLeftAlone(today);
  for (const rota of rotas) {
    const members = people.filter((p) => p.team === rota.team);
    const caller = members.find((p) => p.manages.includes(rota.team));
    if (caller === undefined) throw new Error('a team of the demo has a manager');
    await stores.identity.clear(dutyOfTeam(rota.team));
    const isFree = await freeDays(stores, rota.team);
    const rows: string[] = [];
    let turn = 1;
    for (let i = 0; i < 7 * (weeksBack + weeksAhead); i++) {
      const day = plusDays(monday, i);
      if (!rota.weekdays.some((weekday) => weekday === i % 7)) continue;
      const isThin = rota.team === leftAlone.team && thin.includes(day);
      // The same one is left alone each time: so it goes.
      const first = isThin ? members[3] : undefined;
      const onDuty = first === undefined ? [] : [first];
      for (let tried = 0; onDuty.length < (isThin ? 1 : rota.atOnce) && tried < members.length; tried++) {
        const person = members[turn++ % members.length];
        if (person !== undefined && person !== caller && isFree(person.id, day)) onDuty.push(person);
      }
      for (const person of onDuty) rows.push([person.id, day, rota.start, rota.end, rota.kind, 'yes'].join(','));
    }
    await importRota.handle({ caller, query: {}, params: { team: rota.team }, body: { text: ['person,date,start,end,kind,qualified', ...rows].join('\n') }, stores: granted(stores, importRota.row.grants), now });
  }
  const alone = people.filter((p) => p.team === 'hospital')[2];
  if (alone !== undefined) await sayDuty.handle({ caller: alone, query: {}, params: {}, body: { kind: 'alone', on: plusDays(today, -1), is: true }, stores: granted(stores, sayDuty.row.grants), now });
}

/** Whether somebody works on a day and has nothing booked on it: a rota is made around that where it can be. */
async function freeDays(stores: Pick<Stores, 'identity'>, team: string): Promise<(person: string, day: LocalDate) => boolean> {
  const standings = await standingsIn(stores.identity, team);
  const taken = new Set<string>();
  for await (const item of every(stores.identity, weekOf(team))) {
    const { session, at } = attribute<Time>(item, 'time');
    if (at.gone === null) for (const person of session.people) taken.add(`${person} ${localDateOf(at.start)}`);
  }
  return (person, day) => {
    const employed = standings.get(person)?.employed ?? null;
    return employed !== null && worksOn(employed, day) && !isAway(employed.absences, day) && !taken.has(`${person} ${day}`);
  };
}
