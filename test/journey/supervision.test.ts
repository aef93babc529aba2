import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demo, expectAccessible } from './demo.ts';

/** A record’s way between the two it is for, in a browser, on the demo organisation. */
const { visitAs } = demo();

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const person = 'Bethan Hussain';

test('a supervisor writes a record, is told of a case number in it and loses nothing; both sign; the principal’s reading is seen', async () => {
  const { page: manager, complaints } = await visitAs('Amina Abbott', '/supervision');
  await manager.getByRole('link', { name: person, exact: true }).click();
  await manager.getByRole('heading', { level: 1, name: `Supervision with ${person}` }).waitFor();
  const writes = await button(manager, /^Write the record of/).count();
  const first = await button(manager, /^Write the record of/).first().textContent();
  await button(manager, /^Write the record of/).first().click();
  await manager.getByLabel('Reflection').fill('What made case 12345 hard to put down.');
  await button(manager, 'Add something to do').click();
  await manager.getByLabel('What', { exact: true }).fill('Swap one duty day');
  await button(manager, 'Keep this version').click();
  await expect.poll(() => manager.getByRole('alert').filter({ hasText: /person who uses services/ }).textContent()).toContain('case or reference number under “Reflection”');
  await expectAccessible(manager);
  await manager.getByLabel('Reflection').fill('What made one visit hard to put down.');
  await button(manager, 'Keep this version').click();
  await manager.getByText('What made one visit hard to put down.').waitFor();
  expect(await button(manager, /^Write the record of/).allTextContents()).not.toContain(first);
  expect(await button(manager, /^Write the record of/).count()).toBe(writes - 1);
  await button(manager, 'Sign this version').click();
  await manager.getByText('Signed by you.').waitFor();

  const { page: practitioner } = await visitAs(person, '/supervision');
  await practitioner.getByText('What made one visit hard to put down.').waitFor();
  await button(practitioner, 'Sign this version').click();
  await practitioner.getByText(/Signed by (Amina Abbott and you|you and Amina Abbott)\./).waitFor();
  await expectAccessible(practitioner);

  const { page: principal } = await visitAs('Sian Powell', '/supervision/bethan-hussain');
  await principal.getByText(/You read this as an audit/).waitFor();
  expect(await button(principal, /Write the record|Change it|Sign/).count()).toBe(1);
  await practitioner.reload();
  await practitioner.getByText('Read as an audit by Sian Powell.').waitFor();
  expect(complaints).toEqual([]);
});

test('an agreement is put by one and holds once the other has signed', async () => {
  const { page: practitioner } = await visitAs('Callum Okafor', '/supervision');
  await button(practitioner, 'Put a new agreement').click();
  await practitioner.getByLabel('Where').fill('Room 2, door closed');
  await practitioner.getByLabel('What stays between you, and what cannot').fill('What is said here stays here, unless somebody is at risk.');
  await practitioner.getByLabel(/^Who stands in when the supervisor is away\?/).fill('Sian');
  await button(practitioner, /^Add Sian Powell/).click();
  await expectAccessible(practitioner);
  await button(practitioner, 'Sign it and put it to the other').click();
  await practitioner.getByText('Waits for Amina Abbott to sign.').waitFor();
  const { page: manager } = await visitAs('Amina Abbott', '/supervision/callum-okafor');
  await button(manager, 'Sign this agreement').click();
  await manager.getByText(/^Holds from/).waitFor();
  await manager.locator('.terms dd', { hasText: 'Sian Powell' }).waitFor();
});
