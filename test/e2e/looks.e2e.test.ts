import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SMALL_DIGITS } from './runs.ts';
import { launch, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test('a step is chosen on a chart by keyboard, its rows are looked at, and one is followed', async () => {
  const the = await visit(browser, { spec: SMALL_DIGITS });
  await the.button('Start').click();
  await the.page.getByRole('article', { name: 'Result' }).getByText('Finished', { exact: true }).waitFor();
  await the.page.getByRole('slider', { name: 'Loss', exact: true }).focus();
  for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'Enter']) await the.page.keyboard.press(key);
  const step = the.region('Why this step?');
  await step.getByText(/^Step 3 \(Fine-tune\): loss \d.* against a median of \d.* over the 2 before\./).waitFor();
  const rows = step.getByRole('list', { name: 'Rows of step 3 by loss' }).getByRole('listitem');
  expect(await rows.count()).toBe(16);
  const texts = await rows.allInnerTexts();
  const losses = texts.map((text) => Number(/loss\s([\d.]+)/.exec(text)?.[1]));
  expect(losses).toEqual([...losses].sort((a, b) => b - a));
  expect(texts.every((text) => /✓ \d, right|✗ \d, taken for \d/.test(text))).toBe(true);
  expect(await step.getByRole('row').count()).toBe(9);
  expect(await step.locator('canvas').first().evaluate(isDrawn)).toBe(true);

  const row = /row ([\d,]+)/.exec(texts[0])![1];
  await rows.first().getByRole('button').click();
  const story = the.region('One row');
  await story.getByRole('heading', { name: `Row ${row} over all steps` }).waitFor();
  await story.getByText('1 step used it').waitFor();
  await story.getByRole('button', { name: 'step 3', exact: true }).waitFor();

  await step.getByRole('button', { name: 'Next step' }).click();
  await step.getByText(/^Step 4 /).waitFor();
  await step.getByRole('button', { name: 'Rows in step' }).click();
  const audit = the.region('Audit');
  await audit.getByText('16 rows:').waitFor();
  await audit.getByRole('button', { name: 'Hardest rows' }).click();
  const hardest = audit.getByRole('list', { name: 'Hardest rows by their mean loss' }).getByRole('listitem');
  await hardest
    .first()
    .getByText(/wrong in [01] of 1 uses/)
    .waitFor();
  expect(await hardest.count()).toBe(50);
  await step.getByRole('button', { name: 'Parameters at this step' }).click();
  await the.region('Parameters at any step').getByText('Step 4 (').waitFor();
  expect(the.complaints).toEqual([]);
  await the.close();
});

/** Runs in the page: whether the canvas shows more than one shade. */
function isDrawn(canvas: Element): boolean {
  const { width, height } = canvas as HTMLCanvasElement;
  const pixels = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height).data;
  return new Set(new Uint32Array(pixels.buffer)).size > 2;
}
