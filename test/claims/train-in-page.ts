import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { ensureChromium } from '../../src/cli/chromium.ts';
import type { PageState } from '../../src/cli/page-report.ts';
import { servePage } from '../../src/cli/serve.ts';
import type { RunSpec } from '../../src/core/spec/spec.ts';
import { encodeSpec } from '../../src/core/spec/spec-link.ts';
import type { RunEvent, RunStatus } from '../../src/core/transcript/events.ts';
import { readStoredZip } from '../../src/formats/zip-directory.ts';
import { chromiumArgs, hasWebGpu } from '../bench/webgpu.ts';
import { inTemporaryFolder } from './recorded.ts';

/** What befalls a run once that step is kept. */
export interface Disturbance {
  readonly kind: 'pause' | 'reload' | 'lose-device';
  readonly step: number;
}

/** What its bundle says of a run. */
export interface Trained {
  /** Of every step, in order. */
  readonly fingerprints: readonly string[];
  readonly replays: number;
  readonly devicesLost: number;
  readonly adapter: string | null;
}

const POLL_MS = 100;
const PAUSE_MS = 2000;
const ENDS: readonly RunStatus[] = ['finished', 'stopped', 'failed', 'refused'];

/** Trains in the built page, as a person does, in a fresh browser; on the machine's own GPU where the spec wants one and there is one.
 *  `whenFinished` may then use the page before its bundle is read. */
export async function trainInPage(
  root: string,
  spec: RunSpec,
  disturbances: readonly Disturbance[],
  progress: (text: string) => void,
  whenFinished: (page: Page) => Promise<void> = async () => undefined,
): Promise<Trained> {
  const served = await servePage(root, progress);
  try {
    return await inTemporaryFolder((folder) =>
      inBrowser(folder, spec.backend === 'webgpu', (context) => train(context, folder, served.url, spec, disturbances, whenFinished)),
    );
  } finally {
    await served.close();
  }
}

async function inBrowser<T>(folder: string, wantsGpu: boolean, act: (context: BrowserContext) => Promise<T>): Promise<T> {
  const launch = (software: boolean) =>
    chromium.launchPersistentContext(join(folder, `profile-${software}`), {
      executablePath: ensureChromium(),
      args: chromiumArgs(software),
      headless: true,
      locale: 'en-US',
    });
  let context = await launch(false);
  if (wantsGpu && !(await hasWebGpu(context))) {
    await context.close();
    context = await launch(true);
  }
  try {
    return await act(context);
  } finally {
    await context.close();
  }
}

async function train(
  context: BrowserContext,
  folder: string,
  url: string,
  spec: RunSpec,
  disturbances: readonly Disturbance[],
  whenFinished: (page: Page) => Promise<void>,
): Promise<Trained> {
  const page = await context.newPage();
  await page.goto(`${url}#spec=${encodeSpec(spec)}`);
  await press(page, 'Start');
  for (const { kind, step } of disturbances) {
    await until(page, (run) => (run?.committedStep ?? 0) >= step, `step ${step}`);
    await DISTURB[kind](page);
  }
  const run = await until(page, (run) => run !== null && ENDS.includes(run.status), 'the end');
  if (run?.status !== 'finished') throw new Error(`the run ended as ${run?.status}: ${JSON.stringify(run?.failure)}`);
  await whenFinished(page);
  const bundle = join(folder, 'run.zip');
  const download = page.waitForEvent('download', { timeout: 0 });
  await press(page, 'Download bundle');
  await (await download).saveAs(bundle);
  return readBundle(bundle);
}

const DISTURB: Readonly<Record<Disturbance['kind'], (page: Page) => Promise<void>>> = {
  async pause(page) {
    await press(page, 'Pause');
    await until(page, (run) => run?.status === 'paused', 'the pause');
    await page.waitForTimeout(PAUSE_MS);
    await press(page, 'Resume');
  },
  async reload(page) {
    await page.reload();
    await page
      .getByRole('region', { name: 'Runs' })
      .getByRole('button', { name: /^Resume / })
      .click();
  },
  async 'lose-device'(page) {
    const browser = page.context().browser();
    const session = browser ? await browser.newBrowserCDPSession() : await page.context().newCDPSession(page);
    await session.send('Browser.crashGpuProcess');
  },
};

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

type ShownRun = Pick<NonNullable<PageState['run']>, 'status' | 'committedStep' | 'failure'> | null;

/** Looks at the page's run until it is as wanted. */
async function until(page: Page, isMet: (run: ShownRun) => boolean, what: string): Promise<ShownRun> {
  for (;;) {
    const { run, problem } = await page.locator('ts-app').evaluate((app) => {
      const { run, problems } = (app as unknown as { state: PageState }).state;
      return {
        run: run && { status: run.status, committedStep: run.committedStep, failure: run.failure },
        problem: problems.run ?? problems.runs ?? null,
      };
    });
    if (isMet(run)) return run;
    if (problem) throw new Error(`waiting for ${what}: ${JSON.stringify(problem)}`);
    if (run && ENDS.includes(run.status))
      throw new Error(`waiting for ${what}, the run ended as ${run.status}: ${JSON.stringify(run.failure)}`);
    await page.waitForTimeout(POLL_MS);
  }
}

function readBundle(path: string): Trained {
  const files = readStoredZip(readFileSync(path), path);
  const text = (name: string) => new TextDecoder().decode(files.get(name)).trimEnd();
  const [header, ...lines] = text('steps.csv').split('\n');
  const column = header.split(',').indexOf('fingerprint');
  const events = text('events.jsonl')
    .split('\n')
    .map((line) => JSON.parse(line) as RunEvent);
  const count = (kind: RunEvent['kind']) => events.filter((event) => event.kind === kind).length;
  const [started] = events;
  return {
    fingerprints: lines.map((line) => line.split(',')[column]),
    replays: count('replayed'),
    devicesLost: count('device-lost'),
    adapter: started.kind === 'run-started' ? started.environment.adapter : null,
  };
}
