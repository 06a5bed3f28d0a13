import type { LossName, OptimizerSpec } from '../../core/spec/spec.ts';
import { lossOf } from '../../core/training/losses.ts';
import { layerOf, type Model } from '../../core/training/model.ts';
import type { NamedTensor } from '../../core/training/tensor.ts';
import { type AwakeUnits, wake } from '../awake-units.ts';
import { checkFinite, fingerprintInOrder, type Layout, type ParameterPlace, writeTensors } from '../layout.ts';
import { emptySums, reportOf } from '../statistics.ts';
import { type Batch, type Histograms, NotFinite, type Snapshot, type StepResult, type Trainer, type UpdateReport } from '../trainer.ts';
import type { CompiledKernels } from './compile.ts';
import type { Arena } from './ground.ts';
import { REPORT } from './kernels.ts';
import { KEPT } from './snapshot-operations.ts';
import { planStep, type StepPlan } from './step-plan.ts';
import { Team } from './team.ts';

/** Steps that are taken without a look at what else is to be done: they take this long together, at most, as pausing waits for them. */
const MOST_MS = 100;
/** More save nothing. */
const MOST_TOGETHER = 8;

/** A model on our own kernels: everything of a step but the loss happens in one memory, on one thread or several. */
export class WasmNetwork implements Trainer {
  readonly model: Model;
  readonly layout: Layout;
  readonly #plan: StepPlan;
  readonly #team: Team;
  readonly #floats: Float32Array;
  readonly #doubles: Float64Array;
  #updates = 0;
  #stepMs = MOST_MS;

  private constructor(model: Model, plan: StepPlan, team: Team) {
    this.model = model;
    this.layout = plan.layout;
    this.#plan = plan;
    this.#team = team;
    this.#floats = new Float32Array(team.memory.buffer);
    this.#doubles = new Float64Array(team.memory.buffer);
    this.#writeOddIndices();
  }

  /** For batches of up to `maxRows` rows; null where the kernels cannot run the model. Where helper threads cannot be started
   *  it goes on alone: the numbers are the same. */
  static async create(model: Model, maxRows: number, { module }: CompiledKernels, threads: number): Promise<WasmNetwork | null> {
    const plan = planStep(model, maxRows);
    if (!plan) return null;
    const team = await Team.gather(model, plan, module, threads).catch(() => Team.gather(model, plan, module, 1));
    return new WasmNetwork(model, plan, team);
  }

  get threads(): number {
    return this.#team.threads;
  }

  /** A step leaves nothing in the processor's caches, and what is logged of one costs the less the more follow at once. How long one
   *  takes is known here; of a GPU only how long a submission took to come back, so that `Submissions` feels its way by doubling. */
  get stepsTogether(): number {
    return Math.min(MOST_TOGETHER, Math.max(1, Math.floor(MOST_MS / this.#stepMs)));
  }

  get stepsInFlight(): number {
    return this.stepsTogether;
  }

  load(parameters: readonly NamedTensor[], source: string): void {
    this.#write('parameters', parameters, source);
    for (const place of this.layout.places) for (const moment of ['expAvg', 'expAvgSq'] as const) this.#values(moment, place).fill(0);
    this.#updates = 0;
  }

  restore({ parameters, expAvg, expAvgSq, updates }: Snapshot, source: string): void {
    this.#write('parameters', parameters, source);
    this.#write('expAvg', expAvg, source);
    this.#write('expAvgSq', expAvgSq, source);
    this.#updates = updates;
  }

  #write(arena: Arena, tensors: readonly NamedTensor[], source: string): void {
    const values = new Float32Array(this.layout.size);
    writeTensors(values, this.layout, tensors, source);
    checkFinite(values, this.layout, source);
    for (const place of this.layout.places) this.#values(arena, place).set(values.subarray(place.offset, place.offset + place.size));
  }

  async step({ inputs, targets }: Batch, loss: LossName, optimizer: OptimizerSpec, frozen: ReadonlySet<string>): Promise<StepResult> {
    const rows = targets.length;
    const startedAt = performance.now();
    const result = lossOf(loss, this.#forward(inputs, rows), targets);
    if (!Number.isFinite(result.loss)) throw new NotFinite('loss', this.#culprit(inputs) ?? 'outputs', result.loss);
    this.#writeOutputGradient(result.gradient, rows);
    this.#team.run('backward', rows);
    for (const place of this.layout.places) if (frozen.has(layerOf(place.name))) this.#values('gradients', place).fill(0);
    this.#team.run('probe', rows);
    const bad = this.#plan.update.chunks.find(({ report }) => Number.isNaN(this.#doubles[report / 8]));
    if (bad) throw new NotFinite('gradient', this.#culprit(inputs) ?? this.layout.places[bad.parameter].name, Number.NaN);
    const report = this.#update(optimizer, frozen, rows);
    const accuracy = result.correct === null ? null : result.correct / rows;
    const finishedAt = performance.now();
    this.#stepMs = finishedAt - startedAt;
    return { loss: result.loss, accuracy, losses: result.losses, predictions: result.predictions, ...report, finishedAt };
  }

  async predict(inputs: Float32Array, awake?: AwakeUnits): Promise<Float32Array> {
    const width = this.#inputSize();
    const rows = inputs.length / width;
    const outputs = new Float32Array(rows * this.model.outputs);
    for (let first = 0; first < rows; first += this.#plan.maxRows) {
      const count = Math.min(this.#plan.maxRows, rows - first);
      outputs.set(this.#forward(inputs.subarray(first * width, (first + count) * width), count), first * this.model.outputs);
      for (const [name, marks] of awake ?? []) this.#wake(marks, name, count);
    }
    return outputs;
  }

  #wake(marks: Uint8Array, name: string, rows: number): void {
    const relu = this.#plan.relus.get(name);
    if (relu) wake(marks, this.#floats, relu, rows);
  }

  #values(of: Arena, { name, size }: ParameterPlace): Float32Array {
    const stretch = this.#plan.stretches.find((each) => each.name === name);
    const at = this.#plan.arenas[of] / 4 + (stretch?.at ?? 0);
    return this.#floats.subarray(at, at + size);
  }

  async histograms(): Promise<Histograms> {
    this.#plan.histograms.setBins(this.#doubles);
    this.#team.run('counts');
    return this.#plan.histograms.read(this.#doubles);
  }

  async snapshot(): Promise<Snapshot> {
    this.#team.run('order');
    const [at, { size, places }] = [this.#plan.snapshot.address / 4, this.layout];
    const kept = this.#floats.subarray(at, at + KEPT.length * size);
    const [parameters, expAvg, expAvgSq] = KEPT.map((_, arena) =>
      places.map((place) => {
        const first = arena * size + place.offset;
        return { name: place.name, shape: place.shape, data: kept.subarray(first, first + place.size) };
      }),
    );
    return { parameters, expAvg, expAvgSq, updates: this.#updates, fingerprint: fingerprintInOrder(kept.subarray(0, size)) };
  }

  dispose(): void {
    this.#team.dispose();
  }

  #inputSize(): number {
    return this.model.input.reduce((product, side) => product * side, 1);
  }

  /** Outputs without the padding between their rows. */
  #forward(inputs: Float32Array, rows: number): Float32Array {
    const { input, output, outputStride } = this.#plan;
    this.#floats.set(inputs, input / 4);
    this.#team.run('forward', rows);
    const outputs = new Float32Array(rows * this.model.outputs);
    for (let row = 0; row < rows; row++) {
      const from = output / 4 + row * outputStride;
      outputs.set(this.#floats.subarray(from, from + this.model.outputs), row * this.model.outputs);
    }
    return outputs;
  }

  #writeOutputGradient(gradient: Float32Array, rows: number): void {
    const { outputGradient, outputStride } = this.#plan;
    const { outputs } = this.model;
    for (let row = 0; row < rows; row++) {
      this.#floats.set(gradient.subarray(row * outputs, (row + 1) * outputs), outputGradient / 4 + row * outputStride);
    }
  }

  #update({ learningRate, beta1, beta2, epsilon }: OptimizerSpec, frozen: ReadonlySet<string>, rows: number): UpdateReport {
    this.#updates++;
    const rate = learningRate / (1 - beta1 ** this.#updates);
    const rates = this.layout.places.map(({ name }) => (frozen.has(layerOf(name)) ? 0 : rate));
    this.#plan.update.write(this.#doubles, rates, { beta1, beta2, correction: Math.sqrt(1 - beta2 ** this.#updates), epsilon });
    this.#team.run('update', rows);
    return this.#report();
  }

  /** The chunks' sums, added in their order. */
  #report(): UpdateReport {
    const totals = this.layout.places.map(emptySums);
    for (const { parameter, report } of this.#plan.update.chunks) {
      const total = totals[parameter];
      const sums = this.#doubles.subarray(report / 8, report / 8 + REPORT.length);
      REPORT.forEach((name, i) => {
        if (name === 'min') total.min = Math.min(total.min, sums[i]);
        else if (name === 'max') total.max = Math.max(total.max, sums[i]);
        else total[name] += sums[i];
      });
    }
    return reportOf(this.layout, totals);
  }

  #culprit(inputs: Float32Array): string | undefined {
    if (!inputs.every(Number.isFinite)) return 'inputs';
    return this.layout.places.find((place) => !this.#values('parameters', place).every(Number.isFinite))?.name;
  }

  #writeOddIndices(): void {
    const words = new Uint32Array(this.#team.memory.buffer);
    for (const { name, offset, size } of this.layout.places) {
      const at = this.#plan.arenas.odd / 4 + (this.#plan.stretches.find((each) => each.name === name)?.at ?? 0);
      words.set(this.layout.oddIndices.subarray(offset, offset + size), at);
    }
  }
}
