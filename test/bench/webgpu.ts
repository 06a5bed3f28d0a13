import type { Page } from 'playwright-core';
import { CHROMIUM_ARGS, SOFTWARE_WEBGPU_ARG } from '../../src/cli/chromium.ts';

/** Chromium's arguments for the machine's own GPU, or for one that is computed in software. */
export const chromiumArgs = (software: boolean): string[] => CHROMIUM_ARGS.filter((arg) => software || arg !== SOFTWARE_WEBGPU_ARG);

/** Whether a browser, as it was started, has an adapter for WebGPU. */
export async function hasWebGpu(browser: { newPage(): Promise<Page> }): Promise<boolean> {
  const page = await browser.newPage();
  // WebGPU is there in secure contexts only, and an empty page is none.
  await page.route('http://localhost/', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
  await page.goto('http://localhost/');
  const has = await page.evaluate(async () => (await navigator.gpu?.requestAdapter()) != null);
  await page.close();
  return has;
}
