import type { PhaseSpec, RunSpec } from '../../src/core/spec/spec.ts';
import { DEFAULT_SPEC } from '../../src/core/spec/spec.ts';
import type { Claim } from './claim.ts';
import { type Disturbance, trainInPage } from './train-in-page.ts';

const STEPS = 500;
/** A GPU that is computed in software takes a second for a batch of 64. */
const SOFTWARE_BATCH = 4;

const HELD_OUT = 10;

const [PHASE] = DEFAULT_SPEC.phases;

const phaseOf = (batchSize: number): PhaseSpec => ({
  ...PHASE,
  // A few rows are held out: without any, the sample's own test set of 10,000 would be evaluated.
  data: { ...PHASE.data, rows: STEPS * batchSize + HELD_OUT, test: HELD_OUT / (STEPS * batchSize + HELD_OUT) },
  epochs: 1,
  batchSize,
  evaluateEvery: 10 * STEPS,
});

const specOn = (backend: 'wasm' | 'webgpu'): RunSpec => ({
  ...DEFAULT_SPEC,
  name: `determinism on ${backend}`,
  backend,
  phases: [phaseOf(backend === 'webgpu' ? SOFTWARE_BATCH : PHASE.batchSize)],
  log: { ...DEFAULT_SPEC.log, keyframeEvery: 100 },
});

/** What befalls the second run, and behind which step. */
const DISTURBANCES: Readonly<Record<'wasm' | 'webgpu', readonly Disturbance[]>> = {
  wasm: [
    { kind: 'pause', step: 120 },
    { kind: 'reload', step: 260 },
  ],
  webgpu: [
    { kind: 'pause', step: 60 },
    { kind: 'lose-device', step: 170 },
    { kind: 'reload', step: 330 },
  ],
};

export const claim: Claim = {
  name: 'determinism',
  statement: 'The same run on the same device gives the same parameters after every step, to the last bit, whatever befalls it.',
  bar: `all ${STEPS} fingerprints of two runs equal, on WASM and on WebGPU, one of them paused, its page reloaded, and its GPU process killed`,
  async run({ root, progress }) {
    const compared = async (backend: 'wasm' | 'webgpu') => {
      progress(`${STEPS} steps on ${backend}, undisturbed`);
      const first = await trainInPage(root, specOn(backend), [], progress);
      progress(`${STEPS} steps on ${backend}: ${DISTURBANCES[backend].map(({ kind, step }) => `${kind} behind step ${step}`).join(', ')}`);
      const second = await trainInPage(root, specOn(backend), DISTURBANCES[backend], progress);
      return { first, second, equal: equalCount(first.fingerprints, second.fingerprints) };
    };
    const wasm = await compared('wasm');
    const webgpu = await compared('webgpu');
    const different = [wasm, webgpu].map(({ first }) => new Set(first.fingerprints).size);
    return {
      holds: [wasm.equal, webgpu.equal, ...different].every((count) => count === STEPS) && webgpu.second.devicesLost === 1,
      figures: {
        wasmSteps: wasm.first.fingerprints.length,
        wasmEqual: wasm.equal,
        wasmReplays: wasm.second.replays,
        webgpuSteps: webgpu.first.fingerprints.length,
        webgpuEqual: webgpu.equal,
        webgpuReplays: webgpu.second.replays,
        webgpuDevicesLost: webgpu.second.devicesLost,
        webgpuBatchSize: SOFTWARE_BATCH,
        webgpuAdapter: webgpu.first.adapter ?? '',
      },
      lines: [
        'Each run is made in the built page, in a browser of its own; fingerprints, replays and lost devices are read from its bundle.',
        `Batches of ${PHASE.batchSize} rows on WASM, of ${SOFTWARE_BATCH} on WebGPU (${webgpu.first.adapter}).`,
      ],
    };
  },
};

const equalCount = (a: readonly string[], b: readonly string[]): number =>
  a.length === b.length ? a.filter((value, i) => value === b[i]).length : 0;
