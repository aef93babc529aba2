import { anonymousRoutes } from './anonymous.ts';
import { identityJobs, identityRoutes } from './identity.ts';
import { publishingJobs, publishingRoutes } from './publishing.ts';
import type { JobRow, Row } from './route.ts';

/** Every route and every job: what is deployed, served, granted, typed and printed. */
export const routes = { ...identityRoutes, ...anonymousRoutes, ...publishingRoutes } as const;
export const jobs = { ...identityJobs, ...publishingJobs } as const;

export type RouteName = keyof typeof routes;
export type JobName = keyof typeof jobs;

export const routeRows: ReadonlyMap<RouteName, Row> = new Map(Object.entries(routes) as [RouteName, Row][]);
export const jobRows: ReadonlyMap<JobName, JobRow> = new Map(Object.entries(jobs) as [JobName, JobRow][]);
