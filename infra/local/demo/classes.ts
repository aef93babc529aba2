import type { ClassLists, Said } from '../../../shared/pulse/classes.ts';
import { people } from './people.ts';

/** What people at Northmoor may say they are. */
export const demoClasses: ClassLists = {
  profession: ['Rather not say', 'Social worker', 'Family and community support worker', 'Occupational therapist', 'Approved mental health professional'],
  contract: ['Rather not say', 'Permanent', 'Fixed term', 'Agency'],
};
const [socialWorker, supportWorker, therapist, mentalHealth] = [2, 3, 4, 5];
const [permanent, fixedTerm, agency] = [2, 3, 4];

const size = (team: string): number => people.filter((p) => p.team === team).length;
const sizes = new Map([...new Set(people.map((p) => p.team))].flatMap((team) => (team === null ? [] : [[team, size(team)]])));
const adults: ReadonlySet<string> = new Set(['northside', 'riverside', 'moorland', 'hospital', 'harbour']);

/** What the nth of a team who answers says they are: social workers most of them, a support worker in every five but in few at the hospital, and some who would rather not say. */
export function saidBy(team: string, n: number): Said {
  if (n % 9 === 8) return {};
  return { profession: professionOf(team, n), contract: n % 6 === 4 ? agency : n % 11 === 7 ? fixedTerm : permanent };
}

function professionOf(team: string, n: number): number {
  if (team !== 'practice' && ((sizes.get(team) ?? 0) < 12 ? n === 1 : n % 5 === 2 && (team !== 'hospital' || n < 7))) return supportWorker;
  if (team === 'mental-health' && n % 3 === 0) return mentalHealth;
  return adults.has(team) && n % 7 === 3 ? therapist : socialWorker;
}
