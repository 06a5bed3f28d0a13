import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SMALL_DIGITS } from './runs.ts';
import { launch, runOf, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test('a bundle that is asked for right after Start, while the earlier result still stands, is saved once', async () => {
  const the = await visit(browser, { spec: SMALL_DIGITS });
  await the.button('Start').click();
  await the.page.getByRole('article', { name: 'Result' }).getByText('Finished', { exact: true }).waitFor();
  const names: string[] = [];
  the.page.on('download', (download) => names.push(download.suggestedFilename()));
  const [start, download] = await Promise.all([the.button('Start').elementHandle(), the.button('Download bundle').elementHandle()]);
  await the.page.evaluate(
    (pressed) => {
      for (const button of pressed) (button as HTMLElement).click();
    },
    [start!, download!],
  );
  await the.button('Stop').waitFor();
  await expect.poll(async () => (await runOf(the)).status, { timeout: 60_000 }).toBe('finished');
  await expect.poll(() => names.length).toBe(1);
  await the.close();
});
