import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { CHROMIUM_ARGS } from '../../src/cli/chromium.ts';
import { sizeOf } from '../../src/core/training/tensor.ts';
import type { Environment } from '../../src/core/transcript/events.ts';
import { readPth } from '../../src/formats/pth.ts';
import { downloadBundle, everyStep, stepsOf } from './bundle.ts';
import { type Outside, watchOutside } from './outside.ts';
import { smallSamples } from './runs.ts';
import { launch, runOf, type Visit, visit } from './visit.ts';

/** So many that there is time to pause and to stop. */
const EPOCHS = 10;
const STEPS = EPOCHS * 16 + 8 + 8;

/** Long enough for a run that is not paused to take a step. */
const STILL_MS = 500;

let outside: Outside;
let browser: Browser;
let the: Visit;

beforeAll(async () => {
  outside = await watchOutside();
  browser = await launch([...CHROMIUM_ARGS, ...outside.args]);
  the = await visit(browser, { spec: smallSamples(EPOCHS) });
});

afterAll(async () => {
  await browser.close();
  await outside.close();
});

test('the landmarks and names that people and scripts rely on are there', async () => {
  for (const name of ['Pretraining data', 'Fine-tuning data', 'Run', 'Progress', 'Audit', 'Policy', 'Runs', 'Bundle']) {
    expect(await the.region(name).count(), name).toBe(1);
  }
  for (const name of ['Pretraining data', 'Fine-tuning data']) {
    expect(await the.region(name).getByLabel('Choose files').getAttribute('type')).toBe('file');
    expect(await the.region(name).getByRole('button', { name: 'Use sample' }).isEnabled()).toBe(true);
  }
  expect(await the.page.getByRole('textbox', { name: 'Run name' }).inputValue()).toBe('Small samples');
  expect(await the.button('Download bundle').isDisabled()).toBe(true);
});

test('a run can be started, paused and resumed, and ends with its result', async () => {
  await the.button('Start').click();
  await the.button('Pause').click();
  const paused = the.region('Run').getByText(/^Paused at step \d+/);
  await paused.waitFor();
  const { committedStep } = await runOf(the);
  expect(await paused.innerText()).toContain(`Paused at step ${committedStep} / ${STEPS}.`);
  await the.page.waitForTimeout(STILL_MS);
  expect((await runOf(the)).committedStep).toBe(committedStep);
  await the.button('Resume').click();
  const result = the.page.getByRole('article', { name: 'Result' });
  await result.getByText('Finished', { exact: true }).waitFor();
  expect(await runOf(the)).toMatchObject({ status: 'finished', committedStep: STEPS, totalSteps: STEPS });
  const told = await result.innerText();
  expect(told).toMatch(/% vs [\d.]+ ?% from scratch/);
  expect(told.replace(/\s+/g, ' ')).toContain(`Steps kept ${STEPS} `);
});

test('the bundle is whole, and holds every step and both models', async () => {
  const files = await downloadBundle(the);
  expect(stepsOf(files)).toEqual(everyStep(STEPS));
  for (const model of ['pretrained_model', 'finetuned_model']) {
    const tensors = readPth(files.get(`models/${model}.pth`)!, model);
    expect(tensors.reduce((sum, { shape }) => sum + sizeOf(shape), 0)).toBe(431_080);
  }
  const { storage } = JSON.parse(new TextDecoder().decode(files.get('environment.json'))) as Environment;
  expect(storage).toMatchObject({ persisted: expect.any(Boolean) as boolean });
  expect(storage!.quota).toBeGreaterThan(storage!.usage);
});

test('a run that is stopped keeps what it did', async () => {
  await the.button('Start').click();
  await the.button('Stop').click();
  await the.page.getByRole('article', { name: 'Result' }).getByText('Stopped', { exact: true }).waitFor();
  const { status, committedStep } = await runOf(the);
  expect(status).toBe('stopped');
  expect(committedStep).toBeLessThan(STEPS);
  await the
    .region('Runs')
    .getByRole('row', { name: /Stopped/ })
    .waitFor();
  await the
    .region('Runs')
    .getByRole('row', { name: /Finished/ })
    .waitFor();
});

test('nothing went wrong on the way, and nothing went out', async () => {
  expect(the.complaints).toEqual([]);
  expect(the.requests.filter((url) => !url.startsWith(inject('pageUrl')) && !/^(blob|data):/.test(url))).toEqual([]);
  expect(outside.requests).toEqual([]);
});

test('the watch itself works: the page is kept from asking outside and says so, and what is asked is heard', async () => {
  const leak = () => fetch('http://elsewhere.example/from-page').then(String, () => 'blocked');
  expect([await the.page.evaluate(leak), await the.page.workers()[0].evaluate(leak)]).toEqual(['blocked', 'blocked']);
  expect(the.complaints).toContainEqual(expect.stringMatching(/^content policy: connect-src http:\/\/elsewhere/));
  expect(outside.requests).toEqual([]);
  await (await the.page.context().newPage()).goto('http://elsewhere.example/').catch(() => null);
  expect(outside.requests).toEqual(['http://elsewhere.example/']);
});

test('the first visit: how long until «Start» can be pressed', async () => {
  const first = await visit(browser);
  await first.button('Start').click({ trial: true });
  const sinceNavigation = await first.page.evaluate(() => performance.now());
  console.log(`first visit: «Start» can be pressed after ${Math.round(sinceNavigation)} ms`);
  await first.close();
});
