import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { env } from '@tensorflow/tfjs-core';
import { registerWasmTrainingKernels } from './wasm-kernels.ts';

/** Makes the wasm backend known and able to train. It runs on one thread: the threaded build starts its helpers from
 *  `blob:` scripts, which the page's content policy refuses, and where they are allowed its pool still counts one thread
 *  (https://github.com/tensorflow/tfjs/issues/8513; Chromium 156, cross-origin isolated, two cores). */
export async function loadWasmBackend(): Promise<void> {
  await env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT');
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plainUrl,
    'tfjs-backend-wasm-simd.wasm': simdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': simdUrl,
  });
  registerWasmTrainingKernels();
}
