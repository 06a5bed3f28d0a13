import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { file, launch, type Visit, visit } from './visit.ts';

/* The formats that need more than the page's own code: decoders that are fetched when they are needed, under a deployment's headers. */

let browser: Browser;
let the: Visit;

beforeAll(async () => {
  browser = await launch();
  the = await visit(browser);
});

afterAll(() => browser.close());

const region = () => the.region('Pretraining data');

async function choose(name: string): Promise<void> {
  const path = new URL(`../fixtures/${name}`, import.meta.url);
  const [own] = name.split('/').slice(-1);
  await region()
    .getByLabel('Choose files')
    .setInputFiles([file(own, readFileSync(path))]);
}

test.each(['snappy', 'zstd', 'gzip', 'plain-groups'])('Parquet: %s', async (name) => {
  await choose(`parquet/${name}.parquet`);
  await region().getByText(`${name}.parquet`).first().waitFor();
  await region().getByText('40 rows').first().waitFor();
  await region().getByRole('cell', { name: 'Lima "quoted, comma"' }).first().waitFor();
  expect(the.complaints).toEqual([]);
});

test('a zip of class folders, whose broken pictures are left out at a click', async () => {
  await choose('images/pictures.zip');
  const alert = region().getByRole('alert');
  await alert.waitFor();
  expect(await alert.innerText()).toContain('2 of 11 pictures cannot be decoded: pets/cat/broken.png, pets/cat/no picture.jpg');
  await alert.getByRole('button', { name: 'Leave out broken pictures' }).click();
  await region().getByText('3 classes').first().waitFor();
  await region().getByText('How it was read').click();
  await region().getByText('9 pictures, from 28×28 to 14×56 (height × width), 1 of them resized.').waitFor();
  expect(the.complaints).toEqual([]);
});

const PEOPLE = file(
  'people.csv',
  `id,age,label\n${Array.from({ length: 40 }, (_, i) => `p${i},${20 + i},${i % 2 ? 'a' : 'b'}\n`).join('')}`,
);

test('what a person says of the columns is in the link, and read alike by whoever follows it', async () => {
  the = await visit(browser);
  await region().getByLabel('Choose files').setInputFiles([PEOPLE]);
  await region().getByText('How it was read').click();
  const columns = region().locator('ts-columns-form');
  await columns.getByText('id', { exact: true }).click();
  await columns.getByLabel('Used as').first().selectOption('Not used');
  await region().getByText('1 correction').waitFor();
  await region().getByText('1 inputs').first().waitFor();
  const other = await visit(browser);
  await other.page.goto(the.page.url());
  await other.page.reload();
  const theirs = other.region('Pretraining data');
  await theirs.getByLabel('Choose files').setInputFiles([PEOPLE]);
  await theirs.getByText('1 inputs').first().waitFor();
  await theirs.getByText('How it was read').click();
  await theirs.locator('ts-columns-form').getByText('Not used').first().waitFor();
  await theirs.getByRole('button', { name: 'Read as found again' }).click();
  await theirs.getByText('41 inputs').first().waitFor();
  expect([...the.complaints, ...other.complaints]).toEqual([]);
  await other.close();
});
