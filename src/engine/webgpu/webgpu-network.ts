import type { Model } from '../../core/model.ts';
import type { LossName, OptimizerSpec } from '../../core/spec.ts';
import type { NamedTensor } from '../../core/tensor.ts';
import { checkFinite, fingerprintOf, histogramsOf, type Layout, readTensors, writeTensors } from '../layout.ts';
import { emptySums, reportOf } from '../statistics.ts';
import { type Batch, type Histograms, NotFinite, type Snapshot, type StepResult, type Trainer, type UpdateReport } from '../trainer.ts';
import { ReadbackRing } from './readback-ring.ts';
import { stepBlock, stepWords } from './step-block.ts';
import { type Dispatch, type GpuStepPlan, planGpuStep } from './step-plan.ts';
import { REPORT_WORDS } from './update-shader.ts';
import { shaderCode } from './wgsl.ts';

/** A dispatch with everything that it needs, made once. */
interface Recorded {
  readonly pipeline: GPUComputePipeline;
  readonly bindings: GPUBindGroup;
  readonly groups: (rows: number) => number;
}

/** A dispatch may have this many workgroups in one dimension (WebGPU's default limit). */
const MAX_GROUPS = 65_535;

/** A model on WebGPU: a step is one command buffer of dispatches that were recorded once; nothing is created while training,
 *  and what is logged comes back through a ring of mapped buffers while the next steps are already on their way. */
export class WebGpuNetwork implements Trainer {
  readonly model: Model;
  readonly layout: Layout;
  readonly stepsInFlight = 3;
  readonly #device: GPUDevice;
  readonly #plan: GpuStepPlan;
  readonly #buffers: ReadonlyMap<string, GPUBuffer>;
  readonly #step: GPUBuffer;
  readonly #ring: ReadbackRing;
  readonly #recorded = new Map<string, Recorded>();
  readonly #recording = new Map<string, Promise<Recorded>>();
  #updates = 0;

  private constructor(model: Model, plan: GpuStepPlan, device: GPUDevice) {
    this.model = model;
    this.layout = plan.layout;
    this.#plan = plan;
    this.#device = device;
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    this.#buffers = new Map(plan.buffers.map(({ name, words }) => [name, device.createBuffer({ label: name, size: 4 * words, usage })]));
    this.#step = device.createBuffer({ label: 'step', size: 4 * stepWords(plan.layout, plan.maxRows), usage });
    this.#ring = new ReadbackRing(device, 4 * (2 * plan.maxRows + REPORT_WORDS * plan.chunks.length), this.stepsInFlight + 1);
    device.queue.writeBuffer(this.#buffer('odd'), 0, plan.layout.oddIndices as Uint32Array<ArrayBuffer>);
    device.queue.writeBuffer(
      this.#buffer('chunks'),
      0,
      Uint32Array.from(plan.chunks.flatMap(({ at, size, parameter }) => [at, size, parameter, 0])),
    );
  }

  /** For batches of up to `maxRows` rows; null where the shaders cannot run the model. Compiles the shaders ahead. */
  static async create(model: Model, maxRows: number, device: GPUDevice): Promise<WebGpuNetwork | null> {
    const plan = planGpuStep(model, maxRows);
    if (!plan) return null;
    // Without a scope an invalid command would be dropped without a word, and every loss read as 0.
    device.pushErrorScope('out-of-memory');
    device.pushErrorScope('validation');
    const network = new WebGpuNetwork(model, plan, device);
    await Promise.all([...plan.forward, ...plan.backward, plan.update].map((dispatch) => network.#record(dispatch)));
    const error = (await device.popErrorScope()) ?? (await device.popErrorScope());
    if (error) throw new Error(`WebGPU refused the training step: ${error.message}`);
    return network;
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
    this.#device.queue.writeBuffer(this.#buffer(arena), 0, values);
  }

  async step({ inputs, targets }: Batch, loss: LossName, optimizer: OptimizerSpec, frozen: ReadonlySet<string>): Promise<StepResult> {
    const lossDispatch = await this.#record(this.#plan.loss(loss));
    const rows = targets.length;
    this.#updates++;
    this.#writeStep(stepBlock(this.layout, rows, { targets, optimizer, frozen, updates: this.#updates }));
    this.#device.queue.writeBuffer(this.#buffer('input'), 0, inputs as Float32Array<ArrayBuffer>);
    const encoder = this.#device.createCommandEncoder();
    const { forward, backward, update } = this.#plan;
    this.#dispatchAll(encoder, [...this.#ready(forward), lossDispatch, ...this.#ready([...backward, update])], rows);
    const words = new Uint32Array(
      await this.#ring.submit(encoder, [this.#buffer('result'), this.#buffer('reports')], [8 * rows, this.#reportBytes()]),
    );
    return this.#resultOf(words, rows, targets, loss);
  }

  async predict(inputs: Float32Array): Promise<Float32Array> {
    const width = this.model.input.reduce((product, side) => product * side, 1);
    const rows = inputs.length / width;
    const outputs = new Float32Array(rows * this.model.outputs);
    for (let first = 0; first < rows; first += this.#plan.maxRows) {
      const count = Math.min(this.#plan.maxRows, rows - first);
      this.#writeStep(stepBlock(this.layout, count, null));
      this.#device.queue.writeBuffer(this.#buffer('input'), 0, inputs.slice(first * width, (first + count) * width));
      const encoder = this.#device.createCommandEncoder();
      this.#dispatchAll(encoder, this.#ready(this.#plan.forward), count);
      this.#device.queue.submit([encoder.finish()]);
      outputs.set(await this.#read(this.#plan.outputs, count * this.model.outputs), first * this.model.outputs);
    }
    return outputs;
  }

  read(of: 'parameters' | 'gradients'): Promise<Float32Array> {
    return this.#read(of, this.layout.size);
  }

  async histograms(): Promise<Histograms> {
    const [parameters, gradients] = [await this.read('parameters'), await this.read('gradients')];
    return { parameters: histogramsOf(parameters, this.layout), gradients: histogramsOf(gradients, this.layout) };
  }

  async snapshot(): Promise<Snapshot> {
    const [parameters, expAvg, expAvgSq] = await Promise.all(
      ['parameters', 'expAvg', 'expAvgSq'].map((name) => this.#read(name, this.layout.size)),
    );
    return {
      parameters: readTensors(parameters, this.layout),
      expAvg: readTensors(expAvg, this.layout),
      expAvgSq: readTensors(expAvgSq, this.layout),
      updates: this.#updates,
      fingerprint: fingerprintOf(parameters, this.layout),
    };
  }

  dispose(): void {
    for (const buffer of this.#buffers.values()) buffer.destroy();
    this.#step.destroy();
    this.#ring.destroy();
  }

  #buffer(name: string): GPUBuffer {
    const buffer = this.#buffers.get(name);
    if (!buffer) throw new Error(`the plan has no buffer ${name}`);
    return buffer;
  }

  #reportBytes(): number {
    return 4 * REPORT_WORDS * this.#plan.chunks.length;
  }

  /** Compiles a dispatch on its first use. Steps that wait for the same one go on in the order in which they came. */
  #record(dispatch: Dispatch): Promise<Recorded> {
    const known = this.#recording.get(dispatch.name);
    if (known) return known;
    const recording = this.#compile(dispatch);
    this.#recording.set(dispatch.name, recording);
    return recording;
  }

  async #compile({ name, body, bindings, groups }: Dispatch): Promise<Recorded> {
    const code = shaderCode(body, bindings, (buffer) => this.#buffer(buffer).size / 4, this.layout.places.length, this.#plan.maxRows);
    const types: GPUBufferBindingType[] = [
      'read-only-storage',
      ...bindings.map(({ writes }) => (writes ? 'storage' : 'read-only-storage')),
    ];
    const layout = this.#device.createBindGroupLayout({
      entries: types.map((type, binding) => ({ binding, visibility: GPUShaderStage.COMPUTE, buffer: { type } })),
    });
    const pipeline = await this.#device.createComputePipelineAsync({
      label: name,
      layout: this.#device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module: this.#device.createShaderModule({ label: name, code }), entryPoint: 'main' },
    });
    const buffers = [this.#step, ...bindings.map(({ buffer }) => this.#buffer(buffer))];
    const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
    const recorded = { pipeline, bindings: this.#device.createBindGroup({ layout, entries }), groups };
    this.#recorded.set(name, recorded);
    return recorded;
  }

  #ready(dispatches: readonly Dispatch[]): Recorded[] {
    return dispatches.flatMap(({ name }) => this.#recorded.get(name) ?? []);
  }

  #dispatchAll(encoder: GPUCommandEncoder, dispatches: readonly Recorded[], rows: number): void {
    const pass = encoder.beginComputePass();
    for (const { pipeline, bindings, groups } of dispatches) {
      const count = groups(rows);
      const columns = Math.min(count, MAX_GROUPS);
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindings);
      pass.dispatchWorkgroups(columns, Math.ceil(count / columns));
    }
    pass.end();
  }

  #writeStep(block: ArrayBuffer): void {
    this.#device.queue.writeBuffer(this.#step, 0, block);
  }

  #resultOf(words: Uint32Array, rows: number, targets: Float32Array, loss: LossName): StepResult {
    const results = new Float32Array(words.buffer, 0, 2 * rows);
    const predictions = Float32Array.from({ length: rows }, (_, row) => results[2 * row + 1]);
    let sum = 0;
    let correct = 0;
    for (let row = 0; row < rows; row++) {
      sum += results[2 * row];
      if (predictions[row] === targets[row]) correct++;
    }
    const meanLoss = sum / rows;
    const report = this.#reportOf(words.subarray(2 * rows));
    if (!Number.isFinite(meanLoss)) throw new NotFinite('parameters', 'loss', meanLoss);
    return { loss: meanLoss, accuracy: loss === 'mean-squared-error' ? null : correct / rows, predictions, ...report };
  }

  /** The chunks' sums, added in their order in double precision. */
  #reportOf(words: Uint32Array): UpdateReport {
    const floats = new Float32Array(words.buffer, words.byteOffset, words.length);
    const totals = this.layout.places.map(emptySums);
    this.#plan.chunks.forEach(({ parameter }, chunk) => {
      const at = chunk * REPORT_WORDS;
      const total = totals[parameter];
      total.sum += floats[at];
      total.squares += floats[at + 1];
      total.min = Math.min(total.min, floats[at + 2]);
      total.max = Math.max(total.max, floats[at + 3]);
      total.squaresBefore += floats[at + 4];
      total.updateSquares += floats[at + 5];
      total.gradientSquares += floats[at + 6];
      total.fingerprint = (total.fingerprint + words[at + 7]) % 2 ** 32;
    });
    return reportOf(this.layout, totals);
  }

  /** Reads a buffer's first `count` floats after everything submitted so far. */
  async #read(name: string, count: number): Promise<Float32Array> {
    const staging = this.#device.createBuffer({ size: 4 * count, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    const encoder = this.#device.createCommandEncoder();
    encoder.copyBufferToBuffer(this.#buffer(name), 0, staging, 0, 4 * count);
    this.#device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const values = new Float32Array(staging.getMappedRange().slice(0));
    staging.destroy();
    return values;
  }
}
