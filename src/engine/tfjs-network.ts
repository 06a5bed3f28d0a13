import { dispose, max, reshape, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import type { LossName, OptimizerSpec } from '../core/spec/spec.ts';
import { lossOf } from '../core/training/losses.ts';
import type { Model } from '../core/training/model.ts';
import type { NamedTensor } from '../core/training/tensor.ts';
import { type AwakeUnits, wake } from './awake-units.ts';
import { adamUpdate, emptyState, type OptimizerState } from './host-adam.ts';
import { backward, forward } from './layers.ts';
import { checkFinite, fingerprintOf, firstNotFinite, histogramsOf, type Layout, layoutOf, readTensors, writeTensors } from './layout.ts';
import { type Batch, type Histograms, NotFinite, type Snapshot, type StepResult, type Trainer } from './trainer.ts';

/** A model on the current tfjs backend. The host keeps parameters and Adam's moments; the backend computes the forward
 *  and the backward pass. Owns tensors: call `dispose`. */
export class TfjsNetwork implements Trainer {
  readonly model: Model;
  readonly layout: Layout;
  readonly stepsInFlight = 1;
  readonly stepsTogether = 1;
  readonly #state: OptimizerState;
  readonly #gradients: Float32Array;
  #weights = new Map<string, Tensor>();
  /** The last step that was sent, taken or failed. */
  #sent: Promise<unknown> = Promise.resolve();

  constructor(model: Model) {
    this.model = model;
    this.layout = layoutOf(model);
    this.#state = emptyState(this.layout);
    this.#gradients = new Float32Array(this.layout.size);
  }

  load(parameters: readonly NamedTensor[], source: string): void {
    writeTensors(this.#state.parameters, this.layout, parameters, source);
    checkFinite(this.#state.parameters, this.layout, source);
    this.#state.expAvg.fill(0);
    this.#state.expAvgSq.fill(0);
    this.#state.updates = 0;
    this.#upload();
  }

  restore({ parameters, expAvg, expAvgSq, updates }: Snapshot, source: string): void {
    this.load(parameters, source);
    writeTensors(this.#state.expAvg, this.layout, expAvg, source);
    writeTensors(this.#state.expAvgSq, this.layout, expAvgSq, source);
    this.#state.updates = updates;
  }

  step(batch: Batch, loss: LossName, optimizer: OptimizerSpec, frozen: ReadonlySet<string>): Promise<StepResult> {
    const result = this.#step(batch, loss, optimizer, frozen);
    this.#sent = result.catch(() => undefined);
    return result;
  }

  async #step(batch: Batch, loss: LossName, optimizer: OptimizerSpec, frozen: ReadonlySet<string>): Promise<StepResult> {
    const activations = tidy(() => forward(this.model.layers, this.#weights, this.#input(batch.inputs)));
    try {
      const outputs = (await activations[activations.length - 1].data()) as Float32Array;
      const result = lossOf(loss, outputs, batch.targets);
      const rows = batch.targets.length;
      const { losses, predictions } = result;
      const head = { loss: result.loss, accuracy: result.correct === null ? null : result.correct / rows, losses, predictions };
      if (!Number.isFinite(result.loss)) throw new NotFinite('loss', this.#culprit(batch) ?? 'outputs', result.loss);
      await this.#backward(activations, result.gradient, frozen);
      const bad = firstNotFinite(this.#gradients, this.layout);
      if (bad !== undefined) throw new NotFinite('gradient', this.#culprit(batch) ?? bad, Number.NaN);
      const report = adamUpdate(this.#state, this.#gradients, this.layout, optimizer, frozen);
      const burst = firstNotFinite(this.#state.parameters, this.layout);
      if (burst !== undefined) throw new NotFinite('parameters', burst, Number.NaN);
      this.#upload();
      return { ...head, ...report, finishedAt: performance.now() };
    } finally {
      dispose(activations);
    }
  }

  async predict(inputs: Float32Array, awake?: AwakeUnits): Promise<Float32Array> {
    const [outputs, ...highest] = tidy(() => {
      const activations = forward(this.model.layers, this.#weights, this.#input(inputs));
      const relus = awake ? activations.filter((_, i) => this.model.layers[i - 1]?.kind === 'relu') : [];
      return [activations[activations.length - 1], ...relus.map((y) => max(reshape(y, [-1, y.shape[y.shape.length - 1]]), 0))];
    });
    try {
      const values = (await outputs.data()) as Float32Array;
      const marks = [...(awake?.values() ?? [])];
      for (const [i, tensor] of highest.entries()) {
        const units = (await tensor.data()) as Float32Array;
        wake(marks[i], units, { first: 0, stride: units.length, width: units.length }, 1);
      }
      return values;
    } finally {
      dispose([outputs, ...highest]);
    }
  }

  async histograms(): Promise<Histograms> {
    await this.#sent;
    return { parameters: histogramsOf(this.#state.parameters, this.layout), gradients: histogramsOf(this.#gradients, this.layout) };
  }

  async snapshot(): Promise<Snapshot> {
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
    return inputs.every(Number.isFinite) ? firstNotFinite(this.#state.parameters, this.layout) : 'inputs';
  }
}
