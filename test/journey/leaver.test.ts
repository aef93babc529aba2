import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keys } from '../../functions/identity/people.ts';
import { sqliteStore } from '../../functions/store/sqlite.ts';
import type { SessionShape } from '../../shared/contract/identity/time.ts';
import { localOf, plusDays, wallOf } from '../../web/src/ui/wallClock.ts';
import { demo, expectAccessible, expectSaid } from './demo.ts';

const { server, visitAs, told } = demo();

const [manager, person, next] = [{ id: 'amina-abbott' }, { name: 'Tegan Cole', id: 'tegan-cole' }, { name: 'Sian Powell', id: 'sian-powell' }] as const;

test('what was taken, and whose giver has left meanwhile, is booked again with whoever the page is told gives it now', async () => {
  const { free } = await told<{ free: { start: string }[] }>(manager.id, 'POST', '/time/free', { people: [manager.id, person.id], minutes: 90, after: plusDays(wallOf(new Date().toISOString()).day, 40) });
  const { sessions } = await told<{ sessions: SessionShape[] }>(manager.id, 'POST', '/sessions', {
    series: 'b'.repeat(16), of: 'legal-update', people: [person.id], givenBy: manager.id, supervisor: 'other', start: localOf(free[0]?.start ?? ''), minutes: 90, rule: null, despite: false,
  });
  const id = sessions[0]?.id ?? '';
  await told(manager.id, 'POST', `/sessions/${id}/changes`, { kind: 'taken', owner: person.id, reason: 'someone-away' });
  const identity = sqliteStore(join(server().dataFolder, 'identity.sqlite'));
  await identity.delete(keys.person(manager.id));
  identity.close();

  const { page, complaints } = await visitAs(person.name, '/time');
  const lost = page.locator('article.row').filter({ has: page.getByRole('heading', { name: 'Legal update' }) }).filter({ hasText: 'Taken:' });
  await lost.locator('.times button').first().click();
  await lost.getByText('Whoever was to give it may have left.').waitFor();
  await expectAccessible(page);
  await lost.getByLabel('Who gives it now?').fill(next.name.slice(0, 5));
  await lost.getByRole('button', { name: new RegExp(`^Add ${next.name}`) }).click();
  await lost.getByText(`${next.name} gives it.`).waitFor();
  await lost.locator('.free .times button').first().click();
  await expectSaid(page, /^Booked again for /);
  const mine = await told<{ sessions: SessionShape[] }>(person.id, 'GET', '/time');
  expect(mine.sessions.find((s) => s.id === id)).toMatchObject({ givenBy: next.id, gone: null, lines: [{ state: 'planned' }] });
  expect(complaints).toEqual([]);
}, 120_000);
