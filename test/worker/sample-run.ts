import type { Audit } from '../../src/core/audit/audit.ts';
import { EMPTY_CARD } from '../../src/core/policy/card.ts';
import type { Verdict } from '../../src/core/policy/policy.ts';
import { DEFAULT_SPEC, type PhaseName, type Track } from '../../src/core/spec/spec.ts';
import type { Metrics } from '../../src/core/training/metrics.ts';
import type { NamedTensor } from '../../src/core/training/tensor.ts';
import type {
  Emission,
  EvaluatedEvent,
  HistogramsEvent,
  KeyframeEvent,
  PhaseStarted,
  RunEvent,
  StepEvent,
} from '../../src/core/transcript/events.ts';
import { sha256Hex } from '../../src/core/transcript/sha256.ts';
import { writeSafetensors } from '../../src/formats/safetensors.ts';

/** A whole run as its generator would yield it, but with a network of eight parameters: pretraining over steps 1–4,
 *  fine-tuning 5–7, baseline 8–10. Rows and numbers are made up and stand here to be compared with. */
export function sampleRun(runId = 'run-1', startedAt = '2026-03-01T09:30:00.000Z'): Emission[] {
  return [
    event({ kind: 'run-started', runId, name: 'Sample run', spec: DEFAULT_SPEC, environment: ENVIRONMENT, startedAt }),
    event({ kind: 'data-audited', phase: 'pretrain', audit: audit('pretrain'), trainClasses: TRAIN_CLASSES }),
    event({ kind: 'data-audited', phase: 'finetune', audit: audit('finetune'), trainClasses: TRAIN_CLASSES }),
    event({ kind: 'policy-decided', verdict: VERDICT }),
    ...track('pretrain', 0, 4),
    ...track('finetune', 4, 3),
    ...track('baseline', 7, 3),
    event({ kind: 'run-finished', steps: 10, wallTimeMs: 1050 }),
  ];
}

/** The same, but fine-tuning's dead units are counted, and it was asked what pretraining had been tested on: at each evaluation. */
export const recallingRun = (): Emission[] =>
  sampleRun().flatMap((emission): Emission[] => {
    const { event: evaluation } = emission;
    if (evaluation.kind !== 'evaluated' || evaluation.phase !== 'finetune') return [emission];
    const { step, metrics } = evaluation;
    const recalled = { ...metrics, accuracy: step === 4 ? ACCURACY.pretrain : 0.5, confusion: null };
    const deadUnits = { conv1: [0, 20], fc1: [3, 5] } as const;
    return [
      event({ ...evaluation, deadUnits }),
      event({ kind: 'recalled', phase: 'finetune', step, of: 'pretrain', rows: 8, metrics: recalled }),
    ];
  });

/** A run that the policy stopped before its first step. */
export const refusedRun = (): Emission[] => [
  ...sampleRun().slice(0, 3),
  event({ kind: 'policy-decided', verdict: { ...VERDICT, allowed: false } }),
  event({ kind: 'run-refused', rules: ['LIC-1'] }),
];

export const ENVIRONMENT = {
  backend: 'wasm',
  backendReason: { code: 'no-gpu', detail: 'no adapter' },
  adapter: null,
  threads: 2,
  simd: true,
  crossOriginIsolated: true,
  cores: 2,
  userAgent: 'Test/1.0',
  versions: { trainscript: '0.1.0' },
} as const;

/** Of the rows to train on, the even ones are of the first class. */
const TRAIN_CLASSES = { width: 1, codes: '01010101----' };

const VERDICT: Verdict = {
  policy: 'default',
  allowed: true,
  outcomes: [{ rule: 'LIC-1', phase: 'pretrain', outcome: 'attested', evidence: { licence: 'CC-BY-SA-3.0' } }],
  cards: { pretrain: { ...EMPTY_CARD, name: 'MNIST' }, finetune: { ...EMPTY_CARD, name: 'Digits' } },
};

/** Tracks start from a keyframe at the step before their first, which is where the track before ended. */
function track(phase: Track, after: number, steps: number): Emission[] {
  return [
    event(phaseStarted(phase, after, steps)),
    keyframe(phase, after),
    event(evaluated(phase, after, 0.1)),
    ...Array.from({ length: steps }, (_, i) => event(step(phase, after + i + 1))),
    event(histograms(phase, after + steps)),
    keyframe(phase, after + steps),
    event(evaluated(phase, after + steps, ACCURACY[phase])),
    event({ kind: 'phase-finished', phase, step: after + steps, fingerprint: fingerprintAt(after + steps) }),
  ];
}

export const ACCURACY: Readonly<Record<Track, number>> = { pretrain: 0.75, finetune: 0.9, baseline: 0.6 };

const event = (value: RunEvent): Emission => ({ event: value });

/** Of the parameters that stand in a keyframe at that step. */
export function fingerprintAt(step: number): number {
  const bits = keyframeTensors(step).flatMap(({ data }) => [...new Uint32Array(data.buffer)]);
  return Number(bits.reduce((sum, word, i) => (sum + BigInt(word) * BigInt(2 * i + 1)) % 2n ** 32n, 0n));
}

function phaseStarted(phase: Track, after: number, steps: number): PhaseStarted {
  return {
    kind: 'phase-started',
    phase,
    after,
    steps,
    epochs: 1,
    batchSize: 2,
    trainRows: 8,
    testRows: 4,
    task: 'binary',
    classes: ['=cmd()', '-1'],
    loss: 'cross-entropy',
    model: 'mlp',
    parameters: 8,
    startsFrom: phase === 'finetune' ? 'pretrain' : 'random',
    replacedHead: false,
    frozen: [],
  };
}

export function step(phase: Track, number: number): StepEvent {
  return {
    kind: 'step',
    phase,
    step: number,
    epoch: 1,
    rows: [number % 8, (number * 3) % 8],
    loss: Number((2 / number).toPrecision(7)),
    accuracy: number % 2 === 0 ? 0.5 : 1,
    learningRate: 0.001,
    gradientNorm: 1e-7,
    fingerprint: fingerprintAt(number),
    wallTimeMs: number * 100,
    tensors: { 'fc1.weight': [0.1, 0.2, -0.3, 0.4, 0.5, 0.001, 0.6], 'fc1.bias': [0, 0, 0, 0, 0, 0, 0] },
  };
}

function histograms(phase: Track, number: number): HistogramsEvent {
  const shape = { min: -1, max: 1, counts: [1, 2, 3] };
  return { kind: 'histograms', phase, step: number, parameters: { 'fc1.weight': shape }, gradients: { 'fc1.weight': shape } };
}

function evaluated(phase: Track, number: number, accuracy: number): EvaluatedEvent {
  const metrics: Metrics = {
    loss: 0.25,
    accuracy,
    precision: 0.5,
    recall: 0.5,
    f1: 0.5,
    rocAuc: null,
    mae: null,
    rmse: null,
    r2: null,
    confusion: [
      [2, 0],
      [1, number],
    ],
  };
  return { kind: 'evaluated', phase, step: number, rows: 4, metrics };
}

/** Values tell the step, so that a test sees which keyframe it got. */
export function keyframeTensors(step: number): NamedTensor[] {
  return [
    { name: 'fc1.weight', shape: [2, 3], data: Float32Array.from({ length: 6 }, (_, i) => step + i / 8) },
    { name: 'fc1.bias', shape: [2], data: Float32Array.of(-step, step) },
  ];
}

export function keyframe(phase: Track, step: number): Emission {
  const parameters = keyframeTensors(step);
  const moments = ['adam.exp_avg.', 'adam.exp_avg_sq.'].flatMap((prefix) =>
    parameters.map((tensor) => ({ ...tensor, name: prefix + tensor.name })),
  );
  const metadata = new Map([
    ['step', String(step)],
    ['track', phase],
    ['updates', String(step)],
  ]);
  const bytes = writeSafetensors([...parameters, ...moments], metadata);
  const value: KeyframeEvent = {
    kind: 'keyframe',
    phase,
    step,
    fingerprint: fingerprintAt(step),
    bytes: bytes.byteLength,
    sha256: sha256Hex(bytes),
    updates: step,
  };
  return { event: value, keyframe: bytes };
}

function audit(phase: PhaseName): Audit {
  return {
    phase,
    source: {
      files: [{ name: `${phase}.csv`, bytes: 100, sha256: 'a'.repeat(64), format: 'csv', gzip: false }],
      reading: {
        format: 'csv',
        encoding: 'utf-8',
        delimiter: ',',
        header: true,
        preamble: 0,
        columns: ['x', 'y'],
        label: { index: 1, name: 'y' },
        task: 'binary',
        shape: { kind: 'table', inputs: 1 },
        maximum: null,
      },
    },
    quality: {
      rows: 12,
      testRows: null,
      columns: 2,
      missing: 0,
      missingByColumn: {},
      duplicates: 0,
      classBalance: [
        { name: '=cmd()', rows: 6 },
        { name: '-1', rows: 6 },
      ],
    },
    findings: [],
  };
}
