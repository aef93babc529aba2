import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environment } from '../functions/http/environment.ts';
import type { Origins } from './documents.ts';
import { deployedOn } from './deployed.ts';
import { Host } from './host.ts';
import { type FunctionProps, functionOf, logOf, Vault } from './side.ts';
import type { Deployment } from './deployment.ts';

/** The side that knows who and never an answer: people, teams, what was signed for whom. */
export class Identity extends Construct {
  readonly vault: Vault;
  readonly jobs = new Map<string, Lambda>();

  constructor(scope: Construct) {
    super(scope, 'identity');
    this.vault = new Vault(this, 'Vault', { recovery: true });
  }

  serve(props: FunctionProps, origins: Origins, { issuer, issuerKeys, client }: Deployment, certificateArn: string): void {
    const told = { [environment.issuer]: issuer, [environment.audience]: client, [environment.issuerKeys]: issuerKeys };
    const own = { ...props, log: logOf(this) };
    const routes = deployedOn('identity').flatMap((f) => {
      const run = functionOf(this, f, f.kind === 'route' ? { ...own, told } : own);
      if (f.kind === 'route') return [{ row: f.row, run }];
      this.jobs.set(f.name, run);
      return [];
    });
    new Host(this, 'Host', { domain: new URL(origins.identity).hostname, certificateArn, web: origins.web, routes, headers: ['authorization', 'content-type'], requestsPerSecond: 500 });
  }
}
