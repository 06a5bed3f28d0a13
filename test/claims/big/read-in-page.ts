import { statSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ensureChromium } from '../../../src/cli/chromium.ts';
import { servePage } from '../../../src/cli/serve.ts';
import { chromiumArgs } from '../../bench/webgpu.ts';
import { peakOfPage } from './process-memory.ts';

export interface PageReading {
  /** From the drop until the page shows what it read, the audit included. */
  readonly seconds: number;
  /** Until the last byte was read. */
  readonly readSeconds: number;
  readonly rows: number;
  readonly missing: Readonly<Record<string, number>>;
  readonly peakBytes: number;
  /** From «Cancel» in the middle of another reading until the page is ready for the next one. */
  readonly cancelMs: number;
  readonly progressSteps: number;
}

interface ShownPhase {
  readonly loading: { readonly stage: string; readonly done: number; readonly total: number } | null;
  readonly summary: {
    readonly rows: number;
    readonly audit: { readonly quality: { readonly missingByColumn: Record<string, number> } };
  } | null;
}

const POLL_MS = 50;

/** Drops the file into the real page, cancels that in the middle, drops it again in a fresh page, and waits until it is read. */
export async function readInPage(root: string, file: string, progress: (line: string) => void): Promise<PageReading> {
  const served = await servePage(root, progress);
  try {
    progress('cancelling in the middle');
    const cancelMs = await inBrowser((browser) => cancelled(browser, served.url, file));
    progress(`reading ${statSync(file).size} bytes in the page`);
    return await inBrowser(async (browser) => ({ ...(await read(browser, served.url, file)), cancelMs }));
  } finally {
    await served.close();
  }
}

async function inBrowser<T>(act: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArgs(false), headless: true });
  try {
    return await act(browser);
  } finally {
    await browser.close();
  }
}

async function opened(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ locale: 'en-US' });
  page.setDefaultTimeout(0);
  await page.goto(url);
  await page.getByRole('button', { name: /^Computes on/ }).waitFor();
  return page;
}

const region = (page: Page) => page.getByRole('region', { name: 'Pretraining data' });

async function cancelled(browser: Browser, url: string, file: string): Promise<number> {
  const page = await opened(browser, url);
  await region(page).getByLabel('Choose files').setInputFiles(file);
  await until(page, ({ loading }) => loading !== null && loading.done > 0.2 * loading.total);
  const begun = performance.now();
  await region(page).getByRole('button', { name: 'Cancel' }).click();
  await until(page, ({ loading }) => loading === null);
  return performance.now() - begun;
}

async function read(browser: Browser, url: string, file: string): Promise<Omit<PageReading, 'cancelMs'>> {
  const page = await opened(browser, url);
  const begun = performance.now();
  const steps = new Set<number>();
  let readMs = 0;
  await region(page).getByLabel('Choose files').setInputFiles(file);
  const { summary } = await until(page, ({ loading, summary: shown }) => {
    if (loading?.stage === 'read') steps.add(loading.done);
    if (readMs === 0 && loading?.stage === 'audit') readMs = performance.now() - begun;
    return shown !== null;
  });
  const seconds = (performance.now() - begun) / 1000;
  const peakBytes = await peakOfPage(browser);
  return {
    seconds,
    readSeconds: readMs / 1000,
    rows: summary?.rows ?? 0,
    missing: summary?.audit.quality.missingByColumn ?? {},
    peakBytes,
    progressSteps: steps.size,
  };
}

/** Looks at what the page shows of the data until it is as wanted. Throws what the page says is wrong. */
async function until(page: Page, isMet: (shown: ShownPhase) => boolean): Promise<ShownPhase> {
  for (;;) {
    const { shown, problem } = await page.locator('ts-app').evaluate((app) => {
      const { data, problems } = (app as unknown as { state: { data: { pretrain: ShownPhase }; problems: Record<string, unknown> } }).state;
      const { loading, summary } = data.pretrain;
      return {
        shown: {
          loading,
          summary: summary && { rows: summary.rows, audit: { quality: { missingByColumn: summary.audit.quality.missingByColumn } } },
        },
        problem: problems.pretrain ?? problems.page ?? null,
      };
    });
    if (problem) throw new Error(JSON.stringify(problem));
    if (isMet(shown)) return shown;
    await page.waitForTimeout(POLL_MS);
  }
}
