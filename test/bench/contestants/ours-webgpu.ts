import { gpuDevice } from '../../../src/engine/webgpu/device.ts';
import { WebGpuNetwork } from '../../../src/engine/webgpu/webgpu-network.ts';
import { BATCH_SIZE, BENCH_MODEL, type BenchTask } from '../task.ts';
import type { Trainee } from '../trainee.ts';
import { traineeOf } from './our-trainee.ts';

/** In a page or in Node: wherever there is a `navigator.gpu`. */
export async function oursOnWebGpu(task: BenchTask): Promise<Trainee> {
  return traineeOf(await WebGpuNetwork.create(BENCH_MODEL, BATCH_SIZE, await gpuDevice()), task, {});
}
