import { RunSeries } from '../../src/app/charts/run-series.ts';
import { NO_LOOKS } from '../../src/app/fold/fold-looks.ts';
import { NO_STEPS } from '../../src/app/fold/fold-steps.ts';
import type { Alert, RunView, ViewState } from '../../src/app/view-state.ts';
import { DEFAULT_SPEC, type Track } from '../../src/core/spec/spec.ts';
import { batchRows, stepColumns } from '../../src/core/transcript/event-columns.ts';
import type {
  Environment,
  EvaluatedEvent,
  HistogramsEvent,
  PhaseStarted,
  RecalledEvent,
  StepEvent,
  TensorStatistics,
} from '../../src/core/transcript/events.ts';
import { NO_ANNOTATION } from '../../src/core/transcript/run-annotation.ts';
import type { Glimpse, RunSummary } from '../../src/protocol.ts';
import { drawnDigit, wobble } from './drawn-digits.ts';
import { digitsData, EMPTY_DATA, mnistData, tableData, verdictOf } from './fixture-data.ts';
import { logOf } from './fixture-log.ts';

const CLASSES = Array.from({ length: 10 }, (_, digit) => String(digit));
const PARAMETERS = 431_080;
const TENSORS = ['conv1.weight', 'conv1.bias', 'conv2.weight', 'conv2.bias', 'fc1.weight', 'fc1.bias', 'fc2.weight', 'fc2.bias'];

export const ENVIRONMENT: Environment = {
  backend: 'wasm',
  backendReason: { code: 'software-gpu', detail: 'SwiftShader' },
  adapter: null,
  threads: 2,
  simd: true,
  crossOriginIsolated: true,
  cores: 2,
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/144.0',
  versions: { trainscript: '0.1.0', tfjs: '4.22.0' },
};

/** The page as it opens: the worker is ready, nothing is loaded. */
export function emptyState(change: Partial<ViewState> = {}): ViewState {
  return {
    environment: ENVIRONMENT,
    spec: DEFAULT_SPEC,
    data: { pretrain: EMPTY_DATA, finetune: EMPTY_DATA },
    init: null,
    indices: { pretrain: null, finetune: null },
    verdict: null,
    run: null,
    runs: [],
    lostRuns: [],
    comparison: null,
    checks: {},
    storage: { usage: 0, quota: 4_200_000_000 },
    bundle: { kind: 'none' },
    importing: { kind: 'none' },
    steps: NO_STEPS,
    looks: NO_LOOKS,
    problems: {},
    starting: false,
    resuming: null,
    ...change,
  };
}

/** Both samples loaded, the policy allows, nothing started. */
export function loadedState(change: Partial<ViewState> = {}): ViewState {
  return emptyState({ data: { pretrain: mnistData(), finetune: digitsData() }, verdict: verdictOf(['pretrain', 'finetune']), ...change });
}

/** A person's own table to fine-tune on: findings of each severity, a refusing policy, a reader's problem on the other side. */
export function troubledState(change: Partial<ViewState> = {}): ViewState {
  return emptyState({
    data: {
      pretrain: { ...EMPTY_DATA, loading: { stage: 'read', done: 41_000_000, total: 180_000_000 } },
      finetune: tableData('finetune'),
    },
    verdict: verdictOf(['finetune'], {
      'SRC-1/finetune': 'fail',
      'LIC-1/finetune': 'fail',
      'PII-1/finetune': 'fail',
      'CON-1/finetune': 'not-applicable',
      'QLT-1/finetune': 'fail',
    }),
    problems: { finetune: { code: 'file-empty', fields: { file: 'more.csv' } } },
    ...change,
  });
}

/** Fine-tuning is under way beside its baseline. */
export const runningState = (change: Partial<ViewState> = {}): ViewState => loadedState({ run: runView('running', 226), ...change });

export const finishedState = (change: Partial<ViewState> = {}): ViewState =>
  loadedState({ run: runView('finished', 380), runs: RUNS, storage: { usage: 214_000_000, quota: 4_200_000_000 }, ...change });

/** A run that diverged: alerts, and a failure at its end. */
export function failedState(change: Partial<ViewState> = {}): ViewState {
  const run = runView('failed', 196);
  const failure = { code: 'unexpected', fields: { detail: 'the loss became NaN at step 196' } } as const;
  const alerts: Alert[] = [
    {
      level: 'warning',
      phase: 'finetune',
      step: 188,
      problem: { code: 'unexpected', fields: { detail: 'the loss is 12 times its median' } },
    },
    { level: 'error', phase: 'finetune', step: 196, problem: failure },
  ];
  return loadedState({ run: { ...run, alerts, failure }, ...change });
}

/** A run as a reader of its transcript has it after `steps` steps: 150 of pretraining, then 115 of fine-tuning and 115 of the baseline in turns. */
export function runView(status: RunView['status'], steps: number): RunView {
  const series = new RunSeries();
  const evaluations: EvaluatedEvent[] = [];
  const histograms: HistogramsEvent[] = [];
  for (let step = 1; step <= steps; step++) {
    const [track, local] = trackAt(step);
    const event = stepEvent(track, step, local);
    series.append(stepColumns([[0, event]]), batchRows([[0, event]]));
    if (local % 23 === 0 || local === 1) evaluations.push(evaluated(track, step, local));
    if (local % 10 === 0) histograms.push(histogramsEvent(track, step, local));
  }
  const phases = [phaseStarted('pretrain', 0, 150), phaseStarted('finetune', 150, 115), phaseStarted('baseline', 265, 115)];
  const verdict = verdictOf(['pretrain', 'finetune']);
  const run = {
    runId: 'run-2024-11-21-a',
    name: DEFAULT_SPEC.name,
    live: status === 'running',
    elsewhere: false,
    status,
    spec: DEFAULT_SPEC,
    environment: ENVIRONMENT,
    phases: phases.filter((phase) => phase.after < steps),
    totalSteps: 380,
    committedStep: steps,
    wallTimeMs: steps * 61,
    series,
    revision: steps,
    evaluations,
    recalls: evaluations.filter(({ phase }) => phase === 'finetune').map(recalled),
    histograms,
    audits: { pretrain: mnistData().summary!.audit, finetune: digitsData().summary!.audit },
    verdict,
    alerts: [],
    failure: null,
    glimpse: glimpseAt(steps),
    replaying: null,
  };
  return { ...run, log: logOf(run, verdict, status) };
}

function trackAt(step: number): [track: Track, local: number] {
  if (step <= 150) return ['pretrain', step];
  return step <= 265 ? ['finetune', step - 150] : ['baseline', step - 265];
}

const START_LOSS: Record<Track, number> = { pretrain: 2.3, finetune: 0.9, baseline: 2.3 };
const lossAt = (track: Track, local: number): number => 0.06 + START_LOSS[track] * Math.exp(-local / (track === 'baseline' ? 38 : 26));
const accuracyAt = (track: Track, local: number): number => 1 - Math.min(0.9, lossAt(track, local) * 0.36);

function stepEvent(track: Track, step: number, local: number): StepEvent {
  const noise = 0.75 + wobble(step * 7.3) * 0.5;
  const tensors = Object.fromEntries(
    TENSORS.map((name, i): [string, TensorStatistics] => [
      name,
      [0, 0.05, -0.3, 0.3, 3 + i, 0.004 * noise + 0.02 / (local + 3), 0.3 * noise],
    ]),
  );
  return {
    kind: 'step',
    phase: track,
    step,
    epoch: 1 + Math.floor(local / 23),
    rows: Array.from({ length: 64 }, (_, i) => (step * 64 + i * 29) % 1797),
    loss: lossAt(track, local) * noise,
    accuracy: Math.min(1, Math.round(64 * accuracyAt(track, local) * (0.95 + wobble(step) * 0.1)) / 64),
    learningRate: 0.001,
    gradientNorm: noise * (0.3 + lossAt(track, local)),
    fingerprint: (step * 2654435761) >>> 0,
    wallTimeMs: step * 61,
    tensors,
  };
}

function evaluated(track: Track, step: number, local: number): EvaluatedEvent {
  const accuracy = accuracyAt(track, local);
  const confusion = CLASSES.map((_, truth) => {
    const wrong = CLASSES.map((_, guess) => (guess === truth ? 0 : Math.round(36 * (1 - accuracy) * wobble(truth * 10 + guess) * 0.22)));
    return wrong.map((count, guess) => (guess === truth ? 36 - wrong.reduce((sum, one) => sum + one, 0) : count));
  });
  const metrics = {
    loss: lossAt(track, local),
    accuracy,
    precision: accuracy - 0.003,
    recall: accuracy - 0.004,
    f1: accuracy - 0.0035,
    rocAuc: null,
    mae: null,
    rmse: null,
    r2: null,
    confusion,
  };
  return { kind: 'evaluated', phase: track, step, rows: 360, metrics };
}

/** Fine-tuning forgets a little at first: from 0.9 down to 0.82, and up again. */
function recalled({ step }: EvaluatedEvent): RecalledEvent {
  const accuracy = 0.9 - 0.08 * Math.sin(((step - 151) / 115) * Math.PI * 0.75);
  const own = evaluated('finetune', step, step - 150).metrics;
  return { kind: 'recalled', phase: 'finetune', step, of: 'pretrain', rows: 2400, metrics: { ...own, loss: 1 - accuracy, accuracy } };
}

function histogramsEvent(track: Track, step: number, local: number): HistogramsEvent {
  const bell = (width: number) => ({
    min: -width,
    max: width,
    counts: Array.from({ length: 30 }, (_, i) => Math.round(900 * Math.exp(-(((i - 14.5) / 6) ** 2)) * (0.9 + wobble(i + step) * 0.2))),
  });
  const named = (width: number) => Object.fromEntries(TENSORS.map((name, i) => [name, bell(width * (1 + i / 8))]));
  return { kind: 'histograms', phase: track, step, parameters: named(0.12 + local / 2000), gradients: named(0.02) };
}

function phaseStarted(track: Track, after: number, steps: number): PhaseStarted {
  const pretrain = track === 'pretrain';
  return {
    kind: 'phase-started',
    phase: track,
    after,
    steps,
    epochs: pretrain ? 1 : 5,
    batchSize: 64,
    trainRows: pretrain ? 9600 : 1437,
    testRows: pretrain ? 2400 : 360,
    task: 'multiclass',
    classes: CLASSES,
    loss: 'cross-entropy',
    model: 'cnn',
    parameters: PARAMETERS,
    startsFrom: track === 'finetune' ? 'pretrain' : 'random',
    replacedHead: false,
    frozen: [],
  };
}

function glimpseAt(step: number): Glimpse {
  const items = Array.from({ length: 64 }, (_, i) => {
    const digit = Math.floor(wobble(i * 5 + step) * 10);
    const predicted = wobble(i * 11 + step) < 0.06 ? (digit + 3) % 10 : digit;
    return {
      row: (step * 64 + i * 29) % 1797,
      label: String(digit),
      predicted: String(predicted),
      pixels: drawnDigit(digit, i * 31 + step, 28),
    };
  });
  return { phase: trackAt(step)[0], step, height: 28, width: 28, items };
}

const RUNS: readonly RunSummary[] = [
  {
    runId: 'run-2024-11-21-a',
    name: DEFAULT_SPEC.name,
    loggedName: DEFAULT_SPEC.name,
    annotation: { ...NO_ANNOTATION, pinned: true },
    sources: ['mnist', 'digits'],
    startedAt: '2024-11-21T10:12:00Z',
    status: 'finished',
    steps: 380,
    accuracy: 0.978,
    baselineAccuracy: 0.944,
    bytes: 48_200_000,
    deleted: false,
  },
  {
    runId: 'run-2024-11-20-b',
    name: 'Learning rate 0.01',
    loggedName: DEFAULT_SPEC.name,
    annotation: {
      name: 'Learning rate 0.01',
      notes: 'Ten times the rate: the loss falls faster and ends higher.',
      tags: ['rate'],
      pinned: false,
    },
    sources: ['mnist', 'digits'],
    startedAt: '2024-11-20T16:40:00Z',
    status: 'stopped',
    steps: 212,
    accuracy: 0.931,
    baselineAccuracy: null,
    bytes: 31_000_000,
    deleted: false,
  },
  {
    runId: 'run-2024-11-20-a',
    name: 'First try',
    loggedName: 'First try',
    annotation: { ...NO_ANNOTATION, tags: ['own table', 'rate'] },
    sources: ['wine.csv'],
    startedAt: '2024-11-20T16:02:00Z',
    status: 'failed',
    steps: 41,
    accuracy: null,
    baselineAccuracy: null,
    bytes: 6_100_000,
    deleted: false,
  },
];
