import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ensureChromium } from '../../src/cli/chromium.ts';
import { servePage } from '../../src/cli/serve.ts';
import { findPython } from '../claims/python.ts';
import { type ContestantName, IN_PAGE, type InPageName, labelOf, OUTSIDE, type OutsideName, shuffled } from './contestants.ts';
import type { BenchEnvironment, Floor, Outcome } from './outcome.ts';
import { exportTask, readTask, runPytorch } from './pytorch.ts';
import { chromiumArgs, hasWebGpu } from './webgpu.ts';

export interface BenchOptions {
  /** The project's root. */
  readonly root: string;
  readonly seed: number;
  /** About as long as one contestant may take, its start and its first steps apart. */
  readonly capMs: number;
  /** Null: everyone who can run here. */
  readonly only: readonly ContestantName[] | null;
  readonly progress: (line: string) => void;
}

export interface BenchResult {
  readonly environment: BenchEnvironment;
  readonly browserVersion: string;
  readonly seed: number;
  readonly order: readonly ContestantName[];
  readonly floors: readonly Floor[];
  readonly outcomes: readonly Outcome[];
  /** Of the last minute, before the first contestant and after the last: whether the machine had other work. */
  readonly load: readonly [before: number, after: number];
}

/** Runs the benchmark: page and PyTorch in one shuffled order, on one machine, nobody beside another. */
export async function runBench(options: BenchOptions): Promise<BenchResult> {
  const served = await servePage(options.root, options.progress);
  try {
    return await inBrowser((browser) => race(browser, served.url, options));
  } finally {
    await served.close();
  }
}

/** On the machine's own GPU where it has one, else on an adapter computed in software. */
async function inBrowser<T>(act: (browser: Browser) => Promise<T>): Promise<T> {
  const launch = (software: boolean) => chromium.launch({ executablePath: ensureChromium(), args: chromiumArgs(software), headless: true });
  let browser = await launch(false);
  if (!(await hasWebGpu(browser))) {
    await browser.close();
    browser = await launch(true);
  }
  try {
    return await act(browser);
  } finally {
    await browser.close();
  }
}

async function race(browser: Browser, url: string, { root, seed, capMs, only, progress }: BenchOptions): Promise<BenchResult> {
  const load = loadavg()[0];
  const page = await browser.newPage();
  page.on('console', (message) => message.type() === 'error' && progress(`page: ${message.text()}`));
  await page.goto(new URL('bench.html', url).href);
  await page.waitForFunction(() => globalThis.benchPage !== undefined);
  progress('priming');
  const environment = await page.evaluate(() => benchPage.prepare());
  const floors = await floorsOf(page, environment);
  const outside = await pytorchRunner(root, capMs, page);
  const all: readonly ContestantName[] = [...IN_PAGE.map(({ name }) => name), ...(outside ? OUTSIDE.map(({ name }) => name) : [])];
  const order = shuffled(only ? all.filter((name) => only.includes(name)) : all, seed);
  const outcomes: Outcome[] = [];
  try {
    for (const [i, name] of order.entries()) {
      progress(`${i + 1} of ${order.length}: ${labelOf(name)}`);
      outcomes.push(isOutside(name) ? await outside!.run(name) : await inPage(page, name, capMs));
    }
  } finally {
    outside?.close();
  }
  return { environment, browserVersion: browser.version(), seed, order, floors, outcomes, load: [load, loadavg()[0]] };
}

const isOutside = (name: ContestantName): name is OutsideName => OUTSIDE.some((each) => each.name === name);

const inPage = (page: Page, name: InPageName, capMs: number): Promise<Outcome> =>
  page.evaluate(([contestant, cap]) => benchPage.contestant(contestant, cap), [name, capMs] as const);

async function floorsOf(page: Page, { cores }: BenchEnvironment): Promise<Floor[]> {
  const floors: Floor[] = [];
  for (const threads of cores > 1 ? [1, 2] : [1]) floors.push(await page.evaluate((count) => benchPage.floor(count), threads));
  return floors;
}

interface Outside {
  run(name: OutsideName): Promise<Outcome>;
  close(): void;
}

/** Null where no Python here has PyTorch. */
async function pytorchRunner(root: string, capMs: number, page: Page): Promise<Outside | null> {
  let python: string;
  try {
    python = findPython('torch', 'numpy');
  } catch {
    return null;
  }
  const folder = mkdtempSync(join(tmpdir(), 'trainscript-bench-'));
  exportTask(readTask(root), folder);
  const reference = await page.evaluate(() => benchPage.reference());
  return {
    run: (name) => runPytorch(name, { python, folder, reference, capMs }),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
