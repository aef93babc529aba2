import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { GroupRelease } from '../../shared/disclosure/release.ts';
import { openClock } from '../../infra/local/clock.ts';
import { ask } from './ask.ts';
import { collect, type Held, read, submissionOf } from './device.ts';
import { startServer, type TestServer } from './server.ts';
import { mint, openRound, people, smallHouse } from './smallHouse.ts';

const asked = people.filter((p) => p.team !== null);
const kills = 4;

const submit = (server: TestServer, body: string) => ask(server.anonymousOrigin, { method: 'POST', path: '/answers', headers: { 'content-type': 'application/json' }, body });

function spentNames(folder: string): string[] {
  const file = new DatabaseSync(join(folder, 'anonymous.sqlite'), { readOnly: true });
  const rows = file.prepare('SELECT sk FROM item').all() as { sk: string }[];
  file.close();
  return rows.map((r) => r.sk);
}

test(`killed ${kills} times in a burst of submissions and started again: every acknowledged answer is there, none twice, and the round closes with all of them`, { timeout: 180_000 }, async () => {
  const folder = await smallHouse();
  let server = await startServer({ dataFolder: folder, demo: false, pages: false });
  const tokens: Held[] = [];
  for (const { id } of asked) tokens.push(await collect(server, await mint(folder, server.origin, id), openRound));
  const answers = await Promise.all(tokens.map(async (token) => ({ token, body: await submissionOf(server, token, 4), acknowledged: false })));

  for (let kill = 1; kill <= kills; kill++) {
    // Those not yet acknowledged, and some that are, as a device does that never heard back.
    const burst = answers.filter((a, i) => !a.acknowledged || i % 4 === 0);
    const acknowledgedBefore = burst.filter((a) => a.acknowledged).length;
    let [next, heard] = [0, 0];
    const lane = async (): Promise<void> => {
      for (let answer = burst[next++]; answer !== undefined; answer = burst[next++]) {
        const { status } = await submit(server, answer.body).catch(() => ({ status: 0 }));
        expect([200, 0]).toContain(status);
        if (status !== 200) return;
        answer.acknowledged = true;
        // In the middle: this one is answered, seven others are under way.
        if (++heard === acknowledgedBefore + kill * 4) await server.kill();
      }
    };
    await Promise.all(Array.from({ length: 8 }, lane));
    expect(server.child.signalCode).toBe('SIGKILL');
    const there = new Set(spentNames(folder));
    expect(there.size).toBeGreaterThanOrEqual(answers.filter((a) => a.acknowledged).length);
    server = await startServer({ dataFolder: folder, demo: false, pages: false });
  }
  const acknowledged = answers.filter((a) => a.acknowledged);
  expect(acknowledged.length).toBeGreaterThan(20);

  // What was acknowledged is there: another answer under the same token is refused, the same one is answered alike.
  for (const { token, body } of acknowledged) {
    expect((await submit(server, await submissionOf(server, token, 1))).status).toBe(409);
    expect((await submit(server, body)).status).toBe(200);
  }
  for (const { body } of answers) expect((await submit(server, body)).status).toBe(200);
  expect(spentNames(folder)).toHaveLength(asked.length);

  const { closesAt } = await read<{ closesAt: string }>(`${server.anonymousOrigin}/rounds/${openRound}`);
  expect(await server.stop()).toBe(0);
  openClock(folder).moveTo(Date.parse(closesAt) + 60_000);
  server = await startServer({ dataFolder: folder, demo: false, pages: false });
  const steward = { authorization: `Bearer ${await mint(folder, server.origin, 'steward')}` };
  expect(spentNames(folder)).toHaveLength(0);
  const room = await read<{ round: number; groups: { latest: GroupRelease }[] }>(`${server.origin}/api/reading-room`, { headers: { authorization: `Bearer ${await mint(folder, server.origin, 'executive')}` } });
  expect(room.round).toBe(openRound);
  const cohorts = room.groups.map((g) => g.latest).filter((r) => r.kind === 'cohort');
  expect(cohorts.reduce((n, r) => n + r.people, 0)).toBe(asked.length);
  for (const { figures, people: size, hidden } of cohorts) {
    expect(hidden).toBeNull();
    expect(figures?.unreadable).toBe(0);
    expect(figures?.answered.atMost).toBeGreaterThanOrEqual(size);
  }
  const { alarms } = await read<{ alarms: { round: number }[] }>(`${server.origin}/api/alarms`, { headers: steward });
  expect(alarms.filter((a) => a.round === openRound)).toEqual([]);

  expect(await server.stop()).toBe(0);
  rmSync(folder, { recursive: true });
});

test('killed while the demo is being set up, it is finished the next time; stopped, everything is there again', { timeout: 180_000 }, async () => {
  const folder = join(await smallHouse(), 'demo');
  for (const afterMs of [1500, 4000]) await expect(startServer({ dataFolder: folder, pages: false, withinMs: afterMs })).rejects.toThrow('did not start');
  const first = await startServer({ dataFolder: folder, pages: false });
  const groupsOf = async (server: TestServer) => read<unknown>(`${server.origin}/api/reading-room`, { headers: { authorization: `Bearer ${await server.signInAs('helen-marsh')}` } });
  const before = await groupsOf(first);
  const log = await read<{ lines: unknown[] }>(`${first.anonymousOrigin}/log`);
  expect(log.lines.length).toBeGreaterThan(60);
  expect(await first.stop()).toBe(0);

  const second = await startServer({ dataFolder: folder, pages: false, withinMs: 20_000 });
  expect(second.output()).not.toContain('Setting up');
  expect(await groupsOf(second)).toEqual(before);
  expect(await read(`${second.anonymousOrigin}/log`)).toEqual(log);
  await second.stop();
  rmSync(join(folder, '..'), { recursive: true });
});
