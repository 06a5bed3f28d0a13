import { getBackend } from '@tensorflow/tfjs-core';
import type { Model } from '../core/training/model.ts';
import { GuardedTrainer } from './guarded-trainer.ts';
import { TfjsNetwork } from './tfjs-network.ts';
import { threadsHere } from './threads.ts';
import type { Trainer } from './trainer.ts';

/** A trainer for the model on the backend that was started: on wasm and webgpu our own kernels, where they can run it; else tfjs.
 *  @throws DeviceLost */
export async function createTrainer(model: Model, maxRows: number): Promise<Trainer> {
  switch (getBackend()) {
    case 'wasm':
      return (await onWasm(model, maxRows)) ?? new TfjsNetwork(model);
    case 'webgpu':
      return onWebGpu(model, maxRows);
    case 'webgl':
      return new GuardedTrainer(new TfjsNetwork(model), (await import('./webgl-backend.ts')).webglWatch());
    default:
      return new TfjsNetwork(model);
  }
}

async function onWasm(model: Model, maxRows: number): Promise<Trainer | null> {
  const [{ compiledKernels }, { WasmNetwork }] = await Promise.all([import('./wasm/compile.ts'), import('./wasm/wasm-network.ts')]);
  return WasmNetwork.create(model, maxRows, await compiledKernels(), threadsHere());
}

async function onWebGpu(model: Model, maxRows: number): Promise<Trainer> {
  const [{ watchedDevice }, { WebGpuNetwork }] = await Promise.all([import('./webgpu/device.ts'), import('./webgpu/webgpu-network.ts')]);
  const watched = await watchedDevice();
  const own = await watched.trust(WebGpuNetwork.create(model, maxRows, watched.device));
  return new GuardedTrainer(own ?? new TfjsNetwork(model), watched);
}
