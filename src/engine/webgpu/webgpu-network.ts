import type { LossName, OptimizerSpec } from '../../core/spec/spec.ts';
import type { Model } from '../../core/training/model.ts';
import type { NamedTensor } from '../../core/training/tensor.ts';
import type { AwakeUnits } from '../awake-units.ts';
import { checkFinite, fingerprintOf, type Layout, readTensors, writeTensors } from '../layout.ts';
import type { Batch, Histograms, KeptImages, Snapshot, StepResult, Trainer } from '../trainer.ts';
import { uploadImages } from './kept-images.ts';
import { Recorder } from './recorder.ts';
import { stepBlock, stepWords, type Update } from './step-block.ts';
import { type GpuStepPlan, inputWidth, planGpuStep } from './step-plan.ts';
import { histogramsResult, stepResult } from './step-report.ts';
import { MOST_TOGETHER, type Reading, Submissions } from './submissions.ts';

/** A step's submission that is computed, one that waits for it, and one that is read. */
const SUBMISSIONS_IN_FLIGHT = 3;

/** Blocks of steps that were not sent yet, and of one more. */
const SLOTS = MOST_TOGETHER + 1;

/** Where a binding may begin (WebGPU's default limit). */
const ALIGNMENT = 256;

/** A model on WebGPU: a step is a pass of dispatches that were recorded once; nothing is created while training, and what is
 *  logged comes back through mapped buffers while the next steps are already on their way. */
export class WebGpuNetwork implements Trainer {
  readonly model: Model;
  readonly layout: Layout;
  readonly #device: GPUDevice;
  readonly #plan: GpuStepPlan;
  readonly #buffers: Map<string, GPUBuffer>;
  readonly #recorder: Recorder;
  readonly #submissions: Submissions;
  readonly #slotBytes: number;
  #slot = 0;
  #keeps = false;
  #updates = 0;

  private constructor(model: Model, plan: GpuStepPlan, device: GPUDevice) {
    this.model = model;
    this.layout = plan.layout;
    this.#plan = plan;
    this.#device = device;
    this.#slotBytes = ALIGNMENT * Math.ceil((4 * stepWords(plan.layout, plan.maxRows)) / ALIGNMENT);
    const specs = [...plan.buffers, { name: 'steps', words: (SLOTS * this.#slotBytes) / 4 }];
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    this.#buffers = new Map(specs.map(({ name, words }) => [name, device.createBuffer({ label: name, size: 4 * words, usage })]));
    const slots = {
      buffer: this.#buffer('steps'),
      slotBytes: 4 * stepWords(plan.layout, plan.maxRows),
      parameters: plan.layout.places.length,
      maxRows: plan.maxRows,
    };
    this.#recorder = new Recorder(device, slots, (name) => this.#buffer(name));
    const readings = [...this.#stepReadings(plan.maxRows), ...this.#histogramReadings()];
    this.#submissions = new Submissions(
      device,
      readings.reduce((sum, { bytes }) => sum + bytes, 0),
      SUBMISSIONS_IN_FLIGHT + 1,
    );
    const chunks = Uint32Array.from(plan.chunks.flatMap(({ at, size, parameter }) => [at, size, parameter, 0]));
    device.queue.writeBuffer(this.#buffer('chunks'), 0, chunks);
    device.queue.writeBuffer(this.#buffer('odd'), 0, plan.layout.oddIndices as Uint32Array<ArrayBuffer>);
  }

  /** For batches of up to `maxRows` rows; null where the shaders cannot run the model. Compiles the shaders ahead. */
  static async create(model: Model, maxRows: number, device: GPUDevice): Promise<WebGpuNetwork | null> {
    const plan = planGpuStep(model, maxRows);
    if (!plan) return null;
    // Without a scope an invalid command would be dropped without a word, and every loss read as 0.
    device.pushErrorScope('out-of-memory');
    device.pushErrorScope('validation');
    const network = new WebGpuNetwork(model, plan, device);
    await network.#recorder.compile([...plan.forward, ...plan.backward, plan.update]);
    const error = (await device.popErrorScope()) ?? (await device.popErrorScope());
    if (error) throw new Error(`WebGPU refused the training step: ${error.message}`);
    return network;
  }

  get stepsInFlight(): number {
    return SUBMISSIONS_IN_FLIGHT * this.stepsTogether;
  }

  get stepsTogether(): number {
    return this.#submissions.together;
  }

  load(parameters: readonly NamedTensor[], source: string): void {
    this.#write('parameters', parameters, source);
    const zeros = new Float32Array(this.layout.size);
    for (const moment of ['expAvg', 'expAvgSq']) this.#device.queue.writeBuffer(this.#buffer(moment), 0, zeros);
    this.#updates = 0;
  }

  restore({ parameters, expAvg, expAvgSq, updates }: Snapshot, source: string): void {
    this.#write('parameters', parameters, source);
    this.#write('expAvg', expAvg, source);
    this.#write('expAvgSq', expAvgSq, source);
    this.#updates = updates;
  }

  #write(arena: string, tensors: readonly NamedTensor[], source: string): void {
    const values = new Float32Array(this.layout.size);
    writeTensors(values, this.layout, tensors, source);
    checkFinite(values, this.layout, source);
    this.#submissions.flush();
    this.#device.queue.writeBuffer(this.#buffer(arena), 0, values);
  }

  async keep(images: KeptImages): Promise<void> {
    const buffers = await uploadImages(this.#device, images);
    if (!buffers) return;
    for (const [name, buffer] of Object.entries(buffers)) this.#buffers.set(name, buffer);
    this.#keeps = true;
  }

  async step(batch: Batch, loss: LossName, optimizer: OptimizerSpec, frozen: ReadonlySet<string>): Promise<StepResult> {
    const { gather, forward, backward, update } = this.#plan;
    const { targets } = batch;
    const images = this.#keeps ? (batch.rows ?? null) : null;
    this.#updates++;
    if (!images) this.#writeInput(batch.inputs);
    const at = this.#writeStep(targets.length, { targets, images, optimizer, frozen, updates: this.#updates });
    const dispatches = [...(images ? [gather] : []), ...forward, this.#plan.loss(loss), ...backward, update];
    const record = (encoder: GPUCommandEncoder) => this.#recorder.record(encoder, dispatches, targets.length, at);
    return stepResult(this.#plan, await this.#submissions.add(record, this.#stepReadings(targets.length), 1), targets, loss);
  }

  async histograms(): Promise<Histograms> {
    const record = (encoder: GPUCommandEncoder) => {
      encoder.clearBuffer(this.#buffer('bins'));
      this.#recorder.record(encoder, this.#plan.histograms, 0, 0);
    };
    return histogramsResult(this.#plan, await this.#submissions.add(record, this.#histogramReadings(), 0));
  }

  async predict(inputs: Float32Array, awake?: AwakeUnits): Promise<Float32Array> {
    const width = inputWidth(this.model);
    const rows = inputs.length / width;
    const outputBytes = 4 * rows * this.model.outputs;
    const marks = this.#wholeOf('awake');
    const staging = this.#staging(outputBytes + (awake ? marks.bytes : 0));
    const dispatches = [...this.#plan.forward, ...(awake ? this.#plan.awake : [])];
    for (let first = 0; first < rows; first += this.#plan.maxRows) {
      const count = Math.min(this.#plan.maxRows, rows - first);
      this.#writeInput(inputs.subarray(first * width, (first + count) * width));
      const at = this.#writeStep(count, null);
      const encoder = this.#device.createCommandEncoder();
      if (awake && first === 0) encoder.clearBuffer(marks.buffer);
      this.#recorder.record(encoder, dispatches, count, at);
      const [to, bytes] = [4 * first * this.model.outputs, 4 * count * this.model.outputs];
      encoder.copyBufferToBuffer(this.#buffer(this.#plan.outputs), 0, staging, to, bytes);
      if (awake) encoder.copyBufferToBuffer(marks.buffer, 0, staging, outputBytes, marks.bytes);
      this.#device.queue.submit([encoder.finish()]);
    }
    const values = await takeFloats(staging);
    if (awake) this.#wake(awake, new Uint32Array(values.buffer, outputBytes));
    return values.subarray(0, rows * this.model.outputs);
  }

  #wake(awake: AwakeUnits, marks: Uint32Array): void {
    let at = 0;
    for (const { name, units } of this.#plan.relus) {
      awake.get(name)?.forEach((mark, unit, all) => {
        all[unit] = mark | marks[at + unit];
      });
      at += units;
    }
  }

  async snapshot(): Promise<Snapshot> {
    const updates = this.#updates;
    const [parameters, expAvg, expAvgSq] = await Promise.all(
      (['parameters', 'expAvg', 'expAvgSq'] as const).map((arena) => this.#read(arena)),
    );
    return {
      parameters: readTensors(parameters, this.layout),
      expAvg: readTensors(expAvg, this.layout),
      expAvgSq: readTensors(expAvgSq, this.layout),
      updates,
      fingerprint: fingerprintOf(parameters, this.layout),
    };
  }

  dispose(): void {
    for (const buffer of this.#buffers.values()) buffer.destroy();
    this.#submissions.destroy();
  }

  /** After everything that was sent so far. */
  #read(arena: 'parameters' | 'expAvg' | 'expAvgSq'): Promise<Float32Array> {
    this.#submissions.flush();
    const bytes = 4 * this.layout.size;
    const staging = this.#staging(bytes);
    const encoder = this.#device.createCommandEncoder();
    encoder.copyBufferToBuffer(this.#buffer(arena), 0, staging, 0, bytes);
    this.#device.queue.submit([encoder.finish()]);
    return takeFloats(staging);
  }

  #buffer(name: string): GPUBuffer {
    const buffer = this.#buffers.get(name);
    if (!buffer) throw new Error(`the plan has no buffer ${name}`);
    return buffer;
  }

  #staging(size: number): GPUBuffer {
    return this.#device.createBuffer({ label: 'staging', size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  }

  #stepReadings(rows: number): Reading[] {
    return [{ buffer: this.#buffer('result'), bytes: 8 * rows }, this.#wholeOf('reports')];
  }

  #histogramReadings(): Reading[] {
    return [this.#wholeOf('ranges'), this.#wholeOf('bins')];
  }

  #wholeOf(name: string): Reading {
    const buffer = this.#buffer(name);
    return { buffer, bytes: buffer.size };
  }

  /** There is one input: a step that was not sent yet still needs its own. */
  #writeInput(inputs: Float32Array): void {
    this.#submissions.flush();
    this.#device.queue.writeBuffer(this.#buffer('input'), 0, inputs as Float32Array<ArrayBuffer>);
  }

  /** Writes a step's block into the next slot and tells where it begins. What was sent before is computed before. */
  #writeStep(rows: number, update: Update | null): number {
    const at = this.#slot * this.#slotBytes;
    this.#slot = (this.#slot + 1) % SLOTS;
    this.#device.queue.writeBuffer(this.#buffer('steps'), at, stepBlock(this.layout, this.#plan.maxRows, rows, update));
    return at;
  }
}

/** Waits for a buffer that a submission fills, and destroys it. */
async function takeFloats(staging: GPUBuffer): Promise<Float32Array> {
  await staging.mapAsync(GPUMapMode.READ);
  const values = new Float32Array(staging.getMappedRange().slice(0));
  staging.destroy();
  return values;
}
