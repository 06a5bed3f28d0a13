import { dispose, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { lossOf } from '../core/losses.ts';
import type { Model } from '../core/model.ts';
import { TrainscriptError } from '../core/problem.ts';
import type { LossName, OptimizerSpec } from '../core/spec.ts';
import type { NamedTensor } from '../core/tensor.ts';
import { adamUpdate, emptyState, type OptimizerState, type UpdateReport } from './host-adam.ts';
import { backward, forward } from './layers.ts';
import { fingerprintOf, type Layout, layoutOf, type ParameterPlace, readTensors, writeTensors } from './layout.ts';

/** A batch on the host: `inputs` is `[rows, …model.input]` flat, `targets` class indices, 0/1, or values. */
export interface Batch {
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
}

export interface StepResult extends UpdateReport {
  readonly loss: number;
  /** Share of the batch predicted right before the update; null for a real-valued target. */
  readonly accuracy: number | null;
  readonly predictions: Float32Array;
  /** Of the update, in the engine's order; valid until the next step. */
  readonly gradients: Float32Array;
}

/** Parameters and optimiser state in PyTorch's names and layouts. */
export interface Snapshot {
  readonly parameters: readonly NamedTensor[];
  readonly expAvg: readonly NamedTensor[];
  readonly expAvgSq: readonly NamedTensor[];
  readonly updates: number;
  readonly fingerprint: number;
}

/** A model on the current tfjs backend. The host keeps parameters and Adam's moments; the backend computes the forward
 *  and the backward pass. Owns tensors: call `dispose`. */
export class Network {
  readonly model: Model;
  readonly layout: Layout;
  readonly #state: OptimizerState;
  readonly #gradients: Float32Array;
  #weights = new Map<string, Tensor>();

  constructor(model: Model) {
    this.model = model;
    this.layout = layoutOf(model);
    this.#state = emptyState(this.layout);
    this.#gradients = new Float32Array(this.layout.size);
  }

  /** Sets the parameters and forgets the optimiser's moments. `source` names the file in an error.
   *  @throws TrainscriptError `weights-missing`, `weights-shape`, `weights-not-finite` */
  load(parameters: readonly NamedTensor[], source: string): void {
    writeTensors(this.#state.parameters, this.layout, parameters, source);
    const bad = this.#firstNotFinite(this.#state.parameters);
    if (bad !== undefined) throw new TrainscriptError('weights-not-finite', { file: source, tensor: bad });
    this.resetOptimizer();
    this.#upload();
  }

  /** A phase starts with fresh moments, as a new optimiser does. */
  resetOptimizer(): void {
    this.#state.expAvg.fill(0);
    this.#state.expAvgSq.fill(0);
    this.#state.updates = 0;
  }

  /** One forward pass, one backward pass, one Adam update. When the loss or a gradient is not finite nothing is updated:
   *  the parameters are still those that gave it. (When the update itself bursts a parameter, they are not.)
   *  @throws NotFinite */
  async step(batch: Batch, loss: LossName, optimizer: OptimizerSpec, frozen: ReadonlySet<string>): Promise<StepResult> {
    const activations = tidy(() => forward(this.model.layers, this.#weights, this.#input(batch.inputs)));
    try {
      const outputs = (await activations[activations.length - 1].data()) as Float32Array;
      const result = lossOf(loss, outputs, batch.targets);
      const rows = batch.targets.length;
      const head = { loss: result.loss, accuracy: result.correct === null ? null : result.correct / rows, predictions: result.predictions };
      if (!Number.isFinite(result.loss)) throw new NotFinite('loss', this.#culprit(batch) ?? 'outputs', result.loss);
      await this.#backward(activations, result.gradient, frozen);
      const bad = this.#firstNotFinite(this.#gradients);
      if (bad !== undefined) throw new NotFinite('gradient', this.#culprit(batch) ?? bad, Number.NaN);
      const report = adamUpdate(this.#state, this.#gradients, this.layout, optimizer, frozen);
      const burst = this.#firstNotFinite(this.#state.parameters);
      if (burst !== undefined) throw new NotFinite('parameters', burst, Number.NaN);
      this.#upload();
      return { ...head, ...report, gradients: this.#gradients };
    } finally {
      dispose(activations);
    }
  }

  /** Outputs `[rows, outputs]` of the current parameters. */
  async predict(inputs: Float32Array): Promise<Float32Array> {
    const outputs = tidy(() => {
      const activations = forward(this.model.layers, this.#weights, this.#input(inputs));
      return activations[activations.length - 1];
    });
    const values = (await outputs.data()) as Float32Array;
    outputs.dispose();
    return values;
  }

  /** Parameters as they stand in the arena, in the engine's order: read only, valid until the next step. */
  get arena(): Float32Array {
    return this.#state.parameters;
  }

  snapshot(): Snapshot {
    const { parameters, expAvg, expAvgSq, updates } = this.#state;
    return {
      parameters: readTensors(parameters, this.layout),
      expAvg: readTensors(expAvg, this.layout),
      expAvgSq: readTensors(expAvgSq, this.layout),
      updates,
      fingerprint: fingerprintOf(parameters, this.layout),
    };
  }

  dispose(): void {
    dispose([...this.#weights.values()]);
    this.#weights.clear();
  }

  #input(values: Float32Array): Tensor {
    const rowSize = this.model.input.reduce((product, side) => product * side, 1);
    return tensor(values, [values.length / rowSize, ...this.model.input]);
  }

  async #backward(activations: readonly Tensor[], outputGradient: Float32Array, frozen: ReadonlySet<string>): Promise<void> {
    const gradients = tidy(() => {
      const dy = tensor(outputGradient, activations[activations.length - 1].shape);
      return Object.fromEntries(backward(this.model.layers, this.#weights, activations, dy, frozen));
    });
    this.#gradients.fill(0);
    const read = this.layout.places.filter(({ name }) => name in gradients);
    await Promise.all(read.map(async ({ name, offset }) => this.#gradients.set((await gradients[name].data()) as Float32Array, offset)));
    dispose(gradients);
  }

  /** New tensors rather than new values in the old ones: XNNPACK caches packed weights by tensor. */
  #upload(): void {
    dispose([...this.#weights.values()]);
    const entries = this.layout.places.map(({ name, offset, size, engineShape }): [string, Tensor] => {
      return [name, tensor(this.#state.parameters.slice(offset, offset + size), [...engineShape])];
    });
    this.#weights = new Map(entries);
  }

  /** Where the values that are not finite come from: backends may swallow a NaN in a ReLU, so it need not show in the outputs. */
  #culprit({ inputs }: Batch): string | undefined {
    return inputs.every(Number.isFinite) ? this.#firstNotFinite(this.#state.parameters) : 'inputs';
  }

  #firstNotFinite(arena: Float32Array): string | undefined {
    const isBad = ({ offset, size }: ParameterPlace) => arena.subarray(offset, offset + size).some((value) => !Number.isFinite(value));
    return this.layout.places.find(isBad)?.name;
  }
}

/** Training met a value that is not a finite number, first seen in `tensor` (a parameter's name, or `inputs`). */
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
