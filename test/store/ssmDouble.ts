import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SSMClient } from '@aws-sdk/client-ssm';

interface Parameter {
  Name: string;
  Type: string;
  Value: string;
}
interface Input extends Parameter {
  Path: string;
  Names: string[];
  NextToken?: string;
  MaxResults?: number;
  Overwrite?: boolean;
}

/** The Parameter Store as far as closing keys need it, pages of ten and all, behind HTTP, so that the real client talks to it. */
export async function ssmDouble(): Promise<{ client: SSMClient; kept: ReadonlyMap<string, Parameter>; close(): Promise<void> }> {
  const kept = new Map<string, Parameter>();
  const operations: Record<string, (input: Input) => object | string> = {
    PutParameter({ Name, Type, Value, Overwrite }) {
      if (kept.has(Name) && Overwrite !== true) return 'ParameterAlreadyExists';
      kept.set(Name, { Name, Type, Value });
      return { Version: 1 };
    },
    GetParameter({ Name }) {
      const parameter = kept.get(Name);
      return parameter === undefined ? 'ParameterNotFound' : { Parameter: parameter };
    },
    GetParametersByPath({ Path, NextToken = '0', MaxResults = 10 }) {
      if (MaxResults > 10) return 'ValidationException';
      const under = [...kept.values()].filter(({ Name }) => Name.startsWith(`${Path}/`) && !Name.slice(Path.length + 1).includes('/'));
      const end = Number(NextToken) + MaxResults;
      return { Parameters: under.slice(Number(NextToken), end), ...(under.length > end ? { NextToken: String(end) } : {}) };
    },
    DeleteParameters({ Names }) {
      if (Names.length > 10 || Names.length === 0) return 'ValidationException';
      const found = Names.filter((name) => kept.delete(name));
      return { DeletedParameters: found, InvalidParameters: Names.filter((name) => !found.includes(name)) };
    },
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const operation = operations[String(request.headers['x-amz-target']).split('.')[1] ?? ''];
    const result = operation?.(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Input) ?? 'UnknownOperationException';
    const headers = { 'content-type': 'application/x-amz-json-1.1' };
    if (typeof result === 'string') response.writeHead(400, headers).end(JSON.stringify({ __type: result, message: result }));
    else response.writeHead(200, headers).end(JSON.stringify(result));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new SSMClient({ endpoint, region: 'eu-west-2', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  return {
    client,
    kept,
    async close() {
      client.destroy();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
