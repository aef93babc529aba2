import { soleCover } from '../../../shared/time/rules/cover.ts';
import type { House, Person, TeamOfHouse } from '../../../functions/identity/people.ts';

/** Northmoor Council: nobody in it is real. Two services, fourteen teams of 3 to 24 people. */
const services = { adults: 'Adults', children: 'Children and families' } as const;

const sizes = [
  ['northside', 'Northside', 'adults', 21],
  ['harbour', 'Harbour', 'adults', 5],
  ['riverside', 'Riverside', 'adults', 24],
  ['moorland', 'Moorland', 'adults', 22],
  ['hospital', 'Hospital discharge', 'adults', 15],
  ['duty', 'Duty desk', 'adults', 12],
  ['mental-health', 'Mental health and AMHP', 'adults', 15],
  ['sensory', 'Sensory support', 'adults', 3],
  ['practice', 'Practice and leadership', 'adults', 6],
  ['assessment', 'Assessment', 'children', 22],
  ['court', 'Court and care planning', 'children', 14],
  ['fostering', 'Fostering', 'children', 11],
  ['leaving-care', 'Leaving care', 'children', 8],
  ['family-help', 'Family help', 'children', 21],
] as const;

const given = [
  'Amina', 'Bethan', 'Callum', 'Daniel', 'Efua', 'Fiona', 'Gareth', 'Hannah', 'Imran', 'Joanne', 'Kwame', 'Leah', 'Marcus', 'Nadia', 'Owen',
  'Priya', 'Quentin', 'Ruth', 'Samir', 'Tegan', 'Una', 'Victor', 'Wendy', 'Xanthe', 'Yusuf', 'Zoe', 'Aled', 'Brigid', 'Chidi', 'Delyth',
] as const;
const family = [
  'Abbott', 'Begum', 'Clarke', 'Davies', 'Eze', 'Fletcher', 'Griffiths', 'Hussain', 'Iqbal', 'Jenkins', 'Khan', 'Lewis', 'Mensah', 'Nolan',
  'Okafor', 'Patel', 'Quinn', 'Roberts', 'Shah', 'Thomas', 'Underwood', 'Vaughan', 'Walker', 'Yates', 'Bailey', 'Cole', 'Doyle',
] as const;

/** The nth of all names: no two alike below 30 × 27. */
const nameOf = (n: number): string => `${given[n % given.length]} ${family[(n * 7 + Math.floor(n / given.length)) % family.length]}`;
const idOf = (name: string): string => name.toLowerCase().replaceAll(' ', '-');

export const teams: readonly TeamOfHouse[] = sizes.map(([id, name, service]) => ({ id, name, service }));

/** The office’s six: those whose roles reach over teams. They check in like everyone. */
const office = [
  { roles: ['practitioner', 'executive'], name: 'Helen Marsh' },
  { roles: ['practitioner', 'executive'], name: 'David Osei' },
  { roles: ['practitioner', 'guardian', 'reviewer'], name: 'Ruth Calder' },
  { roles: ['practitioner', 'principal', 'reviewer'], name: 'Sian Powell' },
  { roles: ['practitioner', 'steward'], name: 'Tom Ridley' },
  { roles: ['practitioner', 'manager'], name: 'Grace Adeyemi' },
] as const;

export const people: readonly Person[] = sizes.flatMap(([team, , , size], t) => {
  const before = sizes.slice(0, t).reduce((n, s) => n + s[3], 0);
  return Array.from({ length: size }, (_, i): Person => {
    const known = team === 'practice' ? office[i] : undefined;
    const manages = i === 0 && team !== 'practice';
    const name = known?.name ?? nameOf(before + i);
    return { id: idOf(name), name, roles: known?.roles ?? (manages ? ['practitioner', 'manager'] : ['practitioner']), team, manages: manages || known?.name === 'Grace Adeyemi' ? [team] : [] };
  });
});

/** Kept free of an answer in the open round, so that whoever tries the demo can check in as them: everyone with a role, and two in each team. */
export const mayTry: ReadonlySet<string> = new Set([
  ...people.filter((p) => p.roles.length > 1).map((p) => p.id),
  ...teams.flatMap((t) => people.filter((p) => p.team === t.id && p.roles.length === 1).slice(0, 2).map((p) => p.id)),
]);

export const demoHouse = (firstOpensOn: string): House => ({
  organisation: 'Northmoor Council',
  services,
  programme: { firstOpensOn, opensAt: '09:00', zone: 'Europe/London', everyWeeks: 2, openDays: 14 },
  floor: 8,
  owesAnswers: idOf('Helen Marsh'),
  cover: soleCover.suggests,
  pauseSeconds: { atLeast: 3, atMost: 12 },
});
