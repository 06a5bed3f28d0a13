import type { LossName, OptimizerSpec } from '../core/spec/spec.ts';
import type { Model } from '../core/training/model.ts';
import type { NamedTensor } from '../core/training/tensor.ts';
import type { AwakeUnits } from './awake-units.ts';
import type { DeviceWatch } from './device-watch.ts';
import type { Layout } from './layout.ts';
import type { Batch, Histograms, KeptImages, Snapshot, StepResult, Trainer } from './trainer.ts';

/** A trainer on a device that may be lost. Everything that it answers was computed while the device was sound.
 *  Each method @throws DeviceLost besides what the trainer itself throws. */
export class GuardedTrainer implements Trainer {
  readonly model: Model;
  readonly layout: Layout;
  readonly #trainer: Trainer;
  readonly #watch: DeviceWatch;

  constructor(trainer: Trainer, watch: DeviceWatch) {
    this.model = trainer.model;
    this.layout = trainer.layout;
    this.#trainer = trainer;
    this.#watch = watch;
  }

  get stepsInFlight(): number {
    return this.#trainer.stepsInFlight;
  }

  get stepsTogether(): number {
    return this.#trainer.stepsTogether;
  }

  load(parameters: readonly NamedTensor[], source: string): void {
    this.#trainer.load(parameters, source);
  }

  restore(snapshot: Snapshot, source: string): void {
    this.#trainer.restore(snapshot, source);
  }

  async keep(images: KeptImages): Promise<void> {
    if (this.#trainer.keep) await this.#watch.trust(this.#trainer.keep(images));
  }

  step(batch: Batch, loss: LossName, optimizer: OptimizerSpec, frozen: ReadonlySet<string>): Promise<StepResult> {
    return this.#watch.trust(this.#trainer.step(batch, loss, optimizer, frozen));
  }

  predict(inputs: Float32Array, awake?: AwakeUnits): Promise<Float32Array> {
    return this.#watch.trust(this.#trainer.predict(inputs, awake));
  }

  histograms(): Promise<Histograms> {
    return this.#watch.trust(this.#trainer.histograms());
  }

  snapshot(): Promise<Snapshot> {
    return this.#watch.trust(this.#trainer.snapshot());
  }

  dispose(): void {
    this.#trainer.dispose();
  }
}
