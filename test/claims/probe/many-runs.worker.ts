import { DEFAULT_SPEC } from '../../../src/core/spec/spec.ts';
import type { RunEvent, StepEvent, TensorStatistics } from '../../../src/core/transcript/events.ts';
import { Database } from '../../../src/store/database.ts';
import { TranscriptWriter } from '../../../src/store/transcript-writer.ts';
import { answering } from './answering.ts';

/** Runs that were never trained: their transcripts are written into the store of the page. */
export interface ManyRunsOrder {
  readonly runs: number;
  readonly steps: number;
}

const BATCH = 64;
const ROWS = 12_000;
const EVALUATE_EVERY = 100;
const TENSORS = ['conv1', 'conv2', 'fc1', 'fc2'].flatMap((layer) => [`${layer}.weight`, `${layer}.bias`]);

answering(writeRuns);

/** Through the writer that a run in training writes with. Answers with the milliseconds that it took. */
async function writeRuns({ runs, steps }: ManyRunsOrder): Promise<number> {
  const begun = performance.now();
  const database = new Database();
  for (let run = 1; run <= runs; run++) await writeRun(database, run, steps);
  await database.close();
  return performance.now() - begun;
}

async function writeRun(database: Database, run: number, steps: number): Promise<void> {
  const runId = crypto.randomUUID();
  const writer = await TranscriptWriter.open(database, runId, { onCommitted: () => undefined });
  await writer.append({ event: started(runId, run) });
  for (let step = 1; step <= steps; step++) {
    await writer.append({ event: stepEvent(run, step) });
    if (step % EVALUATE_EVERY === 0) await writer.append({ event: evaluated(run, step) });
  }
  await writer.append({ event: { kind: 'run-finished', steps, wallTimeMs: steps * 15 } });
  await writer.close();
}

const started = (runId: string, run: number): RunEvent => ({
  kind: 'run-started',
  runId,
  name: `Run ${run}`,
  spec: { ...DEFAULT_SPEC, name: `Run ${run}`, seed: run, phases: [DEFAULT_SPEC.phases[0]] },
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
  startedAt: new Date(1_770_000_000_000 + run * 60_000).toISOString(),
});

const lossAt = (run: number, step: number): number => 0.05 + 2.3 * Math.exp(-step / (200 + 10 * run));

function stepEvent(run: number, step: number): StepEvent {
  const statistics = (): TensorStatistics => [Math.random(), 0.1, -1, 1, 3, 0.003, 0.2];
  return {
    kind: 'step',
    phase: 'pretrain',
    step,
    epoch: 1 + Math.floor((step * BATCH) / ROWS),
    rows: Array.from({ length: BATCH }, () => Math.floor(Math.random() * ROWS)),
    loss: lossAt(run, step) * (0.8 + 0.4 * Math.random()),
    accuracy: Math.round(BATCH * Math.random()) / BATCH,
    learningRate: 0.001,
    gradientNorm: Math.random(),
    fingerprint: Math.floor(Math.random() * 2 ** 32),
    wallTimeMs: step * 15,
    tensors: Object.fromEntries(TENSORS.map((name) => [name, statistics()])),
  };
}

const evaluated = (run: number, step: number): RunEvent => ({
  kind: 'evaluated',
  phase: 'pretrain',
  step,
  rows: 2400,
  metrics: {
    ...{ loss: lossAt(run, step), accuracy: 1 - lossAt(run, step) / 2.5, precision: null, recall: null, f1: null, rocAuc: null },
    ...{ mae: null, rmse: null, r2: null, confusion: Array.from({ length: 10 }, () => Array.from({ length: 10 }, () => 24)) },
  },
});
