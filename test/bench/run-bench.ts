import { loadavg } from 'node:os';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ensureChromium } from '../../src/cli/chromium.ts';
import { servePage } from '../../src/cli/serve.ts';
import type { AccuracyRun } from './accuracy.ts';
import { type ContestantName, IN_PAGE, IN_PYTHON, type InPageName, isPytorch, labelOf, shuffled } from './contestants.ts';
import type { Outcome } from './outcome.ts';
import { pytorchHere } from './pytorch.ts';
import type { BenchResult } from './report.ts';
import { chromiumArgs, hasWebGpu } from './webgpu.ts';

export interface BenchOptions {
  /** The project's root. */
  readonly root: string;
  readonly seed: number;
  /** About as long as one contestant may take, its start and its first steps apart. */
  readonly capMs: number;
  /** Null: everyone who can run here. */
  readonly only: readonly ContestantName[] | null;
  /** Seeds from which our WASM is trained until it has learnt MNIST; none where that is not asked for. */
  readonly accuracySeeds: readonly number[];
  readonly progress: (line: string) => void;
}

/** Runs the benchmark: page and PyTorch in one shuffled order, on one machine, nobody beside another. */
export async function runBench(options: BenchOptions): Promise<BenchResult> {
  const served = await servePage(options.root, options.progress);
  try {
    return await inBrowser((browser, flags) => raceInPage(browser, flags, served.url, options));
  } finally {
    await served.close();
  }
}

/** On the machine's own GPU where it has one, else on an adapter computed in software. */
async function inBrowser<T>(act: (browser: Browser, flags: readonly string[]) => Promise<T>): Promise<T> {
  let args = chromiumArgs(false);
  const launch = () => chromium.launch({ executablePath: ensureChromium(), args, headless: true });
  let browser = await launch();
  if (!(await hasWebGpu(browser))) {
    await browser.close();
    args = chromiumArgs(true);
    browser = await launch();
  }
  try {
    return await act(browser, args);
  } finally {
    await browser.close();
  }
}

async function raceInPage(browser: Browser, flags: readonly string[], url: string, options: BenchOptions): Promise<BenchResult> {
  const { seed, capMs, accuracySeeds, progress } = options;
  const load = loadavg()[0];
  const page = await openPage(browser, url, progress);
  progress('priming');
  const environment = await page.evaluate(() => benchPage.prepare());
  progress('floors');
  const floors = await page.evaluate(() => benchPage.floors());
  const reference = await page.evaluate(() => benchPage.reference());
  const inPage = (name: InPageName) => page.evaluate(([who, cap]) => benchPage.contestant(who, cap), [name, capMs] as const);
  const outcomes = await race(
    IN_PAGE.map(({ name }) => name),
    inPage,
    reference,
    options,
  );
  const accuracy: AccuracyRun[] = [];
  for (const each of accuracySeeds) {
    progress(`time to accuracy, seed ${each}`);
    accuracy.push(await page.evaluate((from) => benchPage.accuracy(from), each));
  }
  const version = `Chromium ${browser.version()}`;
  return { environment, flags, version, seed, floors, outcomes, accuracy, load: [load, loadavg()[0]] };
}

async function openPage(browser: Browser, url: string, progress: BenchOptions['progress']): Promise<Page> {
  const page = await browser.newPage();
  page.on('console', (message) => message.type() === 'error' && progress(`page: ${message.text()}`));
  await page.goto(new URL('bench.html', url).href);
  await page.waitForFunction(() => globalThis.benchPage !== undefined);
  return page;
}

/** Runs those and PyTorch's contestants in the order of the seed, one after the other. */
export async function race<Name extends InPageName>(
  names: readonly Name[],
  run: (name: Name) => Promise<Outcome>,
  reference: readonly number[],
  { root, seed, capMs, only, progress }: Pick<BenchOptions, 'root' | 'seed' | 'capMs' | 'only' | 'progress'>,
): Promise<readonly Outcome[]> {
  const pytorch = pytorchHere(root);
  const all = [...names, ...(pytorch ? IN_PYTHON.map(({ name }) => name) : [])];
  const order = shuffled(only ? all.filter((name) => only.includes(name)) : all, seed);
  const outcomes: Outcome[] = [];
  try {
    for (const [i, name] of order.entries()) {
      progress(`${i + 1} of ${order.length}: ${labelOf(name)}`);
      outcomes.push(isPytorch(name) ? await pytorch!.run(name, reference, capMs) : await run(name));
    }
  } finally {
    pytorch?.close();
  }
  return outcomes;
}
