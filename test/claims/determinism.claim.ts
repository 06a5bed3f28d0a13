import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { ensureChromium } from '../../src/cli/chromium.ts';
import type { PageState } from '../../src/cli/page-report.ts';
import { servePage } from '../../src/cli/serve.ts';
import type { RunStatus } from '../../src/core/events.ts';
import { DEFAULT_SPEC, type RunSpec } from '../../src/core/spec.ts';
import { encodeSpec } from '../../src/core/spec-link.ts';
import { readStoredZip } from '../../src/formats/zip-directory.ts';
import { chromiumArgs } from '../bench/webgpu.ts';
import type { Claim } from './claim.ts';
import { inGpuProbe } from './probe/in-probe.ts';
import { inTemporaryFolder } from './recorded.ts';

const WASM_STEPS = 500;
/** Computed in software where there is no GPU: seconds a step. */
const WEBGPU_STEPS = 6;
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
    const trained = (pauseAt: number | null) => {
      progress(`${WASM_STEPS} steps on WASM${pauseAt === null ? '' : `, paused after ${pauseAt}`}`);
      return fingerprints(`${served.url}#spec=${encodeSpec(SPEC)}`, pauseAt);
    };
    const trainedOnGpu = () => {
      progress(`${WEBGPU_STEPS} steps on WebGPU`);
      return inGpuProbe(root, (page) => page.evaluate((steps) => probes.fingerprints(steps), WEBGPU_STEPS));
    };
    try {
      const first = await trained(null);
      const second = await trained(null);
      const paused = await trained(PAUSE_AT);
      const gpuFirst = await trainedOnGpu();
      const gpuSecond = await trainedOnGpu();
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
        lines: [
          'Each run on WASM is made in the page, in a browser of its own, and its fingerprints are read from steps.csv of its bundle;',
          'those on WebGPU are the same run without the page, which a software adapter would draw as well.',
        ],
      };
    } finally {
      await served.close();
    }
  },
};

interface Trained {
  readonly values: readonly string[];
  readonly pausedMs: number;
}

type Values = { readonly values: readonly (string | number)[] };

const sameCount = (a: Values, b: Values): number =>
  a.values.length === b.values.length ? a.values.filter((value, i) => value === b.values[i]).length : 0;

const [PHASE] = DEFAULT_SPEC.phases;
const SPEC: RunSpec = {
  ...DEFAULT_SPEC,
  name: 'determinism',
  backend: 'wasm',
  phases: [{ ...PHASE, data: { ...PHASE.data, rows: WASM_STEPS * PHASE.batchSize, test: 0 }, epochs: 1 }],
};

/** Trains in a fresh browser and reads every step's fingerprint from the bundle. */
function fingerprints(url: string, pauseAt: number | null): Promise<Trained> {
  return inTemporaryFolder(async (folder) => {
    const launch = { executablePath: ensureChromium(), args: chromiumArgs(false), headless: true, locale: 'en-US' };
    const context = await chromium.launchPersistentContext(join(folder, 'profile'), launch);
    try {
      const page = await context.newPage();
      await page.goto(url);
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      const pausedMs = pauseAt === null ? 0 : await pauseOnce(page, pauseAt);
      const { run } = await until(page, ({ run }) => run !== null && ENDS.includes(run.status));
      if (run?.status !== 'finished') throw new Error(`the run ended as ${run?.status}`);
      const bundle = join(folder, 'run.zip');
      const download = page.waitForEvent('download', { timeout: 0 });
      await page.getByRole('button', { name: 'Download bundle', exact: true }).click();
      await (await download).saveAs(bundle);
      return { values: columnOf(bundle, 'fingerprint'), pausedMs };
    } finally {
      await context.close();
    }
  });
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

type Seen = Pick<PageState, 'run'>;

/** Looks at the page's state until it is as wanted. */
async function until(page: Page, isMet: (state: Seen) => boolean): Promise<Seen> {
  for (;;) {
    const state = await page.locator('ts-app').evaluate((app): Seen => {
      const { run } = (app as unknown as { state: PageState }).state;
      // Series stay where they are: they are long, and not looked at.
      return { run: run && { ...run, series: { tracks: {} as never }, evaluations: [] } };
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
