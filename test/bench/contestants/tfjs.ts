import * as tf from '@tensorflow/tfjs';
import { ADAM } from '../../../src/core/spec/spec.ts';
import { layoutOf, writeTensors } from '../../../src/engine/layout.ts';
import type { Batch } from '../../../src/engine/trainer.ts';
import { BATCH_SIZE, BENCH_MODEL, type BenchTask } from '../task.ts';

export type TfjsBackend = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

/** Elsewhere a step is done when it is sent, and nothing is gained by not reading its loss. */
export const isOnGpu = (backend: TfjsBackend): boolean => backend === 'webgpu' || backend === 'webgl';

/** Starts a backend as its package ships it. WebGL and plain JavaScript come with tfjs itself. */
export async function startTfjs(backend: TfjsBackend): Promise<void> {
  if (backend === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu');
  if (backend === 'wasm') await startStockWasm();
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs could not start ${backend}`);
  await tf.ready();
}

async function startStockWasm(): Promise<void> {
  const [{ setWasmPaths }, { default: simdUrl }] = await Promise.all([
    import('@tensorflow/tfjs-backend-wasm'),
    import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'),
  ]);
  await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT');
  // Its threads start from `blob:` scripts, which the page's content policy refuses.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const binaries = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm'];
  setWasmPaths(Object.fromEntries(binaries.map((binary) => [binary, simdUrl])));
}

/** The task's parameters in tfjs's layouts, weight and bias of each layer in turn. */
export function tfjsWeights({ parameters }: BenchTask): tf.Tensor[] {
  const layout = layoutOf(BENCH_MODEL);
  const arena = new Float32Array(layout.size);
  writeTensors(arena, layout, parameters, 'benchmark');
  return layout.places.map(({ offset, size, engineShape }) => tf.tensor(arena.slice(offset, offset + size), [...engineShape]));
}

export interface TfjsRows {
  readonly images: tf.Tensor4D;
  readonly labels: tf.Tensor2D;
}

const resident = new Map<Batch, TfjsRows>();

/** Images and one-hot labels of a batch, uploaded when they are first asked for. */
export function tfjsRows(batch: Batch): TfjsRows {
  const known = resident.get(batch);
  if (known) return known;
  const targets = tf.tensor1d(Int32Array.from(batch.targets), 'int32');
  const rows = {
    images: tf.tensor4d(batch.inputs, [BATCH_SIZE, 28, 28, 1]),
    labels: tf.tidy(() => tf.cast(tf.oneHot(targets, BENCH_MODEL.outputs), 'float32') as tf.Tensor2D),
  };
  targets.dispose();
  resident.set(batch, rows);
  return rows;
}

export const tfjsAdam = (): tf.Optimizer => tf.train.adam(ADAM.learningRate, ADAM.beta1, ADAM.beta2, ADAM.epsilon);
