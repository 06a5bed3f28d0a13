import { startBackend } from '../../../src/engine/backend.ts';
import { TfjsNetwork } from '../../../src/engine/tfjs-network.ts';
import { compiledKernels } from '../../../src/engine/wasm/compile.ts';
import { WasmNetwork } from '../../../src/engine/wasm/wasm-network.ts';
import { BATCH_SIZE, BENCH_MODEL, type BenchTask } from '../task.ts';
import type { Trainee } from '../trainee.ts';
import { traineeOf } from './our-trainee.ts';

export async function oursOnWasm(task: BenchTask, threads: number): Promise<Trainee> {
  const kernels = await compiledKernels();
  const network = await WasmNetwork.create(BENCH_MODEL, BATCH_SIZE, kernels, threads);
  if (network && network.threads !== threads) throw new Error(`${threads} threads were asked for, ${network.threads} started`);
  return traineeOf(network, task, { threads: String(threads), kernels: kernels.relaxed ? 'relaxed SIMD' : 'SIMD' });
}

/** tfjs's own products and convolutions with the gradients that its WASM backend lacks registered by us. */
export async function tfjsWithOurGradients(task: BenchTask): Promise<Trainee> {
  const { threads } = await startBackend('wasm');
  return traineeOf(new TfjsNetwork(BENCH_MODEL), task, { threads: `1 of ${threads}` });
}
