import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, refusalIn } from './ask.ts';
import { collect, type Held, submissionOf } from './device.ts';
import { startServer, type TestServer } from './server.ts';
import { mint, openRound, people, smallHouse } from './smallHouse.ts';

let server: TestServer;
let folder: string;

beforeAll(async () => {
  folder = await smallHouse();
  server = await startServer({ dataFolder: folder, demo: false, pages: false });
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const submit = async (body: string) => ask(server.anonymousOrigin, { method: 'POST', path: '/answers', headers: { 'content-type': 'application/json' }, body });
const held = async (person: string): Promise<Held> => collect(server, await mint(folder, server.origin, person), openRound);

function answersKept(): number {
  const file = new DatabaseSync(join(folder, 'anonymous.sqlite'), { readOnly: true });
  const { n } = file.prepare('SELECT count(*) AS n FROM item').get() as { n: number };
  file.close();
  return n;
}

test('a hundred parallel submissions of one token with a hundred answers leave one', async () => {
  const token = await held('northside-20');
  const bodies = await Promise.all(Array.from({ length: 100 }, (_, i) => submissionOf(server, token, (i % 5) + 1)));
  const before = answersKept();
  const answers = await Promise.all(bodies.map(submit));
  const received = answers.filter((a) => a.status < 300);
  expect(received).toHaveLength(1);
  for (const refused of answers.filter((a) => a.status >= 300)) expect(refusalIn(refused).type).toBe('token-spent');
  expect(answersKept()).toBe(before + 1);
});

test('the identical submission a hundred times over is answered alike, and is there once', async () => {
  const body = await submissionOf(server, await held('northside-21'), 3);
  const before = answersKept();
  const answers = await Promise.all(Array.from({ length: 100 }, () => submit(body)));
  expect(new Set(answers.map((a) => a.text))).toEqual(new Set(['{"received":true}']));
  expect(answersKept()).toBe(before + 1);
});

test('a hundred parallel requests of one person for a token are signed for one blinded message alone', async () => {
  const bearer = await mint(folder, server.origin, 'northside-22');
  const asked = Array.from({ length: 100 }, () => Buffer.concat([Buffer.of(0), randomBytes(255)]).toString('base64url'));
  const answers = await Promise.all(
    asked.map((blinded) => ask(server.origin, { method: 'POST', path: `/api/rounds/${openRound}/tokens`, headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` }, body: JSON.stringify({ blinded }) })),
  );
  expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
  for (const refused of answers.filter((a) => a.status !== 200)) expect(refusalIn(refused).type).toBe('collected-elsewhere');
});

test('what comes with a submission besides it reaches no file: no address, agent, cookie or bearer', async () => {
  const canary = `canary${randomBytes(6).toString('hex')}`;
  const body = await submissionOf(server, await held('northside-23'), 2);
  const headers = { 'content-type': 'application/json', 'user-agent': canary, cookie: `a=${canary}`, referer: `http://${canary}/`, authorization: `Bearer ${canary}`, 'x-forwarded-for': canary, forwarded: `for=${canary}` };
  expect((await ask(server.anonymousOrigin, { method: 'POST', path: `/answers?${canary}=1`, headers, body })).status).toBe(200);
  const file = new DatabaseSync(join(folder, 'anonymous.sqlite'), { readOnly: true });
  const rows = JSON.stringify(file.prepare('SELECT * FROM item').all());
  file.close();
  expect(rows).not.toContain(canary);
  for (const { name } of people) expect(rows).not.toContain(name);
  expect(rows).not.toMatch(/127\.0\.0\.1|localhost|202\d-\d\d-/);
  expect(server.output()).not.toContain(canary);
});
