import { join } from 'node:path';
import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Anonymous } from './anonymous.ts';
import { bundles, root } from './bundle.ts';
import { deployment, originsOf } from './deployment.ts';
import { type Scripts, scriptsIn } from './documents.ts';
import { Identity } from './identity.ts';
import { builtWeb } from './local/webBuild.ts';
import { Publishing } from './publishing.ts';
import { Schedule } from './schedule.ts';
import type { FunctionProps } from './side.ts';
import { Web } from './web.ts';

/**
 * Headroom on AWS, from the same table of routes that one machine serves.
 *
 *     Headroom     identity    who.<domain>       table, key, functions: knows who, never an answer
 *                  anonymous   answers.<domain>   table, key, one function: gets answers, never who
 *                  publishing  (same host)        table, key, closing keys, the public record and the close
 *                  schedule                       asks every five minutes what is due
 *     HeadroomWeb  web         <domain>           the documents, each under its own policy
 */
export function headroom(app: App, code: FunctionProps['code'], scripts: Scripts): { sides: Stack; web: Stack } {
  const chosen = deployment.parse(app.node.tryGetContext('headroom'));
  const origins = originsOf(chosen);

  const sides = new Stack(app, 'Headroom', { description: 'Headroom: the sides that never meet' });
  const apiCertificateArn = certificate(sides, 'ApiCertificateArn', `the names below ${chosen.domain}, in this region`);
  const identity = new Identity(sides);
  const anonymous = new Anonymous(sides);
  const publishing = new Publishing(sides);
  const props: FunctionProps = { code, vaults: { identity: identity.vault, anonymous: anonymous.vault, published: publishing.vault, closingKeys: publishing.closingKeys } };
  identity.serve(props, origins, chosen, apiCertificateArn);
  const record = publishing.serve(props);
  anonymous.serve(props, origins, record, apiCertificateArn);
  new Schedule(sides, { jobs: new Map([...identity.jobs, ...publishing.jobs]) });

  const web = new Stack(app, 'HeadroomWeb', { description: 'Headroom: the documents' });
  new Web(web, origins, scripts, certificate(web, 'WebCertificateArn', `${chosen.domain}, in us-east-1, where CloudFront looks for it`));
  return { sides, web };
}

/** Known only where it is deployed. */
const certificate = (stack: Stack, id: string, of: string): string =>
  new CfnParameter(stack, id, { type: 'String', allowedPattern: 'arn:aws[a-z-]*:acm:.+', description: `The certificate for ${of}` }).valueAsString;

if (import.meta.main) headroom(new App(), (name) => Code.fromAsset(join(bundles, name), { exclude: ['meta.json'] }), scriptsIn(builtWeb(root)));
