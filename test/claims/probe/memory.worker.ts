import { memory as tfjsMemory } from '@tensorflow/tfjs-core';
import { ADAM } from '../../../src/core/spec/spec.ts';
import { startBackend } from '../../../src/engine/backend.ts';
import { createTrainer } from '../../../src/engine/create-trainer.ts';
import type { Trainer } from '../../../src/engine/trainer.ts';
import { fetchTask } from '../../bench/in-page.ts';
import { BATCH_SIZE, BENCH_MODEL, type BenchTask, batchesOf } from '../../bench/task.ts';
import { answering } from './answering.ts';

export interface MemoryReading {
  readonly step: number;
  /** Of every WebAssembly memory that this worker has made, grown or not. */
  readonly wasmBytes: number;
  readonly wasmMemories: number;
  readonly tensors: number;
}

const memories: WebAssembly.Memory[] = [];
WebAssembly.Memory = class extends WebAssembly.Memory {
  constructor(descriptor: WebAssembly.MemoryDescriptor) {
    super(descriptor);
    memories.push(this);
  }
};

let training: { readonly trainer: Trainer; readonly task: BenchTask } | null = null;
let done = 0;

/** Trains on until so many steps are done, as the run does on WASM, and tells what is in use then. */
answering(async (until: number): Promise<MemoryReading> => {
  training ??= await begin();
  const { trainer, task } = training;
  for (; done < until; done++) await trainer.step(batchesOf(task, done, 1)[0], 'cross-entropy', ADAM, new Set());
  const wasmBytes = memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
  return { step: done, wasmBytes, wasmMemories: memories.length, tensors: tfjsMemory().numTensors };
});

async function begin(): Promise<NonNullable<typeof training>> {
  await startBackend('wasm');
  const [trainer, task] = [await createTrainer(BENCH_MODEL, BATCH_SIZE), await fetchTask()];
  trainer.load(task.parameters, 'claim');
  return { trainer, task };
}
