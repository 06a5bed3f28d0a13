import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { ensureChromium } from '../../src/cli/chromium.ts';
import type { PageState } from '../../src/cli/page-report.ts';
import { servePage } from '../../src/cli/serve.ts';
import type { RunStatus } from '../../src/core/events.ts';
import { type BackendName, DEFAULT_SPEC, type RunSpec } from '../../src/core/spec.ts';
import { encodeSpec } from '../../src/core/spec-link.ts';
import { readStoredZip } from '../../src/formats/zip-directory.ts';
import { chromiumArgs, hasWebGpu } from '../bench/webgpu.ts';
import type { Claim } from './claim.ts';
import { inTemporaryFolder } from './recorded.ts';

const WASM_STEPS = 500;
/** Computed in software where there is no GPU: ten seconds a step and more, while the page is drawn in software too. */
const WEBGPU_STEPS = 6;
const BATCH_SIZE = 64;
/** Held by the person in the middle of the run. */
const PAUSE_AT = WASM_STEPS / 2;
const PAUSE_MS = 3000;
const POLL_MS = 100;
const ENDS: readonly RunStatus[] = ['finished', 'stopped', 'failed', 'refused'];

export const claim: Claim = {
  name: 'determinism',
  statement: 'The same run on the same device gives the same parameters after every step, to the last bit, paused or not.',
  bar: `all ${WASM_STEPS} fingerprints equal in two runs on WASM and in one that was paused; all ${WEBGPU_STEPS} in two on WebGPU`,
  async run({ root, progress }) {
    const served = await servePage(root, progress);
    const trained = (backend: BackendName, steps: number, pauseAt: number | null) => {
      progress(`${steps} steps on ${backend}${pauseAt === null ? '' : `, paused after ${pauseAt}`}`);
      return fingerprints(`${served.url}#spec=${encodeSpec(specOf(backend, steps))}`, backend, pauseAt);
    };
    try {
      const first = await trained('wasm', WASM_STEPS, null);
      const second = await trained('wasm', WASM_STEPS, null);
      const paused = await trained('wasm', WASM_STEPS, PAUSE_AT);
      const gpuFirst = await trained('webgpu', WEBGPU_STEPS, null);
      const gpuSecond = await trained('webgpu', WEBGPU_STEPS, null);
      const equal = [sameCount(first, second), sameCount(first, paused), sameCount(gpuFirst, gpuSecond)];
      return {
        holds: equal[0] === WASM_STEPS && equal[1] === WASM_STEPS && equal[2] === WEBGPU_STEPS && new Set(first.values).size === WASM_STEPS,
        figures: {
          wasmSteps: first.values.length,
          wasmEqual: equal[0],
          wasmEqualPaused: equal[1],
          pausedMs: paused.pausedMs,
          differentFingerprints: new Set(first.values).size,
          webgpuSteps: gpuFirst.values.length,
          webgpuEqual: equal[2],
          webgpuAdapter: gpuFirst.adapter,
        },
        lines: ['Each run is made in the page, in a browser of its own; fingerprints are read from steps.csv of its bundle.'],
      };
    } finally {
      await served.close();
    }
  },
};

interface Trained {
  readonly values: readonly string[];
  readonly adapter: string;
  readonly pausedMs: number;
}

const sameCount = (a: Trained, b: Trained): number =>
  a.values.length === b.values.length ? a.values.filter((value, i) => value === b.values[i]).length : 0;

function specOf(backend: BackendName, steps: number): RunSpec {
  const [phase] = DEFAULT_SPEC.phases;
  const data = { ...phase.data, rows: steps * BATCH_SIZE, test: 0 };
  return { ...DEFAULT_SPEC, name: 'determinism', backend, phases: [{ ...phase, data, epochs: 1, batchSize: BATCH_SIZE }] };
}

/** Trains in a fresh browser and reads every step's fingerprint from the bundle. */
function fingerprints(url: string, backend: BackendName, pauseAt: number | null): Promise<Trained> {
  return inTemporaryFolder(async (folder) => {
    const context = await openBrowser(join(folder, 'profile'), backend);
    try {
      const page = await context.newPage();
      await page.goto(url);
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      const pausedMs = pauseAt === null ? 0 : await pauseOnce(page, pauseAt);
      const { run, environment } = await until(page, ({ run }) => run !== null && ENDS.includes(run.status));
      if (run?.status !== 'finished') throw new Error(`the run ended as ${run?.status}`);
      const bundle = join(folder, 'run.zip');
      const download = page.waitForEvent('download', { timeout: 0 });
      await page.getByRole('button', { name: 'Download bundle', exact: true }).click();
      await (await download).saveAs(bundle);
      return { values: columnOf(bundle, 'fingerprint'), adapter: environment?.adapter ?? 'none', pausedMs };
    } finally {
      await context.close();
    }
  });
}

/** WebGPU on the machine's own GPU where it has one, else in software. */
async function openBrowser(profile: string, backend: BackendName): Promise<BrowserContext> {
  const launch = (software: boolean) =>
    chromium.launchPersistentContext(profile, {
      executablePath: ensureChromium(),
      args: chromiumArgs(software),
      headless: true,
      locale: 'en-US',
    });
  const context = await launch(false);
  if (backend !== 'webgpu' || (await hasWebGpu(context))) return context;
  await context.close();
  return launch(true);
}

/** Presses «Pause» once so many steps are kept, waits, and presses «Resume». */
async function pauseOnce(page: Page, pauseAt: number): Promise<number> {
  await until(page, ({ run }) => (run?.committedStep ?? 0) >= pauseAt);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await until(page, ({ run }) => run?.status === 'paused');
  await page.waitForTimeout(PAUSE_MS);
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  return PAUSE_MS;
}

type Seen = Pick<PageState, 'run' | 'environment'>;

/** Looks at the page's state until it is as wanted. */
async function until(page: Page, isMet: (state: Seen) => boolean): Promise<Seen> {
  for (;;) {
    const state = await page.locator('ts-app').evaluate((app): Seen => {
      const { run, environment } = (app as unknown as { state: PageState }).state;
      // Series stay where they are: they are long, and not looked at.
      return { run: run && { ...run, series: { tracks: {} as never }, evaluations: [] }, environment };
    });
    if (isMet(state)) return state;
    await page.waitForTimeout(POLL_MS);
  }
}

function columnOf(bundle: string, name: string): readonly string[] {
  const steps = new TextDecoder().decode(readStoredZip(readFileSync(bundle), bundle).get('steps.csv'));
  const [header, ...lines] = steps.trimEnd().split(/\r?\n/);
  const column = header.split(',').indexOf(name);
  return lines.map((line) => line.split(',')[column]);
}
