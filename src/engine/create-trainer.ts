import { getBackend } from '@tensorflow/tfjs-core';
import type { Model } from '../core/model.ts';
import { TfjsNetwork } from './tfjs-network.ts';
import { threadsHere } from './threads.ts';
import type { Trainer } from './trainer.ts';

/** A trainer for the model on the backend that was started: on wasm our own kernels, where they can run it; else tfjs. */
export async function createTrainer(model: Model, maxRows: number): Promise<Trainer> {
  if (getBackend() !== 'wasm') return new TfjsNetwork(model);
  const [{ compiledKernels }, { WasmNetwork }] = await Promise.all([import('./wasm/compile.ts'), import('./wasm/wasm-network.ts')]);
  return (await WasmNetwork.create(model, maxRows, await compiledKernels(), threadsHere())) ?? new TfjsNetwork(model);
}
