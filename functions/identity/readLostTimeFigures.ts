import { lostTimeRoutes } from '../../shared/contract/identity/lostTime.ts';
import { closedQuarters, fewestInAFigure, figureOf, type QuarterFigure } from '../../shared/time/lostTime.ts';
import { endpoint } from '../http/endpoint.ts';
import { attribute, stored } from '../store/record.ts';
import { allReports, keys } from './lostTime.ts';

const shown = 4;

/** What a closed quarter came to is kept by whoever asks first: nothing in it can change, though reports themselves go one day. */
export const readLostTimeFigures = endpoint(lostTimeRoutes, 'readLostTimeFigures', async ({ stores: { identity }, now }) => {
  const closed = closedQuarters(new Date(now).toISOString(), shown);
  const kept = await Promise.all(closed.map((quarter) => identity.get(keys.quarter(quarter))));
  if (kept.every((item) => item !== null)) return { atLeast: fewestInAFigure, quarters: kept.map((item) => attribute<QuarterFigure>(item, 'figure')) };
  const reports = await allReports(identity);
  const quarters = closed.map((quarter) => figureOf(quarter, reports));
  await Promise.all(quarters.map((figure) => identity.put({ ...keys.quarter(figure.quarter), v: 1, figure: stored(figure) }, { absent: true })));
  return { atLeast: fewestInAFigure, quarters };
});
