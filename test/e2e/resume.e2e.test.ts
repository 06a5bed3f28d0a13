import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { specFromAddress } from '../../src/app/plan/spec-link.ts';
import type { ViewState } from '../../src/app/view-state.ts';
import { columnOf, downloadBundle, eventsIn, everyStep, stepsOf } from './bundle.ts';
import { CARD, ownTable, SMALL_DIGITS, TABLE } from './runs.ts';
import { addressOf, launch, runOf, type Visit, visit } from './visit.ts';

const STEPS = 32;
const specOf = (epochs: number) => ({ ...SMALL_DIGITS, phases: SMALL_DIGITS.phases.map((phase) => ({ ...phase, epochs })) });
const SPEC = specOf(4);

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Notes what kinds of messages the page's workers send, in `messages`. */
async function noteMessages(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const messages: string[] = [];
    Object.assign(window, { messages });
    window.Worker = class extends Worker {
      constructor(address: string | URL, options?: WorkerOptions) {
        super(address, options);
        this.addEventListener('message', ({ data }) => messages.push(data.kind));
      }
    };
  });
}

/** From now on the worker's GPU device is lost as soon as it is used, and there is no other. */
async function takeDevicesAway({ page }: Visit): Promise<void> {
  const worker = page.workers().find((each) => each.url().includes('train'));
  await worker!.evaluate(() => {
    const { createCommandEncoder } = GPUDevice.prototype;
    GPUDevice.prototype.createCommandEncoder = function (...given) {
      this.destroy();
      return createCommandEncoder.apply(this, given);
    };
    navigator.gpu.requestAdapter = async () => null;
  });
}

const ended = (the: Visit, outcome: string) =>
  the.page.getByRole('article', { name: 'Result' }).getByText(outcome, { exact: true }).waitFor();

const resumeInterrupted = (the: Visit) =>
  the
    .region('Runs')
    .getByRole('row', { name: 'Interrupted' })
    .getByRole('button', { name: /^Resume / })
    .click();

const reached = (the: Visit, step: number) =>
  expect.poll(async () => (await runOf(the).catch(() => null))?.committedStep ?? 0, { timeout: 60_000 }).toBeGreaterThanOrEqual(step);

/** Of the run that was cut off, once the list names it. */
async function loggedSteps(the: Visit): Promise<number> {
  await the.region('Runs').getByRole('row', { name: 'Interrupted' }).waitFor();
  return the.page.locator('ts-app').evaluate((app) => (app as unknown as { state: ViewState }).state.runs[0].steps);
}

async function cutOff(the: Visit, step: number): Promise<void> {
  await the.button('Start').click();
  await reached(the, step);
  await the.page.reload();
  await the.button('Start').waitFor();
}

test('a run that a reload cut off goes on with one click, as if nothing had been', async () => {
  // Steps are told once a second, a dozen and more at a time: where the page is reloaded, others must be left.
  const spec = specOf(8);
  const the = await visit(browser, { spec, before: noteMessages });
  await cutOff(the, 5);
  // A visit of its own, set up otherwise.
  await the.page.goto('about:blank');
  await the.page.goto(addressOf());
  await resumeInterrupted(the);
  await ended(the, 'Finished');
  expect(await specFromAddress(new URL(the.page.url()))).toEqual(spec);
  const messages = await the.page.evaluate(() => (window as unknown as { messages: string[] }).messages);
  const order = messages.filter((kind) => kind === 'resuming' || kind === 'run-opened' || kind === 'replaying');
  expect(order.slice(0, 3)).toEqual(['resuming', 'run-opened', 'replaying']);
  const resumed = await downloadBundle(the);
  expect(stepsOf(resumed)).toEqual(everyStep(2 * STEPS));
  await the.button('Start').click();
  await the.button('Stop').waitFor();
  await ended(the, 'Finished');
  const undisturbed = await downloadBundle(the);
  expect(columnOf(resumed, 'fingerprint')).toEqual(columnOf(undisturbed, 'fingerprint'));
  expect(new Set(columnOf(resumed, 'fingerprint')).size).toBe(2 * STEPS);
  expect(the.complaints).toEqual([]);
  await the.close();
});

/** Whatever damaged the disk took the rows of the segment that holds a step. */
const damageBehind = ({ page }: Visit, share: number) =>
  page.evaluate(
    (part) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('trainscript');
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('details', 'readwrite');
          const asking = transaction.objectStore('details').getAllKeys();
          asking.onsuccess = () => transaction.objectStore('details').delete(asking.result[Math.floor(asking.result.length * part)]);
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
          transaction.onerror = () => reject(transaction.error);
        };
      }),
    share,
  );

test('a run that lost its end goes on behind its last whole step, and comes to the same end', async () => {
  const the = await visit(browser, { spec: SPEC });
  await the.button('Start').click();
  await ended(the, 'Finished');
  const undisturbed = await downloadBundle(the);
  await damageBehind(the, 0.5);
  await the.page.reload();
  const row = the.region('Runs').getByRole('row', { name: /Damaged Steps? \d+.* lost, or not what was logged/ });
  await row.getByRole('button', { name: /^Resume / }).click();
  await ended(the, 'Finished');
  const resumed = await downloadBundle(the);
  expect(columnOf(resumed, 'fingerprint')).toEqual(columnOf(undisturbed, 'fingerprint'));
  const kinds = eventsIn(resumed).map(({ kind }) => kind);
  expect(kinds.indexOf('replayed')).toBe(kinds.indexOf('cut-back') + 1);
  expect(the.complaints).toEqual([]);
  await the.close();
});

test('a run on a dropped file asks for that file', async () => {
  const the = await visit(browser, { spec: ownTable({ epochs: 40_000 }) });
  const choose = () => the.region('Pretraining data').getByLabel('Choose files').setInputFiles(TABLE);
  await choose();
  await the.region('Pretraining data').getByLabel('Load card file').setInputFiles(CARD);
  await cutOff(the, 5);
  await resumeInterrupted(the);
  await the.region('Run').getByText('drop own.csv for the pretrain phase').waitFor();
  await choose();
  const logged = await loggedSteps(the);
  await resumeInterrupted(the);
  // One that is stopped while its steps are computed again has come no further, and can be resumed as before.
  await reached(the, logged + 1);
  await the.button('Stop').click();
  await ended(the, 'Stopped');
  await the.close();
});

test('a run on a file that was picked goes on with one click', async () => {
  const the = await visit(browser, { spec: ownTable({ epochs: 40_000 }) });
  const table = TABLE.buffer.toString();
  await the.page.evaluate(async (text) => {
    const root = await navigator.storage.getDirectory();
    const handle = await root.getFileHandle('own.csv', { create: true });
    const writable = await handle.createWritable();
    await writable.write(text);
    await writable.close();
    window.showOpenFilePicker = async () => [handle];
  }, table);
  await the.region('Pretraining data').getByLabel('Choose files').click();
  await the.region('Pretraining data').getByLabel('Load card file').setInputFiles(CARD);
  await cutOff(the, 5);
  const logged = await loggedSteps(the);
  await resumeInterrupted(the);
  await reached(the, logged + 1);
  await the.button('Stop').click();
  await ended(the, 'Stopped');
  expect(the.complaints).toEqual([]);
  await the.close();
});

test('a run whose device is gone for good says so, and goes on after a reload', async () => {
  const the = await visit(browser, { spec: { ...SPEC, backend: 'webgpu' } });
  await the.button('Start').click();
  await reached(the, 5);
  await takeDevicesAway(the);
  const problem = the.region('Run').getByText('there is no fresh one to go on with (no WebGPU adapter)');
  await problem.waitFor();
  const { committedStep } = await runOf(the);
  expect(await problem.textContent()).toContain(`Everything through step ${committedStep} is kept.`);
  await ended(the, 'Interrupted');
  await the.page.reload();
  await resumeInterrupted(the);
  await ended(the, 'Finished');
  expect(stepsOf(await downloadBundle(the))).toEqual(everyStep(STEPS));
  await the.close();
});
