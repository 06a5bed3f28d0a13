import { getBackend } from '@tensorflow/tfjs-core';
import type { Model } from '../core/model.ts';
import { TfjsNetwork } from './tfjs-network.ts';
import { threadsHere } from './threads.ts';
import type { Trainer } from './trainer.ts';

/** A trainer for the model on the backend that was started: on wasm and webgpu our own kernels, where they can run it; else tfjs. */
export async function createTrainer(model: Model, maxRows: number): Promise<Trainer> {
  return (await ownTrainer(model, maxRows)) ?? new TfjsNetwork(model);
}

async function ownTrainer(model: Model, maxRows: number): Promise<Trainer | null> {
  switch (getBackend()) {
    case 'wasm': {
      const [{ compiledKernels }, { WasmNetwork }] = await Promise.all([import('./wasm/compile.ts'), import('./wasm/wasm-network.ts')]);
      return WasmNetwork.create(model, maxRows, await compiledKernels(), threadsHere());
    }
    case 'webgpu': {
      const [{ gpuDevice }, { WebGpuNetwork }] = await Promise.all([import('./webgpu/device.ts'), import('./webgpu/webgpu-network.ts')]);
      return WebGpuNetwork.create(model, maxRows, await gpuDevice());
    }
    default:
      return null;
  }
}
