import type { LossName, OptimizerSpec } from '../core/spec/spec.ts';
import type { Model } from '../core/training/model.ts';
import type { NamedTensor } from '../core/training/tensor.ts';
import type { Histogram, TensorStatistics } from '../core/transcript/events.ts';
import type { AwakeUnits } from './awake-units.ts';
import type { Layout } from './layout.ts';

/** A batch on the host: `inputs` is `[rows, …model.input]` flat, `targets` class indices, 0/1, or values. */
export interface Batch {
  /** May be gathered only when it is asked for: a trainer that keeps the images does not. */
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
  /** Where the rows stand among the images that `keep` was given. */
  readonly rows?: Uint32Array;
}

/** All rows of a dataset of images, one behind the other. The network sees `pixels / maximum`. */
export interface KeptImages {
  readonly pixels: Uint8Array | Float32Array;
  readonly maximum: number;
}

/** What is logged of an update. */
export interface UpdateReport {
  readonly tensors: Readonly<Record<string, TensorStatistics>>;
  readonly gradientNorm: number;
  readonly fingerprint: number;
}

export interface StepResult extends UpdateReport {
  readonly loss: number;
  /** Share of the batch predicted right before the update; null for a real-valued target. */
  readonly accuracy: number | null;
  /** Each row's, and what was predicted of it: before the update. */
  readonly losses: Float32Array;
  readonly predictions: Float32Array;
  /** When it was there, by `performance.now()`: several may be told of at once. */
  readonly finishedAt: number;
}

/** Parameters and optimiser state in PyTorch's names and layouts. */
export interface Snapshot {
  readonly parameters: readonly NamedTensor[];
  readonly expAvg: readonly NamedTensor[];
  readonly expAvgSq: readonly NamedTensor[];
  readonly updates: number;
  readonly fingerprint: number;
}

/** How the elements of each tensor are distributed, by the tensor's name. */
export interface Histograms {
  readonly parameters: Readonly<Record<string, Histogram>>;
  readonly gradients: Readonly<Record<string, Histogram>>;
}

/** A model that can be trained, whatever computes it. Owns memory on its device: call `dispose`. */
export interface Trainer {
  readonly model: Model;
  readonly layout: Layout;
  /** Steps that may be under way at once: more than one hides the way to a GPU and back. */
  readonly stepsInFlight: number;
  /** Of these, how many travel together when they are sent without a pause between; both may change while training. */
  readonly stepsTogether: number;
  /** Sets the parameters and forgets the optimiser's moments. `source` names the file in an error.
   *  @throws TrainscriptError `weights-missing`, `weights-shape`, `weights-not-finite` */
  load(parameters: readonly NamedTensor[], source: string): void;
  /** Goes back to what `snapshot` took: the steps that follow are then those that followed there, bit for bit. */
  restore(snapshot: Snapshot, source: string): void;
  /** Offers the images that batches name rows of, once, before the first step. A trainer that can keep them where it computes then
   *  asks no batch for its inputs. */
  keep?(images: KeptImages): Promise<void>;
  /** One forward pass, one backward pass, one Adam update. When the loss or a gradient is not finite nothing is updated:
   *  the parameters are still those that gave it. (When the update itself bursts a parameter, they are not.)
   *  @throws NotFinite */
  step(batch: Batch, loss: LossName, optimizer: OptimizerSpec, frozen: ReadonlySet<string>): Promise<StepResult>;
  /** Outputs `[rows, outputs]` of the current parameters. Units that any of the rows wakes are marked in `awake`. */
  predict(inputs: Float32Array, awake?: AwakeUnits): Promise<Float32Array>;
  /** Of the parameters and the gradients as the last step that was sent leaves them: need not be waited for. */
  histograms(): Promise<Histograms>;
  /** Holds until the next one is taken: it may be a view of the trainer's own memory. */
  snapshot(): Promise<Snapshot>;
  dispose(): void;
}

/** Training met a value that is not a finite number, first seen in `tensor` (a parameter's name, `inputs` or `outputs`). */
export class NotFinite extends Error {
  readonly where: 'loss' | 'gradient' | 'parameters';
  readonly tensor: string;
  readonly value: number;

  constructor(where: NotFinite['where'], tensor: string, value: number) {
    super(`${where} is not finite: ${tensor}`);
    this.name = 'NotFinite';
    this.where = where;
    this.tensor = tensor;
    this.value = value;
  }
}

/** The device that trained is gone, or answered with an error: what was under way on it is lost. */
export class DeviceLost extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'DeviceLost';
  }
}
