import { ADAM } from '../../../src/core/spec.ts';
import { startBackend } from '../../../src/engine/backend.ts';
import { TfjsNetwork } from '../../../src/engine/tfjs-network.ts';
import type { Trainer } from '../../../src/engine/trainer.ts';
import { compiledKernels } from '../../../src/engine/wasm/compile.ts';
import { WasmNetwork } from '../../../src/engine/wasm/wasm-network.ts';
import { gpuDevice } from '../../../src/engine/webgpu/device.ts';
import { WebGpuNetwork } from '../../../src/engine/webgpu/webgpu-network.ts';
import { BATCH_SIZE, BENCH_MODEL, type BenchTask } from '../task.ts';
import { stepwise, type Trainee } from '../trainee.ts';

const NONE_FROZEN: ReadonlySet<string> = new Set();

/** Everything that a run logs of a step is computed too: loss, accuracy, each tensor's statistics, the fingerprint. */
function traineeOf(trainer: Trainer | null, { parameters }: BenchTask, facts: Trainee['facts']): Trainee {
  if (!trainer) throw new Error('our kernels do not run this model');
  trainer.load(parameters, 'benchmark');
  const step = async (batch: Parameters<Trainer['step']>[0]) => (await trainer.step(batch, 'cross-entropy', ADAM, NONE_FROZEN)).loss;
  return { train: stepwise(step, trainer.stepsInFlight), facts };
}

export async function oursOnWasm(task: BenchTask, threads: number): Promise<Trainee> {
  const kernels = await compiledKernels();
  const network = await WasmNetwork.create(BENCH_MODEL, BATCH_SIZE, kernels, threads);
  if (network && network.threads !== threads) throw new Error(`${threads} threads were asked for, ${network.threads} started`);
  return traineeOf(network, task, { threads: String(threads), kernels: kernels.relaxed ? 'relaxed SIMD' : 'SIMD' });
}

export async function oursOnWebGpu(task: BenchTask): Promise<Trainee> {
  return traineeOf(await WebGpuNetwork.create(BENCH_MODEL, BATCH_SIZE, await gpuDevice()), task, {});
}

/** tfjs's own products and convolutions with the gradients that its WASM backend lacks registered by us. */
export async function tfjsWithOurGradients(task: BenchTask): Promise<Trainee> {
  const { threads } = await startBackend('wasm');
  return traineeOf(new TfjsNetwork(BENCH_MODEL), task, { threads: `1 of ${threads}` });
}
