import { roundedTo } from '../../../src/core/float32.ts';
import { DEFAULT_SPEC } from '../../../src/core/spec/spec.ts';
import type { RunEvent, StepEvent, TensorStatistics } from '../../../src/core/transcript/events.ts';
import { Database } from '../../../src/store/database.ts';
import { TranscriptWriter } from '../../../src/store/transcript-writer.ts';
import { answering } from './answering.ts';

/** A run that was never trained: what its transcript would be is written into the store of the page. */
export interface LongRunOrder {
  readonly name: string;
  readonly steps: number;
  /** Steps whose loss stands out, and by what it is. */
  readonly spikes: readonly (readonly [step: number, loss: number])[];
}

const BATCH = 64;
const ROWS = 12_000;
const EVALUATE_EVERY = 10_000;
const TENSORS = ['conv1', 'conv2', 'fc1', 'fc2'].flatMap((layer) => [`${layer}.weight`, `${layer}.bias`]);

answering(writeRun);

/** Through the writer that a run in training writes with, steps with rows, losses and statistics as a network of eight tensors has them.
 *  Returns the milliseconds that it took. */
async function writeRun({ name, steps, spikes }: LongRunOrder): Promise<number> {
  const begun = performance.now();
  const runId = crypto.randomUUID();
  const writer = await TranscriptWriter.open(new Database(), runId, { onCommitted: () => undefined });
  const spikeAt = new Map(spikes);
  const random = randomNumbers();
  await writer.append({ event: started(runId, name) });
  await writer.append({ event: phaseStarted(steps) });
  for (let step = 1; step <= steps; step++) {
    await writer.append({ event: stepEvent(step, random, spikeAt.get(step)) });
    if (step % EVALUATE_EVERY === 0) await writer.append({ event: evaluated(step) });
  }
  await writer.append({ event: { kind: 'run-finished', steps, wallTimeMs: steps * 15 } });
  await writer.close();
  return performance.now() - begun;
}

/** 0 … 1, the same each time: what a database could compress away would make it too quick. */
function randomNumbers(): () => number {
  let state = 12_345;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const started = (runId: string, name: string): RunEvent => ({
  kind: 'run-started',
  runId,
  name,
  spec: { ...DEFAULT_SPEC, name, phases: [DEFAULT_SPEC.phases[0]] },
  environment: {
    backend: 'wasm',
    backendReason: { code: 'chosen', detail: '' },
    adapter: null,
    threads: 1,
    simd: true,
    crossOriginIsolated: true,
    cores: 1,
    userAgent: navigator.userAgent,
    versions: {},
  },
  startedAt: new Date().toISOString(),
});

const phaseStarted = (steps: number): RunEvent => ({
  kind: 'phase-started',
  phase: 'pretrain',
  after: 0,
  steps,
  epochs: Math.ceil((steps * BATCH) / ROWS),
  batchSize: BATCH,
  trainRows: ROWS,
  testRows: 0,
  task: 'multiclass',
  classes: ['0', '1'],
  loss: 'cross-entropy',
  model: 'cnn',
  parameters: 431_080,
  startsFrom: 'random',
  replacedHead: false,
  frozen: [],
});

function stepEvent(step: number, random: () => number, spike: number | undefined): StepEvent {
  const losses = Array.from({ length: BATCH }, () => roundedTo(random(), 4));
  const statistics = (): TensorStatistics => [random(), random(), -random(), random(), random(), 0.003 * random(), random()];
  return {
    kind: 'step',
    phase: 'pretrain',
    step,
    epoch: 1 + Math.floor((step * BATCH) / ROWS),
    rows: Array.from({ length: BATCH }, () => Math.floor(random() * ROWS)),
    losses,
    predictions: losses.map((loss) => Number(loss > 0.5)),
    loss: spike ?? 0.05 + 2.3 * Math.exp(-step / 90_000) + 0.3 * random(),
    accuracy: Math.round(BATCH * random()) / BATCH,
    learningRate: 0.001,
    gradientNorm: random(),
    fingerprint: Math.floor(random() * 2 ** 32),
    wallTimeMs: step * 15,
    tensors: Object.fromEntries(TENSORS.map((name) => [name, statistics()])),
  };
}

const evaluated = (step: number): RunEvent => ({
  kind: 'evaluated',
  phase: 'pretrain',
  step,
  rows: 4,
  metrics: {
    loss: 0.3 * Math.exp(-step / 300_000),
    accuracy: 0.9,
    precision: 0.9,
    recall: 0.9,
    f1: 0.9,
    rocAuc: null,
    mae: null,
    rmse: null,
    r2: null,
    confusion: [
      [2, 0],
      [1, 1],
    ],
  },
});
