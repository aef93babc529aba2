import { cpdRoutes } from '../../shared/contract/identity/cpd.ts';
import { Problem } from '../../shared/contract/problem.ts';
import { alsoCounted, ticksOf, yearOf } from '../../shared/cpd/year.ts';
import { dayAt } from '../../shared/time/date.ts';
import { endpoint } from '../http/endpoint.ts';
import { cpdFacts, cpdOf, entryShape, mayBeReader, readersOf } from './cpd.ts';
import { standingOfPerson } from './diary.ts';
import { entitlementsOf } from './owedTo.ts';
import { allPeople, personOf } from './people.ts';
import { rulesHere, rulesInForce } from './rules.ts';

/** The owner reads all of it. Somebody else reads the pieces that were shared with them, and where there are none may not know of any. */
export const readCpd = endpoint(cpdRoutes, 'readCpd', async ({ caller, params: { person }, stores: { identity }, now }) => {
  const [owner, cpd] = await Promise.all([personOf(identity, person), cpdOf(identity, person)]);
  const today = dayAt(now);
  if (owner === null) throw new Problem('not-found');
  if (caller.id !== person) {
    const pieces = mayBeReader(caller, owner) === null ? [] : cpd.pieces.filter(({ id }) => readersOf(cpd, id).includes(caller.id));
    if (pieces.length === 0) throw new Problem('not-found');
    return { person, name: owner.name, isMine: false, today, year: null, ticks: [], also: [], ticked: [], practice: [], entries: pieces.map((kept) => entryShape(kept, cpd, null, today, false)), lockedTo: null, mayRead: [] };
  }
  const [standing, people, rules] = await Promise.all([standingOfPerson(identity, owner), allPeople(identity), rulesHere(identity)]);
  const owed = standing === null ? [] : entitlementsOf(standing, rulesInForce(rules), today, cpdFacts(cpd));
  const year = yearOf(owed);
  return {
    person, name: owner.name, isMine: true, today, year,
    ticks: ticksOf(owed),
    also: alsoCounted(owed),
    ticked: cpd.ticks,
    practice: cpd.practice,
    entries: cpd.pieces.map((kept) => entryShape(kept, cpd, year, today, true)),
    lockedTo: cpd.lockedTo,
    mayRead: people.flatMap((one) => {
      const as = mayBeReader(one, owner);
      return as === null ? [] : [{ id: one.id, name: one.name, as }];
    }),
  };
});
