import { Problem } from '../../shared/contract/problem.ts';
import type { Hours, Pattern } from '../../shared/time/person.ts';
import type { Store } from '../store/store.ts';
import { partyOf, standingOf } from './diary.ts';
import { untilWritten } from './untilWritten.ts';

type Week = readonly (Hours | null)[];

/** The days of the week on which somebody works, from Monday (1), and their hours where they have said them. */
export const worksIn = ({ minutes, hours }: Pattern): { weekday: number; hours: Hours | null }[] => minutes.flatMap((m, i) => (m > 0 ? [{ weekday: i + 1, hours: hours?.[i] ?? null }] : []));

/** Whoever works them says them; on which days they work is entered with their employment. */
export const sayHours = (identity: Pick<Store, 'get' | 'query' | 'transact'>, person: string, hours: Week, now: number): Promise<Record<string, never>> =>
  untilWritten(async () => {
    const party = await partyOf(identity, person, now);
    const employed = party?.standing.employed ?? null;
    if (party === null || employed === null) throw new Problem('not-found', 'nobody has entered yet on which days you work');
    const { minutes, share } = employed.pattern;
    const said = hours.map((one, i) => ((minutes[i] ?? 0) > 0 ? one : null));
    const pattern: Pattern = { minutes, share, ...(said.some((one) => one !== null) ? { hours: said } : {}) };
    return (await identity.transact([standingOf(party, { ...party.standing, employed: { ...employed, pattern } })])) ? {} : null;
  });
