import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext } from 'playwright-core';
import type { OwnBrowser } from './own-browser.ts';
import type { RunPage } from './run-page.ts';

/** What is killed under a run, from the smallest to the largest. */
export const KILLED = ['worker', 'tab', 'renderer', 'browser', 'gpu'] as const;
export type Killed = (typeof KILLED)[number];

/** The workers that the page made, for the one kill that only a page can do. To be called before a page is opened. */
export async function noteWorkers(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const made: Worker[] = [];
    Object.assign(window, { workersMade: made });
    window.Worker = class extends Worker {
      constructor(address: string | URL, options?: WorkerOptions) {
        super(address, options);
        made.push(this);
      }
    };
  });
}

/** How each is killed: without a warning, and without waiting for anything that is under way. */
export const KILL: Readonly<Record<Killed, (browser: OwnBrowser, the: RunPage) => Promise<void>>> = {
  async worker(_, { page }) {
    await page.evaluate(() => {
      for (const worker of (window as unknown as { workersMade: Worker[] }).workersMade) worker.terminate();
    });
    await page.close();
  },
  async tab(_, { page }) {
    await page.close();
  },
  async renderer(_, { page }) {
    const session = await page.context().newCDPSession(page);
    const crashed = page.waitForEvent('crash', { timeout: 0 });
    // It cannot answer any more.
    session.send('Page.crash').catch(() => undefined);
    await crashed;
    await page.close();
  },
  async browser(browser) {
    await browser.kill();
  },
  async gpu(browser) {
    await browser.crashGpuProcess();
    await sleep(100);
  },
};
