import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CARD, ownTable, TABLE } from './runs.ts';
import { file, launch, runOf, type Visit, visit } from './visit.ts';

let browser: Browser;
let the: Visit;

beforeAll(async () => {
  browser = await launch();
});

afterAll(() => browser.close());

beforeEach(async () => {
  the = await visit(browser, { spec: ownTable() });
  return () => the.close();
});

const data = () => the.region('Pretraining data');
const result = () => the.page.getByRole('article', { name: 'Result' });
const ended = (outcome: string) => result().getByText(outcome, { exact: true }).waitFor();

test('data of which nothing is declared is not trained on; once it is declared, it is', async () => {
  await data().getByLabel('Choose files').setInputFiles(TABLE);
  await the.region('Policy').getByText('Name the licence in the card').waitFor();
  await the.button('Start').click();
  await ended('Refused');
  expect(await runOf(the)).toMatchObject({ status: 'refused', committedStep: 0 });
  const told = await result().innerText();
  expect(told).toContain('so no step was taken');
  for (const asked of [
    'where the data comes from',
    'Name the licence',
    'Tick “Training”',
    'whether the data is about identifiable people',
  ]) {
    expect(told).toContain(asked);
  }

  await the.region('Policy').getByRole('button', { name: 'Open the card' }).first().click();
  await fillCard(data());
  await data().getByText('Complete').waitFor();
  expect(await the.region('Policy').getByRole('button', { name: 'Open the card' }).count()).toBe(0);
  await the.button('Start').click();
  await ended('Finished');
  // 60 rows, a fifth held out, 8 a step.
  expect(await runOf(the)).toMatchObject({ status: 'finished', committedStep: 6 });
  expect(the.complaints).toEqual([]);
});

test('personal data that the card says is not there is refused, until it is explained', async () => {
  const rows = Array.from({ length: 60 }, (_, row) => `${row},person${row}@example.org,${row % 2}`);
  await data()
    .getByLabel('Choose files')
    .setInputFiles(file('people.csv', `x,contact,label\n${rows.join('\n')}\n`));
  await the.region('Audit').getByText('e-mail addresses in 60 of 60 rows (100 %), in the form “a…@…”').waitFor();
  await fillCard(data());
  await the.region('Policy').getByText('found in: contact').waitFor();
  await data().getByLabel('Why is what the audit found nobody’s?').fill('made up for a test');
  await data().getByLabel('Why is what the audit found nobody’s?').press('Tab');
  await data().getByText('Complete').waitFor();
  expect(await the.region('Policy').getByRole('button', { name: 'Open the card' }).count()).toBe(0);
  expect(the.complaints).toEqual([]);
});

async function fillCard(form: Locator) {
  await form.getByLabel('Where does it come from?').selectOption('I made or collected it');
  await form.getByLabel('Who or what').fill('Measured by hand');
  await form.getByLabel('Licence').fill('CC0-1.0');
  await form.getByRole('group', { name: 'Is it about people who can be identified?' }).getByLabel('No').check();
  await form.getByRole('group', { name: 'What may it be used for?' }).getByLabel('Training').check();
}

test('a card that comes with the data is theirs, though they are still being read', async () => {
  await data().getByLabel('Choose files').setInputFiles([TABLE, CARD]);
  await the.region('Policy').getByText('Allows training').first().waitFor();
  await the.button('Start').click();
  await ended('Finished');
});

test('a table of one class is refused with what to do, whatever is declared', async () => {
  await data()
    .getByLabel('Choose files')
    .setInputFiles(file('one.csv', `x,label\n${'1,a\n2,a\n'.repeat(20)}`));
  await data().getByLabel('Load card file').setInputFiles(CARD);
  await the.region('Policy').getByText('Repair the errors that the audit found').waitFor();
  await the.button('Start').click();
  await ended('Refused');
  await the.region('Audit').getByText('choose another label column, or add rows of other classes').waitFor();
});
