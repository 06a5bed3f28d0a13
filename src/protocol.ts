import type { Audit, ClassShare } from './core/audit/audit.ts';
import type { ColumnSummary } from './core/data/column-summary.ts';
import type { FileFacts, Reading, ReadOptions } from './core/data/dataset.ts';
import type { Locale } from './core/locale.ts';
import type { LabelCommand, LabelMessage } from './core/looks/label-looks.ts';
import type { LookCommand, LookedRows, LookMessage, RowsAsked } from './core/looks/looks.ts';
import type { Card } from './core/policy/card.ts';
import type { Verdict } from './core/policy/policy.ts';
import type { Problem } from './core/problems/problem.ts';
import type { BackendChoice, FileReference, PhaseName, RunSpec, Track } from './core/spec/spec.ts';
import type { NamedTensor } from './core/training/tensor.ts';
import type { EventColumns, StepColumns } from './core/transcript/event-columns.ts';
import type { Environment, EvaluatedEvent, HistogramsEvent, RunStatus } from './core/transcript/events.ts';
import type { RunAnnotation } from './core/transcript/run-annotation.ts';
import type { RunImport } from './core/transcript/run-import.ts';
import type { RunCheck } from './core/transcript/transcript.ts';

/** Page → worker. Every command is answered by the messages that it causes, never by a return value. */
export type Command =
  | { readonly kind: 'hello'; readonly backend: BackendChoice }
  | { readonly kind: 'load-files'; readonly phase: PhaseName; readonly files: readonly File[]; readonly options: ReadOptions }
  | { readonly kind: 'load-sample'; readonly phase: PhaseName; readonly sample: string; readonly options: ReadOptions }
  /** Where the files that were loaded last can be had again. */
  | { readonly kind: 'keep-handles'; readonly phase: PhaseName; readonly handles: readonly FileSystemFileHandle[] }
  /** Reads the same files again with other options. */
  | { readonly kind: 'reread'; readonly phase: PhaseName; readonly options: ReadOptions }
  /** Asks for rows of what is loaded, to be looked at; `key` comes back with them. */
  | { readonly kind: 'look-at-rows'; readonly phase: PhaseName; readonly key: string; readonly asked: RowsAsked }
  | { readonly kind: 'unload'; readonly phase: PhaseName }
  | { readonly kind: 'cancel-load'; readonly phase: PhaseName }
  | { readonly kind: 'set-card'; readonly phase: PhaseName; readonly card: Card }
  | { readonly kind: 'load-init'; readonly file: File | null; readonly origin?: StepOrigin }
  | { readonly kind: 'load-indices'; readonly phase: PhaseName; readonly file: File | null }
  | { readonly kind: 'start'; readonly spec: RunSpec }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'stop' }
  /** Takes up a run that was cut off, behind its last keyframe, on the data that it was begun with. One whose transcript is damaged is
   *  cut back to where it is sound first, where `cutBack` says that the person knows. */
  | { readonly kind: 'resume-run'; readonly runId: string; readonly cutBack?: boolean }
  | { readonly kind: 'list-runs' }
  | { readonly kind: 'open-run'; readonly runId: string }
  /** Reads the rows of a long run's batches. */
  | { readonly kind: 'read-rows'; readonly runId: string }
  | { readonly kind: 'delete-run'; readonly runId: string }
  | { readonly kind: 'restore-run'; readonly runId: string }
  /** Frees what deleted runs take; they cannot be had back then. */
  | { readonly kind: 'purge-runs' }
  | { readonly kind: 'annotate-run'; readonly runId: string; readonly annotation: RunAnnotation }
  /** Does not mention a lost run any more. */
  | { readonly kind: 'forget-run'; readonly runId: string }
  /** `locale`: of the page, so that what a person reads in the bundle is in it. */
  | { readonly kind: 'make-bundle'; readonly runId: string; readonly locale: Locale }
  /** Makes a kept run of a bundle: of one, while no other is under way. */
  | { readonly kind: 'import-bundle'; readonly files: readonly File[] }
  /** Ends what is under way; what came of the last one is not shown any more. */
  | { readonly kind: 'cancel-import' }
  /** Asks for what is drawn of these runs, to lay it over each other. A later one takes its place. */
  | { readonly kind: 'compare-runs'; readonly runIds: readonly string[] }
  /** Asks for the parameters behind a step of a kept run; `track` tells which, where one ends at the step and the next one begins. */
  | { readonly kind: 'parameters-at'; readonly runId: string; readonly step: number; readonly track?: Track; readonly use: StepUse }
  | { readonly kind: 'cancel-parameters' }
  | LookCommand
  | LabelCommand;

/** Worker → page. */
export type Message =
  | { readonly kind: 'ready'; readonly environment: Environment }
  | { readonly kind: 'load-progress'; readonly phase: PhaseName; readonly stage: LoadStage; readonly done: number; readonly total: number }
  | { readonly kind: 'data-loaded'; readonly phase: PhaseName; readonly data: DataSummary }
  | { readonly kind: 'data-unloaded'; readonly phase: PhaseName }
  /** The rows of the phase are being compared with each other. `share` is done. */
  | { readonly kind: 'comparing'; readonly phase: PhaseName; readonly share: number }
  /** A closer look at the data that are loaded found something, or nothing, or was ended. */
  | { readonly kind: 'audit-revised'; readonly phase: PhaseName; readonly audit: Audit }
  | { readonly kind: 'rows-looked'; readonly phase: PhaseName; readonly key: string; readonly looked: LookedRows }
  /** The bytes match a dataset whose card is known, or the sample's own card. */
  | { readonly kind: 'card-known'; readonly phase: PhaseName; readonly card: Card }
  | { readonly kind: 'policy-preview'; readonly verdict: Verdict }
  | { readonly kind: 'init-loaded'; readonly weights: WeightsSummary | null }
  | { readonly kind: 'indices-loaded'; readonly phase: PhaseName; readonly indices: IndicesSummary | null }
  /** A run that was cut off is about to be taken up, with this spec: its transcript is whole, its data come next. */
  | { readonly kind: 'resuming'; readonly runId: string; readonly spec: RunSpec }
  /** `live`: this tab trains it; `elsewhere`: another one does. */
  | { readonly kind: 'run-opened'; readonly runId: string; readonly live: boolean; readonly elsewhere?: boolean }
  /** `step` is being computed again, of those behind `keyframe` (0: since the start) that are logged through `through`. A few times
   *  a second; what is committed next ends it. */
  | { readonly kind: 'replaying'; readonly runId: string; readonly keyframe: number; readonly step: number; readonly through: number }
  /** Events whose transaction completed, in order. The only way an event reaches the screen. */
  | { readonly kind: 'committed'; readonly runId: string; readonly columns: EventColumns }
  /** The rows of the batches of a long run, which come only when they are asked for. */
  | {
      readonly kind: 'rows';
      readonly runId: string;
      readonly steps: StepColumns;
      readonly rows: Uint32Array;
    }
  /** Of a long run, some: evenly spread over what was kept when it was opened. */
  | { readonly kind: 'histograms'; readonly runId: string; readonly histograms: readonly HistogramsEvent[] }
  | { readonly kind: 'glimpse'; readonly glimpse: Glimpse }
  | { readonly kind: 'runs'; readonly runs: readonly RunSummary[]; readonly lost: readonly LostRun[]; readonly storage: StorageUse }
  /** Whether the store still holds of a run what was written. */
  | { readonly kind: 'run-checked'; readonly runId: string; readonly check: RunCheck }
  /** Bytes that were read to see whether they are those that were written, and then bytes that were kept. */
  | {
      readonly kind: 'import-progress';
      readonly file: string;
      readonly stage: ImportStage;
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'import-ended'; readonly outcome: ImportOutcome }
  | { readonly kind: 'bundle-progress'; readonly runId: string; readonly entry: string; readonly bytes: number }
  | { readonly kind: 'bundle-ready'; readonly runId: string; readonly name: string; readonly file: File }
  /** `step` was trained again and is as it was, of those behind `from` through `until`. */
  | {
      readonly kind: 'parameters-progress';
      readonly runId: string;
      readonly use: StepUse;
      readonly from: number;
      readonly step: number;
      readonly until: number;
    }
  | { readonly kind: 'parameters'; readonly runId: string; readonly use: StepUse; readonly parameters: StepParameters }
  /** One of the runs that were asked for. */
  | { readonly kind: 'run-compared'; readonly run: ComparedRun }
  | LookMessage
  | LabelMessage
  | { readonly kind: 'problem'; readonly scope: ProblemScope; readonly problem: Problem };

/** Whether a step's parameters are to be looked at, or to be taken from those that are. */
export type StepUse = 'show' | 'compare';

export type ImportStage = 'check' | 'keep';

/** `known`: the run is here already, and stays as it is. */
export interface ImportOutcome {
  readonly kind: 'imported' | 'known';
  readonly runId: string;
  readonly name: string;
  /** In the bundle, and in this browser. */
  readonly steps: number;
  readonly here: number;
}

export type LoadStage = 'fetch' | 'read' | 'audit';

/** Where on the page a problem belongs. */
export type ProblemScope = 'pretrain' | 'finetune' | 'init' | 'run' | 'runs' | 'import' | 'bundle' | 'step' | 'look' | 'page';

/** What the page shows of a phase's data. */
export interface DataSummary {
  readonly source: string;
  /** The person's corrections and fixes. */
  readonly options: ReadOptions;
  readonly files: readonly FileFacts[];
  readonly reading: Reading;
  readonly columns: readonly ColumnSummary[];
  readonly rows: number;
  readonly testRows: number | null;
  readonly classBalance: readonly ClassShare[];
  readonly preview: Preview;
  readonly audit: Audit;
}

export type Preview =
  | { readonly kind: 'images'; readonly height: number; readonly width: number; readonly images: readonly PreviewImage[] }
  | { readonly kind: 'table'; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** `pixels` are 0..255, row-major. */
export interface PreviewImage {
  readonly row: number;
  readonly label: string;
  readonly pixels: Uint8Array;
}

/** The step of a run that starting parameters were taken from. */
export interface StepOrigin {
  readonly run: string;
  readonly step: number;
}

export interface WeightsSummary {
  readonly reference: FileReference;
  readonly origin?: StepOrigin;
  readonly parameters: number;
  readonly tensors: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

export interface IndicesSummary {
  readonly reference: FileReference;
  readonly steps: number;
  readonly rows: number;
}

/** The parameters behind a step, with the fingerprint that the transcript has for them. */
export interface StepParameters {
  readonly track: Track;
  readonly step: number;
  readonly fingerprint: number;
  /** Under PyTorch's names, in its order. */
  readonly tensors: readonly NamedTensor[];
  /** Where they were trained again from; null where that was the beginning of the run. */
  readonly keyframe: { readonly track: Track; readonly step: number } | null;
  /** Steps that were trained again, each as it was. */
  readonly replayed: number;
  /** Whether they were kept with the step, and only read. */
  readonly stored: boolean;
  /** Nearer keyframes that the store lost. */
  readonly lost: number;
  /** From the question to the answer. */
  readonly ms: number;
  readonly files: StepFiles;
}

export interface StepFiles {
  readonly pth: File;
  readonly safetensors: File;
}

/** The batch that was just committed, as pictures with what was predicted. Shown, not logged. */
export interface Glimpse {
  readonly phase: string;
  readonly step: number;
  readonly height: number;
  readonly width: number;
  readonly items: readonly { readonly row: number; readonly label: string; readonly predicted: string; readonly pixels: Uint8Array }[];
}

export interface RunSummary {
  readonly runId: string;
  /** What the person calls it, else what it was logged under. */
  readonly name: string;
  readonly loggedName: string;
  readonly annotation: RunAnnotation;
  /** What it was trained on. */
  readonly sources: readonly string[];
  /** Where it came from; absent where it was trained in this browser. */
  readonly imported?: RunImport;
  readonly startedAt: string;
  /** `interrupted`: the transcript ends without an end event, and no tab is writing it. */
  readonly status: RunStatus | 'interrupted';
  readonly steps: number;
  readonly accuracy: number | null;
  readonly baselineAccuracy: number | null;
  readonly bytes: number;
  /** Of a run that was cut off: where its files can be had again, if the person allows it. */
  readonly files?: readonly FileSystemFileHandle[];
  /** Deleted by the person, kept until the page is closed so that it can be undone. */
  readonly deleted: boolean;
}

/** A kept run beside others: what is drawn of it, and what it was begun with. */
export interface ComparedRun {
  readonly runId: string;
  readonly name: string;
  readonly startedAt: string;
  readonly status: RunStatus;
  /** Whether this is all of it; where it is damaged, it ends there. */
  readonly sound: boolean;
  /** Null where not even its beginning can be read. */
  readonly spec: RunSpec | null;
  readonly environment: Environment | null;
  readonly steps: StepColumns | null;
  /** Without their confusion matrices. */
  readonly evaluations: readonly EvaluatedEvent[];
}

/** A run that was kept here and is no more: the browser's database lost it, or was emptied. */
export interface LostRun {
  readonly runId: string;
  readonly name: string;
  /** That were kept at least. */
  readonly steps: number;
}

export interface StorageUse {
  readonly usage: number;
  readonly quota: number;
}
