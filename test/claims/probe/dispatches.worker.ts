import { ADAM } from '../../../src/core/spec/spec.ts';
import type { Batch, KeptImages } from '../../../src/engine/trainer.ts';
import { gpuDevice } from '../../../src/engine/webgpu/device.ts';
import { WebGpuNetwork } from '../../../src/engine/webgpu/webgpu-network.ts';
import { inFlight } from '../../../src/worker/training/in-flight.ts';
import { fetchTask } from '../../bench/in-page.ts';
import { BATCH_SIZE, BENCH_MODEL, batchesOf } from '../../bench/task.ts';
import { answering } from './answering.ts';

const COUNTED = [
  'dispatchWorkgroups',
  'submit',
  'mapAsync',
  'writeBuffer',
  'createBuffer',
  'createBindGroup',
  'createComputePipeline',
  'createComputePipelineAsync',
] as const;
type Counted = (typeof COUNTED)[number];

export interface DispatchCounts {
  readonly adapter: string;
  readonly steps: number;
  /** Calls over all counted steps together. */
  readonly calls: Readonly<Record<Counted, number>>;
  /** Steps that were sent only when every step before them had been read back. */
  readonly awaited: number;
}

/** Steps before the counted ones: pipelines are compiled and buffers made in the first. */
const WARM_UP_STEPS = 2;

answering(countCalls);

async function countCalls(steps: number): Promise<DispatchCounts> {
  const calls = Object.fromEntries(COUNTED.map((name) => [name, 0])) as Record<Counted, number>;
  countOn(GPUDevice.prototype, ['createBuffer', 'createBindGroup', 'createComputePipeline', 'createComputePipelineAsync'], calls);
  countOn(GPUQueue.prototype, ['submit', 'writeBuffer'], calls);
  countOn(GPUComputePassEncoder.prototype, ['dispatchWorkgroups'], calls);
  countOn(GPUBuffer.prototype, ['mapAsync'], calls);
  const device = await gpuDevice();
  const network = await WebGpuNetwork.create(BENCH_MODEL, BATCH_SIZE, device);
  if (!network) throw new Error('the shaders do not run the model');
  const task = await fetchTask();
  network.load(task.parameters, 'claim');
  const { images, batches: named } = asRowsOfImages(task.batches);
  await network.keep(images);
  let [sent, read, awaited] = [0, 0, 0];
  const submit = (batch: (typeof task.batches)[number]) => {
    if (sent > 0 && read === sent) awaited++;
    sent++;
    return network.step(batch, 'cross-entropy', ADAM, new Set());
  };
  const train = async (from: number, count: number) => {
    [sent, read, awaited] = [0, 0, 0];
    const batches = batchesOf({ ...task, batches: named }, from, count);
    for await (const _ of inFlight(batches, submit, network, () => false, new AbortController().signal)) read++;
  };
  await train(0, WARM_UP_STEPS);
  for (const name of COUNTED) calls[name] = 0;
  await train(WARM_UP_STEPS, steps);
  const { vendor, architecture } = device.adapterInfo;
  return { adapter: `${vendor} ${architecture}`.trim(), steps, calls: { ...calls }, awaited };
}

/** The batches as a run has them: bytes that are uploaded once, and numbers of rows. */
function asRowsOfImages(batches: readonly Batch[]): { readonly images: KeptImages; readonly batches: readonly Batch[] } {
  const pixels = Uint8Array.from(
    batches.flatMap(({ inputs }) => [...inputs]),
    (value) => Math.round(255 * value),
  );
  const rowsOf = (index: number) => Uint32Array.from({ length: BATCH_SIZE }, (_, i) => index * BATCH_SIZE + i);
  return { images: { pixels, maximum: 255 }, batches: batches.map((batch, index) => ({ ...batch, rows: rowsOf(index) })) };
}

function countOn(prototype: object, names: readonly Counted[], calls: Record<Counted, number>): void {
  const methods = prototype as Record<string, (...args: unknown[]) => unknown>;
  for (const name of names) {
    const original = methods[name];
    methods[name] = function (this: unknown, ...args: unknown[]) {
      calls[name]++;
      return original.apply(this, args);
    };
  }
}
