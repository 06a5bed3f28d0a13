import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readStoredZip } from '../../src/formats/zip-directory.ts';
import { columnOf, downloadBundle } from './bundle.ts';
import { SMALL_DIGITS } from './runs.ts';
import { type ChosenFile, file, launch, type Visit, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** The run's bundle as the browser saved it. */
async function bundleOf({ page, button }: Visit): Promise<ChosenFile> {
  const [download] = await Promise.all([page.waitForEvent('download'), button('Download bundle').click()]);
  return { ...file(download.suggestedFilename(), readFileSync(await download.path())), mimeType: 'application/zip' };
}

const runs = (the: Visit) => the.region('Runs');
const importFile = (the: Visit, bundle: ChosenFile) => runs(the).getByLabel('Import bundle').setInputFiles(bundle);
const finished = (the: Visit) => the.page.getByRole('article', { name: 'Result' }).getByText('Finished', { exact: true }).waitFor();

/** What of a bundle is the run itself. */
const coreOf = (files: ReadonlyMap<string, Uint8Array>): Map<string, string> =>
  new Map(
    [...files]
      .filter(([path]) => path === 'events.jsonl' || /^(steps|evaluations|parameters|models)/.test(path))
      .map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')]),
  );

test('a bundle is the run again in another browser: listed, opened, looked into, and bundled to the last byte', async () => {
  const here = await visit(browser, { spec: SMALL_DIGITS });
  await here.button('Start').click();
  await finished(here);
  const bundle = await bundleOf(here);
  await here.close();

  const there = await visit(browser);
  await there.button('Runs').click();
  const flipped = Buffer.from(bundle.buffer);
  flipped[flipped.indexOf('"kind":"step"')] ^= 1;
  await importFile(there, { ...bundle, buffer: flipped });
  await runs(there).getByRole('alert').getByText('“events.jsonl” have the CRC-32').waitFor();

  await importFile(there, bundle);
  await runs(there).getByText('Small digits was imported with 8 steps').waitFor();
  const row = runs(there).getByRole('row', { name: /Small digits/ });
  expect(await row.textContent()).toMatch(/imported from small-digits\.trainscript\.zip/);
  await importFile(there, bundle);
  await runs(there).getByText('is in this browser already with 8 steps').waitFor();
  await runs(there).getByRole('status').getByRole('button', { name: 'Open Small digits' }).click();
  await finished(there);

  await there.region('Parameters at any step').getByLabel('Step', { exact: true }).fill('5');
  await there.region('Parameters at any step').getByRole('button', { name: 'Parameters at this step' }).click();
  const line = await there.region('Parameters at any step').getByText('Step 5 (').textContent({ timeout: 60_000 });
  const again = await downloadBundle(there);
  expect(line).toContain(`fingerprint ${columnOf(again, 'fingerprint')[4]}`);
  expect(coreOf(again)).toEqual(coreOf(readStoredZip(bundle.buffer, bundle.name)));
  expect(there.complaints).toEqual([]);
  await there.close();
});

test('a run whose bundle was made on the way goes on in another browser, to the end that it comes to at home', async () => {
  const log = { ...SMALL_DIGITS.log, keyframeEvery: 100 };
  const spec = { ...SMALL_DIGITS, log, phases: SMALL_DIGITS.phases.map((phase) => ({ ...phase, epochs: 30 })) };
  const here = await visit(browser, { spec });
  await here.button('Start').click();
  await here.button('Pause').click();
  await here.button('Resume').waitFor();
  const onTheWay = await bundleOf(here);
  await here.button('Resume').click();
  await finished(here);
  const expected = columnOf(await downloadBundle(here), 'fingerprint');
  await here.close();

  const there = await visit(browser);
  await there.button('Runs').click();
  await importFile(there, onTheWay);
  await runs(there).getByText('Small digits was imported with').waitFor();
  await runs(there).getByRole('button', { name: 'Resume Small digits' }).click();
  await finished(there);
  expect(columnOf(await downloadBundle(there), 'fingerprint')).toEqual(expected);
  expect(there.complaints).toEqual([]);
  await there.close();
});
