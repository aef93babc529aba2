import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { deployedOn } from './deployed.ts';
import type { HostProps } from './host.ts';
import { ClosingKeyPath, type FunctionProps, functionOf, logOf, Vault } from './side.ts';

/** The one-way street: takes answers out once, after the close, and keeps what was published. It never sees a person. */
export class Publishing extends Construct {
  readonly vault: Vault;
  readonly closingKeys: ClosingKeyPath;
  readonly jobs = new Map<string, Lambda>();

  constructor(scope: Construct) {
    super(scope, 'publishing');
    this.vault = new Vault(this, 'Vault', { recovery: true });
    this.closingKeys = new ClosingKeyPath(this, 'ClosingKeys');
  }

  /** The routes of the public record, for the host that serves them. */
  serve(props: FunctionProps): HostProps['routes'] {
    const own = { ...props, log: logOf(this) };
    return deployedOn('publishing').flatMap((f) => {
      const run = functionOf(this, f, own);
      if (f.kind === 'route') return [{ row: f.row, run }];
      this.jobs.set(f.name, run);
      return [];
    });
  }
}
