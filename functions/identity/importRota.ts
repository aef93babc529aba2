import { dutyRoutes } from '../../shared/contract/identity/duty.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { localDateOf, plus } from '../../shared/time/date.ts';
import { isQualified, type Shift } from '../../shared/time/duty.ts';
import { afterImport, daysOf, type Row, type RowProblem, rowsOf } from '../../shared/time/rota.ts';
import { endpoint } from '../http/endpoint.ts';
import { standingsIn } from './diary.ts';
import { dutyChange, dutyIn, nothingYet } from './duty.ts';
import { allPeople, keys as houseKeys, type Person } from './people.ts';
import { untilWritten } from './untilWritten.ts';

/** Longer ago than this a shift says nothing any more. */
const monthsKept = 13;
const toldAtOnce = 8;
/** What one transaction takes. */
const mostAtOnce = 100;

/** A whole file or none of it: a line that cannot be is told by its number. The same file again changes nothing. */
export const importRota = endpoint(dutyRoutes, 'importRota', async ({ caller, params: { team }, body: { text }, stores: { identity }, now }) => {
  if (!caller.manages.includes(team) && !caller.roles.includes('principal')) throw new Problem('not-yours');
  if ((await identity.get(houseKeys.team(team))) === null) throw new Problem('not-found', 'there is no such team');
  const { rows, problems } = rowsOf(text);
  const days = daysOf(rows);
  const members = (await allPeople(identity)).filter((p) => p.team === team);
  const named = rows.map((row) => ({ row, person: personNamed(row, members) }));
  const unknown = named.flatMap(({ row, person }): RowProblem[] => (typeof person === 'string' ? [{ line: row.line, says: person }] : []));
  const wrong = [...problems, ...unknown].sort((a, b) => a.line - b.line);
  if (wrong.length > 0 || days === null) throw new Problem('not-a-rota', said(wrong));
  const standings = await standingsIn(identity, team);
  const shiftsOf = (person: Person): Shift[] =>
    named.filter((one) => one.person === person).map(({ row: { start, end, kind, isQualified: by } }) => {
      const employed = standings.get(person.id)?.employed ?? null;
      return { start, end, kind, isQualified: by ?? (employed !== null && isQualified(employed, localDateOf(start))), from: 'rota' };
    });
  const oldest = plus(localDateOf(new Date(now).toISOString()), { months: -monthsKept });
  return untilWritten(async () => {
    const there = await dutyIn(identity, team);
    const changes = members.flatMap((person) => {
      const { duty, version } = there.get(person.id) ?? nothingYet(person.id);
      const kept = { ...duty, shifts: duty.shifts.filter(({ start }) => localDateOf(start) >= oldest) };
      const next = afterImport(kept, shiftsOf(person), days);
      return JSON.stringify(next) === JSON.stringify(duty) ? [] : [dutyChange(team, next, version)];
    });
    if (changes.length > mostAtOnce) throw new Problem('too-large', 'a rota of more than a hundred people at once');
    const done = { ...days, shifts: rows.length, people: new Set(named.map(({ person }) => person)).size };
    return changes.length === 0 || (await identity.transact(changes)) ? done : null;
  });
});

function personNamed({ person }: Row, members: readonly Person[]): Person | string {
  const wanted = person.toLowerCase();
  const found = members.filter(({ id, name, mail }) => [id, name, mail].some((one) => one?.toLowerCase() === wanted));
  const [one] = found;
  return one === undefined ? 'nobody of this team is called that' : found.length > 1 ? 'two of this team are called that; write their address instead' : one;
}

const said = (wrong: readonly RowProblem[]): string =>
  [...wrong.slice(0, toldAtOnce).map(({ line, says }) => `line ${line}: ${says}`), ...(wrong.length > toldAtOnce ? [`and ${wrong.length - toldAtOnce} more`] : [])].join('; ') || 'there is nothing in it';
