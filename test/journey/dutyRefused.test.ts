import { expect, test } from 'vitest';
import { demo } from './demo.ts';

/** What My time says of duty where the server cannot be reached: before there is anything, and after something was saved. */
const { visitAs } = demo();
const patience = { timeout: 20_000 };

test('duty that cannot be read says so and is read again when asked; nothing stays said as saved above what was refused', async () => {
  const { page } = await visitAs('Tegan Cole', '/time');
  await page.getByText('The hours you work').waitFor(patience);
  let isAway = true;
  await page.route('**/api/duty', (route) => (isAway ? route.abort() : route.continue()));
  await page.reload();
  const duty = page.locator('section.duty');
  await duty.getByRole('alert').waitFor(patience);
  expect(await duty.getByText('Looking at the rota…').count()).toBe(0);
  isAway = false;
  await duty.getByRole('button', { name: 'Try again' }).click();
  await duty.getByText('The hours you work').click();
  expect(await duty.getByRole('alert').filter({ hasText: /./ }).count()).toBe(0);

  const said = duty.locator('.said');
  const save = duty.getByRole('button', { name: 'Save your hours' });
  await save.click();
  await expect.poll(() => said.textContent(), patience).toBe('Saved. Your hours count from now on.');
  isAway = true;
  await save.click();
  await duty.getByRole('alert').filter({ hasText: /./ }).waitFor(patience);
  expect(await said.textContent()).toBe('');

  isAway = false;
  await duty.getByText('Days you are away').click();
  await duty.getByLabel('First day').fill('2020-01-02');
  await duty.getByRole('button', { name: 'Save these days' }).click();
  await duty.getByText('That first day is more than seven days ago.').waitFor(patience);
}, 90_000);
