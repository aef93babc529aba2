import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  type AddBehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { assetPrefix, type DocumentName, documents, headersFor, type Origins, type Scripts, workerPath } from './documents.ts';

/**
 * The web documents: a private bucket behind one distribution. Each document has a behaviour of its own, because that is what
 * chooses the headers: a document never gets another's policy, whatever its address is written like. No access is logged.
 *
 *     /check-in ─▶ check-in.html, its policy      /assets/* ─▶ the file      anything else ─▶ the file, or index.html, the app's policy
 *     /more     ─▶ speak-up.html, its policy
 *     /recovery ─▶ recovery.html, its policy
 */
export class Web extends Construct {
  constructor(scope: Construct, origins: Origins, scripts: Scripts, certificateArn: string) {
    super(scope, 'web');
    const bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // The library's own class says `| undefined` where its interface does not.
    const origin = S3BucketOrigin.withOriginAccessControl(bucket as IBucket);
    const behaviour = (id: string, path: string, code: string | null): AddBehaviorOptions => ({
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      compress: true,
      responseHeadersPolicy: headersPolicy(this, `${id}Headers`, headersFor(path, origins, scripts)),
      ...(code === null
        ? {}
        : {
            functionAssociations: [
              { eventType: FunctionEventType.VIEWER_REQUEST, function: new EdgeFunction(this, `${id}Address`, { runtime: FunctionRuntime.JS_2_0, code: FunctionCode.fromInline(code) }) },
            ],
          }),
    });
    const distribution = new Distribution(this, 'Distribution', {
      domainNames: [new URL(origins.web).hostname],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      httpVersion: HttpVersion.HTTP2_AND_3,
      enableLogging: false,
      defaultBehavior: { origin, ...behaviour('app', '/', appAddress) },
    });
    distribution.addBehavior(`${assetPrefix}*`, origin, behaviour('asset', `${assetPrefix}any.js`, null));
    distribution.addBehavior(workerPath, origin, behaviour('worker', workerPath, null));
    for (const [name, patterns] of documentPatterns) {
      const [first = '/'] = patterns;
      const own = behaviour(name, first, documentAddress(name));
      for (const pattern of patterns) distribution.addBehavior(pattern, origin, own);
    }
  }
}

/** The addresses of every document but the app's, as they are written. */
export const documentPatterns: readonly (readonly [DocumentName, readonly string[]])[] = (['checkIn', 'speaking', 'recovery'] as const).map((name) => [
  name,
  documents[name].paths.flatMap((p) => [p, `${p}/`]).concat(`/${documents[name].file}`),
]);

/** A document's behaviour answers with its file and nothing else. */
export const documentAddress = (name: DocumentName): string => `function handler(event) { event.request.uri = '/${documents[name].file}'; return event.request; }`;

/**
 * The app's behaviour answers with a file as it is written, and with the app for every other address. Another document's file is
 * not among them, however it is encoded.
 */
export const appAddress = `function handler(event) {
  var uri = event.request.uri;
  if (!/^[\\w/-]+(\\.[\\w-]+)*\\.[a-z0-9]+$/i.test(uri) || /\\.html$/i.test(uri)) event.request.uri = '/${documents.app.file}';
  return event.request;
}`;

/** CloudFront takes security headers by name and all others as its own list. */
function headersPolicy(scope: Construct, id: string, headers: Readonly<Record<string, string>>): ResponseHeadersPolicy {
  const { 'content-security-policy': contentSecurityPolicy, 'x-frame-options': frame, 'strict-transport-security': transport, 'referrer-policy': _, 'x-content-type-options': __, ...rest } = headers;
  if (contentSecurityPolicy === undefined || transport === undefined) throw new Error('the cloud serves every address with a policy and over https');
  return new ResponseHeadersPolicy(scope, id, {
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy, override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: frame === 'DENY' ? HeadersFrameOption.DENY : HeadersFrameOption.SAMEORIGIN, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: { accessControlMaxAge: Duration.seconds(Number(/max-age=(\d+)/.exec(transport)?.[1])), includeSubdomains: transport.includes('includeSubDomains'), override: true },
    },
    customHeadersBehavior: { customHeaders: Object.entries(rest).map(([header, value]) => ({ header, value, override: true })) },
  });
}
