import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fingerprintInOrder } from '../../src/engine/layout.ts';
import { readParameterFiles } from '../../src/formats/parameter-file.ts';
import { readPth } from '../../src/formats/pth.ts';
import { columnOf, downloadBundle } from './bundle.ts';
import { CARD, ownTable, SMALL_DIGITS, TABLE } from './runs.ts';
import { launch, runOf, type Visit, visit } from './visit.ts';

const SPEC = {
  ...SMALL_DIGITS,
  log: { ...SMALL_DIGITS.log, keyframeEvery: 10 },
  phases: SMALL_DIGITS.phases.map((phase) => ({ ...phase, epochs: 30 })),
};

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const any = (the: Visit) => the.region('Parameters at any step');

async function ask(the: Visit, step: number): Promise<void> {
  await any(the).getByLabel('Step', { exact: true }).fill(String(step));
  await any(the).getByRole('button', { name: 'Parameters at this step' }).click();
}

/** The fingerprint that the page shows for the step, as the bundle writes it. */
async function fingerprintOf(the: Visit, step: number): Promise<string> {
  const line = await any(the).getByText(`Step ${step} (`).textContent();
  return /fingerprint (\d+),/.exec(line ?? '')![1];
}

const ended = (the: Visit, outcome: string) =>
  the.page.getByRole('article', { name: 'Result' }).getByText(outcome, { exact: true }).waitFor();

test('the parameters of a step are had back while the run is paused and when it has ended, taken away, and gone on from', async () => {
  const the = await visit(browser, { spec: SPEC });
  await the.button('Start').click();
  await expect.poll(async () => (await runOf(the).catch(() => null))?.committedStep ?? 0, { timeout: 60_000 }).toBeGreaterThanOrEqual(5);
  await the.button('Pause').click();
  await the.button('Resume').waitFor();
  await ask(the, 4);
  const paused = await fingerprintOf(the, 4);
  await the.button('Resume').click();
  await ended(the, 'Finished');
  await ask(the, 17);
  const finished = await fingerprintOf(the, 17);
  const logged = columnOf(await downloadBundle(the), 'fingerprint');
  expect([paused, finished]).toEqual([logged[3], logged[16]]);

  const [download] = await Promise.all([
    the.page.waitForEvent('download'),
    any(the).getByRole('button', { name: 'Download .pth' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('small-digits-step-17.pth');
  const tensors = readPth(readFileSync(await download.path()), 'step.pth');
  expect(tensors.map(({ name }) => name).slice(0, 2)).toEqual(['conv1.weight', 'conv1.bias']);
  expect(String(fingerprintInOrder(Float32Array.from(tensors.flatMap(({ data }) => [...data]))))).toBe(finished);

  await any(the).getByRole('button', { name: 'Fork a run from here' }).click();
  await the.region('Plan').getByText('From step 17 of «Small digits» · 30 epochs').waitFor();
  await the.button('Start').click();
  await the.button('Stop').waitFor();
  await ended(the, 'Finished');
  // Its first parameters are those of the step.
  await ask(the, 0);
  expect(await fingerprintOf(the, 0)).toBe(finished);
  expect(the.complaints).toEqual([]);
  await the.close();
});

test('a step whose parameters were all kept is read, not trained again, and the bundle carries them', async () => {
  const log = { ...SMALL_DIGITS.log, keyframeEvery: 200, parameters: 'full' } as const;
  const the = await visit(browser, {
    spec: { ...SMALL_DIGITS, log, phases: SMALL_DIGITS.phases.map((phase) => ({ ...phase, epochs: 2 })) },
  });
  await the.region('Plan').getByRole('button', { name: /Plan/ }).click();
  await the.region('Plan').getByText('Advanced').click();
  expect(await the.region('Plan').getByLabel('Parameters of every step').inputValue()).toBe('full');
  await the.button('Start').click();
  await ended(the, 'Finished');
  await ask(the, 13);
  const fingerprint = await fingerprintOf(the, 13);
  await any(the).getByText('Read as they were kept with the step').waitFor();
  const bundle = await downloadBundle(the);
  expect(columnOf(bundle, 'fingerprint')[12]).toBe(fingerprint);
  const paths = [...bundle.keys()].filter((path) => path.startsWith('parameters/full/'));
  expect(paths).toEqual([...Array.from({ length: 16 }, (_, i) => `parameters/full/finetune-${i + 1}.bin`), 'parameters/full/read.py']);
  const chain = [9, 10, 11, 12, 13].map((step) => new Uint8Array(bundle.get(`parameters/full/finetune-${step}.bin`)!));
  const values = (await readParameterFiles(chain)).flatMap(({ data }) => [...data]);
  expect(String(fingerprintInOrder(Float32Array.from(values)))).toBe(fingerprint);
  expect(the.complaints).toEqual([]);
  await the.close();
});

test('a run on a dropped file asks for that file, and then has its steps back', async () => {
  const the = await visit(browser, { spec: ownTable({ epochs: 3 }) });
  const choose = () => the.region('Pretraining data').getByLabel('Choose files').setInputFiles(TABLE);
  await choose();
  await the.region('Pretraining data').getByLabel('Load card file').setInputFiles(CARD);
  await the.button('Start').click();
  await ended(the, 'Finished');
  const logged = columnOf(await downloadBundle(the), 'fingerprint');
  await the.page.reload();
  await the.region('Runs').getByRole('button', { name: 'Open Own table' }).click();
  await ask(the, 5);
  await any(the).getByText('drop own.csv (SHA-256 ').waitFor();
  await choose();
  await the.region('Pretraining data').getByText('own.csv').first().waitFor();
  await ask(the, 5);
  expect(await fingerprintOf(the, 5)).toBe(logged[4]);
  await the.close();
});
