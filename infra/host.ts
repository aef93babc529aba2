import { Duration } from 'aws-cdk-lib';
import { CorsHttpMethod, DomainName, HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Row } from '../shared/contract/route.ts';

export interface HostProps {
  /** The host's own name, and the certificate for it. */
  domain: string;
  certificateArn: string;
  /** The web origin: the one place whose pages may call. */
  web: string;
  routes: readonly { row: Row; run: Lambda }[];
  /** Headers a page may send. No credentials of the browser's are taken anywhere: no cookie is read. */
  headers: readonly string[];
  /** For the whole host, never for an address: an office is one address. */
  requestsPerSecond: number;
}

/** An HTTP API under a name of its own. It keeps no access log, and answers under no other name. */
export class Host extends Construct {
  constructor(scope: Construct, id: string, { domain, certificateArn, web, routes, headers, requestsPerSecond }: HostProps) {
    super(scope, id);
    const api = new HttpApi(this, 'Api', {
      createDefaultStage: false,
      disableExecuteApiEndpoint: true,
      corsPreflight: { allowOrigins: [web], allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST], allowHeaders: [...headers], maxAge: Duration.days(1) },
    });
    api.addStage('Stage', {
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: requestsPerSecond, burstLimit: requestsPerSecond * 2 },
      domainMapping: { domainName: new DomainName(this, 'Name', { domainName: domain, certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn) }) },
    });
    for (const { row, run } of routes)
      api.addRoutes({ path: row.path, methods: [HttpMethod[row.method]], integration: new HttpLambdaIntegration(run.node.scope?.node.id ?? row.path, run) });
  }
}
