import { jobRows, routeRows } from '../shared/contract/contract.ts';
import type { JobRow, Row, Side } from '../shared/contract/route.ts';

/** One function of the cloud: a route or a job, by its row. What only one machine has is not among them. */
export type Deployed = { kind: 'route'; name: string; row: Row } | { kind: 'job'; name: string; row: JobRow };

export const deployed: readonly Deployed[] = [
  ...[...routeRows].filter(([, row]) => row.localOnly !== true).map(([name, row]): Deployed => ({ kind: 'route', name, row })),
  ...[...jobRows].map(([name, row]): Deployed => ({ kind: 'job', name, row })),
];

export const deployedOn = (side: Side): Deployed[] => deployed.filter((f) => f.row.side === side);

/**
 * Who may write a log. Nothing that the anonymous host serves: a line a request, beside the sign-in's own log, would tell who
 * answered when. The public record is read by the same browsers in the same minute, so its routes write none either.
 */
export const mayLog = ({ kind, row }: Deployed): boolean => row.side === 'identity' || (row.side === 'publishing' && kind === 'job');
