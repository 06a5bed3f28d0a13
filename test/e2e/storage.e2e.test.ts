import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { downloadBundle, everyStep, stepsOf } from './bundle.ts';
import { SMALL_DIGITS } from './runs.ts';
import { launch, runOf, type Visit, visit } from './visit.ts';

/** Room for the first keyframe of the documents' network, and not for the second. */
const LITTLE_BYTES = 8 * 2 ** 20;
/** Room for one run with its keyframes (18 MB on disk), and not for two. */
const ONE_RUN_BYTES = 26 * 2 ** 20;

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(() => browser.close());

/** Chromium heeds a quota only where it was set before the first write. */
const visitWithQuota = (bytes: number) => visit(browser, { spec: SMALL_DIGITS, before: (page) => limitStorage(page, bytes) });
const alert = (the: Visit) => the.region('Run').getByRole('alert');
const ended = (the: Visit, outcome: string) =>
  the.page.getByRole('article', { name: 'Result' }).getByText(outcome, { exact: true }).waitFor();

test('a full disk pauses the run; with room again it goes on, and every step is kept', async () => {
  const the = await visitWithQuota(LITTLE_BYTES);
  await the.button('Start').click();
  await alert(the).waitFor();
  expect(await alert(the).innerText()).toMatch(
    /would not store more[\s\S]*\d+ events \(\d[\d,]* bytes\) of this run wait[\s\S]*delete earlier runs or free disk space and resume/,
  );
  expect((await runOf(the)).committedStep).toBeLessThan(8);
  await limitStorage(the.page, null);
  await the.button('Resume').click();
  await ended(the, 'Finished');
  expect(await alert(the).count()).toBe(0);
  expect(stepsOf(await downloadBundle(the))).toEqual(everyStep(8));
  expect(the.complaints).toEqual([]);
  await the.close();
});

test('deleting an earlier run makes room for the one that waits', async () => {
  const the = await visitWithQuota(ONE_RUN_BYTES);
  await the.button('Start').click();
  await ended(the, 'Finished');
  await the.button('Start').click();
  await alert(the).waitFor();
  await the
    .region('Runs')
    .getByRole('row', { name: 'Finished' })
    .getByRole('button', { name: /^Delete / })
    .click();
  await the.button('Resume').click();
  await ended(the, 'Finished');
  expect(stepsOf(await downloadBundle(the))).toEqual(everyStep(8));
  await the.close();
});

test('a run that waits for room can be stopped, and the page goes on', async () => {
  const the = await visitWithQuota(LITTLE_BYTES);
  await the.button('Start').click();
  await alert(the).waitFor();
  await the.button('Stop').click();
  await ended(the, 'Interrupted');
  await limitStorage(the.page, null);
  await the.button('Start').click();
  await ended(the, 'Finished');
  await the.close();
});

/** Null lifts the limit. */
async function limitStorage(page: Page, quotaSize: number | null): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(inject('pageUrl'));
  await session.send('Storage.overrideQuotaForOrigin', quotaSize === null ? { origin } : { origin, quotaSize });
}
