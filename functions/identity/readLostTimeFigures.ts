import { lostTimeRoutes } from '../../shared/contract/identity/lostTime.ts';
import { closedQuarters, fewestInAFigure, figureOf, type QuarterFigure } from '../../shared/time/lostTime.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, lastFrozen, releasesOf, stored } from '../store/record.ts';
import type { Store } from '../store/store.ts';
import { allReports, keys } from './lostTime.ts';

const shown = 4;
/** As many as open in a quarter, every two weeks. */
const roundsInAQuarter = 7;

/** What a closed quarter came to is kept by whoever asks first: nothing in it can change, though reports themselves go one day. */
export const readLostTimeFigures = endpoint(lostTimeRoutes, 'readLostTimeFigures', async ({ stores: { identity, published }, now }) => {
  const closed = closedQuarters(new Date(now).toISOString(), shown);
  const [cost, ...kept] = await Promise.all([costIn(published), ...closed.map((quarter) => identity.get(keys.quarter(quarter)))]);
  const told = { atLeast: fewestInAFigure, cost };
  if (kept.every((item) => item !== null)) return { ...told, quarters: kept.map((item) => attribute<QuarterFigure>(item, 'figure')) };
  const reports = await allReports(identity);
  const quarters = closed.map((quarter) => figureOf(quarter, reports));
  await Promise.all(quarters.map((figure) => identity.put({ ...keys.quarter(figure.quarter), v: 1, figure: stored(figure) }, { absent: true })));
  return { ...told, quarters };
});

/** What was last published of it: it is asked once a quarter, so it stands in one of these. */
async function costIn(published: Pick<Store, 'query'>) {
  const releases = await releasesOf(published, 'organisation', await lastFrozen(published), roundsInAQuarter);
  const asked = releases.findLast((r) => r.reporting !== undefined);
  return asked === undefined ? null : { closesAt: asked.closesAt, told: asked.reporting ?? null };
}
