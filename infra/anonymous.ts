import { Construct } from 'constructs';
import type { Origins } from './documents.ts';
import { deployedOn } from './deployed.ts';
import { Host, type HostProps } from './host.ts';
import { type FunctionProps, functionOf, Vault } from './side.ts';

/**
 * The side that gets answers and never who. What would rebuild who came when is off here, on purpose: no stream, no recovery to a
 * point in time, no access log, no function's log, no trace.
 */
export class Anonymous extends Construct {
  readonly vault: Vault;

  constructor(scope: Construct) {
    super(scope, 'anonymous');
    this.vault = new Vault(this, 'Vault', { recovery: false });
  }

  /** Its host serves the public record as well: reading it must not need the name of a host that knows people. */
  serve(props: FunctionProps, origins: Origins, record: HostProps['routes'], certificateArn: string): void {
    const own = deployedOn('anonymous').flatMap((f) => (f.kind === 'route' ? [{ row: f.row, run: functionOf(this, f, props) }] : []));
    new Host(this, 'Host', { domain: new URL(origins.anonymous).hostname, certificateArn, web: origins.web, routes: [...own, ...record], headers: ['content-type'], requestsPerSecond: 500 });
  }
}
