import type { Page } from 'playwright-core';
import { randomStream } from '../../src/core/random.ts';
import { DEFAULT_SPEC, type PhaseSpec, type RunSpec } from '../../src/core/spec/spec.ts';
import type { StepParameters } from '../../src/protocol.ts';
import type { Claim } from './claim.ts';
import { trainInPage } from './train-in-page.ts';

const STEPS = 1000;
const ASKED = 20;
const SEED = 731;
/** A GPU that is computed in software takes a second for a batch of 64. */
const SOFTWARE_BATCH = 4;
const HELD_OUT = 10;
const EPOCHS = 2;

const [PHASE] = DEFAULT_SPEC.phases;

function phaseOf(batchSize: number): PhaseSpec {
  const rows = (STEPS / EPOCHS) * batchSize + HELD_OUT;
  // A few rows are held out: without any, the sample's own test set of 10,000 would be evaluated.
  return { ...PHASE, data: { ...PHASE.data, rows, test: HELD_OUT / rows }, epochs: EPOCHS, batchSize, evaluateEvery: 10 * STEPS };
}

const specOn = (backend: 'wasm' | 'webgpu'): RunSpec => ({
  ...DEFAULT_SPEC,
  name: `any step on ${backend}`,
  backend,
  phases: [phaseOf(backend === 'webgpu' ? SOFTWARE_BATCH : PHASE.batchSize)],
});

/** Drawn once and for all. */
function askedSteps(): readonly number[] {
  const stream = randomStream(SEED, 'any-step');
  return Array.from({ length: ASKED }, (_, i) => 1 + Math.floor(stream.uniform(i) * STEPS));
}

type Answer = Pick<StepParameters, 'step' | 'fingerprint' | 'replayed' | 'ms'>;

/** As a person asks: the number into the field, and the button. */
async function ask(page: Page, step: number): Promise<Answer> {
  const region = page.getByRole('region', { name: 'Parameters at any step' });
  await region.getByLabel('Step', { exact: true }).fill(String(step));
  await region.getByRole('button', { name: 'Parameters at this step' }).click();
  const answer = await page.waitForFunction(
    (wanted) => {
      const { steps, problems } = (document.querySelector('ts-app') as unknown as { state: PageSteps }).state;
      if (problems.step) return { problem: JSON.stringify(problems.step) };
      if (steps.working !== null || steps.shown?.step !== wanted) return null;
      const { step, fingerprint, replayed, ms } = steps.shown;
      return { step, fingerprint, replayed, ms };
    },
    step,
    { timeout: 0 },
  );
  const found = (await answer.jsonValue()) as Answer | { readonly problem: string };
  if ('problem' in found) throw new Error(`step ${step}: ${found.problem}`);
  return found;
}

interface PageSteps {
  readonly steps: { readonly working: object | null; readonly shown: StepParameters | null };
  readonly problems: { readonly step?: object };
}

export const claim: Claim = {
  name: 'any-step',
  statement: 'The parameters behind any step of a kept run can be had back, to the last bit.',
  bar: `the fingerprints of ${ASKED} steps drawn from a run of ${STEPS} equal to the transcript’s, on WASM and on WebGPU`,
  async run({ root, progress }) {
    const measured = async (backend: 'wasm' | 'webgpu') => {
      progress(`${STEPS} steps on ${backend}, then ${ASKED} of them again`);
      const answers: Answer[] = [];
      const run = await trainInPage(root, specOn(backend), [], progress, async (page) => {
        for (const step of askedSteps()) answers.push(await ask(page, step));
      });
      const equal = answers.filter(({ step, fingerprint }) => run.fingerprints[step - 1] === String(fingerprint)).length;
      return { run, equal, replayed: median(answers.map((one) => one.replayed)), seconds: median(answers.map(({ ms }) => ms / 1000)) };
    };
    const wasm = await measured('wasm');
    const webgpu = await measured('webgpu');
    return {
      holds: [wasm, webgpu].every(({ equal, run }) => equal === ASKED && new Set(run.fingerprints).size === STEPS),
      figures: {
        asked: ASKED,
        keyframeEvery: DEFAULT_SPEC.log.keyframeEvery,
        wasmEqual: wasm.equal,
        wasmMedianSeconds: wasm.seconds,
        wasmMedianReplayed: wasm.replayed,
        webgpuEqual: webgpu.equal,
        webgpuMedianSeconds: webgpu.seconds,
        webgpuMedianReplayed: webgpu.replayed,
        webgpuBatchSize: SOFTWARE_BATCH,
        webgpuAdapter: webgpu.run.adapter ?? '',
      },
      lines: [
        'Each run is made in the built page, in a browser of its own; the steps are asked for there, and compared with those in its bundle.',
        `Batches of ${PHASE.batchSize} rows on WASM, of ${SOFTWARE_BATCH} on WebGPU (${webgpu.run.adapter}).`,
      ],
    };
  },
};

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle) - 1]) / 2;
}
