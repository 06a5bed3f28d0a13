import type { Audit } from '../audit/audit.ts';
import type { RowClasses } from '../data/row-classes.ts';
import type { Verdict } from '../policy/policy.ts';
import type { Problem } from '../problems/problem.ts';
import type { BackendName, PhaseName, RunSpec, Track } from '../spec/spec.ts';
import type { Thinning } from '../training/keyframe-rule.ts';
import type { Metrics } from '../training/metrics.ts';

/** What a run is: a stream of these. Numbers in them are finite or null, and float32 values are written with the
 *  fewest digits that read back to the same float32, so that an event is exact and canonical as JSON. */
export type RunEvent =
  | RunStarted
  | DataAudited
  | PolicyDecided
  | KeyframesThinned
  | PhaseStarted
  | StepEvent
  | HistogramsEvent
  | EvaluatedEvent
  | RecalledEvent
  | KeyframeEvent
  | ParametersEvent
  | AlertEvent
  | PausedEvent
  | ResumedEvent
  | DeviceLostEvent
  | ReplayedEvent
  | CutBackEvent
  | PhaseFinished
  | RunFinished
  | RunStopped
  | RunFailed
  | RunRefused;

export interface RunStarted {
  readonly kind: 'run-started';
  readonly runId: string;
  readonly name: string;
  readonly spec: RunSpec;
  readonly environment: Environment;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
}

/** Where a run took place: enough to judge whether another machine can be expected to give the same bits. */
export interface Environment {
  readonly backend: BackendName;
  /** Why this backend, in a stable code and its details. */
  readonly backendReason: BackendReason;
  readonly adapter: string | null;
  readonly threads: number;
  readonly simd: boolean;
  readonly crossOriginIsolated: boolean;
  readonly cores: number;
  readonly userAgent: string;
  readonly versions: Readonly<Record<string, string>>;
  /** Where the run was started: what the browser said of the place that its transcript has. */
  readonly storage?: StorageFacts;
}

export interface StorageFacts {
  /** Whether the browser promised not to clear it by itself: it was asked to. */
  readonly persisted: boolean;
  /** Bytes in use, and allowed in all. */
  readonly usage: number;
  readonly quota: number;
}

export interface BackendReason {
  readonly code: 'hardware-gpu' | 'chosen' | 'software-gpu' | 'denied-gpu' | 'no-gpu' | 'fallback';
  readonly detail: string;
}

export interface DataAudited {
  readonly kind: 'data-audited';
  readonly phase: PhaseName;
  readonly audit: Audit;
  /** Of the rows that the phase is to train on. Transcripts of earlier versions have none, nor have real-valued targets. */
  readonly trainClasses?: RowClasses;
}

export interface PolicyDecided {
  readonly kind: 'policy-decided';
  readonly verdict: Verdict;
}

/** Keyframes are kept less often than the spec says: as often as that they would take more than their share of the room that there is.
 *  Stands before the first phase. */
export interface KeyframesThinned extends Thinning {
  readonly kind: 'keyframes-thinned';
}

export interface PhaseStarted {
  readonly kind: 'phase-started';
  readonly phase: Track;
  /** The step before the phase's first one: its steps are `after + 1 … after + steps`. */
  readonly after: number;
  readonly steps: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly trainRows: number;
  readonly testRows: number;
  readonly task: 'multiclass' | 'binary' | 'regression';
  readonly classes: readonly string[] | null;
  readonly loss: string;
  readonly model: string;
  readonly parameters: number;
  readonly startsFrom: 'random' | 'pretrain' | 'file';
  readonly replacedHead: boolean;
  readonly frozen: readonly string[];
}

/** Per tensor: mean, standard deviation (population), minimum, maximum, L2 norm, ‖update‖/‖parameters before‖, L2 norm of the gradient. */
export type TensorStatistics = readonly [
  mean: number,
  std: number,
  min: number,
  max: number,
  l2: number,
  updateRatio: number,
  gradientL2: number,
];

export interface StepEvent {
  readonly kind: 'step';
  readonly phase: Track;
  readonly step: number;
  readonly epoch: number;
  /** The rows of the batch, by position in the dropped files, in the order of the batch. */
  readonly rows: readonly number[];
  /** The loss of each of those rows before the update, to four digits; transcripts of earlier versions have none. */
  readonly losses?: readonly number[];
  /** What was predicted of each before the update: the class's place, or the value to four digits. */
  readonly predictions?: readonly number[];
  readonly loss: number;
  /** Share of the batch predicted right before the update; null for a real-valued target. */
  readonly accuracy: number | null;
  readonly learningRate: number;
  readonly gradientNorm: number;
  /** Sum over all parameters of bits(p)·(2i+1) mod 2³², i counting in PyTorch's state_dict order, after the update. */
  readonly fingerprint: number;
  /** Since the run began, pauses left out. */
  readonly wallTimeMs: number;
  readonly tensors: Readonly<Record<string, TensorStatistics>>;
}

/** Equal-width bins from `min` to `max`. */
export interface Histogram {
  readonly min: number;
  readonly max: number;
  readonly counts: readonly number[];
}

export interface HistogramsEvent {
  readonly kind: 'histograms';
  readonly phase: Track;
  readonly step: number;
  readonly parameters: Readonly<Record<string, Histogram>>;
  readonly gradients: Readonly<Record<string, Histogram>>;
}

export interface EvaluatedEvent {
  readonly kind: 'evaluated';
  readonly phase: Track;
  readonly step: number;
  readonly rows: number;
  readonly metrics: Metrics;
  /** By layer that has a ReLU behind it, the units (of a convolution: the channels) that were 0 for every one of the rows, and all
   *  of them. Transcripts of earlier versions have none. */
  readonly deadUnits?: Readonly<Record<string, readonly [dead: number, units: number]>>;
}

/** What fine-tuning, behind `step`, knows of the rows that another phase was tested on. Stands right behind the evaluation of its
 *  own; only where one head answers for both. Transcripts of earlier versions have none. */
export interface RecalledEvent {
  readonly kind: 'recalled';
  readonly phase: Track;
  readonly step: number;
  /** Whose test rows. */
  readonly of: PhaseName;
  readonly rows: number;
  readonly metrics: Metrics;
}

export interface KeyframeEvent {
  readonly kind: 'keyframe';
  readonly phase: Track;
  readonly step: number;
  readonly fingerprint: number;
  /** Of the safetensors file that holds parameters and optimiser state. */
  readonly bytes: number;
  readonly sha256: string;
  /** Optimiser updates that the moments have seen; Adam's bias correction needs it. */
  readonly updates: number;
}

/** All parameters behind a step are kept, in a file of their own. Stands a few steps behind it, and before the next keyframe. */
export interface ParametersEvent {
  readonly kind: 'parameters';
  readonly phase: Track;
  readonly step: number;
  /** The files of the steps from this one on are needed to read it: each holds what differs from those before. */
  readonly base: number;
  readonly fingerprint: number;
  readonly bytes: number;
  readonly sha256: string;
}

export interface AlertEvent {
  readonly kind: 'alert';
  readonly level: 'warning' | 'error';
  readonly phase: Track | null;
  readonly step: number | null;
  readonly problem: Problem;
}

export interface PausedEvent {
  readonly kind: 'paused';
  readonly step: number;
}

export interface ResumedEvent {
  readonly kind: 'resumed';
  readonly step: number;
}

/** The device that trained went away (or answered with an error) after `step`: nothing that it gave since is logged. */
export interface DeviceLostEvent {
  readonly kind: 'device-lost';
  readonly step: number;
  /** Counted since the last step that was logged. */
  readonly losses: number;
  /** In the browser's words. */
  readonly reason: string;
}

/** Training goes on behind `through`. Everything logged after the keyframe at step `keyframe` (−1: since the start) was computed
 *  again and came out the same, each step's fingerprint included. */
export interface ReplayedEvent {
  readonly kind: 'replayed';
  readonly keyframe: number;
  readonly through: number;
  /** Of the last logged step: the clock goes on from there. */
  readonly wallTimeMs: number;
  /** Where it goes on. */
  readonly environment: Environment;
}

/** The store had lost what stood behind `step`, or it was not what was logged: steps behind it through `through` (as many as were told
 *  as kept; none where the two are the same) do not count, and training goes on from before them. What of them was left is set aside. */
export interface CutBackEvent {
  readonly kind: 'cut-back';
  readonly step: number;
  readonly through: number;
  /** Number and hash of the last event that was told as kept: what is lost ended there. */
  readonly lastSeq: number;
  readonly lastHash: string;
  /** Pieces of the transcript that are set aside in the store. */
  readonly setAside: number;
}

export interface PhaseFinished {
  readonly kind: 'phase-finished';
  readonly phase: Track;
  readonly step: number;
  readonly fingerprint: number;
}

export interface RunFinished {
  readonly kind: 'run-finished';
  readonly steps: number;
  readonly wallTimeMs: number;
}

export interface RunStopped {
  readonly kind: 'run-stopped';
  readonly step: number;
}

export interface RunFailed {
  readonly kind: 'run-failed';
  readonly step: number;
  readonly problem: Problem;
}

/** The policy gate stood in the way; `rules` are the ids of those that failed. */
export interface RunRefused {
  readonly kind: 'run-refused';
  readonly rules: readonly string[];
}

/** What the run's generator yields: an event, for a keyframe or a step's parameters the file that goes with it, and for a step what was
 *  predicted of its rows before the update (shown while it is fresh, not logged). */
export interface Emission {
  readonly event: RunEvent;
  readonly keyframe?: Uint8Array<ArrayBuffer>;
  readonly predictions?: Float32Array;
}

/** How a run stands, read off its last event. */
export type RunStatus = 'running' | 'paused' | 'finished' | 'stopped' | 'failed' | 'refused';

const ENDS: Partial<Record<RunEvent['kind'], RunStatus>> = {
  'run-finished': 'finished',
  'run-stopped': 'stopped',
  'run-failed': 'failed',
  'run-refused': 'refused',
  paused: 'paused',
};

export const statusAfter = (event: RunEvent): RunStatus => ENDS[event.kind] ?? 'running';
