import { calendarJobs, calendarRoutes } from './identity/calendar.ts';
import { contactRoutes } from './identity/contact.ts';
import { cpdJobs, cpdRoutes } from './identity/cpd.ts';
import { dutyRoutes } from './identity/duty.ts';
import { lostTimeRoutes } from './identity/lostTime.ts';
import { protectedTimeJobs, protectedTimeRoutes } from './identity/protectedTime.ts';
import { reviewRoutes } from './identity/review.ts';
import { roundJobs, roundRoutes } from './identity/rounds.ts';
import { rulesRoutes } from './identity/rules.ts';
import { speakingJobs, speakingRoutes } from './identity/speaking.ts';
import { supervisionRoutes } from './identity/supervision.ts';
import { timeRoutes } from './identity/time.ts';

/** The side that knows who and never an answer. A function reads the rows of its own part alone: the others are not there when it starts. */
export const identityRoutes = { ...roundRoutes, ...reviewRoutes, ...timeRoutes, ...lostTimeRoutes, ...protectedTimeRoutes, ...dutyRoutes, ...rulesRoutes, ...calendarRoutes, ...supervisionRoutes, ...cpdRoutes, ...contactRoutes, ...speakingRoutes } as const;
export const identityJobs = { ...roundJobs, ...calendarJobs, ...protectedTimeJobs, ...cpdJobs, ...speakingJobs } as const;
