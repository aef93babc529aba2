import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundle, bundleAll } from '../../infra/bundle.ts';
import { type Line, lineOf } from './line.ts';

/** How long a new process takes to import each function as it is deployed: the part of a cold start that is ours. */
const turns = { waitedFor: 31, others: 7 } as const;
/** A person waits for these two. */
const waitedFor = ['issueToken', 'submitAnswer'] as const;
const bounds = { waitedFor: 1.15, others: 1.4 } as const;

/** What every function stands on, in one plain bundle, and used for as much. */
const aloneName = 'alone';
const inPartsName = 'aloneInParts';
const alone = `
import middy from '@middy/core';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
const shape = z.strictObject({ text: z.string().regex(/^[a-z]*$/), number: z.coerce.number().int() });
const commands = { DeleteCommand, GetCommand, PutCommand, QueryCommand, TransactWriteCommand };
export const handler = middy().handler(async (event) => DynamoDBDocumentClient.from(new DynamoDBClient({})).send(new commands[event.name](shape.parse(event))));
`;

export async function importing(folder: string): Promise<Line[]> {
  const names = [...(await bundleAll(folder)).keys()].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  await bundle([{ name: aloneName, code: alone }], folder, { isWhole: true });
  await bundle([{ name: inPartsName, code: alone }], folder);
  // Once unmeasured: it brings the files in from the disk.
  for (const name of [aloneName, inPartsName, ...names]) await imported(folder, name);
  const lines: Line[] = [];
  for (const name of [...names, inPartsName]) {
    const isWaitedFor = rank(name) === 0;
    const isOurs = name !== inPartsName;
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let turn = 0; turn < (isWaitedFor ? turns.waitedFor : turns.others); turn++) {
      theirs.push(await imported(folder, aloneName));
      ours.push(await imported(folder, name));
    }
    const bound = { of: 'ratio', atMost: isWaitedFor ? bounds.waitedFor : bounds.others } as const;
    lines.push(lineOf({ name: isOurs ? `import of ${name}` : 'import of middy + zod + SDK in parts, as functions are', unit: 'ms', against: 'middy + zod + SDK alone', ours, theirs, bound: isOurs ? bound : null }));
  }
  return lines;
}

const rank = (name: string): 0 | 1 => (waitedFor.some((n) => n === name) ? 0 : 1);

const run = promisify(execFile);
const code = 'const from = performance.now(); await import(process.argv[1]); process.stdout.write(String(performance.now() - from));';

async function imported(folder: string, name: string): Promise<number> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code, join(folder, name, 'index.mjs')]);
  return Number(stdout);
}
