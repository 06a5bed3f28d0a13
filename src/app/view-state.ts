import type { Audit } from '../core/audit/audit.ts';
import type { FoundLabels } from '../core/looks/label-looks.ts';
import type { LookedRows } from '../core/looks/looks.ts';
import type { Card } from '../core/policy/card.ts';
import type { Verdict } from '../core/policy/policy.ts';
import type { Problem } from '../core/problems/problem.ts';
import type { PhaseName, RunSpec, Track } from '../core/spec/spec.ts';
import type { Environment, EvaluatedEvent, HistogramsEvent, PhaseStarted, RecalledEvent, RunStatus } from '../core/transcript/events.ts';
import type { RunCheck } from '../core/transcript/transcript.ts';
import type {
  ComparedRun,
  DataSummary,
  Glimpse,
  ImportOutcome,
  ImportStage,
  IndicesSummary,
  LoadStage,
  LostRun,
  ProblemScope,
  RunSummary,
  StepParameters,
  StepUse,
  StorageUse,
  WeightsSummary,
} from '../protocol.ts';
import type { RunSeries } from './charts/run-series.ts';
import type { LooksView } from './fold/fold-looks.ts';
import type { RunLog } from './runs/run-log.ts';

/** Everything the screen shows, as one immutable value: elements read it, `store.ts` replaces it at most once a frame. */
export interface ViewState {
  readonly environment: Environment | null;
  readonly spec: RunSpec;
  readonly data: Readonly<Record<PhaseName, DataView>>;
  readonly init: WeightsSummary | null;
  readonly indices: Readonly<Record<PhaseName, IndicesSummary | null>>;
  /** The gate's decision on what is loaded and declared now; null until something is loaded. */
  readonly verdict: Verdict | null;
  readonly run: RunView | null;
  readonly runs: readonly RunSummary[];
  /** Kept here once, and gone. */
  readonly lostRuns: readonly LostRun[];
  /** What was read of the runs that are laid over each other, in the order it came; null where none are. */
  readonly comparison: ComparisonView | null;
  /** By run, as far as they were checked since the page was opened. */
  readonly checks: Readonly<Record<string, RunCheck>>;
  readonly storage: StorageUse | null;
  /** Of the run that was asked for last; not always the one that is shown. */
  readonly bundle: BundleView;
  /** The bundle that is brought back, and what came of the last one. */
  readonly importing: ImportView;
  /** Parameters that were had back of the opened run. */
  readonly steps: StepsView;
  /** What was asked of its steps and rows. */
  readonly looks: LooksView;
  readonly problems: Readonly<Partial<Record<ProblemScope, Problem>>>;
  /** «Start» was pressed and waits for the samples to be loaded. */
  readonly starting: boolean;
  /** The id of the run that is being taken up, from «Resume» until it is opened. */
  readonly resuming: string | null;
}

export interface ComparisonView {
  readonly runIds: readonly string[];
  readonly runs: readonly ComparedRun[];
}

export interface StepsView {
  /** `step` was trained again last, of those behind `from` through `until`. */
  readonly working: { readonly use: StepUse; readonly from: number; readonly step: number; readonly until: number } | null;
  readonly shown: StepParameters | null;
  /** What is taken from the shown ones. */
  readonly compared: StepParameters | null;
}

export interface DataView {
  readonly loading: { readonly stage: LoadStage; readonly done: number; readonly total: number } | null;
  /** The share of its rows that are compared with the others; null where nothing is under way. */
  readonly comparing: number | null;
  /** The check of its labels: the share that is done, null where none is under way, and what the last one found. */
  readonly labels: { readonly share: number | null; readonly found: FoundLabels | null };
  readonly summary: DataSummary | null;
  /** Rows that were asked for last, of what is loaded. */
  readonly looked?: { readonly key: string; readonly rows: LookedRows } | null;
  readonly card: Card;
  /** The card came with the sample, or the bytes were recognised. */
  readonly cardKnown: boolean;
}

export interface RunView {
  readonly runId: string;
  readonly name: string;
  readonly live: boolean;
  /** Another tab trains it, and this one reads along. */
  readonly elsewhere: boolean;
  readonly status: RunStatus;
  readonly spec: RunSpec;
  readonly environment: Environment;
  readonly phases: readonly PhaseStarted[];
  readonly totalSteps: number;
  readonly committedStep: number;
  readonly wallTimeMs: number;
  /** Columns of typed arrays that grow in place; `revision` changes whenever they did. */
  readonly series: RunSeries;
  readonly revision: number;
  /** What is no step, in its order; grows in place as the series do. */
  readonly log: RunLog;
  readonly evaluations: readonly EvaluatedEvent[];
  /** What fine-tuning knew of the rows that pretraining was tested on. */
  readonly recalls: readonly RecalledEvent[];
  readonly histograms: readonly HistogramsEvent[];
  readonly audits: Readonly<Partial<Record<PhaseName, Audit>>>;
  readonly verdict: Verdict | null;
  readonly alerts: readonly Alert[];
  readonly failure: Problem | null;
  readonly glimpse: Glimpse | null;
  /** How far the steps behind the last keyframe are computed again; null where training goes on, or is over. */
  readonly replaying: Replaying | null;
}

/** `step` is under way, of those behind `keyframe` through `through`. */
export interface Replaying {
  readonly keyframe: number;
  readonly step: number;
  readonly through: number;
}

export interface Alert {
  readonly level: 'warning' | 'error';
  readonly phase: Track | null;
  readonly step: number | null;
  readonly problem: Problem;
}

export type ImportView =
  | { readonly kind: 'none' }
  | { readonly kind: 'working'; readonly file: string; readonly stage: ImportStage; readonly done: number; readonly total: number }
  | ImportOutcome;

export type BundleView =
  | { readonly kind: 'none' }
  | { readonly kind: 'making'; readonly runId: string; readonly entry: string; readonly bytes: number }
  | { readonly kind: 'ready'; readonly runId: string; readonly name: string; readonly url: string; readonly bytes: number };
