import type { ReadOptions } from '../data/dataset.ts';

export type PhaseName = 'pretrain' | 'finetune';
/** What a step can belong to: the two phases, or the fine-tune phase trained from scratch beside them. */
export type Track = PhaseName | 'baseline';

/** In the order in which they are trained. */
export const TRACKS: readonly Track[] = ['pretrain', 'finetune', 'baseline'];

/** The run spec (`run.json`): with the data, it fully determines a run. */
export interface RunSpec {
  readonly trainscript: 1;
  readonly name: string;
  readonly seed: number;
  readonly model: { readonly kind: 'auto' | 'cnn' | 'mlp' };
  readonly init: 'random' | FileReference;
  readonly phases: readonly PhaseSpec[];
  readonly log: LogSpec;
  /** What is absent is watched all the same, but stops nothing. */
  readonly watch?: WatchSpec;
  readonly policy: 'default';
  readonly backend: BackendChoice;
}

export interface FileReference {
  readonly file: string;
  readonly sha256: string;
}

export interface LogSpec {
  /** Steps between keyframes; one is also kept at the start and the end of each phase. */
  readonly keyframeEvery: number;
  readonly histogramEvery: number;
  /** `full` keeps every parameter of every step besides. */
  readonly parameters: 'statistics' | 'full';
}

/** What a run's own events are watched for. */
export const WATCH_RULES = [
  'divergence',
  'exploding',
  'vanishing',
  'dead-layer',
  'dead-relus',
  'plateau',
  'overfitting',
  'forgetting',
] as const;
export type WatchRule = (typeof WATCH_RULES)[number];

export interface WatchSpec {
  /** The browser tells the person when the run has ended, where it was allowed to. */
  readonly notify: boolean;
  /** Rules whose first alert stops the run. */
  readonly stopOn: readonly WatchRule[];
}

export type BackendName = 'webgpu' | 'wasm' | 'webgl' | 'cpu';
export type BackendChoice = BackendName | 'auto';
export type LossName = 'cross-entropy' | 'binary-cross-entropy' | 'mean-squared-error';

export interface OptimizerSpec {
  readonly kind: 'adam';
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

export interface DataSpec extends ReadOptions {
  /** A sample's name, or `files` for what the person dropped. */
  readonly source: string;
  /** How many rows to take, drawn by the seed; null takes all. */
  readonly rows: number | null;
  /** Share of the rows held out for testing; not used where the files bring their own test set and `rows` is null. */
  readonly test: number;
  readonly files?: readonly FileReference[];
}

export interface PhaseSpec {
  readonly phase: PhaseName;
  readonly data: DataSpec;
  readonly epochs: number;
  readonly batchSize: number;
  readonly loss: 'auto' | LossName;
  readonly optimizer: OptimizerSpec;
  /** Steps between evaluations on the test rows; one is also made at the start and the end of the phase. */
  readonly evaluateEvery: number;
  readonly freeze: readonly string[];
  readonly head: 'keep' | 'replace';
  readonly baseline: boolean;
  readonly indices: FileReference | null;
}

export const ADAM: OptimizerSpec = { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** How a spec that does not say is watched. */
export const WATCH_DEFAULTS: WatchSpec = { notify: false, stopOn: [] };

const PHASE_DEFAULTS = {
  batchSize: 64,
  loss: 'auto',
  optimizer: ADAM,
  evaluateEvery: 100,
  freeze: [],
  head: 'keep',
  indices: null,
} as const;

/** The default run: pretrain on MNIST rows for one epoch, fine-tune on the optical digits for five, baseline beside it. */
export const DEFAULT_SPEC: RunSpec = {
  trainscript: 1,
  name: 'MNIST to optical digits',
  seed: 7,
  model: { kind: 'auto' },
  init: 'random',
  phases: [
    { ...PHASE_DEFAULTS, phase: 'pretrain', data: { source: 'mnist', rows: 12000, test: 0.2 }, epochs: 1, baseline: false },
    {
      ...PHASE_DEFAULTS,
      phase: 'finetune',
      data: { source: 'digits', rows: null, test: 0.2 },
      epochs: 5,
      evaluateEvery: 23,
      baseline: true,
    },
  ],
  log: { keyframeEvery: 200, histogramEvery: 10, parameters: 'statistics' },
  policy: 'default',
  backend: 'auto',
};

export const phaseOf = (spec: RunSpec, name: PhaseName): PhaseSpec | undefined => spec.phases.find((phase) => phase.phase === name);
